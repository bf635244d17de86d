//===- LinearLayer.cpp - Matrix products with constant weights ------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LinearLayer.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/ConstantData.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

#include <algorithm>
#include <optional>

using namespace mlir;
using namespace mlir::patconv;

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

FailureOr<LinearLayer> patconv::matchLinearLayer(linalg::MatmulOp matmul,
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
  return LinearLayer{inputShape[0], inputShape[1],
                     cast<RankedTensorType>(output.getType()).getDimSize(1),
                     *hasRowPerOutput, fill.value()};
}

/// Writes the weights of `panel` outputs from `first`, those of each input side
/// by side.
static void packPanel(const float *weights, const LinearLayer &linear,
                      int64_t first, int64_t panel, float *packed) {
  const int64_t features = linear.features;
  if (!linear.hasRowPerOutput) {
    for (int64_t k = 0; k < features; ++k)
      std::copy_n(weights + k * linear.outputs + first, panel,
                  packed + k * panel);
    return;
  }
  // Square by square, so that lines of memory are read once and written once:
  // those of a column may all meet in one set of the cache.
  constexpr int64_t side = kCacheLineBytes / sizeof(float);
  float square[side][side];
  for (int64_t n = 0; n < panel; n += side)
    for (int64_t k = 0; k < features; k += side) {
      const int64_t columns = std::min(side, panel - n);
      const int64_t rows = std::min(side, features - k);
      for (int64_t i = 0; i < columns; ++i)
        for (int64_t j = 0; j < rows; ++j)
          square[j][i] = weights[(first + n + i) * features + k + j];
      for (int64_t j = 0; j < rows; ++j)
        std::copy_n(square[j], columns, packed + (k + j) * panel + n);
    }
}

/// All panels; null where the weights hold no data.
static ElementsAttr packPanels(Value weights, const LinearLayer &linear,
                               int64_t panel) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(weights), storage);
  if (!values)
    return nullptr;
  // Weights may be hundreds of megabytes: they are written where they stay.
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(
      values->size() * sizeof(float), kAlignment, /*dataIsMutable=*/true);
  auto *packed = reinterpret_cast<float *>(blob.getMutableData().data());
  const int64_t features = linear.features, outputs = linear.outputs;
  for (int64_t first = 0; first < outputs; first += panel)
    packPanel(values->data(), linear, first, panel, packed + first * features);
  auto type = RankedTensorType::get({outputs / panel, features, panel},
                                    Float32Type::get(weights.getContext()));
  return DenseResourceElementsAttr::get(
      type,
      getDerivedName(weights, "weights",
                     "::panels[" + std::to_string(panel) + "]"),
      std::move(blob));
}

ElementsAttr PanelCache::get(linalg::MatmulOp matmul, const LinearLayer &linear,
                             int64_t panel) {
  Value weights = matmul.getInputs()[1];
  ElementsAttr &panels = made[{getConstant(weights), linear.hasRowPerOutput}];
  if (!panels)
    panels = packPanels(weights, linear, panel);
  if (!panels)
    matmul.emitOpError("expected the weights to hold their data, but got a "
                       "resource without");
  return panels;
}
