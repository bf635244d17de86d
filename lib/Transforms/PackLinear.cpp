//===- PackLinear.cpp - patconv-pack-linear -------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "lib/Transforms/LinearLayer.h"
#include "lib/Transforms/LoopNest.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PACKLINEARPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The outputs of a panel: as many vectors as the sums of a few rows leave room
/// for, and no part of one; 0 where the outputs are no such number.
static int64_t getPanel(int64_t outputs, const ScheduleTarget &target) {
  const int64_t most = getMatrixVectors(target.vectorRegisters);
  for (int64_t vectors = most; vectors > 1; --vectors)
    if (outputs % (vectors * target.lanes) == 0)
      return vectors * target.lanes;
  return 0;
}

/// Reads a product that panels serve off `matmul`, and the outputs of a panel;
/// fails with the reason.
static FailureOr<std::pair<LinearLayer, int64_t>>
matchPanels(linalg::MatmulOp matmul, const ScheduleTarget &target,
            std::string &reason) {
  FailureOr<LinearLayer> linear = matchLinearLayer(matmul, reason);
  if (failed(linear))
    return failure();
  // Rows that stream through the weights once find all of them as useful.
  if (linear->rows < kMatrixRows) {
    reason = "expected " + std::to_string(kMatrixRows) +
             " rows or more, but got " + std::to_string(linear->rows);
    return failure();
  }
  const int64_t panel = getPanel(linear->outputs, target);
  if (linear->outputs == 0 || panel == 0) {
    reason = "expected outputs in whole panels of two vectors of " +
             std::to_string(target.lanes) + " or more, but got " +
             std::to_string(linear->outputs);
    return failure();
  }
  return std::pair(*linear, panel);
}

static void rewriteWithPanels(RewriterBase &rewriter, linalg::MatmulOp matmul,
                              const LinearLayer &linear, int64_t panel,
                              ElementsAttr panels) {
  Location loc = matmul.getLoc();
  MLIRContext *context = matmul.getContext();
  rewriter.setInsertionPoint(matmul);
  const int64_t shape[] = {linear.rows, linear.outputs / panel, panel};
  Value weights =
      arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(panels));
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, rewriter.getF32Type());
  Value init =
      linalg::FillOp::create(rewriter, loc, linear.initial, empty).getResult(0);
  // Rows, panels, a panel's outputs, inputs.
  auto map = [&](ArrayRef<unsigned> targets) {
    return AffineMap::getMultiDimMapWithTargets(4, targets, context);
  };
  const AffineMap maps[] = {map({0, 3}), map({1, 3, 2}), map({0, 1, 2})};
  using utils::IteratorType;
  const IteratorType iterators[] = {
      IteratorType::parallel, IteratorType::parallel, IteratorType::parallel,
      IteratorType::reduction};
  auto generic = linalg::GenericOp::create(
      rewriter, loc, init.getType(), ValueRange{matmul.getInputs()[0], weights},
      init, maps, iterators,
      [](OpBuilder &builder, Location loc, ValueRange values) {
        Value product =
            arith::MulFOp::create(builder, loc, values[0], values[1]);
        Value sum = arith::AddFOp::create(builder, loc, values[2], product);
        linalg::YieldOp::create(builder, loc, sum);
      });
  if (Attribute layer = matmul->getAttr(kLayerAttr))
    generic->setAttr(kLayerAttr, layer);
  const ReassociationIndices reassociation[] = {{0}, {1, 2}};
  rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
      matmul, matmul.getResult(0).getType(), generic.getResult(0),
      reassociation);
}

namespace {
struct PackLinear : patconv::impl::PackLinearPassBase<PackLinear> {
  using PackLinearPassBase::PackLinearPassBase;

  void runOnOperation() override {
    const ScheduleTarget target{lanes, /*threads=*/1, vectorRegisters};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    SmallVector<linalg::MatmulOp> matmuls;
    getOperation().walk([&](linalg::MatmulOp op) { matmuls.push_back(op); });
    IRRewriter rewriter(&getContext());
    PanelCache cache;
    bool failedAny = false;
    for (linalg::MatmulOp matmul : matmuls) {
      std::string reason;
      auto match = matchPanels(matmul, target, reason);
      if (failed(match)) {
        matmul.emitRemark("weights stay as they lie: ") << reason;
        ++numSkipped;
        continue;
      }
      auto [linear, panel] = *match;
      ElementsAttr panels = cache.get(matmul, linear, panel);
      if (!panels) {
        failedAny = true;
        continue;
      }
      rewriteWithPanels(rewriter, matmul, linear, panel, panels);
      ++numPacked;
    }
    if (failedAny)
      signalPassFailure();
  }
};
} // namespace
