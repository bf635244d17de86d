//===- DecomposeTransposed.cpp - Transposed convolutions by phases --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DecomposeTransposed.h"
#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/Support/MathExtras.h"

#include <map>

namespace mlir::patconv {
#define GEN_PASS_DEF_DECOMPOSETRANSPOSEDPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Numbers of patterns have 16 bits.
static constexpr int64_t kMaxPatterns = (1 << 16) - 1;

namespace {
/// One axis of a transposed convolution, which is a convolution with strides
/// of 1 over an input that stands `stride` apart among zeros. Output stride * q
/// + phase reads input q + tap, for each position with a tap in that phase.
struct PhaseAxis {
  int64_t stride, offset, dilation, kernel, input, output;
  int64_t firstTap = 0, lastTap = 0;

  PhaseAxis(int64_t stride, int64_t offset, int64_t dilation, int64_t kernel,
            int64_t input, int64_t output)
      : stride(stride), offset(offset), dilation(dilation), kernel(kernel),
        input(input), output(output) {
    for (int64_t phase = 0; phase < stride; ++phase)
      for (int64_t position = 0; position < kernel; ++position)
        if (std::optional<int64_t> tap = getTap(phase, position)) {
          firstTap = std::min(firstTap, *tap);
          lastTap = std::max(lastTap, *tap);
        }
  }

  /// What position `position` reads in `phase`; nothing where that is a zero.
  std::optional<int64_t> getTap(int64_t phase, int64_t position) const {
    const int64_t distance = phase + position * dilation - offset;
    if (distance % stride != 0)
      return std::nullopt;
    return distance / stride;
  }
  int64_t getNumTaps() const { return lastTap - firstTap + 1; }
  /// Outputs of each phase; the last of some may lie beyond the image.
  int64_t getPhaseSize() const { return llvm::divideCeil(output, stride); }
  int64_t getPaddingBefore() const { return -firstTap; }
  /// Never less than 0: the kernel's last position meets the input's last
  /// point.
  int64_t getPaddingAfter() const { return getPhaseSize() + lastTap - input; }
};

/// A transposed convolution.
struct Transposed {
  Conv2DOp op;
  /// What stands among zeros.
  Value input;
  PhaseAxis y, x;

  int64_t getNumPhases() const { return y.stride * x.stride; }
};
} // namespace

/// What sets the points of the input of `conv` apart among zeros, as strides of
/// transposed convolutions do; null where nothing does.
static tensor::InsertSliceOp getInputAmongZeros(Conv2DOp conv) {
  auto insert = conv.getInput().getDefiningOp<tensor::InsertSliceOp>();
  if (!insert)
    return nullptr;
  auto zeros = insert.getDest().getDefiningOp<linalg::FillOp>();
  auto source = cast<RankedTensorType>(insert.getSource().getType());
  ArrayRef<int64_t> whole = insert.getDestType().getShape(),
                    offsets = insert.getStaticOffsets(),
                    strides = insert.getStaticStrides();
  if (!zeros || !matchPattern(zeros.getInputs()[0], m_AnyZeroFloat()) ||
      source.getRank() != 4 || !source.hasStaticShape() ||
      !insert.getDestType().hasStaticShape() ||
      ShapedType::isDynamicShape(offsets) ||
      ShapedType::isDynamicShape(strides) ||
      source.getShape().take_front(2) != whole.take_front(2) ||
      strides[2] * strides[3] == 1 ||
      !llvm::all_of(strides, [](int64_t n) { return n > 0; }))
    return nullptr;
  return insert;
}

/// Matches a convolution whose input stands apart among zeros.
static std::optional<Transposed> match(Conv2DOp op) {
  tensor::InsertSliceOp insert = getInputAmongZeros(op);
  if (!insert)
    return std::nullopt;
  ArrayRef<int64_t> offsets = insert.getStaticOffsets(),
                    strides = insert.getStaticStrides(),
                    padding = op.getPadding(), dilations = op.getDilations();
  auto source = cast<RankedTensorType>(insert.getSource().getType());
  const SmallVector<int64_t> output = op.getOutputShape();
  return Transposed{
      op,
      insert.getSource(),
      {strides[2], offsets[2] + padding[0], dilations[0],
       op.getPatterns().getHeight(), source.getDimSize(2), output[2]},
      {strides[3], offsets[3] + padding[2], dilations[1],
       op.getPatterns().getWidth(), source.getDimSize(3), output[3]}};
}

/// Why `conv` cannot be replaced; null where it can.
static const char *explainRefusal(const Transposed &conv) {
  Conv2DOp op = conv.op;
  if (!op.getResiduals().empty())
    return "expected no residuals, whose points lie side by side, but got some";
  if (op.getPooled())
    return "expected no pooling, but got one";
  if (!llvm::all_of(op.getStrides(), [](int64_t n) { return n == 1; }))
    return "expected strides of 1 over input and zeros, but got others";
  if (conv.y.getNumTaps() * conv.x.getNumTaps() > kMaxPatternPositions)
    return "expected phases whose kernels have at most 64 positions, but got "
           "more";
  SmallVector<float> storage;
  if (!getFloats(getConstant(op.getWeights()), storage))
    return "expected constant weights, but got computed ones";
  if (op.getBias() && !getFloats(getConstant(op.getBias()), storage))
    return "expected a constant bias, but got a computed one";
  for (Value parameter : op.getParameters())
    if (!getFloats(getConstant(parameter), storage))
      return "expected constant parameters, but got computed ones";
  std::optional<SmallVector<int64_t>> table = op.getKernelTable();
  if (!table)
    return "expected a kernel table with data, but got none";
  if (llvm::all_of(*table, [](int64_t number) { return number == 0; }))
    return "expected a kernel that is not removed, but got none";
  if (op.getPatterns().size() * conv.getNumPhases() > kMaxPatterns)
    return "expected at most 65535 patterns in all phases, but got more";
  return nullptr;
}

bool patconv::isSplitIntoPhases(Conv2DOp conv) {
  std::optional<Transposed> transposed = match(conv);
  return transposed && !explainRefusal(*transposed);
}

namespace {
/// The filters of a convolution, one kernel for each channel.
struct Filters {
  SmallVector<float> weights;
  SmallVector<uint64_t> masks;
};
} // namespace

/// The filters of all phases: those of filter f are f * phases and what
/// follows.
static Filters splitFilters(const Transposed &conv) {
  Conv2DOp op = conv.op;
  SmallVector<float> storage;
  ArrayRef<float> weights = *getFloats(getConstant(op.getWeights()), storage);
  const SmallVector<int64_t> table = *op.getKernelTable();
  const int64_t channels = op.getChannelsPerGroup(),
                filters = table.size() / channels,
                positions = conv.y.kernel * conv.x.kernel,
                taps = conv.y.getNumTaps() * conv.x.getNumTaps();
  Filters result;
  result.weights.assign(table.size() * conv.getNumPhases() * taps, 0.0f);
  result.masks.assign(table.size() * conv.getNumPhases(), 0);
  ArrayRef<PatternAttr> patterns = op.getPatterns().getPatterns();
  int64_t to = 0;
  for (int64_t f = 0; f < filters; ++f)
    for (int64_t phase = 0; phase < conv.getNumPhases(); ++phase)
      for (int64_t c = 0; c < channels; ++c, ++to) {
        const int64_t from = f * channels + c, number = table[from];
        for (int64_t position = 0; position < positions; ++position) {
          std::optional<int64_t> y = conv.y.getTap(phase / conv.x.stride,
                                                   position / conv.x.kernel),
                                 x = conv.x.getTap(phase % conv.x.stride,
                                                   position % conv.x.kernel);
          if (!number || !patterns[number - 1].isKept(position) || !y || !x)
            continue;
          const int64_t tap = (*y - conv.y.firstTap) * conv.x.getNumTaps() +
                              *x - conv.x.firstTap;
          result.masks[to] |= uint64_t(1) << tap;
          result.weights[to * taps + tap] =
              weights[from * positions + position];
        }
      }
  return result;
}

/// `numbers`, constants that filters have, for the filters of each phase.
static Value splitNumbers(OpBuilder &builder, const Transposed &conv,
                          Value numbers, StringRef name) {
  SmallVector<float> storage, values;
  const ArrayRef<float> data = *getFloats(getConstant(numbers), storage);
  for (float value : data)
    values.append(conv.getNumPhases(), value);
  return arith::ConstantOp::create(
      builder, numbers.getLoc(),
      makeFloats(builder.getContext(), {int64_t(values.size())}, values,
                 getDerivedName(numbers, name, "::phases")));
}

/// Deals out the points of the phases: N x (F * phases) x H x W becomes an
/// image N x F x OH x OW.
static Value dealOut(OpBuilder &builder, Location loc, const Transposed &conv,
                     Value phases) {
  auto type = cast<RankedTensorType>(phases.getType());
  const int64_t images = type.getDimSize(0), rows = type.getDimSize(2),
                columns = type.getDimSize(3), strideY = conv.y.stride,
                strideX = conv.x.stride;
  const int64_t filters = type.getDimSize(1) / conv.getNumPhases();
  Type element = type.getElementType();
  Value apart = tensor::ExpandShapeOp::create(
      builder, loc,
      RankedTensorType::get({images, filters, strideY, strideX, rows, columns},
                            element),
      phases, SmallVector<ReassociationIndices>{{0}, {1, 2, 3}, {4}, {5}});
  Value empty = tensor::EmptyOp::create(
      builder, loc, ArrayRef{images, filters, rows, strideY, columns, strideX},
      element);
  SmallVector<AffineExpr> dims(6);
  bindDimsList(builder.getContext(), MutableArrayRef(dims));
  auto together = linalg::GenericOp::create(
      builder, loc, empty.getType(), apart, empty,
      ArrayRef{AffineMap::get(
                   6, 0, {dims[0], dims[1], dims[3], dims[5], dims[2], dims[4]},
                   builder.getContext()),
               builder.getMultiDimIdentityMap(6)},
      SmallVector<utils::IteratorType>(6, utils::IteratorType::parallel),
      [](OpBuilder &b, Location loc, ValueRange args) {
        linalg::YieldOp::create(b, loc, args[0]);
      });
  const SmallVector<int64_t> shape{images, filters, rows * strideY,
                                   columns * strideX};
  Value image = tensor::CollapseShapeOp::create(
      builder, loc, RankedTensorType::get(shape, element),
      together.getResult(0),
      SmallVector<ReassociationIndices>{{0}, {1}, {2, 3}, {4, 5}});
  const SmallVector<int64_t> asked{images, filters, conv.y.output,
                                   conv.x.output};
  if (asked == shape)
    return image;
  auto getAttrs = [&](ArrayRef<int64_t> values) {
    return llvm::map_to_vector(values, [&](int64_t value) -> OpFoldResult {
      return builder.getIndexAttr(value);
    });
  };
  return tensor::ExtractSliceOp::create(builder, loc, image,
                                        getAttrs({0, 0, 0, 0}), getAttrs(asked),
                                        getAttrs({1, 1, 1, 1}));
}

/// Replaces a transposed convolution by one without zeros among its input.
static void decompose(RewriterBase &rewriter, const Transposed &conv) {
  Conv2DOp op = conv.op;
  MLIRContext *context = op.getContext();
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  StringRef layer = op.getLayer().value_or("conv_2d");
  const Filters filters = splitFilters(conv);
  const int64_t channels = op.getChannelsPerGroup(),
                numFilters = filters.masks.size() / channels,
                rows = conv.y.getNumTaps(), columns = conv.x.getNumTaps();
  // The phases' masks are those of the patterns that were chosen before.
  SmallVector<PatternAttr> patterns;
  std::map<uint64_t, int64_t> numbers{{0, 0}};
  SmallVector<int64_t> table;
  for (uint64_t mask : filters.masks) {
    auto [known, isNew] = numbers.try_emplace(mask, patterns.size() + 1);
    if (isNew)
      patterns.push_back(PatternAttr::get(context, rows, columns, mask));
    table.push_back(known->second);
  }
  Value weights = arith::ConstantOp::create(
      rewriter, loc,
      makeFloats(context, {numFilters, channels, rows, columns},
                 filters.weights, (layer + ".weight::phases").str()));
  auto type =
      RankedTensorType::get({op.getOutputShape()[0], numFilters,
                             conv.y.getPhaseSize(), conv.x.getPhaseSize()},
                            rewriter.getF32Type());
  Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                        type.getElementType());
  Value bias;
  if (op.getBias())
    bias = splitNumbers(rewriter, conv, op.getBias(), (layer + ".bias").str());
  SmallVector<Value> parameters;
  for (Value parameter : op.getParameters())
    parameters.push_back(
        splitNumbers(rewriter, conv, parameter, (layer + ".parameter").str()));
  auto phases = Conv2DOp::create(
      rewriter, loc, type, conv.input, weights, bias,
      /*residuals=*/ValueRange(), parameters, empty,
      PatternSetAttr::get(context, patterns),
      makeNarrowIntegers(context, {numFilters, channels}, table,
                         (layer + ".kernels::phases").str()),
      /*strides=*/ArrayRef<int64_t>{1, 1},
      /*dilations=*/ArrayRef<int64_t>{1, 1},
      ArrayRef<int64_t>{conv.y.getPaddingBefore(), conv.y.getPaddingAfter(),
                        conv.x.getPaddingBefore(), conv.x.getPaddingAfter()},
      op.getGroups(), op.getActivation(),
      /*max_pool=*/DenseI64ArrayAttr(), /*sum_pool=*/false,
      /*filter_order=*/DenseI64ArrayAttr(),
      /*filter_groups=*/DenseI64ArrayAttr(), /*schedule=*/ScheduleAttr(),
      op.getLayerAttr());
  phases.getEpilogue().takeBody(op.getEpilogue());
  rewriter.replaceOp(op, dealOut(rewriter, loc, conv, phases.getResult()));
}

namespace {
struct DecomposeTransposed
    : patconv::impl::DecomposeTransposedPassBase<DecomposeTransposed> {
  using DecomposeTransposedPassBase::DecomposeTransposedPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<Conv2DOp> ops;
    getOperation().walk([&](Conv2DOp op) { ops.push_back(op); });
    for (Conv2DOp op : ops) {
      std::optional<Transposed> conv = match(op);
      if (!conv)
        continue;
      if (const char *reason = explainRefusal(*conv)) {
        op.emitRemark("stays a convolution among zeros: ") << reason;
        ++numSkipped;
        continue;
      }
      decompose(rewriter, *conv);
      ++numDecomposed;
    }
  }
};
} // namespace
