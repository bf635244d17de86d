//===- ScaleWeights.cpp - patconv-scale-weights ---------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SCALEWEIGHTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// An image and what an element-wise operation multiplies its planes by.
struct ScaledImage {
  linalg::GenericOp op;
  Value image;
  /// One number for each plane: a value of the operation's body.
  Value factor;
};
} // namespace

/// The values of the body of `op` that follow from numbers by plane alone.
static DenseSet<Value> findNumbers(linalg::GenericOp op) {
  DenseSet<Value> numbers;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(operand);
    if (argument.getType().isF32() &&
        isNumberByPlane(operand->get(), op.getMatchingIndexingMap(operand)))
      numbers.insert(argument);
  }
  for (Operation &inner : op.getBlock()->without_terminator()) {
    auto isNumber = [&](Value value) {
      return numbers.contains(value) || matchPattern(value, m_Constant());
    };
    if (inner.getNumRegions() == 0 &&
        llvm::any_of(inner.getOperands(),
                     [&](Value value) { return numbers.contains(value); }) &&
        llvm::all_of(inner.getOperands(), isNumber))
      numbers.insert(inner.result_begin(), inner.result_end());
  }
  return numbers;
}

/// What `value` is, where it is an image of its type whose planes are scaled.
static std::optional<ScaledImage> matchScaledImage(Value value) {
  auto op = value.getDefiningOp<linalg::GenericOp>();
  if (!op || !op.hasPureTensorSemantics() || op->getNumResults() != 1 ||
      op.getNumParallelLoops() != op.getNumLoops() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return std::nullopt;
  auto product = op.getBlock()
                     ->getTerminator()
                     ->getOperand(0)
                     .getDefiningOp<arith::MulFOp>();
  if (!product)
    return std::nullopt;
  DenseSet<Value> numbers = findNumbers(op);
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (operand->get().getType() != value.getType() ||
        !op.getMatchingIndexingMap(operand).isIdentity())
      continue;
    Value element = op.getMatchingBlockArgument(operand);
    for (auto [x, factor] : {std::pair(product.getLhs(), product.getRhs()),
                             std::pair(product.getRhs(), product.getLhs())})
      if (x == element && numbers.contains(factor))
        return ScaledImage{op, operand->get(), factor};
  }
  return std::nullopt;
}

/// The input channel of each stored weight of `conv`; nothing where data of its
/// arrays are missing.
static std::optional<SmallVector<int64_t>> getWeightChannels(FkwConv2DOp conv) {
  auto index = getUnsignedIntegers(getConstant(conv.getIndex()));
  auto offset = getUnsignedIntegers(getConstant(conv.getOffset()));
  auto stride = getUnsignedIntegers(getConstant(conv.getStride()));
  if (!index || !offset || !stride)
    return std::nullopt;
  FkwAttr fkw = conv.getFkw();
  ArrayRef<PatternAttr> patterns = fkw.getPatterns().getPatterns();
  const int64_t passes =
      cast<ShapedType>(conv.getOffset().getType()).getDimSize(1) - 1;
  SmallVector<int64_t> channels;
  for (int64_t block = 0; block < fkw.getNumBlocks(); ++block)
    for (int64_t pass = 0; pass < passes; ++pass) {
      const int64_t row = block * passes + pass;
      int64_t kernel = (*offset)[row + block];
      for (auto [p, pattern] : llvm::enumerate(patterns)) {
        const int64_t *bounds = &(*stride)[row * (patterns.size() + 1) + p];
        for (int64_t i = bounds[0]; i < bounds[1]; ++i)
          channels.append(pattern.getNumEntries(),
                          fkw.getChannelBlocks()[block] + (*index)[kernel++]);
      }
    }
  return channels;
}

/// A tensor of the factors of `scaled`, N x C x 1 x 1.
static Value makeFactors(OpBuilder &builder, const ScaledImage &scaled) {
  linalg::GenericOp op = scaled.op;
  SmallVector<OpOperand *> operands;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (!isNumberByPlane(operand->get(), op.getMatchingIndexingMap(operand)))
      continue;
    if (op.getMatchingBlockArgument(operand) == scaled.factor)
      return operand->get();
    operands.push_back(operand);
  }
  auto inputs = llvm::map_to_vector(
      operands, [](OpOperand *operand) { return operand->get(); });
  auto type = cast<RankedTensorType>(inputs.front().getType());
  AffineMap map = builder.getMultiDimIdentityMap(type.getRank());
  Value init = tensor::EmptyOp::create(builder, op.getLoc(), type.getShape(),
                                       type.getElementType());
  return linalg::GenericOp::create(
             builder, op.getLoc(), TypeRange{init.getType()}, inputs, init,
             SmallVector<AffineMap>(inputs.size() + 1, map),
             SmallVector<utils::IteratorType>(type.getRank(),
                                              utils::IteratorType::parallel),
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               IRMapping mapping;
               for (auto [operand, argument] : llvm::zip(operands, arguments))
                 mapping.map(op.getMatchingBlockArgument(operand), argument);
               DenseSet<Value> numbers = findNumbers(op);
               for (Operation &inner : op.getBlock()->without_terminator())
                 if (inner.getNumResults() == 1 &&
                     (numbers.contains(inner.getResult(0)) ||
                      matchPattern(&inner, m_Constant())))
                   b.clone(inner, mapping);
               linalg::YieldOp::create(b, loc, mapping.lookup(scaled.factor));
             })
      .getResult(0);
}

/// The weights of `conv`, each times the number that `factors` has for its
/// channel.
static Value makeScaledWeights(OpBuilder &builder, FkwConv2DOp conv,
                               ArrayRef<int64_t> channels, Value factors) {
  Location loc = conv.getLoc();
  const std::string name =
      (conv.getLayer().value_or("conv") + Twine(".fkw.channel")).str();
  Value numbers = arith::ConstantOp::create(
      builder, loc,
      cast<TypedAttr>(makeNarrowIntegers(
          builder.getContext(), {int64_t(channels.size())}, channels, name)));
  auto type = cast<RankedTensorType>(conv.getWeight().getType());
  Value init = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                       type.getElementType());
  AffineMap map = builder.getMultiDimIdentityMap(1);
  return linalg::GenericOp::create(
             builder, loc, TypeRange{type},
             ValueRange{conv.getWeight(), numbers}, init,
             ArrayRef<AffineMap>{map, map, map},
             ArrayRef(utils::IteratorType::parallel),
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               Value zero = arith::ConstantIndexOp::create(b, loc, 0);
               Value channel = arith::IndexCastUIOp::create(
                   b, loc, b.getIndexType(), arguments[1]);
               Value factor = tensor::ExtractOp::create(
                   b, loc, factors, ValueRange{zero, channel, zero, zero});
               Value product =
                   arith::MulFOp::create(b, loc, arguments[0], factor);
               linalg::YieldOp::create(b, loc, product);
             })
      .getResult(0);
}

namespace {
struct ScaleWeights : patconv::impl::ScaleWeightsPassBase<ScaleWeights> {
  using ScaleWeightsPassBase::ScaleWeightsPassBase;

  void runOnOperation() override {
    OpBuilder builder(&getContext());
    SmallVector<FkwConv2DOp> convs;
    getOperation().walk([&](FkwConv2DOp conv) { convs.push_back(conv); });
    for (FkwConv2DOp conv : convs) {
      std::optional<ScaledImage> scaled = matchScaledImage(conv.getInput());
      if (!scaled)
        continue;
      if (const std::string reason = explainRefusal(conv, *scaled);
          !reason.empty()) {
        conv.emitRemark("keeps its weights, its input is scaled: ") << reason;
        ++numLeft;
        continue;
      }
      std::optional<SmallVector<int64_t>> channels = getWeightChannels(conv);
      if (!channels) {
        conv.emitRemark("keeps its weights, its input is scaled: expected "
                        "arrays that are constants, but got others, or no "
                        "data");
        ++numLeft;
        continue;
      }
      builder.setInsertionPoint(conv);
      Value factors = makeFactors(builder, *scaled);
      conv.getWeightMutable().assign(
          makeScaledWeights(builder, conv, *channels, factors));
      conv.getInputMutable().assign(scaled->image);
      if (scaled->op->use_empty())
        scaled->op->erase();
      ++numScaled;
    }
  }

  /// Why the planes are better scaled than the weights; empty where they are
  /// not.
  std::string explainRefusal(FkwConv2DOp conv, const ScaledImage &scaled) {
    if (!scaled.op->hasOneUse())
      return "expected one reader of the scaled image, but got more";
    auto image = cast<ShapedType>(scaled.image.getType());
    if (image.getDimSize(0) != 1)
      return "expected one image, as each has numbers of its own, but got " +
             std::to_string(image.getDimSize(0));
    const int64_t elements = image.getNumElements();
    const int64_t weights =
        cast<ShapedType>(conv.getWeight().getType()).getNumElements();
    if (weights == 0 || elements < minElements * weights)
      return "expected " + std::to_string(minElements) +
             " elements of the image or more for each weight, but got " +
             std::to_string(elements) + " for " + std::to_string(weights);
    return "";
  }
};
} // namespace
