//===- Pooling.cpp - Maximum poolings on tensors --------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Pooling.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::patconv;

/// Whether `value` is known to be 0 or more, so that a padding of zeros changes
/// no maximum.
static bool isNonNegative(Value value) {
  auto conv = value.getDefiningOp<Conv2DOp>();
  // A body may make anything of what the activation leaves.
  if (!conv || !conv.getEpilogue().empty())
    return false;
  std::optional<float> lower = conv.getActivation().getLowerBound();
  return lower && *lower >= 0;
}

std::optional<Pooling> patconv::matchPooling(linalg::PoolingNchwMaxOp op) {
  if (!op.hasPureTensorSemantics() ||
      !llvm::all_of(op.getDilations().getValues<int64_t>(),
                    [](int64_t d) { return d == 1; }))
    return std::nullopt;
  // What is pooled starts from -inf.
  auto fill = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
  if (!fill || !matchPattern(fill.getInputs()[0], m_NegInfFloat()))
    return std::nullopt;
  Pooling pooling;
  pooling.input = op.getDpsInputs()[0];
  pooling.kernel = llvm::to_vector(
      cast<ShapedType>(op.getDpsInputs()[1].getType()).getShape());
  pooling.strides = llvm::to_vector(op.getStrides().getValues<int64_t>());
  if (auto pad = pooling.input.getDefiningOp<tensor::PadOp>()) {
    Value padding = pad.getConstantPaddingValue();
    ArrayRef<int64_t> low = pad.getStaticLow(), high = pad.getStaticHigh();
    if (!padding || !matchPattern(padding, m_NegInfFloat()) ||
        !llvm::equal(low, high) || low.size() != 4 || low[0] != 0 ||
        low[1] != 0 || low[2] != low[3] || ShapedType::isDynamic(low[2]) ||
        !isNonNegative(pad.getSource()))
      return std::nullopt;
    pooling.padding = low[2];
    pooling.input = pad.getSource();
  }
  return pooling;
}
