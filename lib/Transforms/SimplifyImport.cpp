//===- SimplifyImport.cpp - patconv-simplify-import -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SIMPLIFYIMPORTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `type` is a tensor of something else than float32.
static bool isOtherTensor(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.getElementType().isF32();
}

/// Whether the operand is made element by element and of another type than
/// float32, and its owner may compute it: booleans are cheap, others not for
/// several users.
static bool isOtherElementwise(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  return producer && producer.getNumReductionLoops() == 0 &&
         isOtherTensor(operand->get().getType()) &&
         (operand->get().hasOneUse() ||
          getElementTypeOrSelf(operand->get()).isInteger(1));
}

/// The map by which `op` reads the one tensor that it takes elements from, at
/// its own indices or constant ones, to yield them as they are; nothing where
/// it does something else.
static std::optional<AffineMap> getGatherMap(linalg::GenericOp op,
                                             tensor::ExtractOp extract) {
  MLIRContext *context = op.getContext();
  SmallVector<AffineExpr> results;
  const SmallVector<int64_t> loops = op.getStaticLoopRanges();
  auto type = extract.getTensor().getType();
  for (auto [dim, index] : llvm::enumerate(extract.getIndices())) {
    APInt constant;
    if (auto loop = index.getDefiningOp<linalg::IndexOp>()) {
      if (type.getDimSize(dim) != loops[loop.getDim()])
        return std::nullopt;
      results.push_back(getAffineDimExpr(loop.getDim(), context));
    } else if (matchPattern(index, m_ConstantInt(&constant)) &&
               constant.sge(0) && constant.slt(type.getDimSize(dim))) {
      // One image is every image of one.
      results.push_back(
          dim < loops.size() && loops[dim] == 1 && type.getDimSize(dim) == 1
              ? getAffineDimExpr(dim, context)
              : getAffineConstantExpr(constant.getSExtValue(), context));
    } else {
      return std::nullopt;
    }
  }
  return AffineMap::get(loops.size(), 0, results, context);
}

namespace {
/// Elements that are taken from a tensor in the order in which they lie are an
/// input: importers pad by reflection and repetition with such bodies.
struct ReadInOrder : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() || op.getNumDpsInputs() != 0 ||
        op->getNumResults() != 1 || op.getNumReductionLoops() != 0 ||
        op.hasDynamicShape())
      return rewriter.notifyMatchFailure(
          op, "expected a parallel operation without inputs");
    Block &body = *op.getBlock();
    auto extract =
        body.getTerminator()->getOperand(0).getDefiningOp<tensor::ExtractOp>();
    if (!extract || extract->getBlock() != &body ||
        extract.getTensor().getParentBlock() == &body ||
        !llvm::all_of(body.without_terminator(), [](Operation &inner) {
          return isMemoryEffectFree(&inner);
        }))
      return rewriter.notifyMatchFailure(
          op, "expected to take elements of one tensor alone");
    std::optional<AffineMap> map = getGatherMap(op, extract);
    if (!map)
      return rewriter.notifyMatchFailure(
          op, "expected elements in the order in which they lie");
    auto copy = linalg::GenericOp::create(
        rewriter, op.getLoc(), op.getResultTypes(), extract.getTensor(),
        op.getOutputs(),
        ArrayRef{*map, op.getMatchingIndexingMap(op.getDpsInitOperand(0))},
        op.getIteratorTypesArray(),
        [](OpBuilder &b, Location loc, ValueRange args) {
          linalg::YieldOp::create(b, loc, args[0]);
        });
    rewriter.replaceOp(op, copy.getResults());
    return success();
  }
};

struct SimplifyImport : patconv::impl::SimplifyImportPassBase<SimplifyImport> {
  using SimplifyImportPassBase::SimplifyImportPassBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    for (Dialect *dialect : getContext().getLoadedDialects())
      dialect->getCanonicalizationPatterns(patterns);
    for (RegisteredOperationName op : getContext().getRegisteredOperations())
      op.getCanonicalizationPatterns(patterns, &getContext());
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    math::populateExpansionPatterns(patterns, {"fpowi"});
    patterns.add<ReadInOrder>(&getContext());
    // Where all is float32, element-wise operations are for the passes that
    // fuse them into convolutions.
    const int64_t before = countOthers();
    if (before > 0)
      linalg::populateElementwiseOpsFusionPatterns(patterns,
                                                   isOtherElementwise);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    numRemoved += std::max<int64_t>(before - countOthers(), 0);
  }

  /// Results that are tensors of other types than float32.
  int64_t countOthers() {
    int64_t count = 0;
    getOperation().walk([&](Operation *op) {
      count += llvm::count_if(op->getResultTypes(), isOtherTensor);
    });
    return count;
  }
};
} // namespace
