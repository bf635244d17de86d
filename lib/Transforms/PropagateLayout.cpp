//===- PropagateLayout.cpp - Choose the layout of each tensor -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Pooling.h"
#include "lib/Transforms/TiledMembers.h"
#include "lib/Transforms/Upsampling.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PROPAGATELAYOUTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// Puts the members into the lane-tiled layout.
class LayoutRewriter {
public:
  LayoutRewriter(TiledMembers &tiled, const ScheduleTarget &target,
                 bool fusePooling)
      : tiled(tiled), target(target), fusePooling(fusePooling) {}

  void rewrite();

  /// Operations; a fused pooling is none.
  int64_t getNumTiled() const { return tiled.members.size() - numPooled; }
  int64_t getNumConversions() const { return numConversions; }
  int64_t getNumPooled() const { return numPooled; }
  int64_t getNumSubsampled() const { return numSubsampled; }
  int64_t getNumSummed() const { return numSummed; }

private:
  /// The tiled form of what member `member` reads.
  Value getTiledInput(OpBuilder &builder, const TiledMember &member,
                      Value input);
  void rewrite(TiledMember &member);
  /// Puts `op`, which makes `output` in `layout`, in the place of the member's.
  void replaceMember(TiledMember &member, Operation *op, Value output,
                     LaneTiledAttr layout);
  /// The pooling in the lane-tiled layout: in the convolution that makes the
  /// input, if it can be there, or by itself.
  Value emitPooling(OpBuilder &builder, Location loc, const Pooling &pooling,
                    Value input, Value init);
  /// Adds up lane-tiled `planes`.
  void rewriteSum(OpBuilder &builder, TiledMember &member, Value planes);
  /// Lets a convolution add up its planes.
  void fusePlaneSum(OpBuilder &builder, const TiledMember &member);
  /// Copies what the strides of `conv` leave of its tiled input, and takes the
  /// strides from it.
  Value emitSubsampling(OpBuilder &builder, Conv2DOp conv, Value input);

  TiledMembers &tiled;
  ScheduleTarget target;
  bool fusePooling;
  /// Copies in a layout other than that in which a value is made, by grid.
  DenseMap<std::pair<Value, Attribute>, Value> converted;
  int64_t numConversions = 0, numPooled = 0, numSubsampled = 0, numSummed = 0;
};
} // namespace

static Value withLayout(OpBuilder &builder, Location loc, Value value,
                        Attribute layout) {
  auto type = cast<RankedTensorType>(value.getType());
  auto newType =
      RankedTensorType::get(type.getShape(), type.getElementType(), layout);
  return ConvertLayoutOp::create(builder, loc, newType, value);
}

Value LayoutRewriter::getTiledInput(OpBuilder &builder,
                                    const TiledMember &member, Value input) {
  if (tiled.readsTiled(member, input))
    return input;
  LaneTiledAttr grid = tiled.getGrid(member.output);
  const int64_t halo = tiled.hasOwnGrid(member, input)
                           ? tiled.halos.lookup(input)
                           : tiled.copyHalos.lookup({input, grid});
  Value &copy = converted[{input, grid}];
  if (!copy) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointAfterValue(input);
    copy =
        withLayout(builder, member.op->getLoc(), input, withHalo(grid, halo));
    ++numConversions;
  }
  return copy;
}

static Value createMaxPool(OpBuilder &builder, Location loc,
                           ArrayRef<int64_t> kernel, ArrayRef<int64_t> strides,
                           int64_t padding, Value input, Value init) {
  return MaxPool2DOp::create(builder, loc, TypeRange(init.getType()), input,
                             init, builder.getDenseI64ArrayAttr(kernel),
                             builder.getDenseI64ArrayAttr(strides),
                             builder.getI64IntegerAttr(padding),
                             LaneTiledAttr(), LaneTiledAttr(),
                             DenseI64ArrayAttr())
      .getResult(0);
}

Value LayoutRewriter::emitPooling(OpBuilder &builder, Location loc,
                                  const Pooling &pooling, Value input,
                                  Value init) {
  auto conv = input.getDefiningOp<Conv2DOp>();
  if (fusePooling && conv && conv->hasOneUse() && pooling.padding == 0 &&
      pooling.kernel == pooling.strides && !conv.getPooled() &&
      holdsWindow(*getLayerWork(conv), target, pooling.kernel)) {
    conv.setMaxPool(pooling.kernel);
    conv.getInitMutable().assign(init);
    conv.getResult().setType(cast<RankedTensorType>(init.getType()));
    // The init is made after it.
    conv->moveAfter(init.getDefiningOp());
    ++numPooled;
    return conv.getResult();
  }
  return createMaxPool(builder, loc, pooling.kernel, pooling.strides,
                       pooling.padding, input, init);
}

Value LayoutRewriter::emitSubsampling(OpBuilder &builder, Conv2DOp conv,
                                      Value input) {
  SmallVector<int64_t> shape = conv.getOutputShape();
  shape[1] = conv.getNumChannels();
  Value init = tensor::EmptyOp::create(
      builder, conv.getLoc(), shape, builder.getF32Type(),
      withHalo(tiled.getGrid(conv.getResult()), 0));
  // A maximum over windows of one point is a copy.
  Value copy = createMaxPool(builder, conv.getLoc(), /*kernel=*/{1, 1},
                             conv.getStrides(), /*padding=*/0, input, init);
  conv.setStrides({1, 1});
  ++numSubsampled;
  return copy;
}

void LayoutRewriter::fusePlaneSum(OpBuilder &builder,
                                  const TiledMember &member) {
  auto conv = cast<Conv2DOp>(member.op);
  SmallVector<int64_t> shape =
      llvm::to_vector(conv.getResult().getType().getShape());
  shape[2] = shape[3] = 1;
  Value init = tensor::EmptyOp::create(builder, conv.getLoc(), shape,
                                       builder.getF32Type());
  conv.setSumPool(true);
  conv.getInitMutable().assign(init);
  conv.getResult().setType(cast<RankedTensorType>(init.getType()));
  Value sums = conv.getResult(), before = member.planeSum->getResult(0);
  if (sums.getType() != before.getType()) {
    builder.setInsertionPointAfter(conv);
    sums = tensor::CollapseShapeOp::create(
        builder, conv.getLoc(), cast<RankedTensorType>(before.getType()), sums,
        SmallVector<ReassociationIndices>{{0}, {1, 2, 3}});
  }
  before.replaceAllUsesWith(sums);
  tiled.replacePlain(before, sums);
  Value start = cast<linalg::LinalgOp>(member.planeSum).getDpsInits()[0];
  member.planeSum->erase();
  if (isOpTriviallyDead(start.getDefiningOp()))
    start.getDefiningOp()->erase();
  ++numSummed;
}

void LayoutRewriter::rewriteSum(OpBuilder &builder, TiledMember &member,
                                Value planes) {
  Value init = cast<linalg::LinalgOp>(member.op).getDpsInits()[0];
  auto type = cast<RankedTensorType>(init.getType());
  const AffineMap identity = builder.getMultiDimIdentityMap(4);
  using Iterator = utils::IteratorType;
  auto sum = linalg::GenericOp::create(
      builder, member.op->getLoc(), type, planes, init,
      ArrayRef{identity, type.getRank() == 4 ? getPlaneMap(builder.getContext())
                                             : identity.getMajorSubMap(2)},
      ArrayRef{Iterator::parallel, Iterator::parallel, Iterator::reduction,
               Iterator::reduction},
      [](OpBuilder &b, Location loc, ValueRange args) {
        Value total = arith::AddFOp::create(b, loc, args[0], args[1]);
        linalg::YieldOp::create(b, loc, total);
      });
  Value before = member.output;
  before.replaceAllUsesWith(sum.getResult(0));
  tiled.replacePlain(before, sum.getResult(0));
  member.op->erase();
  member.op = sum;
  member.output = sum.getResult(0);
}

void LayoutRewriter::replaceMember(TiledMember &member, Operation *op,
                                   Value output, LaneTiledAttr layout) {
  Value before = member.output;
  before.replaceAllUsesWith(output);
  tiled.replace(before, output, layout);
  // The padding of a pooling and the first steps of an upsampling go with it.
  eraseWithUnusedProducers(member.op, op);
  member.op = op;
  member.output = output;
}

void LayoutRewriter::rewrite(TiledMember &member) {
  OpBuilder builder(member.op);
  Location loc = member.op->getLoc();
  if (member.isPlain)
    return rewriteSum(builder, member,
                      getTiledInput(builder, member, member.inputs[0]));
  LaneTiledAttr layout =
      withHalo(tiled.getGrid(member.output), tiled.halos.lookup(member.output));
  auto plainType = cast<RankedTensorType>(member.output.getType());
  auto type = RankedTensorType::get(plainType.getShape(),
                                    plainType.getElementType(), layout);
  SmallVector<Value> inputs;
  for (Value input : member.inputs)
    inputs.push_back(getTiledInput(builder, member, input));
  if (isa<tensor::ConcatOp>(member.op)) {
    auto tiled = ConcatOp::create(builder, loc, type, inputs);
    replaceMember(member, tiled, tiled.getResult(), layout);
    return;
  }
  Value init = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                       type.getElementType(), layout);
  if (auto pool = dyn_cast<linalg::PoolingNchwMaxOp>(member.op)) {
    Value tiled =
        emitPooling(builder, loc, *matchPooling(pool), inputs[0], init);
    replaceMember(member, tiled.getDefiningOp(), tiled, layout);
    return;
  }
  if (auto last = dyn_cast<tensor::CollapseShapeOp>(member.op)) {
    auto upsample = Upsample2DOp::create(
        builder, loc, TypeRange(type), inputs[0], init,
        builder.getDenseI64ArrayAttr(matchUpsampling(last)->scales),
        LaneTiledAttr(), LaneTiledAttr(), DenseI64ArrayAttr());
    replaceMember(member, upsample, upsample.getResult(0), layout);
    return;
  }
  if (auto conv = dyn_cast<Conv2DOp>(member.op)) {
    if (member.subsamples)
      inputs[0] = emitSubsampling(builder, conv, inputs[0]);
    conv.getInputMutable().assign(inputs[0]);
    conv.getResidualsMutable().assign(ArrayRef(inputs).drop_front());
    if (member.planeSum)
      return fusePlaneSum(builder, member);
    conv.getInitMutable().assign(init);
  } else {
    auto generic = cast<linalg::GenericOp>(member.op);
    setElementwiseImages(generic, inputs);
    generic.getOutputsMutable().assign(init);
  }
  member.output.setType(type);
}

void LayoutRewriter::rewrite() {
  // Users come after what they use.
  for (TiledMember &member : tiled.members)
    rewrite(member);
  // Everyone else reads a plain copy.
  for (const TiledMember &member : tiled.members) {
    if (member.planeSum || member.isPlain)
      continue;
    Value plain;
    for (OpOperand &use : llvm::make_early_inc_range(member.output.getUses())) {
      Operation *user = use.getOwner();
      if (isa<ConvertLayoutOp, ConcatOp, MaxPool2DOp, Upsample2DOp>(user) ||
          tiled.isActivationOfMember(use))
        continue;
      if (!plain) {
        OpBuilder builder(member.op->getContext());
        builder.setInsertionPointAfterValue(member.output);
        plain = withLayout(builder, member.op->getLoc(), member.output,
                           Attribute());
        ++numConversions;
      }
      use.set(plain);
    }
  }
}

namespace {
struct PropagateLayout
    : patconv::impl::PropagateLayoutPassBase<PropagateLayout> {
  using PropagateLayoutPassBase::PropagateLayoutPassBase;

  void runOnOperation() override {
    const ScheduleTarget target{lanes, threads, vectorRegisters, winograd};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    if (getOperation().isExternal() ||
        !llvm::hasSingleElement(getOperation().getBody()))
      return;
    TiledMembers tiled(&getContext(), target, fusePooling);
    tiled.collect(getOperation());
    if (!always)
      tiled.dropLosses();
    tiled.chooseHalos();
    LayoutRewriter rewriter(tiled, target, fusePooling);
    rewriter.rewrite();
    numTiled += rewriter.getNumTiled();
    numConversions += rewriter.getNumConversions();
    numPooled += rewriter.getNumPooled();
    numSubsampled += rewriter.getNumSubsampled();
    numSummed += rewriter.getNumSummed();
    numAside += llvm::count_if(
        tiled.members, [](const TiledMember &m) { return m.standsAside; });
  }
};
} // namespace
