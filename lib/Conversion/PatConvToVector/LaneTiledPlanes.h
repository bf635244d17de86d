//===- LaneTiledPlanes.h - Planes in the lane-tiled layout ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILEDPLANES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILEDPLANES_H

#include "dialect/IR/PatConvOps.h"

#include "mlir/IR/Builders.h"

namespace mlir::patconv {

/// A plane of `rows` x `columns` in a lane-tiled layout.
struct PlaneTiling {
  LaneTiledAttr layout;
  int64_t rows, columns;

  int64_t getTileRows() const { return layout.getTileRows(rows); }
  int64_t getTileColumns() const { return layout.getTileColumns(columns); }
};

/// `value`, the vector at (y, x) of all sub-images, with zeros in the lanes
/// whose position is beyond the image.
Value emitClearTail(OpBuilder &builder, Location loc, const PlaneTiling &tiling,
                    Value y, Value x, Value value);

/// Fills the halo of plane `plane` of `buffer` (of physical shape) from its
/// sub-images: what the neighbouring lanes own, 0 beyond the image.
void emitHaloRefresh(OpBuilder &builder, Location loc,
                     const PlaneTiling &tiling, Value buffer, Value plane);

/// The code of one plane of `op`.
void emitRelayoutPlane(OpBuilder &builder, RelayoutOp op, Value plane);
void emitMaxPoolPlane(OpBuilder &builder, MaxPool2DOp op, Value plane);
/// `plane` is one of the output.
void emitUpsamplePlane(OpBuilder &builder, Upsample2DOp op, Value plane);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILEDPLANES_H
