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
                                             ArrayRef<int64_t> window) {
  SmallVector<int64_t> pooled = llvm::to_vector(shape);
  // Where the window does not fit, there is nothing to pool.
  if (window.size() == 2 && shape[2] > 0 && shape[3] > 0) {
    pooled[2] /= window[0];
    pooled[3] /= window[1];
  }
  return pooled;
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
                                          size_t numResiduals) {
  if (body.empty()) {
    if (numResiduals > 0)
      return op->emitOpError("expected an epilogue that takes the residuals, "
                             "but got none");
    return success();
  }
  Block &block = body.front();
  if (block.getNumArguments() != numResiduals + 1 ||
      !llvm::all_of(block.getArgumentTypes(),
                    [](Type type) { return type.isF32(); }))
    return op->emitOpError("expected the epilogue to take ")
           << numResiduals + 1 << " arguments of type 'f32', but got ("
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

LogicalResult patconv::verifyMaxPool(Operation *op,
                                     std::optional<ArrayRef<int64_t>> window) {
  if (!window || (window->size() == 2 &&
                  llvm::all_of(*window, [](int64_t n) { return n >= 1; })))
    return success();
  return op->emitOpError("expected max_pool to be two numbers of at least 1, "
                         "but got [")
         << *window << "]";
}

LogicalResult patconv::verifyConvolutionLayouts(
    Operation *op, const TiledActivation &input, ArrayRef<int64_t> convolved,
    const TiledActivation &output, WindowAxis y, WindowAxis x,
    ArrayRef<int64_t> maxPool, bool isMaterialized) {
  if (convolved[2] < 1 || convolved[3] < 1)
    return op->emitOpError("expected the window to fit into the padded input, "
                           "but got an output of [")
           << convolved << "]";
  if (!input.layout && !output.layout) {
    if (!maxPool.empty())
      return op->emitOpError("expected a pooled convolution to be lane-tiled, "
                             "but got the plain layout");
    return success();
  }
  if (maxPool.empty())
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
  return verifyLaneTiledWindow(op, sums, output, {maxPool[0], maxPool[0], 1, 0},
                               {maxPool[1], maxPool[1], 1, 0}, isMaterialized);
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
