//===- PackLinear.cpp - patconv-pack-linear -------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "lib/Transforms/LoopNest.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PACKLINEARPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// A product of matrices that panels serve.
struct Linear {
  int64_t rows, features, outputs, panel;
  /// Whether the weights lie as in PyTorch: a row for each output.
  bool hasRowPerOutput;
  /// What sums start from.
  Value initial;
};
} // namespace

/// The outputs of a panel: as many vectors as the sums of a few rows leave room
/// for, and no part of one; 0 where the outputs are no such number.
static int64_t getPanel(int64_t outputs, const ScheduleTarget &target) {
  const int64_t most = getMatrixVectors(target.vectorRegisters);
  for (int64_t vectors = most; vectors > 1; --vectors)
    if (outputs % (vectors * target.lanes) == 0)
      return vectors * target.lanes;
  return 0;
}

/// Whether `matmul` reads its weights by rows of inputs (false) or of outputs;
/// nothing where its operands are transposed or broadcast in another way.
static std::optional<bool> readsRowPerOutput(linalg::MatmulOp matmul) {
  MLIRContext *context = matmul.getContext();
  SmallVector<AffineMap> maps =
      linalg::MatmulOp::getDefaultIndexingMaps(context);
  if (matmul.getIndexingMapsArray() == maps)
    return false;
  maps[1] = AffineMap::getMultiDimMapWithTargets(3, {1, 2}, context);
  if (matmul.getIndexingMapsArray() == maps)
    return true;
  return std::nullopt;
}

static bool isStaticFloat32(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && type.hasStaticShape() && type.getElementType().isF32();
}

/// Reads a product that panels serve off `matmul`; fails with the reason.
static FailureOr<Linear> matchLinear(linalg::MatmulOp matmul,
                                     const ScheduleTarget &target,
                                     std::string &reason) {
  Value input = matmul.getInputs()[0], output = matmul.getOutputs()[0];
  if (!isa_and_present<DenseElementsAttr, DenseResourceElementsAttr>(
          getConstant(matmul.getInputs()[1]))) {
    reason = "expected constant weights";
    return failure();
  }
  if (!isStaticFloat32(input) || !isStaticFloat32(output) ||
      !isStaticFloat32(matmul.getInputs()[1])) {
    reason = "expected float32 of static shape";
    return failure();
  }
  std::optional<bool> hasRowPerOutput = readsRowPerOutput(matmul);
  if (!hasRowPerOutput) {
    reason = "expected no operand but the weights to be transposed";
    return failure();
  }
  auto fill = output.getDefiningOp<linalg::FillOp>();
  if (!fill) {
    reason = "expected sums that start from a number";
    return failure();
  }
  ArrayRef<int64_t> inputShape = matmul.getShape(matmul.getDpsInputOperand(0));
  const int64_t rows = inputShape[0], features = inputShape[1];
  const int64_t outputs =
      cast<RankedTensorType>(output.getType()).getDimSize(1);
  // Rows that stream through the weights once find all of them as useful.
  if (rows < kMatrixRows) {
    reason = "expected " + std::to_string(kMatrixRows) +
             " rows or more, but got " + std::to_string(rows);
    return failure();
  }
  const int64_t panel = getPanel(outputs, target);
  if (outputs == 0 || panel == 0) {
    reason = "expected outputs in whole panels of two vectors of " +
             std::to_string(target.lanes) + " or more, but got " +
             std::to_string(outputs);
    return failure();
  }
  return Linear{rows, features, outputs, panel, *hasRowPerOutput, fill.value()};
}

/// The weights panel by panel, those of an input side by side; null where they
/// hold no data.
static ElementsAttr packPanels(Value weights, const Linear &linear) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(weights), storage);
  if (!values)
    return nullptr;
  // Weights may be hundreds of megabytes: they are written where they stay.
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(
      values->size() * sizeof(float), kAlignment, /*dataIsMutable=*/true);
  auto *packed = reinterpret_cast<float *>(blob.getMutableData().data());
  for (int64_t first = 0; first < linear.outputs; first += linear.panel)
    for (int64_t feature = 0; feature < linear.features; ++feature)
      for (int64_t n = first; n < first + linear.panel; ++n)
        *packed++ =
            (*values)[linear.hasRowPerOutput ? n * linear.features + feature
                                             : feature * linear.outputs + n];
  auto type = RankedTensorType::get(
      {linear.outputs / linear.panel, linear.features, linear.panel},
      Float32Type::get(weights.getContext()));
  return DenseResourceElementsAttr::get(
      type,
      getDerivedName(weights, "weights",
                     "::panels[" + std::to_string(linear.panel) + "]"),
      std::move(blob));
}

static void rewriteLinear(RewriterBase &rewriter, linalg::MatmulOp matmul,
                          const Linear &linear, ElementsAttr panels) {
  Location loc = matmul.getLoc();
  MLIRContext *context = matmul.getContext();
  rewriter.setInsertionPoint(matmul);
  const int64_t shape[] = {linear.rows, linear.outputs / linear.panel,
                           linear.panel};
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
    // Layers with the same weights share their panels.
    DenseMap<std::pair<Attribute, unsigned>, ElementsAttr> packed;
    bool failedAny = false;
    for (linalg::MatmulOp matmul : matmuls) {
      std::string reason;
      FailureOr<Linear> linear = matchLinear(matmul, target, reason);
      if (failed(linear)) {
        matmul.emitRemark("weights stay as they lie: ") << reason;
        ++numSkipped;
        continue;
      }
      Value weights = matmul.getInputs()[1];
      ElementsAttr &panels =
          packed[{getConstant(weights), linear->hasRowPerOutput}];
      if (!panels)
        panels = packPanels(weights, *linear);
      if (!panels) {
        matmul.emitOpError("expected the weights to hold their data, but got "
                           "a resource without");
        failedAny = true;
        continue;
      }
      rewriteLinear(rewriter, matmul, *linear, panels);
      ++numPacked;
    }
    if (failedAny)
      signalPassFailure();
  }
};
} // namespace
