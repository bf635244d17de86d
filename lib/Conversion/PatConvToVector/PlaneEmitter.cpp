//===- PlaneEmitter.cpp - Vectors of lane-tiled planes --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/PlaneEmitter.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::patconv;

Value PlaneEmitter::laneNumbers(
    function_ref<int64_t(int64_t, int64_t)> number) {
  SmallVector<int32_t> numbers;
  for (int64_t gy = 0; gy < tiling.layout.getGridHeight(); ++gy)
    for (int64_t gx = 0; gx < tiling.layout.getGridWidth(); ++gx)
      numbers.push_back(number(gy, gx));
  auto type = VectorType::get({int64_t(numbers.size())}, b.getI32Type());
  return arith::ConstantOp::create(b, loc,
                                   DenseIntElementsAttr::get(type, numbers));
}

Value PlaneEmitter::isInside(Value base, Value shift, int64_t size) {
  auto type = cast<VectorType>(base.getType());
  Value shift32 =
      arith::IndexCastOp::create(b, loc, type.getElementType(), shift);
  Value position = arith::AddIOp::create(
      b, loc, base, vector::BroadcastOp::create(b, loc, type, shift32));
  Value limit = arith::ConstantOp::create(
      b, loc, DenseIntElementsAttr::get(type, int32_t(size)));
  // Unsigned: what is negative is not below.
  return arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, position,
                               limit);
}

Value PlaneEmitter::andMasks(Value left, Value right) {
  if (!left || !right)
    return left ? left : right;
  return arith::AndIOp::create(b, loc, left, right);
}

void PlaneEmitter::loop(int64_t first, int64_t end,
                        function_ref<void(Value)> body) {
  auto op = scf::ForOp::create(b, loc, index(first), index(end), index(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(op.getBody());
  body(op.getInductionVar());
}

Value PlaneEmitter::fromNeighbour(Value vector, int64_t dy, int64_t dx) {
  const int64_t height = tiling.layout.getGridHeight();
  const int64_t width = tiling.layout.getGridWidth();
  SmallVector<int64_t> lanes;
  for (int64_t gy = 0; gy < height; ++gy)
    for (int64_t gx = 0; gx < width; ++gx) {
      int64_t y = gy + dy, x = gx + dx;
      bool isThere = y >= 0 && y < height && x >= 0 && x < width;
      // The second operand holds zeros.
      lanes.push_back(isThere ? y * width + x
                              : height * width + gy * width + gx);
    }
  return vector::ShuffleOp::create(b, loc, vector, zeros(vectorType), lanes);
}
