//===- Elementwise.h - Element-wise operations on channels ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_ELEMENTWISE_H
#define PATCONV_LIB_TRANSFORMS_ELEMENTWISE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/IRMapping.h"

#include <optional>

namespace mlir::patconv {

/// The scalar constant `value`: of f32, or of f64 (an importer's) truncated.
std::optional<float> getScalarConstant(Value value);

/// The float32 elements, row-major, of a small tensor that is made of
/// constants alone: constants, fills, reshapes, broadcasts and element-wise
/// operations on them. Nothing where `value` is something else, or large.
std::optional<SmallVector<float>> evaluateTensor(Value value);

/// The constants, one for each of `channels` channels, that an operation over
/// the loops (n, c, h, w) reads from `value` through `map`. Nothing where the
/// value is no constant or varies with another loop than c.
std::optional<SmallVector<float>> evaluateChannels(Value value, AffineMap map,
                                                   ArrayRef<int64_t> loops);

/// The one tensor of rank 1 whose element c `value`, of rank 4, holds for
/// every (n, c, h, w); null where it is no such broadcast.
Value getBroadcastChannels(Value value);

/// x * scale + shift.
struct LinearFunction {
  float scale;
  float shift;
};

/// For each channel the function that the element-wise `op` applies to
/// `operand`, an image NCHW, where it is linear with constant coefficients.
std::optional<SmallVector<LinearFunction>> evaluateLinear(linalg::LinalgOp op,
                                                          OpOperand &operand);

/// Whether `op` computes each element of its one result, a static tensor of f32
/// written in the order of the loops, from elements of its inputs alone:
/// neither its position nor what was in its destination counts.
bool mapsElements(linalg::LinalgOp op);

/// Whether `op` computes an image NCHW of the type of `operand` element by
/// element, and reads `operand` at the element that it writes.
bool isElementwiseOn(linalg::LinalgOp op, OpOperand &operand);

/// Whether `op` is element-wise on images NCHW, and on tensors of rank 1 that
/// hold a number for each channel.
bool isChannelwise(linalg::GenericOp op);

/// The images that an element-wise operation reads.
SmallVector<Value> getElementwiseImages(linalg::GenericOp op);
/// Puts `images` in their places.
void setElementwiseImages(linalg::GenericOp op, ValueRange images);

/// The map of a tensor N x C x 1 x 1 that holds a number for each plane.
AffineMap getPlaneMap(MLIRContext *context);
/// Whether `value`, read or written through `map`, is such a tensor.
bool isNumberByPlane(Value value, AffineMap map);

/// Whether `op` is element-wise on images NCHW, and on numbers by plane, and
/// makes zeros of images of zeros, so that padding which is kept as zeros stays
/// so. The numbers are taken as finite: where one is not, neither is its plane,
/// unless it is cut to bounds afterwards.
bool isZeroPreserving(linalg::GenericOp op);

/// Repeats `op`, a scalar of an element-wise body, on vectors of `lanes` lanes:
/// its operands are looked up in `vectors`, its result is entered there.
Value emitOnVectors(OpBuilder &builder, Operation *op, int64_t lanes,
                    IRMapping &vectors);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_ELEMENTWISE_H
