//===- FenceStreamedStores.cpp - Order streamed stores with others --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_FENCESTREAMEDSTORESPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The code that one thread runs before others may read what `store` wrote: the
/// iterations of a parallel loop, or the function.
static Region *getThreadRegion(vector::StoreOp store) {
  if (auto loop = store->getParentOfType<omp::LoopNestOp>())
    return &loop.getRegion();
  return &store->getParentOfType<func::FuncOp>().getBody();
}

namespace {
struct FenceStreamedStores
    : patconv::impl::FenceStreamedStoresPassBase<FenceStreamedStores> {
  using FenceStreamedStoresPassBase::FenceStreamedStoresPassBase;

  void runOnOperation() override {
    llvm::SetVector<Region *> regions;
    getOperation().walk([&](vector::StoreOp store) {
      if (store.getNontemporal())
        regions.insert(getThreadRegion(store));
    });
    for (Region *region : regions)
      for (Block &block : *region) {
        Operation *last = block.getTerminator();
        if (last->getNumSuccessors() != 0)
          continue;
        OpBuilder builder(last);
        LLVM::FenceOp::create(builder, last->getLoc(),
                              LLVM::AtomicOrdering::seq_cst,
                              /*syncscope=*/"");
        ++numFences;
      }
  }
};
} // namespace
