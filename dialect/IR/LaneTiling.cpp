//===- LaneTiling.cpp - What stays inside the lane-tiled layout -----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/LaneTiling.h"

#include "mlir/IR/Operation.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

std::optional<int64_t> patconv::getRequiredHalo(int64_t inputSize,
                                                int64_t outputSize,
                                                int64_t grid,
                                                WindowAxis window) {
  // The stride must lead from one sub-image to the next. What lies beyond the
  // image is 0 in the last ones, as padding is.
  if (llvm::divideCeil(inputSize, grid) !=
      window.stride * llvm::divideCeil(outputSize, grid))
    return std::nullopt;
  // From the last output row of a sub-image, the last tap.
  int64_t after = window.dilation * (window.kernel - 1) - window.padding -
                  (window.stride - 1);
  return std::max({int64_t(0), window.padding, after});
}

std::optional<int64_t> patconv::getRequiredHalo(ArrayRef<int64_t> inputSize,
                                                ArrayRef<int64_t> outputSize,
                                                LaneTiledAttr layout,
                                                WindowAxis y, WindowAxis x) {
  std::optional<int64_t> rows =
      getRequiredHalo(inputSize[0], outputSize[0], layout.getGridHeight(), y);
  std::optional<int64_t> columns =
      getRequiredHalo(inputSize[1], outputSize[1], layout.getGridWidth(), x);
  if (!rows || !columns)
    return std::nullopt;
  return std::max(*rows, *columns);
}

SmallVector<LaneTiledAttr> patconv::getGrids(MLIRContext *context,
                                             ArrayRef<int64_t> plane,
                                             int64_t lanes) {
  SmallVector<LaneTiledAttr> grids;
  for (int64_t height = lanes / 2; height >= 1; height /= 2)
    if (height <= lanes / height)
      grids.push_back(
          LaneTiledAttr::get(context, height, lanes / height, /*halo=*/0));
  auto countVectors = [&](LaneTiledAttr grid) {
    return grid.getTileRows(plane[0]) * grid.getTileColumns(plane[1]);
  };
  llvm::stable_sort(grids, [&](LaneTiledAttr a, LaneTiledAttr b) {
    return countVectors(a) < countVectors(b);
  });
  return grids;
}

LaneTiledAttr patconv::chooseGrid(MLIRContext *context, ArrayRef<int64_t> plane,
                                  int64_t lanes) {
  return getGrids(context, plane, lanes).front();
}

LaneTiledAttr patconv::withHalo(LaneTiledAttr layout, int64_t halo) {
  return LaneTiledAttr::get(layout.getContext(), layout.getGridHeight(),
                            layout.getGridWidth(), halo);
}

bool patconv::holdsHalo(LaneTiledAttr layout, ArrayRef<int64_t> size,
                        int64_t halo) {
  return halo <= layout.getTileRows(size[0]) &&
         halo <= layout.getTileColumns(size[1]);
}

LaneTiledAttr patconv::getLaneTiling(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? dyn_cast_or_null<LaneTiledAttr>(tensor.getEncoding())
                : LaneTiledAttr();
}

LaneTiledAttr patconv::getLaneTiling(std::optional<LaneTiledAttr> noted,
                                     Value value) {
  return noted ? *noted : getLaneTiling(value.getType());
}

SmallVector<int64_t>
patconv::getPlaneSizes(std::optional<ArrayRef<int64_t>> noted, Value value) {
  return llvm::to_vector(
      noted ? *noted
            : cast<ShapedType>(value.getType()).getShape().take_back(2));
}

TiledActivation patconv::getTiledActivation(Value value,
                                            ArrayRef<int64_t> plane,
                                            LaneTiledAttr layout,
                                            bool isMaterialized) {
  ArrayRef<int64_t> sizes = cast<ShapedType>(value.getType()).getShape();
  const int64_t images = isMaterialized ? 1 : sizes[0],
                channels = isMaterialized ? sizes[0] : sizes[1];
  return {value.getType(), {images, channels, plane[0], plane[1]}, layout};
}

LogicalResult patconv::verifyLaneTiled(Operation *op, StringRef name,
                                       const TiledActivation &activation,
                                       bool isMaterialized) {
  LaneTiledAttr layout = activation.layout;
  ArrayRef<int64_t> plane = ArrayRef(activation.shape).take_back(2);
  if (!holdsHalo(layout, plane, layout.getHalo()))
    return op->emitOpError("expected sub-images of the ")
           << name << " to be at least as large as the halo, but got [" << plane
           << "] in " << layout;
  SmallVector<int64_t> expected =
      isMaterialized ? layout.getPhysicalShape(activation.shape)
                     : activation.shape;
  ArrayRef<int64_t> shape = cast<ShapedType>(activation.type).getShape();
  if (ArrayRef<int64_t>(expected) != shape)
    return op->emitOpError("expected the ")
           << name << " to have the shape [" << expected << "], but got ["
           << shape << "]";
  return success();
}

LogicalResult patconv::verifyOneGrid(Operation *op,
                                     const TiledActivation &input,
                                     const TiledActivation &output) {
  if (!input.layout || !output.layout ||
      withHalo(input.layout, 0) != withHalo(output.layout, 0))
    return op->emitOpError("expected input and output in lane-tiled layouts "
                           "with one grid, but got ")
           << input.type << " and " << output.type;
  return success();
}

LogicalResult patconv::verifyLaneTiledWindow(Operation *op,
                                             const TiledActivation &input,
                                             const TiledActivation &output,
                                             WindowAxis y, WindowAxis x,
                                             bool isMaterialized) {
  if (failed(verifyOneGrid(op, input, output)) ||
      failed(verifyLaneTiled(op, "input", input, isMaterialized)) ||
      failed(verifyLaneTiled(op, "output", output, isMaterialized)))
    return failure();
  ArrayRef<int64_t> inputPlane = ArrayRef(input.shape).take_back(2);
  ArrayRef<int64_t> outputPlane = ArrayRef(output.shape).take_back(2);
  std::optional<int64_t> halo =
      getRequiredHalo(inputPlane, outputPlane, input.layout, y, x);
  if (!halo)
    return op->emitOpError("expected a window that stays inside the lane-tiled "
                           "layout, but got an output of [")
           << outputPlane << "] from [" << inputPlane << "]";
  if (*halo > input.layout.getHalo())
    return op->emitOpError("expected the input's halo to be at least ")
           << *halo << ", but got " << input.layout.getHalo();
  return success();
}

LogicalResult
patconv::verifyMaterialized(Operation *op,
                            std::optional<LaneTiledAttr> inputLayout,
                            std::optional<LaneTiledAttr> outputLayout,
                            std::optional<ArrayRef<int64_t>> inputSize) {
  if (inputLayout.has_value() != outputLayout.has_value() ||
      inputLayout.has_value() != inputSize.has_value())
    return op->emitOpError("expected input_layout, output_layout and "
                           "input_size together, but got some of them");
  if (inputSize && (inputSize->size() != 2 ||
                    llvm::any_of(*inputSize, [](int64_t n) { return n < 1; })))
    return op->emitOpError("expected input_size to be two numbers of at least "
                           "1, but got [")
           << *inputSize << "]";
  return success();
}
