//===- Epilogue.cpp - What follows a convolution's sums -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/Epilogue.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::patconv;

SmallVector<int64_t> patconv::getPooledShape(ArrayRef<int64_t> shape,
                                             Pooled pooled) {
  SmallVector<int64_t> result = llvm::to_vector(shape);
  // Where the window does not fit, there is nothing to pool.
  if (shape[2] < 1 || shape[3] < 1)
    return result;
  if (pooled.isSum)
    result[2] = result[3] = 1;
  if (pooled.window && pooled.window->size() == 2) {
    result[2] /= (*pooled.window)[0];
    result[3] /= (*pooled.window)[1];
  }
  return result;
}

LaneTiledAttr patconv::getConvolvedTiling(LaneTiledAttr input,
                                          LaneTiledAttr result, Pooled pooled) {
  return pooled.isSum && input ? withHalo(input, 0) : result;
}

bool patconv::isEpilogueOp(Operation *op) {
  return op->getNumRegions() == 0 && op->getNumResults() == 1 &&
         op->getResult(0).getType().isIntOrFloat() && isMemoryEffectFree(op) &&
         // It runs on idle lanes, too, where a division would trap.
         isSpeculatable(op) &&
         (op->hasTrait<OpTrait::ConstantLike>() ||
          OpTrait::hasElementwiseMappableTraits(op));
}

LogicalResult patconv::verifyEpilogueBody(Operation *op, Region &body,
                                          size_t numResiduals,
                                          ValueRange parameters,
                                          int64_t filters) {
  for (Value parameter : parameters)
    if (int64_t size = cast<ShapedType>(parameter.getType()).getDimSize(0);
        size != filters)
      return op->emitOpError("expected parameters of ")
             << filters << " numbers, but got " << size;
  if (body.empty()) {
    if (numResiduals > 0)
      return op->emitOpError("expected an epilogue that takes the residuals, "
                             "but got none");
    if (!parameters.empty())
      return op->emitOpError("expected an epilogue that takes the parameters, "
                             "but got none");
    return success();
  }
  const size_t numArguments = 1 + numResiduals + parameters.size();
  Block &block = body.front();
  if (block.getNumArguments() != numArguments ||
      !llvm::all_of(block.getArgumentTypes(),
                    [](Type type) { return type.isF32(); }))
    return op->emitOpError("expected the epilogue to take ")
           << numArguments << " arguments of type 'f32', but got ("
           << block.getArgumentTypes() << ")";
  if (block.empty() || !isa<YieldOp>(block.back()))
    return op->emitOpError(
        "expected the epilogue to end in patconv.yield, but got another end");
  for (Operation &inner : block.without_terminator())
    if (!isEpilogueOp(&inner)) {
      InFlightDiagnostic error =
          op->emitOpError("expected the epilogue to hold element-wise "
                          "operations on scalars, but got '")
          << inner.getName() << "'";
      error.attachNote(inner.getLoc()) << "here";
      return error;
    }
  return success();
}

LogicalResult patconv::verifyPooled(Operation *op, Pooled pooled) {
  if (pooled.window &&
      (pooled.window->size() != 2 ||
       llvm::any_of(*pooled.window, [](int64_t n) { return n < 1; })))
    return op->emitOpError("expected max_pool to be two numbers of at least 1, "
                           "but got [")
           << *pooled.window << "]";
  if (pooled.window && pooled.isSum)
    return op->emitOpError("expected max_pool or sum_pool, but got both");
  return success();
}

LogicalResult patconv::verifyConvolutionLayouts(
    Operation *op, const TiledActivation &input, ArrayRef<int64_t> convolved,
    const TiledActivation &output, WindowAxis y, WindowAxis x, Pooled pooled,
    bool isMaterialized) {
  if (convolved[2] < 1 || convolved[3] < 1)
    return op->emitOpError("expected the window to fit into the padded input, "
                           "but got an output of [")
           << convolved << "]";
  if (!input.layout && !output.layout) {
    if (pooled)
      return op->emitOpError("expected a pooled convolution to be lane-tiled, "
                             "but got the plain layout");
    return success();
  }
  if (!pooled)
    return verifyLaneTiledWindow(op, input, output, y, x, isMaterialized);
  // The sums are never in memory: they have no halo.
  TiledActivation sums{output.type, llvm::to_vector(convolved), output.layout};
  if (output.layout) {
    auto element = cast<ShapedType>(output.type).getElementType();
    sums.layout = withHalo(output.layout, 0);
    sums.type = RankedTensorType::get(
        isMaterialized ? sums.layout.getPhysicalShape(convolved) : sums.shape,
        element);
  }
  if (failed(verifyLaneTiledWindow(op, input, sums, y, x, isMaterialized)))
    return failure();
  if (pooled.isSum) {
    auto type = cast<ShapedType>(output.type);
    if (type.getShape() == ArrayRef(output.shape) && !getLaneTiling(type))
      return success();
    return op->emitOpError("expected sums of planes to have the shape [")
           << output.shape << "] in the plain layout, but got " << type;
  }
  ArrayRef<int64_t> window = *pooled.window;
  return verifyLaneTiledWindow(op, sums, output, {window[0], window[0], 1, 0},
                               {window[1], window[1], 1, 0}, isMaterialized);
}

LogicalResult patconv::verifyResiduals(Operation *op, ValueRange residuals,
                                       ArrayRef<int64_t> convolved,
                                       LaneTiledAttr layout,
                                       bool isMaterialized) {
  auto fits = [&](Value residual) {
    auto type = cast<ShapedType>(residual.getType());
    if (isMaterialized) {
      // A halo widens rows and columns alike.
      SmallVector<int64_t> bare =
          withHalo(layout, 0).getPhysicalShape(convolved);
      const int64_t extra = type.getDimSize(1) - bare[1];
      bare[1] += extra;
      bare[2] += extra;
      return extra >= 0 && extra % 2 == 0 && type.getShape() == ArrayRef(bare);
    }
    LaneTiledAttr own = getLaneTiling(type);
    if (type.getShape() != convolved || !own != !layout)
      return false;
    return !layout || (own.getGridHeight() == layout.getGridHeight() &&
                       own.getGridWidth() == layout.getGridWidth());
  };
  for (Value residual : residuals)
    if (!fits(residual)) {
      InFlightDiagnostic error =
          op->emitOpError("expected residuals of the shape [")
          << convolved << "]";
      if (layout)
        error << " in the grid " << layout.getGridHeight() << "x"
              << layout.getGridWidth();
      else
        error << " in the plain layout";
      return error << ", but got " << residual.getType();
    }
  return success();
}
