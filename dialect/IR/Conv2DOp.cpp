//===- Conv2DOp.cpp - patconv.conv_2d -------------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/Epilogue.h"
#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/Winograd.h"

using namespace mlir;
using namespace mlir::patconv;

MutableOperandRange Conv2DOp::getDpsInitsMutable() { return getInitMutable(); }

SmallVector<int64_t> Conv2DOp::getOutputShape() {
  PatternSetAttr patterns = getPatterns();
  return getConvolvedShape(cast<ShapedType>(getInput().getType()).getShape(),
                           getNumFilters(),
                           {patterns.getHeight(), patterns.getWidth()},
                           getStrides(), getDilations(), getPadding());
}

Pooled Conv2DOp::getPooled() { return {getMaxPool(), getSumPool()}; }

LaneTiledAttr Conv2DOp::getOutputTiling() {
  return getConvolvedTiling(getLaneTiling(getInput().getType()),
                            getLaneTiling(getInit().getType()), getPooled());
}

std::optional<SmallVector<int64_t>> Conv2DOp::getKernelTable() {
  return getUnsignedIntegers(getKernels());
}

/// Checks strides, dilations and padding, which both convolution ops have.
LogicalResult patconv::verifyWindow(Operation *op, ArrayRef<int64_t> strides,
                                    ArrayRef<int64_t> dilations,
                                    ArrayRef<int64_t> padding) {
  auto check = [&](StringRef name, ArrayRef<int64_t> values, size_t size,
                   int64_t least) -> LogicalResult {
    if (values.size() == size &&
        llvm::all_of(values, [&](int64_t v) { return v >= least; }))
      return success();
    return op->emitOpError("expected ")
           << name << " to be " << size << " numbers of at least " << least
           << ", but got [" << values << "]";
  };
  return failure(failed(check("strides", strides, 2, 1)) ||
                 failed(check("dilations", dilations, 2, 1)) ||
                 failed(check("padding", padding, 4, 0)));
}

SmallVector<int64_t> patconv::getConvolvedShape(ArrayRef<int64_t> input,
                                                int64_t filters,
                                                KernelSize kernel,
                                                ArrayRef<int64_t> strides,
                                                ArrayRef<int64_t> dilations,
                                                ArrayRef<int64_t> padding) {
  return {input[0], filters,
          getOutputSize(input[2], kernel.height, strides[0], dilations[0],
                        padding[0], padding[1]),
          getOutputSize(input[3], kernel.width, strides[1], dilations[1],
                        padding[2], padding[3])};
}

/// Checks that `filter_order` is a permutation which `filter_groups` divides.
static LogicalResult verifyOrder(Conv2DOp op) {
  int64_t filters = op.getNumFilters();
  if (op.getFilterGroups() && !op.getFilterOrder())
    return op.emitOpError(
        "expected filter_groups beside filter_order, but got it alone");
  if (std::optional<ArrayRef<int64_t>> order = op.getFilterOrder()) {
    SmallVector<bool> seen(filters, false);
    for (int64_t filter : *order) {
      if (filter < 0 || filter >= filters || seen[filter])
        return op.emitOpError("expected filter_order to be a permutation of 0 "
                              "to ")
               << filters - 1 << ", but got " << filter
               << (filter < 0 || filter >= filters ? "" : " twice");
      seen[filter] = true;
    }
    if (int64_t(order->size()) != filters)
      return op.emitOpError("expected filter_order to have ")
             << filters << " entries, but got " << order->size();
  }
  if (std::optional<ArrayRef<int64_t>> groups = op.getFilterGroups()) {
    int64_t sum = 0;
    for (int64_t group : *groups) {
      if (group < 1)
        return op.emitOpError("expected filter_groups to be at least 1 each, "
                              "but got ")
               << group;
      sum += group;
    }
    if (sum != filters)
      return op.emitOpError("expected filter_groups to add up to ")
             << filters << ", but got " << sum;
  }
  return success();
}

/// Checks that the schedule's passes divide the filters and have a pattern.
static LogicalResult verifyPasses(Conv2DOp op) {
  std::optional<ScheduleAttr> schedule = op.getSchedule();
  const int64_t perPass = schedule ? schedule->getFiltersPerPass() : 1;
  if (perPass == 1)
    return success();
  if (op.getGroups() != 1)
    return op.emitOpError("expected the schedule's filters_per_pass to be 1 "
                          "for ")
           << op.getGroups() << " groups, but got " << perPass;
  if (op.getNumFilters() % perPass != 0)
    return op.emitOpError("expected the schedule's filters_per_pass to divide ")
           << op.getNumFilters() << " filters, but got " << perPass;
  const int64_t positions =
      op.getPatterns().getHeight() * op.getPatterns().getWidth();
  if (perPass * positions > kMaxPatternPositions)
    return op.emitOpError("expected the kernels of a pass to have at most ")
           << kMaxPatternPositions << " positions, but got " << perPass
           << " of " << positions;
  return success();
}

/// Checks that the convolution is one that minimal filtering computes, if the
/// schedule asks for that: with all of its weights.
static LogicalResult verifyWinograd(Conv2DOp op) {
  std::optional<ScheduleAttr> schedule = op.getSchedule();
  if (!schedule || schedule->getWinogradRows() == 0)
    return success();
  PatternSetAttr patterns = op.getPatterns();
  if (failed(verifyWinogradInput(op, getLaneTiling(op.getInput().getType()),
                                 op.getDilations())))
    return failure();
  const WinogradShape shape{schedule->getWinogradRows(), patterns.getHeight(),
                            op.getStrides()[0]};
  if (!shape.isSupported())
    return op.emitOpError("expected kernels of ")
           << WinogradShape::getMinKernelRows(shape.stride) << " to "
           << WinogradShape::getMaxKernelRows(shape.rows, shape.stride)
           << " rows where the schedule has winograd = " << shape.rows
           << " and rows have a stride of " << shape.stride << ", but got "
           << shape.kernelRows;
  if (op.getGroups() != 1)
    return op.emitOpError("expected one group where the schedule has winograd, "
                          "but got ")
           << op.getGroups();
  std::optional<SmallVector<int64_t>> table = op.getKernelTable();
  if (patterns.getUniformNumEntries() !=
          patterns.getHeight() * patterns.getWidth() ||
      (table && llvm::is_contained(*table, 0)))
    return op.emitOpError("expected kernels with all of their weights where "
                          "the schedule has winograd, but some are pruned");
  const int64_t positions = schedule->getFiltersPerPass() *
                            shape.countProducts() * patterns.getWidth();
  if (positions > kMaxPatternPositions)
    return op.emitOpError("expected the transformed kernels of a pass to have "
                          "at most ")
           << kMaxPatternPositions << " positions, but got " << positions;
  return success();
}

/// Checks that the table has one valid pattern number for each kernel.
static LogicalResult verifyKernelTable(Conv2DOp op) {
  auto weights = cast<ShapedType>(op.getWeights().getType());
  auto type = cast<ShapedType>(op.getKernels().getType());
  if (!type.getElementType().isInteger(8) &&
      !type.getElementType().isInteger(16))
    return op.emitOpError("expected kernels to be i8 or i16, but got ")
           << type.getElementType();
  if (type.getShape() != weights.getShape().take_front(2))
    return op.emitOpError("expected kernels to have the shape [")
           << weights.getShape().take_front(2) << "], but got ["
           << type.getShape() << "]";
  std::optional<SmallVector<int64_t>> table = op.getKernelTable();
  if (!table)
    return success();
  int64_t channels = weights.getDimSize(1);
  for (auto [i, number] : llvm::enumerate(*table))
    if (number > op.getPatterns().size())
      return op.emitOpError("expected pattern numbers of at most ")
             << op.getPatterns().size() << ", but got " << number
             << " for filter " << i / channels << ", channel " << i % channels;
  return success();
}

/// Checks that a lane-tiled convolution stays inside the layout.
static LogicalResult verifyLayouts(Conv2DOp op) {
  auto activation = [](Value value) -> TiledActivation {
    return {value.getType(),
            llvm::to_vector(cast<ShapedType>(value.getType()).getShape()),
            getLaneTiling(value.getType())};
  };
  TiledActivation output = activation(op.getInit());
  output.layout = op.getOutputTiling();
  PatternSetAttr patterns = op.getPatterns();
  SmallVector<int64_t> convolved = op.getOutputShape();
  if (failed(verifyConvolutionLayouts(
          op, activation(op.getInput()), convolved, output,
          {patterns.getHeight(), op.getStrides()[0], op.getDilations()[0],
           op.getPadding()[0]},
          {patterns.getWidth(), op.getStrides()[1], op.getDilations()[1],
           op.getPadding()[2]},
          op.getPooled(), /*isMaterialized=*/false)))
    return failure();
  return verifyResiduals(op, op.getResiduals(), convolved, output.layout,
                         /*isMaterialized=*/false);
}

LogicalResult Conv2DOp::verify() {
  if (failed(verifyWindow(*this, getStrides(), getDilations(), getPadding())))
    return failure();
  auto input = cast<ShapedType>(getInput().getType());
  auto weights = cast<ShapedType>(getWeights().getType());
  auto init = cast<ShapedType>(getInit().getType());
  for (ShapedType type : {input, weights, init})
    if (!type.hasStaticShape())
      return emitOpError("expected static shapes, but got ") << type;
  PatternSetAttr patterns = getPatterns();
  if (weights.getDimSize(2) != patterns.getHeight() ||
      weights.getDimSize(3) != patterns.getWidth())
    return emitOpError("expected patterns of the kernel size ")
           << weights.getDimSize(2) << "x" << weights.getDimSize(3)
           << ", but got " << patterns.getHeight() << "x"
           << patterns.getWidth();
  int64_t groups = getGroups();
  if (groups < 1 || input.getDimSize(1) % groups != 0 ||
      weights.getDimSize(0) % groups != 0)
    return emitOpError("expected groups to divide ")
           << input.getDimSize(1) << " channels and " << weights.getDimSize(0)
           << " filters, but got " << groups;
  if (weights.getDimSize(1) * groups != input.getDimSize(1))
    return emitOpError("expected weights over ")
           << input.getDimSize(1) / groups << " channels, but got "
           << weights.getDimSize(1);
  // Neither the patterns nor, if the groups fit, the input can be empty then.
  if (weights.getDimSize(0) < 1 || weights.getDimSize(1) < 1)
    return emitOpError("expected at least one filter and one channel, but got ")
           << weights;
  if (failed(verifyPooled(*this, getPooled())))
    return failure();
  SmallVector<int64_t> expected = getPooledShape(getOutputShape(), getPooled());
  if (ArrayRef<int64_t>(expected) != init.getShape())
    return emitOpError("expected the output's shape to be [")
           << expected << "], but got [" << init.getShape() << "]";
  if (failed(verifyLayouts(*this)) ||
      failed(verifyEpilogueBody(*this, getEpilogue(), getResiduals().size(),
                                getParameters(), weights.getDimSize(0))))
    return failure();
  if (getResult().getType() != getInit().getType())
    return emitOpError("expected the result to have the type of outs, ")
           << getInit().getType() << ", but got " << getResult().getType();
  if (getBias() && cast<ShapedType>(getBias().getType()).getDimSize(0) !=
                       weights.getDimSize(0))
    return emitOpError("expected ")
           << weights.getDimSize(0) << " biases, but got "
           << cast<ShapedType>(getBias().getType()).getDimSize(0);
  if (failed(verifyKernelTable(*this)) || failed(verifyOrder(*this)))
    return failure();
  return failure(failed(verifyPasses(*this)) || failed(verifyWinograd(*this)));
}
