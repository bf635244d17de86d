//===- FkwConv2DOp.cpp - patconv.fkw_conv_2d ------------------------------===//
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

MutableOperandRange FkwConv2DOp::getDpsInitsMutable() {
  return getInitMutable();
}

void FkwConv2DOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationStyleEffects(*this, effects);
  // Scratch memory is read and written, too.
  if (getScratch())
    effects.emplace_back(MemoryEffects::Write::get(), &getScratchMutable()[0]);
}

//===----------------------------------------------------------------------===//
// Shapes and layouts
//===----------------------------------------------------------------------===//

LaneTiledAttr FkwConv2DOp::getInputTiling() {
  return getLaneTiling(getInputLayout(), getInput());
}

LaneTiledAttr FkwConv2DOp::getOutputTiling() {
  return getConvolvedTiling(getInputTiling(),
                            getLaneTiling(getOutputLayout(), getInit()),
                            getPooled());
}

Pooled FkwConv2DOp::getPooled() { return {getMaxPool(), getSumPool()}; }

SmallVector<int64_t> FkwConv2DOp::getInputShape() {
  ArrayRef<int64_t> shape = cast<ShapedType>(getInput().getType()).getShape();
  if (!getInputLayout() || !getInputSize())
    return llvm::to_vector(shape);
  const int64_t channels = getFkw().getChannels();
  return {shape[0] / channels, channels, (*getInputSize())[0],
          (*getInputSize())[1]};
}

SmallVector<int64_t> FkwConv2DOp::getOutputShape() {
  return getConvolvedShape(getInputShape(), getFkw().getFilters(),
                           getKernelSize(), getStrides(), getDilations(),
                           getPadding());
}

SmallVector<int64_t> FkwConv2DOp::getPooledShape() {
  return patconv::getPooledShape(getOutputShape(), getPooled());
}

int64_t FkwConv2DOp::getResidualHalo(unsigned i) {
  ArrayRef<int64_t> shape =
      cast<ShapedType>(getResiduals()[i].getType()).getShape();
  return (shape[1] - getOutputTiling().getTileRows(getOutputShape()[2])) / 2;
}

KernelSize FkwConv2DOp::getKernelSize() {
  PatternSetAttr patterns = getFkw().getPatterns();
  int64_t height = patterns.getHeight() / getSchedule().getFiltersPerPass();
  // The rows of transformed kernels are products.
  if (const int64_t rows = getSchedule().getWinogradRows())
    height =
        WinogradShape::fromProducts(rows, height, getStrides()[0]).kernelRows;
  return {height, patterns.getWidth()};
}

int64_t FkwConv2DOp::getNumPasses() {
  return getFkw().getFilters() / getSchedule().getFiltersPerPass();
}

std::pair<int64_t, int64_t> FkwConv2DOp::getOutputVectors() {
  SmallVector<int64_t> shape = getOutputShape();
  if (LaneTiledAttr layout = getOutputTiling())
    return {layout.getTileRows(shape[2]), layout.getTileColumns(shape[3])};
  return {shape[2], llvm::divideCeil(shape[3], getSchedule().getLanes())};
}

//===----------------------------------------------------------------------===//
// Verification
//===----------------------------------------------------------------------===//

/// Checks the output's shape, and that input and output have one layout, in
/// which the window stays.
static LogicalResult verifyLayouts(FkwConv2DOp op) {
  TiledActivation input{op.getInput().getType(), op.getInputShape(),
                        op.getInputTiling()};
  TiledActivation output{op.getInit().getType(), op.getPooledShape(),
                         op.getOutputTiling()};
  const bool isMaterialized = op.getInputLayout().has_value();
  ArrayRef<int64_t> shape = cast<ShapedType>(output.type).getShape();
  if (!isMaterialized && ArrayRef(output.shape) != shape)
    return op.emitOpError("expected the output's shape to be [")
           << output.shape << "], but got [" << shape << "]";
  const KernelSize kernel = op.getKernelSize();
  SmallVector<int64_t> convolved = op.getOutputShape();
  if (failed(
          verifyConvolutionLayouts(op, input, convolved, output,
                                   {kernel.height, op.getStrides()[0],
                                    op.getDilations()[0], op.getPadding()[0]},
                                   {kernel.width, op.getStrides()[1],
                                    op.getDilations()[1], op.getPadding()[2]},
                                   op.getPooled(), isMaterialized)) ||
      failed(verifyResiduals(op, op.getResiduals(), convolved, output.layout,
                             isMaterialized)))
    return failure();
  if (std::optional<LaneTiledAttr> noted = op.getOutputLayout();
      noted && op.getSumPool() && *noted != output.layout)
    return op.emitOpError("expected the output_layout of sums of planes to be ")
           << output.layout << ", the input's without a halo, but got "
           << *noted;
  if (input.layout && input.layout.getLanes() != op.getSchedule().getLanes())
    return op.emitOpError("expected the schedule to have the layout's ")
           << input.layout.getLanes() << " lanes, but got "
           << op.getSchedule().getLanes();
  return success();
}

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<ShapedType>(value.getType()).getShape();
}

/// Checks the shapes of the arrays against `fkw`.
static LogicalResult verifyArrayShapes(FkwConv2DOp op) {
  FkwAttr fkw = op.getFkw();
  int64_t blocks = fkw.getNumBlocks(), filters = fkw.getFilters();
  int64_t passes = op.getNumPasses();
  auto check = [&](StringRef name, Value value,
                   ArrayRef<int64_t> expected) -> LogicalResult {
    if (!value || shapeOf(value) == expected)
      return success();
    return op.emitOpError("expected ")
           << name << " to have the shape [" << expected << "], but got ["
           << shapeOf(value) << "]";
  };
  if (failed(check("offset", op.getOffset(), {blocks, passes + 1})) ||
      failed(check("stride", op.getStride(),
                   {blocks, passes, fkw.getPatterns().size() + 1})) ||
      failed(check("reorder", op.getReorder(), {filters})) ||
      failed(
          check("weight_offset", op.getWeightOffset(), {blocks, passes + 1})) ||
      failed(check("bias", op.getBias(), {filters})))
    return failure();
  if (!op.getWeightOffset() && !fkw.getPatterns().getUniformNumEntries())
    return op.emitOpError("expected weight_offset where patterns differ in "
                          "their number of entries, but got none");
  return success();
}

/// Checks the number of kept values and where each filter's values start, as
/// far as they follow from constants.
static LogicalResult
verifyWeights(FkwConv2DOp op, const std::optional<SmallVector<int64_t>> &stride,
              const std::optional<SmallVector<int64_t>> &weightOffset) {
  FkwAttr fkw = op.getFkw();
  ArrayRef<PatternAttr> patterns = fkw.getPatterns().getPatterns();
  int64_t passes = op.getNumPasses(), numPatterns = patterns.size();
  std::optional<int64_t> numValues;
  if (std::optional<int64_t> entries = fkw.getPatterns().getUniformNumEntries())
    numValues = *entries * shapeOf(op.getIndex())[0];

  int64_t start = 0;
  for (int64_t b = 0; stride && b < fkw.getNumBlocks(); ++b) {
    // Entry F is where the block's values end.
    for (int64_t r = 0; r <= passes; ++r) {
      if (weightOffset && (*weightOffset)[b * (passes + 1) + r] != start)
        return op.emitOpError("expected weight_offset to be ")
               << start << " for pass " << r << " of block " << b
               << ", but got " << (*weightOffset)[b * (passes + 1) + r];
      if (r == passes)
        break;
      ArrayRef<int64_t> row = ArrayRef(*stride).slice(
          (b * passes + r) * (numPatterns + 1), numPatterns + 1);
      for (int64_t p = 0; p < numPatterns; ++p)
        start += patterns[p].getNumEntries() * (row[p + 1] - row[p]);
    }
  }
  if (stride && !numValues)
    numValues = start;
  if (numValues && shapeOf(op.getWeight())[0] != *numValues)
    return op.emitOpError("expected weight to have ")
           << *numValues << " values, but got " << shapeOf(op.getWeight())[0];
  return success();
}

/// Checks the invariants of FKW on the arrays that are constant.
static LogicalResult verifyArrays(FkwConv2DOp op) {
  FkwAttr fkw = op.getFkw();
  PatternSetAttr patterns = fkw.getPatterns();
  int64_t filters = fkw.getFilters(), passes = op.getNumPasses();
  int64_t numPatterns = patterns.size();
  int64_t numKernels = shapeOf(op.getIndex())[0];
  auto offset = getUnsignedIntegers(getConstant(op.getOffset()));
  auto stride = getUnsignedIntegers(getConstant(op.getStride()));
  auto index = getUnsignedIntegers(getConstant(op.getIndex()));
  auto reorder = getUnsignedIntegers(getConstant(op.getReorder()));
  auto weightOffset = getUnsignedIntegers(getConstant(op.getWeightOffset()));

  if (reorder) {
    SmallVector<bool> seen(filters, false);
    for (int64_t filter : *reorder) {
      if (filter >= filters || seen[filter])
        return op.emitOpError("expected reorder to be a permutation of 0 to ")
               << filters - 1 << ", but got " << filter
               << (filter >= filters ? "" : " twice");
      seen[filter] = true;
    }
  }
  if (offset) {
    if (offset->front() != 0)
      return op.emitOpError("expected offset to start at 0, but got ")
             << offset->front();
    if (offset->back() != numKernels)
      return op.emitOpError("expected offset to end at ")
             << numKernels << " kernels, but got " << offset->back();
    for (int64_t b = 0; b < fkw.getNumBlocks(); ++b) {
      ArrayRef<int64_t> row =
          ArrayRef(*offset).slice(b * (passes + 1), passes + 1);
      if (!llvm::is_sorted(row))
        return op.emitOpError("expected offset never to fall, but it does in "
                              "block ")
               << b;
      if (b > 0 && row.front() != (*offset)[b * (passes + 1) - 1])
        return op.emitOpError("expected block ")
               << b << " to start at offset " << (*offset)[b * (passes + 1) - 1]
               << ", but got " << row.front();
    }
  }
  for (int64_t b = 0; stride && b < fkw.getNumBlocks(); ++b) {
    for (int64_t r = 0; r < passes; ++r) {
      ArrayRef<int64_t> row = ArrayRef(*stride).slice(
          (b * passes + r) * (numPatterns + 1), numPatterns + 1);
      if (row.front() != 0)
        return op.emitOpError("expected each stride row to start at 0, but "
                              "got ")
               << row.front() << " for pass " << r << " of block " << b;
      if (!llvm::is_sorted(row))
        return op.emitOpError("expected stride rows never to fall, but got [")
               << row << "] for pass " << r << " of block " << b;
      if (!offset)
        continue;
      int64_t first = (*offset)[b * (passes + 1) + r];
      int64_t length = (*offset)[b * (passes + 1) + r + 1] - first;
      if (row.back() != length)
        return op.emitOpError("expected the stride row to end at the pass's "
                              "length ")
               << length << ", but got " << row.back() << " for pass " << r
               << " of block " << b;
      if (!index)
        continue;
      for (int64_t p = 0; p < numPatterns; ++p)
        for (int64_t k = first + row[p] + 1; k < first + row[p + 1]; ++k)
          if ((*index)[k] <= (*index)[k - 1])
            return op.emitOpError("expected index to rise strictly inside a "
                                  "run of one pattern, but got ")
                   << (*index)[k - 1] << " before " << (*index)[k]
                   << " for pass " << r << " of block " << b;
    }
  }
  if (index && offset) {
    for (int64_t b = 0; b < fkw.getNumBlocks(); ++b) {
      int64_t size = fkw.getChannelBlocks()[b + 1] - fkw.getChannelBlocks()[b];
      for (int64_t k = (*offset)[b * (passes + 1)],
                   e = (*offset)[b * (passes + 1) + passes];
           k < e; ++k)
        if ((*index)[k] >= size)
          return op.emitOpError("expected index to be below the ")
                 << size << " channels of block " << b << ", but got "
                 << (*index)[k];
    }
  }

  return verifyWeights(op, stride, weightOffset);
}

/// Checks that the filters come in whole passes, and the patterns' rows with
/// them.
static LogicalResult verifyPasses(FkwConv2DOp op) {
  const int64_t perPass = op.getSchedule().getFiltersPerPass();
  auto check = [&](StringRef what, int64_t number) -> LogicalResult {
    if (number % perPass == 0)
      return success();
    return op.emitOpError("expected the schedule's filters_per_pass to divide ")
           << number << " " << what << ", but got " << perPass;
  };
  return failure(failed(check("filters", op.getFkw().getFilters())) ||
                 failed(check("rows of the patterns",
                              op.getFkw().getPatterns().getHeight())));
}

/// Checks that the convolution is one that minimal filtering computes, if the
/// schedule asks for that, over transformed kernels.
static LogicalResult verifyWinograd(FkwConv2DOp op) {
  ScheduleAttr schedule = op.getSchedule();
  if (schedule.getWinogradRows() == 0)
    return success();
  PatternSetAttr patterns = op.getFkw().getPatterns();
  if (patterns.size() != 1 || patterns.getUniformNumEntries() !=
                                  patterns.getHeight() * patterns.getWidth())
    return op.emitOpError("expected one full pattern where the schedule has "
                          "winograd, but got ")
           << patterns;
  const int64_t rows = schedule.getWinogradRows(), stride = op.getStrides()[0];
  const int64_t products = patterns.getHeight() / schedule.getFiltersPerPass();
  if (!WinogradShape::fromProducts(rows, products, stride).isSupported()) {
    const WinogradShape least{rows, WinogradShape::getMinKernelRows(stride),
                              stride};
    const WinogradShape most{
        rows, WinogradShape::getMaxKernelRows(rows, stride), stride};
    return op.emitOpError("expected a pattern of ")
           << least.countProducts() << " to " << most.countProducts()
           << " rows for each filter of a pass where the schedule has winograd "
              "= "
           << rows << " and rows have a stride of " << stride << ", but got "
           << products;
  }
  return verifyWinogradInput(op, op.getInputTiling(), op.getDilations());
}

/// Checks that the schedule fits the output and the filters.
static LogicalResult verifySchedule(FkwConv2DOp op) {
  ScheduleAttr schedule = op.getSchedule();
  auto [rows, vectors] = op.getOutputVectors();
  if (rows % schedule.getTileRows() != schedule.getRemainderRows() ||
      vectors % schedule.getTileVectors() != schedule.getRemainderVectors())
    return op.emitOpError("expected the schedule's remainder to be ")
           << rows % schedule.getTileRows() << "x"
           << vectors % schedule.getTileVectors() << " for " << rows << "x"
           << vectors << " output vectors, but got "
           << schedule.getRemainderRows() << "x"
           << schedule.getRemainderVectors();
  if (std::optional<ArrayRef<int64_t>> pool = op.getMaxPool();
      pool && (schedule.getTileRows() % (*pool)[0] != 0 ||
               schedule.getTileVectors() % (*pool)[1] != 0))
    return op.emitOpError("expected the schedule's tile to hold whole pooling "
                          "windows of [")
           << *pool << "], but got " << schedule.getTileRows() << "x"
           << schedule.getTileVectors();
  if (op.getSumPool() && schedule.getSplit() == ThreadSplit::tiles &&
      (schedule.getTileRows() != rows || schedule.getTileVectors() != vectors))
    return op.emitOpError("expected tiles of whole planes where threads share "
                          "them and planes are summed, but got ")
           << schedule.getTileRows() << "x" << schedule.getTileVectors()
           << " of " << rows << "x" << vectors;
  if (schedule.getSplit() == ThreadSplit::filters &&
      schedule.getRanges().back() != op.getFkw().getFilters())
    return op.emitOpError("expected the schedule's ranges to end at ")
           << op.getFkw().getFilters() << " filters, but got "
           << schedule.getRanges().back();
  return success();
}

LogicalResult FkwConv2DOp::verify() {
  if (failed(verifyDestinationStyle(*this, getScratch())) ||
      failed(verifyWindow(*this, getStrides(), getDilations(), getPadding())) ||
      failed(verifyMaterialized(*this, getInputLayout(), getOutputLayout(),
                                getInputSize())) ||
      failed(verifyPasses(*this)) || failed(verifyWinograd(*this)) ||
      failed(verifyPooled(*this, getPooled())) ||
      failed(verifyLayouts(*this)) ||
      failed(verifyEpilogueBody(*this, getEpilogue(), getResiduals().size(),
                                getParameters(), getFkw().getFilters())))
    return failure();
  if (getInputShape()[1] != getFkw().getChannels())
    return emitOpError("expected an input of ")
           << getFkw().getChannels() << " channels, but got "
           << getInputShape()[1];
  if (failed(verifyArrayShapes(*this)) || failed(verifyArrays(*this)))
    return failure();
  return verifySchedule(*this);
}
