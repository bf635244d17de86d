//===- FuseEpilogue.cpp - patconv-fuse-epilogue ---------------------------===//
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
#include "mlir/IR/PatternMatch.h"

#include <cmath>
#include <limits>

namespace mlir::patconv {
#define GEN_PASS_DEF_FUSEEPILOGUEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

//===----------------------------------------------------------------------===//
// Intervals
//===----------------------------------------------------------------------===//

namespace {
/// The function that holds a number within [lower, upper], lower <= upper.
struct Interval {
  float lower = -std::numeric_limits<float>::infinity();
  float upper = std::numeric_limits<float>::infinity();

  /// This function, then the maximum or the minimum with `bound`: an interval
  /// again, a single number where `bound` lies beyond its other end.
  Interval thenMax(float bound) const {
    return {std::max(lower, bound), std::max(upper, bound)};
  }
  Interval thenMin(float bound) const {
    return {std::min(lower, bound), std::min(upper, bound)};
  }
};
} // namespace

static Interval getInterval(ActivationAttr activation) {
  Interval interval;
  return {activation.getLowerBound().value_or(interval.lower),
          activation.getUpperBound().value_or(interval.upper)};
}

static ActivationAttr makeActivation(MLIRContext *context, Interval interval) {
  if (interval.lower == 0.0f && interval.upper == 6.0f)
    return ActivationAttr::get(context, ActivationKind::relu6);
  if (std::isinf(interval.upper) && interval.upper > 0) {
    if (interval.lower == 0.0f)
      return ActivationAttr::get(context, ActivationKind::relu);
    if (std::isinf(interval.lower) && interval.lower < 0)
      return ActivationAttr::get(context, ActivationKind::none);
  }
  Builder builder(context);
  return ActivationAttr::get(context, ActivationKind::clamp,
                             builder.getF32FloatAttr(interval.lower),
                             builder.getF32FloatAttr(interval.upper));
}

//===----------------------------------------------------------------------===//
// Activations in a body
//===----------------------------------------------------------------------===//

namespace {
/// The scalars of a body: some constant, some intervals of one variable.
class ClampBody {
public:
  ClampBody(linalg::LinalgOp op, OpOperand &operand, Interval interval)
      : op(op) {
    intervals[op.getMatchingBlockArgument(&operand)] = interval;
  }

  /// What the body makes of the variable; nothing where it is no clamp.
  std::optional<Interval> evaluate();

private:
  std::optional<float> getConstant(Value value);
  std::optional<Interval> lookUp(Value value) const;
  /// max(variable, constant), or the minimum, the operands in either order.
  std::optional<Interval> evaluateExtremum(Value a, Value b, bool isMax);
  std::optional<Interval> evaluateSelect(arith::SelectOp select);

  linalg::LinalgOp op;
  DenseMap<Value, Interval> intervals;
};
} // namespace

/// A bound: a constant of the body, or an operand that is one number for all
/// channels. A NaN is no bound.
std::optional<float> ClampBody::getConstant(Value value) {
  std::optional<float> constant;
  if (auto argument = dyn_cast<BlockArgument>(value);
      argument && argument.getOwner() == op.getBlock()) {
    OpOperand *operand = op.getMatchingOpOperand(argument);
    ArrayRef<int64_t> loops =
        cast<RankedTensorType>(op->getResult(0).getType()).getShape();
    if (!op.isDpsInput(operand) || intervals.contains(value))
      return std::nullopt;
    std::optional<SmallVector<float>> channels = evaluateChannels(
        operand->get(), op.getMatchingIndexingMap(operand), loops);
    if (!channels || !llvm::all_equal(*channels))
      return std::nullopt;
    constant = channels->front();
  } else {
    constant = getScalarConstant(value);
  }
  if (constant && std::isnan(*constant))
    return std::nullopt;
  return constant;
}

std::optional<Interval> ClampBody::lookUp(Value value) const {
  auto it = intervals.find(value);
  return it == intervals.end() ? std::nullopt : std::optional(it->second);
}

std::optional<Interval> ClampBody::evaluateExtremum(Value a, Value b,
                                                    bool isMax) {
  if (!lookUp(a))
    std::swap(a, b);
  std::optional<Interval> interval = lookUp(a);
  std::optional<float> bound = getConstant(b);
  if (!interval || !bound)
    return std::nullopt;
  return isMax ? interval->thenMax(*bound) : interval->thenMin(*bound);
}

/// A comparison and a selection between the compared values.
std::optional<Interval> ClampBody::evaluateSelect(arith::SelectOp select) {
  auto compare = select.getCondition().getDefiningOp<arith::CmpFOp>();
  if (!compare)
    return std::nullopt;
  using Predicate = arith::CmpFPredicate;
  bool isGreater;
  switch (compare.getPredicate()) {
  case Predicate::OGT:
  case Predicate::UGT:
  case Predicate::OGE:
  case Predicate::UGE:
    isGreater = true;
    break;
  case Predicate::OLT:
  case Predicate::ULT:
  case Predicate::OLE:
  case Predicate::ULE:
    isGreater = false;
    break;
  default:
    return std::nullopt;
  }
  Value variable = compare.getLhs(), constant = compare.getRhs();
  if (!lookUp(variable)) {
    std::swap(variable, constant);
    isGreater = !isGreater;
  }
  Value chosen = select.getTrueValue(), other = select.getFalseValue();
  bool takesVariable = chosen == variable;
  if (!takesVariable)
    std::swap(chosen, other);
  if (chosen != variable || !getConstant(other) ||
      getConstant(other) != getConstant(constant))
    return std::nullopt;
  return evaluateExtremum(variable, constant, isGreater == takesVariable);
}

std::optional<Interval> ClampBody::evaluate() {
  for (Operation &inner : op.getBlock()->without_terminator()) {
    std::optional<Interval> result;
    if (isa<arith::MaximumFOp, arith::MinimumFOp>(inner))
      result = evaluateExtremum(inner.getOperand(0), inner.getOperand(1),
                                isa<arith::MaximumFOp>(inner));
    else if (auto select = dyn_cast<arith::SelectOp>(inner))
      result = evaluateSelect(select);
    else if (isa<arith::CmpFOp, arith::ConstantOp, arith::TruncFOp>(inner))
      continue;
    if (!result)
      return std::nullopt;
    intervals[inner.getResult(0)] = *result;
  }
  return lookUp(op.getBlock()->getTerminator()->getOperand(0));
}

//===----------------------------------------------------------------------===//
// Fusion
//===----------------------------------------------------------------------===//

namespace {
/// What an element-wise operation adds to its convolution's epilogue.
struct Epilogue {
  SmallVector<float> bias;
  std::optional<Interval> activation;
};
} // namespace

/// Reads the addition of a constant by channel, or a clamp.
static std::optional<Epilogue> readEpilogue(Conv2DOp conv, linalg::LinalgOp op,
                                            OpOperand &operand) {
  if (!isElementwiseOn(op, operand))
    return std::nullopt;
  Epilogue epilogue;
  epilogue.activation =
      ClampBody(op, operand, getInterval(conv.getActivation())).evaluate();
  if (epilogue.activation)
    return epilogue;
  std::optional<SmallVector<LinearFunction>> functions =
      evaluateLinear(op, operand);
  if (!functions)
    return std::nullopt;
  for (LinearFunction function : *functions) {
    if (function.scale != 1.0f)
      return std::nullopt;
    epilogue.bias.push_back(function.shift);
  }
  return epilogue;
}

/// Why `conv` cannot take the epilogue; null where it can.
static const char *explainRefusal(Conv2DOp conv, const Epilogue &epilogue) {
  if (!conv->hasOneUse())
    return "expected the convolution's result to have one use, but got more";
  if (!conv.getEpilogue().empty() || conv.getPooled())
    return "expected a convolution without an epilogue's body or pooling, but "
           "got one";
  if (epilogue.activation)
    return nullptr;
  if (conv.getActivation().getKind() != ActivationKind::none)
    return "expected the bias before the activation, but got it after";
  if (conv.getBias() && !evaluateTensor(conv.getBias()))
    return "expected a constant bias to add to, but got a computed one";
  return nullptr;
}

/// Adds constants to the convolution's bias.
static void addBias(RewriterBase &rewriter, Conv2DOp conv,
                    SmallVector<float> bias) {
  std::string name =
      (conv.getLayer().value_or("conv_2d") + Twine(".bias")).str();
  if (conv.getBias()) {
    SmallVector<float> old = *evaluateTensor(conv.getBias());
    for (auto [value, oldValue] : llvm::zip_equal(bias, old))
      value += oldValue;
    name += "::fused";
  }
  rewriter.setInsertionPoint(conv);
  ElementsAttr attr =
      makeFloats(conv.getContext(), {int64_t(bias.size())}, bias, name);
  Value value = arith::ConstantOp::create(rewriter, conv.getLoc(), attr);
  rewriter.modifyOpInPlace(conv, [&] { conv.getBiasMutable().assign(value); });
}

/// Fuses the element-wise operation that uses `conv`, if it adds a constant
/// bias by channel or is a clamp. Fails where there is none, and with a remark
/// where there is one that cannot be fused.
static LogicalResult fuseUser(RewriterBase &rewriter, Conv2DOp conv,
                              Pass::Statistic &numBias,
                              Pass::Statistic &numActivation) {
  for (OpOperand &use : conv->getUses()) {
    auto op = dyn_cast<linalg::LinalgOp>(use.getOwner());
    std::optional<Epilogue> epilogue;
    if (op)
      epilogue = readEpilogue(conv, op, use);
    if (!epilogue)
      continue;
    if (const char *reason = explainRefusal(conv, *epilogue)) {
      op.emitRemark("stays outside its convolution: ") << reason;
      return rewriter.notifyMatchFailure(op, reason);
    }
    if (epilogue->activation) {
      rewriter.modifyOpInPlace(conv, [&] {
        conv.setActivationAttr(
            makeActivation(conv.getContext(), *epilogue->activation));
      });
      ++numActivation;
    } else {
      addBias(rewriter, conv, std::move(epilogue->bias));
      ++numBias;
    }
    rewriter.replaceOp(op, conv.getResult());
    return success();
  }
  return failure();
}

namespace {
struct FuseEpilogue : patconv::impl::FuseEpiloguePassBase<FuseEpilogue> {
  using FuseEpiloguePassBase::FuseEpiloguePassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<Conv2DOp> convs;
    getOperation().walk([&](Conv2DOp conv) { convs.push_back(conv); });
    for (Conv2DOp conv : convs)
      while (succeeded(fuseUser(rewriter, conv, numBias, numActivation)))
        ;
    eraseDeadOps(getOperation());
  }
};
} // namespace
