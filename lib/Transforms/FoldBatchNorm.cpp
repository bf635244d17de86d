//===- FoldBatchNorm.cpp - patconv-fold-batch-norm ------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

#include <cmath>

namespace mlir::patconv {
#define GEN_PASS_DEF_FOLDBATCHNORMPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// Element-wise operations that together scale and shift each channel.
struct Normalization {
  SmallVector<LinearFunction> functions;
  SmallVector<linalg::LinalgOp> ops;

  /// Whether there is more than a shift, which is a bias.
  bool scales() const {
    return llvm::any_of(functions, [](LinearFunction function) {
      return function.scale != 1.0f;
    });
  }
  bool shifts() const {
    return llvm::any_of(functions, [](LinearFunction function) {
      return function.shift != 0.0f;
    });
  }
  bool isFinite() const {
    return llvm::all_of(functions, [](LinearFunction function) {
      return std::isfinite(function.scale) && std::isfinite(function.shift);
    });
  }
};
} // namespace

/// The linear function that the owner applies to each channel of `operand`, if
/// any.
static std::optional<SmallVector<LinearFunction>>
readLinear(OpOperand &operand) {
  auto op = dyn_cast<linalg::LinalgOp>(operand.getOwner());
  if (!op)
    return std::nullopt;
  return evaluateLinear(op, operand);
}

/// Adds the linear owner of `use`, if it is one, to what `normalization` does
/// before.
static bool append(Normalization &normalization, OpOperand &use) {
  std::optional<SmallVector<LinearFunction>> functions = readLinear(use);
  if (!functions)
    return false;
  for (auto [all, next] : llvm::zip_equal(normalization.functions, *functions))
    all = {all.scale * next.scale, all.shift * next.scale + next.shift};
  normalization.ops.push_back(cast<linalg::LinalgOp>(use.getOwner()));
  return true;
}

/// Appends linear operations on `value` as long as each is the one use of the
/// one before it.
static void appendChain(Normalization &normalization, Value value) {
  do {
    if (llvm::none_of(value.getUses(), [&](OpOperand &use) {
          return append(normalization, use);
        }))
      return;
    value = normalization.ops.back()->getResult(0);
  } while (value.hasOneUse());
}

/// The longest chain of linear operations on `value`.
static Normalization readNormalization(Value value) {
  Normalization result;
  result.functions.assign(cast<RankedTensorType>(value.getType()).getDimSize(1),
                          {1.0f, 0.0f});
  appendChain(result, value);
  return result;
}

/// Why the normalisation cannot be folded into `conv`; null where it can.
static const char *explainRefusal(Conv2DOp conv,
                                  const Normalization &normalization) {
  if (!conv->hasOneUse())
    return "expected the convolution's result to have one use, but got more";
  if (conv.getActivation().getKind() != ActivationKind::none)
    return "expected it before the activation, but got it after";
  if (!conv.getEpilogue().empty() || conv.getPooled())
    return "expected it before an epilogue's body or pooling, but got it after";
  SmallVector<float> storage;
  if (!getFloats(getConstant(conv.getWeights()), storage))
    return "expected the convolution's weights to be constant, but got "
           "computed ones";
  if (conv.getBias() && !evaluateTensor(conv.getBias()))
    return "expected the convolution's bias to be constant, but got a "
           "computed one";
  // Removed weights are 0, and must stay so.
  if (!normalization.isFinite())
    return "expected finite scales and shifts, but got infinite ones";
  return nullptr;
}

/// Multiplies the weights of each filter by its scale, in float32; the bias
/// follows. Patterns and kernels stay what they are.
static void foldInto(RewriterBase &rewriter, Conv2DOp conv,
                     ArrayRef<LinearFunction> functions) {
  MLIRContext *context = conv.getContext();
  StringRef layer = conv.getLayer().value_or("conv_2d");
  const StringRef folded = "::folded";
  SmallVector<float> storage;
  ArrayRef<float> old = *getFloats(getConstant(conv.getWeights()), storage);
  SmallVector<float> weights(old);
  SmallVector<float> bias(functions.size(), 0.0f);
  if (conv.getBias())
    bias = *evaluateTensor(conv.getBias());
  size_t filterSize = weights.size() / functions.size();
  for (auto [f, function] : llvm::enumerate(functions)) {
    for (size_t i = f * filterSize, e = i + filterSize; i < e; ++i)
      weights[i] *= function.scale;
    bias[f] = bias[f] * function.scale + function.shift;
  }
  rewriter.setInsertionPoint(conv);
  auto makeOp = [&](ArrayRef<int64_t> shape, ArrayRef<float> values,
                    StringRef name) -> Value {
    return arith::ConstantOp::create(rewriter, conv.getLoc(),
                                     makeFloats(context, shape, values, name));
  };
  Value newWeights = makeOp(
      cast<ShapedType>(conv.getWeights().getType()).getShape(), weights,
      getDerivedName(conv.getWeights(), (layer + ".weight").str(), folded));
  Value newBias =
      makeOp(int64_t(bias.size()), bias,
             getDerivedName(conv.getBias(), (layer + ".bias").str(), folded));
  rewriter.modifyOpInPlace(conv, [&] {
    conv.getWeightsMutable().set(newWeights);
    conv.getBiasMutable().assign(newBias);
  });
}

/// Folds the scale and shift by channel that follow `conv` into it. Fails
/// where there is none, and with a remark where it cannot be folded.
static LogicalResult foldBatchNorm(RewriterBase &rewriter, Conv2DOp conv) {
  Normalization normalization = readNormalization(conv.getResult());
  if (!normalization.scales())
    return rewriter.notifyMatchFailure(conv, "no scale by channel follows");
  linalg::LinalgOp last = normalization.ops.back();
  if (const char *reason = explainRefusal(conv, normalization)) {
    normalization.ops.front().emitRemark("normalisation stays: ") << reason;
    return rewriter.notifyMatchFailure(conv, reason);
  }
  foldInto(rewriter, conv, normalization.functions);
  rewriter.replaceAllUsesWith(last->getResult(0), conv.getResult());
  for (linalg::LinalgOp op : llvm::reverse(normalization.ops))
    rewriter.eraseOp(op);
  return success();
}

//===----------------------------------------------------------------------===//
// What stays
//===----------------------------------------------------------------------===//

/// The longest chain of linear operations that starts with `op`, and what it
/// starts from.
static std::pair<Normalization, Value> readNormalization(linalg::LinalgOp op) {
  for (OpOperand *operand : op.getDpsInputOperands()) {
    std::optional<SmallVector<LinearFunction>> functions = readLinear(*operand);
    if (!functions)
      continue;
    Normalization result{std::move(*functions), {op}};
    if (Value value = op->getResult(0); value.hasOneUse())
      appendChain(result, value);
    return {result, operand->get()};
  }
  return {};
}

/// The operations in the bodies of a chain.
static int64_t countBodyOps(const Normalization &normalization) {
  int64_t count = 0;
  for (linalg::LinalgOp op : normalization.ops)
    count += llvm::range_size(op.getBlock()->without_terminator());
  return count;
}

/// Writes the chain as one multiplication and one addition by channel.
static void replaceByScaleAndShift(RewriterBase &rewriter,
                                   const Normalization &normalization,
                                   Value input) {
  linalg::LinalgOp last = normalization.ops.back();
  Location loc = last.getLoc();
  MLIRContext *context = rewriter.getContext();
  rewriter.setInsertionPoint(last);
  SmallVector<float> scales, shifts;
  for (LinearFunction function : normalization.functions) {
    scales.push_back(function.scale);
    shifts.push_back(function.shift);
  }
  auto constant = [&](ArrayRef<float> values, StringRef name) -> Value {
    return arith::ConstantOp::create(
        rewriter, loc,
        makeFloats(context, {int64_t(values.size())}, values, name));
  };
  auto type = cast<RankedTensorType>(last->getResult(0).getType());
  Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                       type.getElementType());
  const AffineMap image = rewriter.getMultiDimIdentityMap(4);
  const AffineMap channel = AffineMap::get(4, 0, rewriter.getAffineDimExpr(1));
  auto generic = linalg::GenericOp::create(
      rewriter, loc, type,
      ValueRange{input, constant(scales, "batch_norm.scale"),
                 constant(shifts, "batch_norm.shift")},
      init, ArrayRef{image, channel, channel, image},
      SmallVector<utils::IteratorType>(4, utils::IteratorType::parallel),
      [](OpBuilder &builder, Location loc, ValueRange arguments) {
        Value scaled =
            arith::MulFOp::create(builder, loc, arguments[0], arguments[1]);
        Value shifted =
            arith::AddFOp::create(builder, loc, scaled, arguments[2]);
        linalg::YieldOp::create(builder, loc, shifted);
      });
  rewriter.replaceAllUsesWith(last->getResult(0), generic.getResult(0));
  for (linalg::LinalgOp op : llvm::reverse(normalization.ops))
    rewriter.eraseOp(op);
}

/// Shortens the chains of linear operations that stay in `block`.
static int64_t shortenChains(RewriterBase &rewriter, Block &block) {
  int64_t shortened = 0;
  SmallVector<linalg::LinalgOp> ops(block.getOps<linalg::LinalgOp>());
  DenseSet<Operation *> done;
  for (linalg::LinalgOp op : ops) {
    if (done.contains(op))
      continue;
    auto [normalization, input] = readNormalization(op);
    for (linalg::LinalgOp member : normalization.ops)
      done.insert(member);
    // A multiplication and an addition is what it would become. One of them
    // alone keeps zeros, or is a bias: what reads it may want that.
    if (countBodyOps(normalization) <= 2 || !normalization.scales() ||
        !normalization.shifts() || !normalization.isFinite())
      continue;
    replaceByScaleAndShift(rewriter, normalization, input);
    ++shortened;
  }
  return shortened;
}

namespace {
struct FoldBatchNorm : patconv::impl::FoldBatchNormPassBase<FoldBatchNorm> {
  using FoldBatchNormPassBase::FoldBatchNormPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<Conv2DOp> convs;
    getOperation().walk([&](Conv2DOp conv) { convs.push_back(conv); });
    for (Conv2DOp conv : convs)
      if (succeeded(foldBatchNorm(rewriter, conv)))
        ++numFolded;
    for (Block &block : getOperation().getBody())
      numShortened += shortenChains(rewriter, block);
    eraseDeadOps(getOperation());
  }
};
} // namespace
