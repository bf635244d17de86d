//===- ConcatOp.cpp - patconv.concat --------------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

LogicalResult ConcatOp::verify() {
  auto result = cast<RankedTensorType>(getResult().getType());
  if (getInputs().empty())
    return emitOpError("expected at least one input, but got none");
  if (!getLaneTiling(result))
    return emitOpError("expected a lane-tiled result, but got ") << result;
  if (result.getDimSize(0) != 1)
    return emitOpError("expected images one by one, but got ")
           << result.getDimSize(0);
  int64_t channels = 0;
  for (Type type : getInputs().getTypes()) {
    auto input = cast<RankedTensorType>(type);
    SmallVector<int64_t> expected = llvm::to_vector(result.getShape());
    expected[1] = input.getDimSize(1);
    if (input.getShape() != ArrayRef(expected) ||
        input.getEncoding() != result.getEncoding())
      return emitOpError("expected inputs to have the plane and layout of ")
             << result << ", but got " << input;
    channels += input.getDimSize(1);
  }
  if (channels != result.getDimSize(1))
    return emitOpError("expected a result of ")
           << channels << " channels, but got " << result.getDimSize(1);
  return success();
}
