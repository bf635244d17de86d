//===- PackLinear.cpp - patconv-pack-linear -------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "lib/Transforms/LoopNest.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PACKLINEARPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Rows of input from which on panels pay: with fewer, a row of the weights
/// that streams through once is as good.
static constexpr int64_t kMinRows = kMatrixRows;

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

/// The outputs of a panel: as many vectors as the accumulators of a few rows
/// leave room for, and no part of one; 0 where the outputs are no such number.
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

static std::optional<Linear> matchLinear(linalg::MatmulOp matmul,
                                         const ScheduleTarget &target) {
  auto input = dyn_cast<RankedTensorType>(matmul.getInputs()[0].getType());
  auto output = dyn_cast<RankedTensorType>(matmul.getOutputs()[0].getType());
  ElementsAttr weights = getConstant(matmul.getInputs()[1]);
  auto fill = matmul.getOutputs()[0].getDefiningOp<linalg::FillOp>();
  std::optional<bool> hasRowPerOutput = readsRowPerOutput(matmul);
  if (!input || !output || !input.hasStaticShape() ||
      !input.getElementType().isF32() || !output.getElementType().isF32() ||
      !weights || !weights.getElementType().isF32() || !fill ||
      !hasRowPerOutput)
    return std::nullopt;
  const Linear linear{
      input.getDimSize(0),  input.getDimSize(1),
      output.getDimSize(1), getPanel(output.getDimSize(1), target),
      *hasRowPerOutput,     fill.value()};
  if (linear.rows < kMinRows || linear.panel == 0)
    return std::nullopt;
  return linear;
}

/// The name of the constant that `value` is, for what is made of it.
static std::string getWeightsName(Value value) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(getConstant(value)))
    return resource.getRawHandle().getKey().str();
  return "weights";
}

/// The weights panel by panel, those of an input side by side; null where they
/// hold no data.
static ElementsAttr packPanels(Value weights, const Linear &linear) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(weights), storage);
  if (!values)
    return nullptr;
  std::vector<float> packed;
  packed.reserve(values->size());
  for (int64_t first = 0; first < linear.outputs; first += linear.panel)
    for (int64_t feature = 0; feature < linear.features; ++feature)
      for (int64_t n = first; n < first + linear.panel; ++n)
        packed.push_back(
            (*values)[linear.hasRowPerOutput ? n * linear.features + feature
                                             : feature * linear.outputs + n]);
  return makeFloats(
      weights.getContext(),
      {linear.outputs / linear.panel, linear.features, linear.panel}, packed,
      getWeightsName(weights) + "::panels[" + std::to_string(linear.panel) +
          "]");
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
      std::optional<Linear> linear = matchLinear(matmul, target);
      if (!linear)
        continue;
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
