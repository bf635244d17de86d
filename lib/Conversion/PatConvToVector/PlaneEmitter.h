//===- PlaneEmitter.h - Vectors of lane-tiled planes ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PLANEEMITTER_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PLANEEMITTER_H

#include "lib/Conversion/PatConvToVector/LaneTiledPlanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::patconv {

/// What the emitters of planes share: short names for the operations they need.
class PlaneEmitter {
public:
  PlaneEmitter(OpBuilder &builder, Location loc, const PlaneTiling &tiling)
      : b(builder), loc(loc), tiling(tiling),
        vectorType(VectorType::get({tiling.layout.getLanes()},
                                   builder.getF32Type())) {}

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  Value add(Value value, int64_t more) {
    return more ? Value(arith::AddIOp::create(b, loc, value, index(more)))
                : value;
  }
  Value mul(Value value, int64_t factor) {
    return arith::MulIOp::create(b, loc, value, index(factor));
  }
  Value zeros(VectorType type) {
    return arith::ConstantOp::create(b, loc, type, b.getZeroAttr(type));
  }
  /// A constant vector of one number for each lane (gy, gx).
  Value laneNumbers(function_ref<int64_t(int64_t, int64_t)> number);
  /// The first row, or column, that each lane owns.
  Value firstRows() {
    return laneNumbers(
        [&](int64_t gy, int64_t) { return gy * tiling.getTileRows(); });
  }
  Value firstColumns() {
    return laneNumbers(
        [&](int64_t, int64_t gx) { return gx * tiling.getTileColumns(); });
  }
  /// Lanes whose `base` + `shift` lies in 0 .. `size` - 1.
  Value isInside(Value base, Value shift, int64_t size);
  Value andMasks(Value a, Value b);
  /// The loop from `first` to `end` - 1.
  void loop(int64_t first, int64_t end, function_ref<void(Value)> body);

  Value load(Value buffer, Value plane, Value row, Value column) {
    return vector::LoadOp::create(b, loc, vectorType, buffer,
                                  ValueRange{plane, row, column, index(0)});
  }
  void store(Value vector, Value buffer, Value plane, Value row, Value column) {
    vector::StoreOp::create(b, loc, vector, buffer,
                            ValueRange{plane, row, column, index(0)});
  }
  /// Each lane takes the value of the lane (dy, dx) grid places on, or 0.
  Value fromNeighbour(Value vector, int64_t dy, int64_t dx);

  OpBuilder &b;
  Location loc;
  PlaneTiling tiling;
  VectorType vectorType;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PLANEEMITTER_H
