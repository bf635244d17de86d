//===- ConvolutionForms.cpp - Linalg's convolutions as one form -----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/LinalgToPatConv/ConvolutionForms.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::patconv;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// The same data as another shape.
static ElementsAttr reshapeConstant(ElementsAttr attr,
                                    ArrayRef<int64_t> shape) {
  auto type = RankedTensorType::get(shape, attr.getElementType());
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  if (auto dense = dyn_cast<DenseElementsAttr>(attr))
    return dense.reshape(type);
  return nullptr;
}

static ElementsAttr transposeConstant(ElementsAttr attr,
                                      ArrayRef<int64_t> permutation) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> data = getFloats(attr, storage);
  if (!data)
    return nullptr;
  ArrayRef<int64_t> source = attr.getShapedType().getShape();
  SmallVector<int64_t> strides = computeStrides(source);
  SmallVector<int64_t> shape = applyPermutation(source, permutation);
  SmallVector<int64_t> shuffled =
      applyPermutation(ArrayRef<int64_t>(strides), permutation);
  SmallVector<int64_t> resultStrides = computeStrides(shape);
  SmallVector<float> result(data->size());
  for (int64_t i = 0, e = result.size(); i < e; ++i)
    result[i] = (*data)[linearize(delinearize(i, resultStrides), shuffled)];
  std::string name = "transposed";
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    name = (resource.getRawHandle().getKey() + "::transposed").str();
  return makeFloats(attr.getContext(), shape, result, name);
}

ElementsAttr patconv::foldConstant(Value value) {
  if (ElementsAttr attr = getConstant(value))
    return attr;
  Operation *op = value.getDefiningOp();
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!op || !type || !type.hasStaticShape())
    return nullptr;
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op)) {
    ElementsAttr source = foldConstant(op->getOperand(0));
    return source ? reshapeConstant(source, type.getShape()) : nullptr;
  }
  if (auto transpose = dyn_cast<linalg::TransposeOp>(op)) {
    ElementsAttr source = foldConstant(transpose.getInput());
    return source ? transposeConstant(source, transpose.getPermutation())
                  : nullptr;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Images
//===----------------------------------------------------------------------===//

/// Absorbs pads by zero of rows and columns, from the inside to the outside.
static void absorbPadding(Convolution &conv) {
  while (auto pad = conv.input.getDefiningOp<tensor::PadOp>()) {
    Value value = pad.getConstantPaddingValue();
    if (pad.getNofold() || !value || !matchPattern(value, m_AnyZeroFloat()))
      return;
    std::optional<SmallVector<int64_t>> low =
        getConstantIntValues(pad.getMixedLowPad());
    std::optional<SmallVector<int64_t>> high =
        getConstantIntValues(pad.getMixedHighPad());
    if (!low || !high || (*low)[0] || (*low)[1] || (*high)[0] || (*high)[1] ||
        llvm::any_of(llvm::concat<int64_t>(*low, *high),
                     [](int64_t size) { return size < 0; }))
      return;
    conv.padding[0] += (*low)[2];
    conv.padding[1] += (*high)[2];
    conv.padding[2] += (*low)[3];
    conv.padding[3] += (*high)[3];
    conv.input = pad.getSource();
  }
}

/// The image N(GC)HW of a grouped one, NGCHW.
static Value mergeGroups(OpBuilder &builder, Location loc, Value value) {
  SmallVector<ReassociationIndices> groups{{0}, {1, 2}, {3}, {4}};
  return builder.createOrFold<tensor::CollapseShapeOp>(loc, value, groups);
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

bool patconv::isConvolution(Operation *op) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  // Pooling is a convolution by its interface, too, but reads its second
  // operand for the shape alone.
  return linalgOp && linalg::isaConvolutionOpInterface(linalgOp) &&
         linalgOp.payloadUsesValueFromOperand(linalgOp.getDpsInputOperand(1));
}

/// The shape FCHW that the weights of `op` have, groups merged into filters.
static SmallVector<int64_t> getWeightShape(Operation *op,
                                           ArrayRef<int64_t> shape) {
  return TypeSwitch<Operation *, SmallVector<int64_t>>(op)
      .Case<linalg::DepthwiseConv2DNchwChwOp>([&](auto) {
        return SmallVector<int64_t>{shape[0], 1, shape[1], shape[2]};
      })
      .Case<linalg::Conv2DNgchwGfchwOp>([&](auto) {
        return SmallVector<int64_t>{shape[0] * shape[1], shape[2], shape[3],
                                    shape[4]};
      })
      .Case<linalg::Conv2DNgchwFgchwOp>([&](auto) {
        return SmallVector<int64_t>{shape[0] * shape[1], shape[2], shape[3],
                                    shape[4]};
      })
      .Default([&](Operation *) { return llvm::to_vector(shape); });
}

static void readWindow(Operation *op, Convolution &conv) {
  TypeSwitch<Operation *>(op)
      .Case<linalg::Conv2DNchwFchwOp, linalg::DepthwiseConv2DNchwChwOp,
            linalg::Conv2DNgchwGfchwOp, linalg::Conv2DNgchwFgchwOp>(
          [&](auto form) {
            conv.strides = llvm::to_vector(
                form.getStrides().template getValues<int64_t>());
            conv.dilations = llvm::to_vector(
                form.getDilations().template getValues<int64_t>());
          });
}

/// Under large kernels without removed ones, loops over positions are as fast
/// as code for each of them, or faster: but for few channels, or where windows
/// overlap in part, and up to so many positions.
static constexpr int64_t kMaxDensePositions = 169, kFewChannels = 8;

/// Whether so many kernels are removed that code for each position, at four
/// fifths of the rate of loops, takes less all the same.
static bool removesKernels(const Convolution &conv, int64_t positions) {
  SmallVector<float> storage;
  ArrayRef<float> weights = *getFloats(conv.weights, storage);
  const int64_t kernels = weights.size() / positions;
  int64_t removed = 0;
  for (; !weights.empty(); weights = weights.drop_front(positions))
    removed += getNonZeros(weights.take_front(positions)) == 0;
  return removed * 4 >= kernels;
}

/// Why the large kernels of `conv` are slower in patconv than in linalg; empty
/// where they are not.
static std::string explainLarge(const Convolution &conv) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  ArrayRef<int64_t> weights = conv.weights.getShapedType().getShape();
  const int64_t positions = weights[2] * weights[3];
  // An input among zeros is that of a transposed convolution, of whose kernels
  // patconv-decompose-transposed makes smaller ones.
  if (positions <= kMaxPatternPositions ||
      conv.input.getDefiningOp<tensor::InsertSliceOp>())
    return reason;
  if (conv.strides[0] >= weights[2] && conv.strides[1] >= weights[3]) {
    os << "expected windows of more than " << kMaxPatternPositions
       << " positions to overlap, but got " << weights[2] << "x" << weights[3]
       << " with strides of " << conv.strides[0] << "x" << conv.strides[1];
    return reason;
  }
  // Filters of one channel each have little to share, in loops, too.
  if ((weights[1] == 1 && conv.groups > 1) || removesKernels(conv, positions))
    return reason;
  if (positions > kMaxDensePositions)
    os << "expected kernels of more than " << kMaxDensePositions
       << " positions to be removed in part, but got all of " << weights[2]
       << "x" << weights[3];
  else if (weights[1] > kFewChannels && conv.strides[0] == 1 &&
           conv.strides[1] == 1)
    os << "expected strides, removed kernels or at most " << kFewChannels
       << " channels under kernels of more than " << kMaxPatternPositions
       << " positions, but got all of " << weights[2] << "x" << weights[3]
       << " over " << weights[1] << " channels";
  return reason;
}

/// Why `op`, whose weights are read, is no convolution that patconv has, or is
/// faster in linalg; empty where it is one.
static std::string explainUnsupported(const Convolution &conv) {
  std::string reason;
  llvm::raw_string_ostream os(reason);
  ArrayRef<int64_t> weights = conv.weights.getShapedType().getShape();
  ArrayRef<int64_t> input =
      cast<RankedTensorType>(conv.input.getType()).getShape();
  ArrayRef<int64_t> output =
      cast<RankedTensorType>(conv.init.getType()).getShape();
  if (llvm::is_contained(weights, 0) || input[0] == 0) {
    os << "expected at least one image, filter, channel and kernel position, "
          "but got "
       << conv.input.getType() << " and " << conv.weights.getShapedType();
    return reason;
  }
  if (weights[2] * weights[3] > kMaxKernelPositions) {
    os << "expected a kernel of at most " << kMaxKernelPositions
       << " positions, but got " << weights[2] << "x" << weights[3];
    return reason;
  }
  if (std::string large = explainLarge(conv); !large.empty())
    return large;
  for (int axis : {0, 1}) {
    int64_t size =
        getOutputSize(input[2 + axis], weights[2 + axis], conv.strides[axis],
                      conv.dilations[axis], conv.padding[2 * axis],
                      conv.padding[2 * axis + 1]);
    if (size == output[2 + axis])
      continue;
    os << "expected the window to make " << output[2 + axis]
       << (axis ? " columns" : " rows") << ", but got " << size;
    return reason;
  }
  return reason;
}

std::optional<Convolution> patconv::readConvolution(OpBuilder &builder,
                                                    linalg::LinalgOp op,
                                                    std::string &reason) {
  if (!isa<linalg::Conv2DNchwFchwOp, linalg::DepthwiseConv2DNchwChwOp,
           linalg::Conv2DNgchwGfchwOp, linalg::Conv2DNgchwFgchwOp>(op)) {
    reason = "expected a convolution of NCHW images, but got " +
             op->getName().getStringRef().str();
    return std::nullopt;
  }
  for (Value operand : op->getOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    if (type && type.hasStaticShape() && type.getElementType().isF32())
      continue;
    llvm::raw_string_ostream(reason)
        << "expected static float32 tensors, but got " << operand.getType();
    return std::nullopt;
  }

  Convolution conv;
  conv.input = op->getOperand(0);
  conv.init = op->getOperand(2);
  Value weights = op->getOperand(1);
  conv.weights = foldConstant(weights);
  SmallVector<float> storage;
  if (!conv.weights || !getFloats(conv.weights, storage)) {
    reason = !conv.weights ? "expected constant weights, but got computed ones"
                           : "expected weights with data, but got a resource "
                             "without them";
    if (isa<BlockArgument>(weights))
      reason = "expected constant weights, but got an argument";
    return std::nullopt;
  }
  if (isa<linalg::Conv2DNgchwFgchwOp>(op))
    conv.weights = transposeConstant(conv.weights, {1, 0, 2, 3, 4});
  SmallVector<int64_t> shape =
      getWeightShape(op, conv.weights.getShapedType().getShape());
  if (getConstant(weights) == conv.weights &&
      conv.weights.getShapedType().getShape() == ArrayRef<int64_t>(shape))
    conv.weightsValue = weights;
  else
    conv.weights = reshapeConstant(conv.weights, shape);

  readWindow(op, conv);
  if (isa<linalg::DepthwiseConv2DNchwChwOp>(op))
    conv.groups = shape[0];
  if (auto type = cast<RankedTensorType>(conv.input.getType());
      type.getRank() == 5) {
    conv.groups = type.getDimSize(1);
    conv.input = mergeGroups(builder, op.getLoc(), conv.input);
    conv.init = mergeGroups(builder, op.getLoc(), conv.init);
  }
  absorbPadding(conv);
  reason = explainUnsupported(conv);
  if (!reason.empty())
    return std::nullopt;
  return conv;
}
