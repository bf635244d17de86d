//===- PackFkw.cpp - Store pruned weights as FKW --------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Fkw.h"
#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PACKFKWPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Reports that the layer's `what` is not a constant whose data are at hand.
static LogicalResult reportMissing(Conv2DOp conv, StringRef what, Value value) {
  InFlightDiagnostic diagnostic = conv.emitOpError("expected the ")
                                  << what << " of layer '"
                                  << conv.getLayer().value_or("unnamed")
                                  << "' to be constant float32, but got ";
  if (!value || getConstant(value))
    diagnostic << "a resource without data";
  else if (Operation *producer = value.getDefiningOp())
    diagnostic << "the result of '" << producer->getName() << "'";
  else
    diagnostic << "a block argument";
  return diagnostic;
}

/// The plainest schedule: one vector, or the window that becomes one, at a
/// time, all channels, one thread.
static ScheduleAttr getDefaultSchedule(Conv2DOp conv) {
  const int64_t one[] = {1, 1};
  ArrayRef<int64_t> tile = conv.getMaxPool().value_or(one);
  return ScheduleAttr::get(conv.getContext(), /*lanes=*/16,
                           /*tileRows=*/tile[0], /*tileVectors=*/tile[1],
                           /*remainderRows=*/0,
                           /*remainderVectors=*/0, conv.getNumChannels(),
                           /*filtersPerPass=*/1, /*winogradRows=*/0,
                           LoopOrder::tiles,
                           /*threads=*/1, ThreadSplit::none, {});
}

FailureOr<FkwConv2DOp> patconv::packFkw(RewriterBase &rewriter, Conv2DOp conv) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(conv.getWeights()), storage);
  if (!values)
    return reportMissing(conv, "weights", conv.getWeights());
  std::optional<SmallVector<int64_t>> kernels = conv.getKernelTable();
  if (!kernels)
    return conv.emitOpError("expected the kernel table of layer '")
           << conv.getLayer().value_or("unnamed")
           << "' to be constant, but got a resource without data";

  ScheduleAttr schedule = conv.getScheduleAttr();
  if (!schedule)
    schedule = getDefaultSchedule(conv);
  const int64_t filters = conv.getNumFilters();
  const int64_t channels = conv.getNumChannels();
  std::optional<WinogradShape> winogradShape;
  if (const int64_t rows = schedule.getWinogradRows())
    winogradShape = {rows, conv.getPatterns().getHeight(),
                     conv.getStrides()[0]};
  Fkw fkw = buildFkw({conv.getPatterns(), *kernels, *values, filters, channels,
                      static_cast<int64_t>(conv.getGroups())},
                     conv.getFilterOrder().value_or(ArrayRef<int64_t>()),
                     schedule.getChannelBlock(), schedule.getFiltersPerPass(),
                     winogradShape);

  const int64_t blocks = fkw.channelBlocks.size() - 1;
  const int64_t passes = filters / schedule.getFiltersPerPass();
  const int64_t patterns = fkw.patterns.size();
  const std::string layer = conv.getLayer().value_or("conv").str();
  Location loc = conv.getLoc();
  MLIRContext *context = conv.getContext();
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(conv);
  auto constant = [&](ElementsAttr attr) -> Value {
    return arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(attr));
  };
  auto integers = [&](StringRef name, ArrayRef<int64_t> shape,
                      ArrayRef<int64_t> numbers) {
    return constant(makeNarrowIntegers(context, shape, numbers,
                                       layer + ".fkw." + name.str()));
  };
  Value weight = constant(makeFloats(context, {int64_t(fkw.weight.size())},
                                     fkw.weight, layer + ".fkw.weight"));
  Value index = integers("index", {int64_t(fkw.index.size())}, fkw.index);
  Value offset = integers("offset", {blocks, passes + 1}, fkw.offset);
  Value stride = integers("stride", {blocks, passes, patterns + 1}, fkw.stride);
  Value reorder = integers("reorder", {filters}, fkw.reorder);
  Value weightOffset;
  if (!fkw.weightOffset.empty())
    weightOffset =
        integers("weight_offset", {blocks, passes + 1}, fkw.weightOffset);

  Value weights = conv.getWeights();
  auto packed = FkwConv2DOp::create(
      rewriter, loc, TypeRange(conv.getResult().getType()), conv.getInput(),
      weight, index, offset, stride, reorder, weightOffset, conv.getBias(),
      conv.getResiduals(), conv.getParameters(), conv.getInit(),
      /*scratch=*/Value(),
      FkwAttr::get(context, filters, channels, fkw.channelBlocks, fkw.patterns),
      schedule, conv.getStridesAttr(), conv.getDilationsAttr(),
      conv.getPaddingAttr(), conv.getActivationAttr(), conv.getMaxPoolAttr(),
      conv.getSumPoolAttr(),
      /*input_layout=*/LaneTiledAttr(), /*output_layout=*/LaneTiledAttr(),
      /*input_size=*/DenseI64ArrayAttr(), conv.getLayerAttr());
  packed.getEpilogue().takeBody(conv.getEpilogue());
  rewriter.replaceOp(conv, packed.getResults());
  if (Operation *producer = weights.getDefiningOp(); producer->use_empty())
    rewriter.eraseOp(producer);
  return packed;
}

/// Checks that a convolution which follows another one is depthwise, and stores
/// its filters in the order in which its input's planes are made.
static LogicalResult verifyFollows(Conv2DOp conv) {
  auto maker = conv.getInput().getDefiningOp<FkwConv2DOp>();
  ScheduleAttr schedule = conv.getScheduleAttr();
  if (!schedule || schedule.getOrder() != LoopOrder::follow || !maker ||
      maker.getSchedule().getOrder() != LoopOrder::planes)
    return success();
  const int64_t filters = conv.getNumFilters();
  if (int64_t(conv.getGroups()) != filters || conv.getNumChannels() != filters)
    return conv.emitOpError("expected layer '")
           << conv.getLayer().value_or("unnamed")
           << "', whose order is follow, to have a filter for each channel, "
              "but got "
           << filters << " filters in " << conv.getGroups() << " groups for "
           << conv.getNumChannels() << " channels";
  std::optional<SmallVector<int64_t>> made =
      getUnsignedIntegers(getConstant(maker.getReorder()));
  SmallVector<int64_t> order = llvm::to_vector(llvm::seq(filters));
  if (std::optional<ArrayRef<int64_t>> given = conv.getFilterOrder())
    order.assign(given->begin(), given->end());
  if (!made || *made == order)
    return success();
  return conv.emitOpError("expected the filter_order of layer '")
         << maker.getLayer().value_or("unnamed") << "' in layer '"
         << conv.getLayer().value_or("unnamed")
         << "', as they go plane by plane, but got another";
}

namespace {
struct PackFkw : patconv::impl::PackFkwPassBase<PackFkw> {
  using PackFkwPassBase::PackFkwPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<Conv2DOp> convs;
    getOperation().walk([&](Conv2DOp conv) { convs.push_back(conv); });
    // All layers that cannot be packed are reported, not the first alone.
    bool failedAny = false;
    for (Conv2DOp conv : convs) {
      if (failed(verifyFollows(conv))) {
        failedAny = true;
        continue;
      }
      FailureOr<FkwConv2DOp> packed = packFkw(rewriter, conv);
      if (failed(packed)) {
        failedAny = true;
        continue;
      }
      ++numPacked;
      numKernels +=
          cast<ShapedType>(packed->getIndex().getType()).getNumElements();
    }
    if (failedAny)
      signalPassFailure();
  }
};
} // namespace
