//===- KeepRedundantLoads.cpp - Volatile input loads, for ablation --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_KEEPREDUNDANTLOADSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `load` reads the input of multiply-adds and of nothing else.
static bool feedsMultiplyAdds(vector::LoadOp load) {
  return !load->use_empty() &&
         llvm::all_of(load->getUsers(),
                      [](Operation *user) { return isa<vector::FMAOp>(user); });
}

/// Replaces `load` by a volatile load of the same address.
static void makeVolatile(IRRewriter &rewriter, vector::LoadOp load) {
  Location loc = load.getLoc();
  rewriter.setInsertionPoint(load);
  auto type = cast<MemRefType>(load.getBase().getType());
  SmallVector<int64_t> strides;
  int64_t offset;
  [[maybe_unused]] LogicalResult isStrided =
      type.getStridesAndOffset(strides, offset);
  assert(succeeded(isStrided) && "expected constant strides");
  Value position;
  if (ShapedType::isDynamic(offset))
    position =
        memref::ExtractStridedMetadataOp::create(rewriter, loc, load.getBase())
            .getOffset();
  else
    position = arith::ConstantIndexOp::create(rewriter, loc, offset);
  for (auto [index, stride] : llvm::zip(load.getIndices(), strides)) {
    Value step = arith::ConstantIndexOp::create(rewriter, loc, stride);
    position = arith::AddIOp::create(
        rewriter, loc, position,
        arith::MulIOp::create(rewriter, loc, index, step));
  }
  Type i64 = rewriter.getI64Type();
  auto pointerType = LLVM::LLVMPointerType::get(rewriter.getContext());
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(
      rewriter, loc, load.getBase());
  address = arith::IndexCastOp::create(rewriter, loc, i64, address);
  Value base = LLVM::IntToPtrOp::create(rewriter, loc, pointerType, address);
  Value element = arith::IndexCastOp::create(rewriter, loc, i64, position);
  Value pointer =
      LLVM::GEPOp::create(rewriter, loc, pointerType, type.getElementType(),
                          base, ValueRange{element});
  rewriter.replaceOpWithNewOp<LLVM::LoadOp>(load, load.getVectorType(), pointer,
                                            type.getElementTypeBitWidth() / 8,
                                            /*isVolatile=*/true);
}

namespace {
struct KeepRedundantLoads
    : patconv::impl::KeepRedundantLoadsPassBase<KeepRedundantLoads> {
  using KeepRedundantLoadsPassBase::KeepRedundantLoadsPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<vector::LoadOp> loads;
    getOperation().walk([&](vector::LoadOp load) {
      auto type = cast<MemRefType>(load.getBase().getType());
      if (!feedsMultiplyAdds(load))
        return;
      SmallVector<int64_t> strides;
      int64_t offset;
      if (failed(type.getStridesAndOffset(strides, offset)) ||
          llvm::any_of(strides, ShapedType::isDynamic)) {
        load.emitRemark() << "expected a memref with constant strides, but got "
                          << type << "; the load may be merged";
        return;
      }
      loads.push_back(load);
    });
    for (vector::LoadOp load : loads)
      makeVolatile(rewriter, load);
    numKept += loads.size();
  }
};
} // namespace
