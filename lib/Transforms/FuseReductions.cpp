//===- FuseReductions.cpp - patconv-fuse-reductions -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Pooling.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_FUSEREDUCTIONSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Scalars that are computed again rather than read: a mean of a sum, and the
/// distance from it.
static constexpr int64_t kMaxRepeated = 2;

/// Whether `op` is element-wise, reads one tensor of the size that it makes,
/// and computes little of it, so that to read the one or the other is the same.
static bool isCheap(linalg::GenericOp op) {
  if (!mapsElements(op))
    return false;
  int64_t images = 0, scalars = 0;
  for (OpOperand *operand : op.getDpsInputOperands())
    images += op.getMatchingIndexingMap(operand).isPermutation();
  for (Operation &scalar : op.getBlock()->without_terminator()) {
    if (!isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
             arith::NegFOp>(scalar))
      return false;
    ++scalars;
  }
  return images == 1 && scalars <= kMaxRepeated;
}

/// Whether `operand` is read by a reduction, each element once, that what makes
/// it may join. What maps zeros to zeros stays before a sum of planes: both can
/// be lane-tiled, if what comes before them is, and one alone cannot.
static bool isReducedOnce(OpOperand &operand) {
  auto reduction = dyn_cast<linalg::GenericOp>(operand.getOwner());
  auto maker = operand.get().getDefiningOp<linalg::GenericOp>();
  if (reduction && maker && matchPlaneSum(reduction) && isZeroPreserving(maker))
    return false;
  return reduction && reduction.hasPureTensorSemantics() &&
         reduction.getNumReductionLoops() > 0 &&
         reduction->getNumResults() == 1 && reduction.isDpsInput(&operand) &&
         reduction.getMatchingIndexingMap(&operand).isPermutation();
}

/// Whether what `operand` holds goes, element by element, into a reduction in
/// the end, and nowhere else on the way.
static bool leadsToReduction(OpOperand &operand) {
  if (isReducedOnce(operand))
    return true;
  auto op = dyn_cast<linalg::GenericOp>(operand.getOwner());
  return op && mapsElements(op) && op->hasOneUse() &&
         op.getMatchingIndexingMap(&operand).isPermutation() &&
         leadsToReduction(*op->use_begin());
}

/// Whether the element-wise producer of `operand`, which is read there alone,
/// joins its owner: a reduction, or another element-wise operation.
static bool shouldFuse(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  return producer && consumer && mapsElements(producer) &&
         producer->hasOneUse() &&
         (isReducedOnce(*operand) ||
          (mapsElements(consumer) &&
           consumer.getMatchingIndexingMap(operand).isPermutation()));
}

/// Loops of one iteration reduce nothing: as parallel ones they are what an
/// image's first loop is in other operations. A reduction stays one.
static void makeUnitLoopsParallel(linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumReductionLoops() == 0 ||
      op->getNumResults() != 1)
    return;
  const SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  if (llvm::all_of(
          llvm::zip_equal(op.getIteratorTypesArray(), sizes), [](auto pair) {
            auto [iterator, size] = pair;
            return iterator == utils::IteratorType::parallel || size == 1;
          }))
    return;
  MLIRContext *context = op.getContext();
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<AffineExpr> results = llvm::to_vector(maps.back().getResults());
  for (auto [loop, size] : llvm::enumerate(sizes)) {
    if (size != 1)
      continue;
    iterators[loop] = utils::IteratorType::parallel;
    if (loop < results.size() && isa<AffineConstantExpr>(results[loop]) &&
        cast<ShapedType>(op->getResult(0).getType()).getDimSize(loop) == 1 &&
        !llvm::is_contained(results, getAffineDimExpr(loop, context)))
      results[loop] = getAffineDimExpr(loop, context);
  }
  maps.back() = AffineMap::get(iterators.size(), 0, results, context);
  op.setIndexingMapsAttr(Builder(context).getAffineMapArrayAttr(maps));
  op.setIteratorTypesAttr(ArrayAttr::get(
      context, llvm::map_to_vector(iterators, [&](auto iterator) -> Attribute {
        return linalg::IteratorTypeAttr::get(context, iterator);
      })));
}

namespace {
struct FuseReductions : patconv::impl::FuseReductionsPassBase<FuseReductions> {
  using FuseReductionsPassBase::FuseReductionsPassBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    int64_t before = 0, after = 0;
    getOperation().walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops) {
      makeUnitLoopsParallel(op);
      repeat(rewriter, op);
    }
    getOperation().walk([&](linalg::GenericOp) { ++before; });
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, shouldFuse);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation().walk([&](linalg::GenericOp) { ++after; });
    numFused += before - after;
  }

  /// Gives each reader of cheap `op`, one of which is a reduction in the end, a
  /// copy of its own.
  void repeat(RewriterBase &rewriter, linalg::GenericOp op) {
    if (!isCheap(op) || op->hasOneUse() ||
        llvm::none_of(op->getUses(), leadsToReduction) ||
        !llvm::all_of(op->getUses(), [](OpOperand &use) {
          auto reader = dyn_cast<linalg::GenericOp>(use.getOwner());
          return reader && (mapsElements(reader) || isReducedOnce(use));
        }))
      return;
    for (OpOperand &use : llvm::make_early_inc_range(op->getUses())) {
      if (op->hasOneUse())
        break;
      rewriter.setInsertionPoint(use.getOwner());
      use.set(rewriter.clone(*op)->getResult(0));
      ++numRepeated;
    }
  }
};
} // namespace
