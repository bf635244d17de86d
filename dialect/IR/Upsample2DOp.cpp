//===- Upsample2DOp.cpp - patconv.upsample_2d -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

MutableOperandRange Upsample2DOp::getDpsInitsMutable() {
  return getInitMutable();
}

void Upsample2DOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationStyleEffects(*this, effects);
}

LaneTiledAttr Upsample2DOp::getInputTiling() {
  return getLaneTiling(getInputLayout(), getInput());
}

LaneTiledAttr Upsample2DOp::getOutputTiling() {
  return getLaneTiling(getOutputLayout(), getInit());
}

SmallVector<int64_t> Upsample2DOp::getInputPlane() {
  return getPlaneSizes(getInputSize(), getInput());
}

SmallVector<int64_t> Upsample2DOp::getOutputPlane() {
  SmallVector<int64_t> plane = getInputPlane();
  for (auto [size, scale] : llvm::zip_equal(plane, getScales()))
    size *= scale;
  return plane;
}

int64_t Upsample2DOp::getPlanesPerPlane() {
  const unsigned channels = getInputLayout() ? 0 : 1;
  return cast<ShapedType>(getInput().getType()).getDimSize(channels) /
         cast<ShapedType>(getInit().getType()).getDimSize(channels);
}

LogicalResult Upsample2DOp::verify() {
  if (failed(verifyDestinationStyle(*this)))
    return failure();
  ArrayRef<int64_t> scales = getScales();
  if (scales.size() != 2 ||
      llvm::any_of(scales, [](int64_t n) { return n < 1; }) ||
      scales[0] * scales[1] == 1)
    return emitOpError("expected scales to be two numbers of at least 1, one "
                       "of them more, but got [")
           << scales << "]";
  if (failed(verifyMaterialized(*this, getInputLayout(), getOutputLayout(),
                                getInputSize())))
    return failure();
  const bool isMaterialized = getInputLayout().has_value();
  const TiledActivation input = getTiledActivation(
      getInput(), getInputPlane(), getInputTiling(), isMaterialized);
  const TiledActivation output = getTiledActivation(
      getInit(), getOutputPlane(), getOutputTiling(), isMaterialized);
  if (failed(verifyOneGrid(*this, input, output)) ||
      failed(verifyLaneTiled(*this, "input", input, isMaterialized)) ||
      failed(verifyLaneTiled(*this, "output", output, isMaterialized)))
    return failure();
  if (input.shape[1] == 0 || output.shape[1] == 0)
    return emitOpError("expected planes, but got none in ")
           << input.type << " and " << output.type;
  if (!staysInside(input.layout, getInputPlane(), scales))
    return emitOpError("expected sub-images of the output that are blocks of "
                       "those of the input, but got an output of [")
           << getOutputPlane() << "] from [" << getInputPlane() << "]";
  const int64_t channels = output.shape[1];
  if (input.shape[0] != output.shape[0] ||
      (input.shape[1] != channels &&
       input.shape[1] != channels * scales[0] * scales[1]))
    return emitOpError("expected the input to have as many planes as the "
                       "output, or as many for each point of a block, but got ")
           << input.type << " and " << output.type;
  return success();
}

bool Upsample2DOp::staysInside(LaneTiledAttr layout, ArrayRef<int64_t> plane,
                               ArrayRef<int64_t> scales) {
  return layout.getTileRows(plane[0]) * scales[0] ==
             layout.getTileRows(plane[0] * scales[0]) &&
         layout.getTileColumns(plane[1]) * scales[1] ==
             layout.getTileColumns(plane[1] * scales[1]);
}
