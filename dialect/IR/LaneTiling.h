//===- LaneTiling.h - What stays inside the lane-tiled layout ---*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In `#patconv.lane_tiled` each lane owns a sub-image. A window stays inside
// the layout where output lane l reads input lane l and its halo alone: then
// every tap is a whole vector at a constant distance.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_LANETILING_H
#define PATCONV_DIALECT_IR_LANETILING_H

#include "dialect/IR/PatConvAttrs.h"

#include "mlir/IR/BuiltinTypes.h"

#include <optional>

namespace mlir::patconv {

/// A window along one axis.
struct WindowAxis {
  int64_t kernel, stride, dilation, padding;
};

/// The halo that a window asks of its input along one axis, which `grid`
/// sub-images divide; nothing where lanes would shift.
std::optional<int64_t> getRequiredHalo(int64_t inputSize, int64_t outputSize,
                                       int64_t grid, WindowAxis window);

/// The same for a plane: the larger halo of both axes.
std::optional<int64_t> getRequiredHalo(ArrayRef<int64_t> inputSize,
                                       ArrayRef<int64_t> outputSize,
                                       LaneTiledAttr layout, WindowAxis y,
                                       WindowAxis x);

/// The grids of a plane, those first that leave the fewest lanes idle, of
/// equals the squarest, whose halo is smallest. They have no halo.
SmallVector<LaneTiledAttr> getGrids(MLIRContext *context,
                                    ArrayRef<int64_t> plane, int64_t lanes);

/// The first of them.
LaneTiledAttr chooseGrid(MLIRContext *context, ArrayRef<int64_t> plane,
                         int64_t lanes);

/// The layout with another halo.
LaneTiledAttr withHalo(LaneTiledAttr layout, int64_t halo);

/// Whether sub-images of a plane are at least as large as `halo`, so that the
/// neighbour's elements fill it.
bool holdsHalo(LaneTiledAttr layout, ArrayRef<int64_t> size, int64_t halo);

/// The layout of an activation: its encoding, where that is lane-tiled; null
/// where it is plain.
LaneTiledAttr getLaneTiling(Type type);

/// The same where an operation may have noted the layout, once materialised.
LaneTiledAttr getLaneTiling(std::optional<LaneTiledAttr> noted, Value value);

/// An activation, N x C x H x W, its layout (null: plain), and the type of the
/// value that holds it: a tensor of that shape with the layout as encoding, or,
/// once materialised, a tensor or memref of the physical shape.
struct TiledActivation {
  Type type;
  SmallVector<int64_t> shape;
  LaneTiledAttr layout;
};

/// Rows and columns of an activation: those that its operation notes once
/// `value` is of the physical shape, before those of its type.
SmallVector<int64_t> getPlaneSizes(std::optional<ArrayRef<int64_t>> noted,
                                   Value value);

/// The activation that `value` holds, of planes of this size. N x C is one
/// extent once materialised; any split of it does where planes are alike.
TiledActivation getTiledActivation(Value value, ArrayRef<int64_t> plane,
                                   LaneTiledAttr layout, bool isMaterialized);

/// Checks that the value has the shape that the layout makes of the activation.
LogicalResult verifyLaneTiled(Operation *op, StringRef name,
                              const TiledActivation &activation,
                              bool isMaterialized);

/// Checks that input and output are lane-tiled with one grid.
LogicalResult verifyOneGrid(Operation *op, const TiledActivation &input,
                            const TiledActivation &output);

/// Checks that a window leads from input to output inside one lane-tiled
/// layout, with a halo that holds what it reads.
LogicalResult verifyLaneTiledWindow(Operation *op, const TiledActivation &input,
                                    const TiledActivation &output, WindowAxis y,
                                    WindowAxis x, bool isMaterialized);

/// Checks that the attributes of a materialised operation are all there or
/// none.
LogicalResult verifyMaterialized(Operation *op,
                                 std::optional<LaneTiledAttr> inputLayout,
                                 std::optional<LaneTiledAttr> outputLayout,
                                 std::optional<ArrayRef<int64_t>> inputSize);

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_LANETILING_H
