//===- MaxPool2DOp.cpp - patconv.max_pool_2d ------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

MutableOperandRange MaxPool2DOp::getDpsInitsMutable() {
  return getInitMutable();
}

void MaxPool2DOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationStyleEffects(*this, effects);
}

LaneTiledAttr MaxPool2DOp::getInputTiling() {
  return getLaneTiling(getInputLayout(), getInput());
}

LaneTiledAttr MaxPool2DOp::getOutputTiling() {
  return getLaneTiling(getOutputLayout(), getInit());
}

SmallVector<int64_t> MaxPool2DOp::getInputPlane() {
  return getPlaneSizes(getInputSize(), getInput());
}

SmallVector<int64_t> MaxPool2DOp::getOutputPlane() {
  SmallVector<int64_t> plane = getInputPlane();
  for (auto [size, kernel, stride] :
       llvm::zip_equal(plane, getKernel(), getStrides()))
    size = getOutputSize(size, kernel, stride, /*dilation=*/1, getPadding(),
                         getPadding());
  return plane;
}

LogicalResult MaxPool2DOp::verify() {
  if (failed(verifyDestinationStyle(*this)))
    return failure();
  for (auto [name, values] :
       {std::pair<StringRef, ArrayRef<int64_t>>("kernel", getKernel()),
        {"strides", getStrides()}})
    if (values.size() != 2 ||
        llvm::any_of(values, [](int64_t n) { return n < 1; }))
      return emitOpError("expected ")
             << name << " to be two numbers of at least 1, but got [" << values
             << "]";
  const int64_t padding = getPadding();
  if (padding < 0)
    return emitOpError("expected padding to be at least 0, but got ")
           << padding;
  if (failed(verifyMaterialized(*this, getInputLayout(), getOutputLayout(),
                                getInputSize())))
    return failure();
  const bool isMaterialized = getInputLayout().has_value();
  const TiledActivation input = getTiledActivation(
      getInput(), getInputPlane(), getInputTiling(), isMaterialized);
  const TiledActivation output = getTiledActivation(
      getInit(), getOutputPlane(), getOutputTiling(), isMaterialized);
  if (failed(verifyLaneTiledWindow(
          *this, input, output, {getKernel()[0], getStrides()[0], 1, padding},
          {getKernel()[1], getStrides()[1], 1, padding}, isMaterialized)))
    return failure();
  if (ArrayRef(input.shape).take_front(2) !=
      ArrayRef(output.shape).take_front(2))
    return emitOpError("expected input and output to have as many planes, but "
                       "got ")
           << input.type << " and " << output.type;
  return success();
}
