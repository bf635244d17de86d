//===- LayoutAttrs.cpp - Layouts of activations ---------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvAttrs.h"

#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::patconv;

//===----------------------------------------------------------------------===//
// LaneTiledAttr
//===----------------------------------------------------------------------===//

LogicalResult
LaneTiledAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      int64_t gridHeight, int64_t gridWidth, int64_t halo) {
  // Both sides first: their product may not fit an integer.
  if (gridHeight < 1 || gridWidth < 1 || gridHeight > 16 || gridWidth > 16 ||
      !isVectorLength(gridHeight * gridWidth))
    return emitError() << "expected a grid of 4, 8 or 16 sub-images, but got "
                       << gridHeight << "x" << gridWidth;
  if (halo < 0)
    return emitError() << "expected the halo to be at least 0, but got "
                       << halo;
  return success();
}

Attribute LaneTiledAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t, 2> grid;
  int64_t halo;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() ||
      parser.parseDimensionList(grid, /*allowDynamic=*/false,
                                /*withTrailingX=*/false) ||
      parser.parseComma() || parser.parseKeyword("halo") ||
      parser.parseEqual() || parser.parseInteger(halo) || parser.parseGreater())
    return {};
  if (grid.size() != 2) {
    parser.emitError(loc) << "expected a grid of two numbers, but got "
                          << grid.size();
    return {};
  }
  return LaneTiledAttr::getChecked([&] { return parser.emitError(loc); },
                                   parser.getContext(), grid[0], grid[1], halo);
}

void LaneTiledAttr::print(AsmPrinter &printer) const {
  printer << "<" << getGridHeight() << "x" << getGridWidth()
          << ", halo = " << getHalo() << ">";
}

int64_t LaneTiledAttr::getTileRows(int64_t rows) const {
  return llvm::divideCeil(rows, getGridHeight());
}

int64_t LaneTiledAttr::getTileColumns(int64_t columns) const {
  return llvm::divideCeil(columns, getGridWidth());
}

/// Elements of a plane: their distances are lanes of 32 bits.
static constexpr int64_t kMaxPlane = int64_t(1) << 31;

LogicalResult LaneTiledAttr::verifyEncoding(
    ArrayRef<int64_t> shape, Type elementType,
    function_ref<InFlightDiagnostic()> emitError) const {
  if (shape.size() != 4 || llvm::any_of(shape, ShapedType::isDynamic) ||
      !elementType.isF32())
    return emitError()
           << "expected a lane-tiled tensor to be f32 and of static "
              "shape N x C x H x W, but got ["
           << shape << "] of " << elementType;
  if (shape[2] >= kMaxPlane || shape[3] >= kMaxPlane ||
      shape[2] * shape[3] >= kMaxPlane)
    return emitError() << "expected a lane-tiled plane to have fewer than 2^31 "
                          "elements, but got ["
                       << shape.take_back(2) << "]";
  return success();
}

SmallVector<int64_t>
LaneTiledAttr::getPhysicalShape(ArrayRef<int64_t> shape) const {
  return {shape[0] * shape[1], getTileRows(shape[2]) + 2 * getHalo(),
          getTileColumns(shape[3]) + 2 * getHalo(), getLanes()};
}

//===----------------------------------------------------------------------===//
// RowVectorAttr
//===----------------------------------------------------------------------===//

LogicalResult
RowVectorAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      int64_t lanes) {
  if (!isVectorLength(lanes))
    return emitError() << "expected 4, 8 or 16 lanes, but got " << lanes;
  return success();
}
