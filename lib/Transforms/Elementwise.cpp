//===- Elementwise.cpp - Element-wise operations on channels --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Elementwise.h"

#include "dialect/IR/ConstantData.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace mlir::patconv;

/// Tensors beyond this are activations, not coefficients.
static constexpr int64_t kMaxElements = 1 << 16;

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

namespace {
/// A scalar of a body: x * scale + shift; a constant where it is not variable.
struct Scalar {
  bool variable;
  float scale;
  float shift;
};
} // namespace

static Scalar makeConstantScalar(float value) { return {false, 0.0f, value}; }

static std::optional<Scalar> multiply(Scalar a, Scalar b) {
  if (a.variable && b.variable)
    return std::nullopt;
  if (b.variable)
    std::swap(a, b);
  if (!a.variable)
    return makeConstantScalar(a.shift * b.shift);
  return Scalar{true, a.scale * b.shift, a.shift * b.shift};
}

static std::optional<Scalar> divide(Scalar a, Scalar b) {
  if (b.variable)
    return std::nullopt;
  if (!a.variable)
    return makeConstantScalar(a.shift / b.shift);
  return Scalar{true, a.scale / b.shift, a.shift / b.shift};
}

/// The result of `op` in float32, as the program itself would round it.
static std::optional<Scalar> evaluateScalarOp(Operation *op,
                                              ArrayRef<Scalar> in) {
  using Result = std::optional<Scalar>;
  return TypeSwitch<Operation *, Result>(op)
      .Case<arith::AddFOp>([&](auto) -> Result {
        return Scalar{in[0].variable || in[1].variable,
                      in[0].scale + in[1].scale, in[0].shift + in[1].shift};
      })
      .Case<arith::SubFOp>([&](auto) -> Result {
        return Scalar{in[0].variable || in[1].variable,
                      in[0].scale - in[1].scale, in[0].shift - in[1].shift};
      })
      .Case<arith::NegFOp>([&](auto) -> Result {
        return Scalar{in[0].variable, -in[0].scale, -in[0].shift};
      })
      .Case<arith::MulFOp>([&](auto) { return multiply(in[0], in[1]); })
      .Case<arith::DivFOp>([&](auto) { return divide(in[0], in[1]); })
      .Case<math::SqrtOp>([&](auto) -> Result {
        if (in[0].variable)
          return std::nullopt;
        return makeConstantScalar(std::sqrt(in[0].shift));
      })
      .Case<math::RsqrtOp>([&](auto) -> Result {
        if (in[0].variable)
          return std::nullopt;
        return makeConstantScalar(1.0f / std::sqrt(in[0].shift));
      })
      .Default([](Operation *) -> Result { return std::nullopt; });
}

std::optional<float> patconv::getScalarConstant(Value value) {
  if (auto truncate = value.getDefiningOp<arith::TruncFOp>())
    value = truncate.getIn();
  APFloat constant(0.0f);
  if (!matchPattern(value, m_ConstantFloat(&constant)))
    return std::nullopt;
  bool losesInfo;
  constant.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven,
                   &losesInfo);
  return constant.convertToFloat();
}

/// What `op` yields, given the values of some of its block's arguments.
static std::optional<Scalar> evaluateBody(linalg::LinalgOp op,
                                          DenseMap<Value, Scalar> values) {
  auto lookUp = [&](Value value) -> std::optional<Scalar> {
    if (auto it = values.find(value); it != values.end())
      return it->second;
    if (std::optional<float> constant = getScalarConstant(value))
      return makeConstantScalar(*constant);
    return std::nullopt;
  };
  Block *body = op.getBlock();
  for (Operation &inner : body->without_terminator()) {
    // An importer asserts that it does not divide by zero; a result that is
    // not finite says as much to the caller.
    if (isa<arith::ConstantOp, arith::TruncFOp, arith::CmpFOp, cf::AssertOp>(
            inner))
      continue;
    SmallVector<Scalar> operands;
    for (Value operand : inner.getOperands()) {
      std::optional<Scalar> scalar = lookUp(operand);
      if (!scalar)
        return std::nullopt;
      operands.push_back(*scalar);
    }
    std::optional<Scalar> result = evaluateScalarOp(&inner, operands);
    if (!result)
      return std::nullopt;
    values[inner.getResult(0)] = *result;
  }
  return lookUp(body->getTerminator()->getOperand(0));
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

bool patconv::mapsElements(linalg::LinalgOp op) {
  if (!op || !op.hasPureTensorSemantics() || op->getNumResults() != 1 ||
      op.getNumLoops() != op.getNumParallelLoops() || op.hasIndexSemantics() ||
      op.payloadUsesValueFromOperand(op.getDpsInitOperand(0)))
    return false;
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  return type.hasStaticShape() && type.getElementType().isF32() &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity();
}

/// The row-major position of the element of a tensor of `shape` that `map`
/// selects at `point`; nothing where the map is no projection.
static std::optional<int64_t>
getPosition(AffineMap map, ArrayRef<int64_t> shape, ArrayRef<int64_t> point) {
  int64_t position = 0;
  for (auto [result, size] : llvm::zip_equal(map.getResults(), shape)) {
    int64_t index = 0;
    if (auto dim = dyn_cast<AffineDimExpr>(result))
      index = point[dim.getPosition()];
    else if (auto constant = dyn_cast<AffineConstantExpr>(result))
      index = constant.getValue();
    else
      return std::nullopt;
    position = position * size + index;
  }
  return position;
}

/// Every element of an element-wise operation on constants.
static std::optional<SmallVector<float>>
evaluateElementwise(linalg::LinalgOp op) {
  if (!mapsElements(op))
    return std::nullopt;
  struct Input {
    Value argument;
    AffineMap map;
    ArrayRef<int64_t> shape;
    SmallVector<float> data;
  };
  SmallVector<Input> inputs;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (!op.payloadUsesValueFromOperand(operand))
      continue;
    Value argument = op.getMatchingBlockArgument(operand);
    auto type = dyn_cast<RankedTensorType>(operand->get().getType());
    if (!type) {
      // A scalar operand, such as linalg.fill has.
      std::optional<float> constant = getScalarConstant(operand->get());
      if (!constant)
        return std::nullopt;
      inputs.push_back({argument, AffineMap::get(op.getContext()), {}, {}});
      inputs.back().data.push_back(*constant);
      continue;
    }
    std::optional<SmallVector<float>> data = evaluateTensor(operand->get());
    if (!data)
      return std::nullopt;
    inputs.push_back({argument, op.getMatchingIndexingMap(operand),
                      type.getShape(), std::move(*data)});
  }
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<int64_t> point(type.getRank());
  SmallVector<float> results;
  for (int64_t i = 0, e = type.getNumElements(); i < e; ++i) {
    for (int64_t d = type.getRank() - 1, rest = i; d >= 0; --d) {
      point[d] = rest % type.getDimSize(d);
      rest /= type.getDimSize(d);
    }
    DenseMap<Value, Scalar> values;
    for (const Input &input : inputs) {
      std::optional<int64_t> position =
          getPosition(input.map, input.shape, point);
      if (!position)
        return std::nullopt;
      values[input.argument] = makeConstantScalar(input.data[*position]);
    }
    std::optional<Scalar> result = evaluateBody(op, std::move(values));
    if (!result)
      return std::nullopt;
    results.push_back(result->shift);
  }
  return results;
}

std::optional<SmallVector<float>> patconv::evaluateTensor(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.hasStaticShape() || type.getNumElements() > kMaxElements)
    return std::nullopt;
  if (ElementsAttr attr = getConstant(value)) {
    SmallVector<float> storage;
    std::optional<ArrayRef<float>> data = getFloats(attr, storage);
    if (!data)
      return std::nullopt;
    return llvm::to_vector(*data);
  }
  if (auto expand = value.getDefiningOp<tensor::ExpandShapeOp>())
    return evaluateTensor(expand.getSrc());
  if (auto collapse = value.getDefiningOp<tensor::CollapseShapeOp>())
    return evaluateTensor(collapse.getSrc());
  return evaluateElementwise(value.getDefiningOp<linalg::LinalgOp>());
}

/// The operand that `op` copies to each element, and the map that it is read
/// through, where `op` does no more than that.
static std::pair<Value, AffineMap> getCopied(linalg::LinalgOp op) {
  if (!mapsElements(op))
    return {};
  Value yielded = op.getBlock()->getTerminator()->getOperand(0);
  for (OpOperand *operand : op.getDpsInputOperands())
    if (op.getMatchingBlockArgument(operand) == yielded)
      return {operand->get(), op.getMatchingIndexingMap(operand)};
  return {};
}

std::optional<SmallVector<float>>
patconv::evaluateChannels(Value value, AffineMap map, ArrayRef<int64_t> loops) {
  // Broadcasts to whole images are seen through, not evaluated.
  while (auto op = value.getDefiningOp<linalg::LinalgOp>()) {
    auto [source, sourceMap] = getCopied(op);
    if (!source)
      break;
    if (std::optional<float> constant = getScalarConstant(source))
      return SmallVector<float>(loops[1], *constant);
    if (!isa<RankedTensorType>(source.getType()))
      return std::nullopt;
    map = sourceMap.compose(map);
    value = source;
  }
  auto splat = dyn_cast_if_present<SplatElementsAttr>(getConstant(value));
  if (splat && splat.getElementType().isF32())
    return SmallVector<float>(loops[1], splat.getSplatValue<float>());
  for (AffineExpr result : map.getResults())
    if (auto dim = dyn_cast<AffineDimExpr>(result);
        dim && dim.getPosition() != 1 && loops[dim.getPosition()] != 1)
      return std::nullopt;
  std::optional<SmallVector<float>> data = evaluateTensor(value);
  if (!data)
    return std::nullopt;
  SmallVector<float> channels;
  for (int64_t c = 0; c < loops[1]; ++c) {
    std::optional<int64_t> position = getPosition(
        map, cast<RankedTensorType>(value.getType()).getShape(), {0, c, 0, 0});
    if (!position)
      return std::nullopt;
    channels.push_back((*data)[*position]);
  }
  return channels;
}

Value patconv::getBroadcastChannels(Value value) {
  auto op = value.getDefiningOp<linalg::LinalgOp>();
  if (!op || op.getNumLoops() != 4)
    return {};
  auto [source, map] = getCopied(op);
  if (!source || map.getNumResults() != 1 ||
      map.getResult(0) != getAffineDimExpr(1, value.getContext()))
    return {};
  return source;
}

bool patconv::isElementwiseOn(linalg::LinalgOp op, OpOperand &operand) {
  return mapsElements(op) && op.getNumLoops() == 4 && op.isDpsInput(&operand) &&
         op.getMatchingIndexingMap(&operand).isIdentity() &&
         op->getResult(0).getType() == operand.get().getType();
}

std::optional<SmallVector<LinearFunction>>
patconv::evaluateLinear(linalg::LinalgOp op, OpOperand &operand) {
  if (!isElementwiseOn(op, operand))
    return std::nullopt;
  ArrayRef<int64_t> loops =
      cast<RankedTensorType>(operand.get().getType()).getShape();
  SmallVector<std::pair<Value, SmallVector<float>>> constants;
  for (OpOperand *input : op.getDpsInputOperands()) {
    if (input == &operand || !op.payloadUsesValueFromOperand(input))
      continue;
    std::optional<SmallVector<float>> channels =
        evaluateChannels(input->get(), op.getMatchingIndexingMap(input), loops);
    if (!channels)
      return std::nullopt;
    constants.emplace_back(op.getMatchingBlockArgument(input),
                           std::move(*channels));
  }
  SmallVector<LinearFunction> functions;
  for (int64_t c = 0; c < loops[1]; ++c) {
    DenseMap<Value, Scalar> values;
    values[op.getMatchingBlockArgument(&operand)] = {true, 1.0f, 0.0f};
    for (auto &[argument, channels] : constants)
      values[argument] = makeConstantScalar(channels[c]);
    std::optional<Scalar> result = evaluateBody(op, std::move(values));
    if (!result || !result->variable)
      return std::nullopt;
    functions.push_back({result->scale, result->shift});
  }
  return functions;
}

Value patconv::emitOnVectors(OpBuilder &builder, Operation *op, int64_t lanes,
                             IRMapping &vectors) {
  Type type = VectorType::get(lanes, op->getResult(0).getType());
  Value vector;
  if (matchPattern(op, m_Constant())) {
    Value scalar = builder.clone(*op)->getResult(0);
    vector = vector::BroadcastOp::create(builder, op->getLoc(), type, scalar);
  } else {
    vector = builder.clone(*op, vectors)->getResult(0);
    vector.setType(type);
  }
  vectors.map(op->getResult(0), vector);
  return vector;
}

//===----------------------------------------------------------------------===//
// Zeros to zeros
//===----------------------------------------------------------------------===//

/// Whether `map` picks the channel of an element.
static bool isChannelMap(AffineMap map) {
  return map.getNumDims() == 4 && map.getNumResults() == 1 &&
         map.getResult(0) == getAffineDimExpr(1, map.getContext());
}

bool patconv::isChannelwise(linalg::GenericOp op) {
  if (op.hasIndexSemantics() || op.getNumLoops() != 4 ||
      op.getNumLoops() != op.getNumParallelLoops() ||
      op.getNumDpsInits() != 1 ||
      op.payloadUsesValueFromOperand(op.getDpsInitOperand(0)) ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return false;
  return llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    return getElementTypeOrSelf(operand->get()).isF32() &&
           (map.isIdentity() || isChannelMap(map));
  });
}

SmallVector<Value> patconv::getElementwiseImages(linalg::GenericOp op) {
  SmallVector<Value> images;
  for (OpOperand *operand : op.getDpsInputOperands())
    if (op.getMatchingIndexingMap(operand).isIdentity())
      images.push_back(operand->get());
  return images;
}

void patconv::setElementwiseImages(linalg::GenericOp op, ValueRange images) {
  for (OpOperand *operand : op.getDpsInputOperands()) {
    if (!op.getMatchingIndexingMap(operand).isIdentity())
      continue;
    operand->set(images.front());
    images = images.drop_front();
  }
}

AffineMap patconv::getPlaneMap(MLIRContext *context) {
  AffineExpr image, channel, zero = getAffineConstantExpr(0, context);
  bindDims(context, image, channel);
  return AffineMap::get(4, 0, {image, channel, zero, zero}, context);
}

bool patconv::isNumberByPlane(Value value, AffineMap map) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && type.getRank() == 4 && type.getDimSize(2) == 1 &&
         type.getDimSize(3) == 1 && map == getPlaneMap(map.getContext());
}

/// What `op` makes of constants; null where it cannot be folded.
static Attribute foldConstants(Operation &op, ArrayRef<Attribute> operands,
                               function_ref<Attribute(Value)> lookup) {
  // Folding may rewrite the operation in place.
  Operation *copy = op.clone();
  SmallVector<OpFoldResult> results;
  Attribute constant;
  if (succeeded(copy->fold(operands, results)) && results.size() == 1) {
    auto value = dyn_cast<Value>(results[0]);
    constant = value ? lookup(value) : cast<Attribute>(results[0]);
  }
  copy->destroy();
  return constant;
}

static bool isZero(Attribute attribute) {
  auto number = dyn_cast_or_null<FloatAttr>(attribute);
  return number && number.getValue().isZero();
}

bool patconv::isZeroPreserving(linalg::GenericOp op) {
  if (op.hasIndexSemantics())
    return false;
  for (OpOperand &init : op.getDpsInitsMutable())
    if (op.payloadUsesValueFromOperand(&init) ||
        !op.getMatchingIndexingMap(&init).isIdentity())
      return false;
  Block &body = *op.getBody();
  FloatAttr zero = FloatAttr::get(Float32Type::get(op.getContext()), 0.0);
  // Values at a zero of all images, and those that depend on planes alone.
  DenseMap<Value, Attribute> constants;
  DenseSet<Value> numbers;
  for (auto [argument, value, map] : llvm::zip_equal(
           body.getArguments(), op->getOperands(), op.getIndexingMapsArray())) {
    if (!argument.getType().isF32())
      return false;
    if (map.isIdentity())
      constants[argument] = zero;
    else if (isNumberByPlane(value, map))
      numbers.insert(argument);
    else
      return false;
  }
  auto lookup = [&](Value value) -> Attribute {
    Attribute constant;
    if (matchPattern(value, m_Constant(&constant)))
      return constant;
    return constants.lookup(value);
  };
  for (Operation &inner : body.without_terminator()) {
    if (matchPattern(&inner, m_Constant()))
      continue;
    if (inner.getNumResults() != 1)
      return false;
    Value result = inner.getResult(0);
    SmallVector<Attribute> operands =
        llvm::map_to_vector(inner.getOperands(), lookup);
    if (llvm::none_of(inner.getOperands(),
                      [&](Value v) { return numbers.contains(v); })) {
      constants[result] = foldConstants(inner, operands, lookup);
      if (!constants[result])
        return false;
      continue;
    }
    // Zero times any number; a folder has to think of NaN.
    if (isa<arith::MulFOp>(inner) && llvm::any_of(operands, isZero)) {
      constants[result] = zero;
      continue;
    }
    // A constant that images lead to is none of the plane's.
    if (llvm::any_of(inner.getOperands(),
                     [&](Value v) { return constants.contains(v); }))
      return false;
    numbers.insert(result);
  }
  return llvm::all_of(body.getTerminator()->getOperands(),
                      [&](Value value) { return isZero(lookup(value)); });
}
