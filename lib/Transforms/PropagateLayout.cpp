//===- PropagateLayout.cpp - Choose the layout of each tensor -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Pooling.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "dialect/IR/LaneTiling.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_PROPAGATELAYOUTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Cycles for an element that goes from the plain layout or to it.
static constexpr double kConvertElement = 0.7;

//===----------------------------------------------------------------------===//
// What can be lane-tiled
//===----------------------------------------------------------------------===//

namespace {
/// An operation that can work in the lane-tiled layout.
struct Member {
  Operation *op;
  /// The activations that it reads, and the one that it makes.
  SmallVector<Value> inputs;
  Value output;
  /// The halo that it asks of its first input; of the others, the residuals of
  /// a convolution, it reads none. What element-wise operations read and make
  /// is of one halo.
  int64_t halo = 0;
  bool isElementwise = false;
  /// Cycles that the layout saves; of a convolution alone.
  double gain = 0;

  int64_t getHalo(size_t input) const { return input == 0 ? halo : 0; }
};
} // namespace

static ArrayRef<int64_t> getPlane(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape().take_back(2);
}

/// Whether `value` is an activation: a static 4-D tensor of float32.
static bool isActivation(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  // Distances inside a plane are lanes of 32 bits.
  return type && type.getRank() == 4 && type.hasStaticShape() &&
         type.getElementType().isF32() && !type.getEncoding() &&
         type.getNumElements() > 0 &&
         type.getDimSize(2) * type.getDimSize(3) < int64_t(1) << 31;
}

static Value withLayout(OpBuilder &builder, Location loc, Value value,
                        Attribute layout) {
  auto type = cast<RankedTensorType>(value.getType());
  auto newType =
      RankedTensorType::get(type.getShape(), type.getElementType(), layout);
  return ConvertLayoutOp::create(builder, loc, newType, value);
}

/// Whether `op` is element-wise on activations of one shape, zeros to zeros.
static bool isZeroPreservingElementwise(linalg::GenericOp op) {
  return op.hasPureTensorSemantics() && op->getNumResults() == 1 &&
         op.getNumDpsInputs() > 0 &&
         llvm::all_of(op->getOperands(), isActivation) && isZeroPreserving(op);
}

//===----------------------------------------------------------------------===//
// Choice
//===----------------------------------------------------------------------===//

namespace {
/// Chooses which operations of a function work in the lane-tiled layout, and
/// rewrites them.
class LayoutChooser {
public:
  LayoutChooser(func::FuncOp function, const ScheduleTarget &target,
                bool fusePooling)
      : function(function), context(function.getContext()), target(target),
        fusePooling(fusePooling) {}

  void collect();
  void dropLosses();
  void chooseHalos();
  void rewrite();

  /// Operations; a fused pooling is none.
  int64_t getNumTiled() const { return members.size() - numPooled; }
  int64_t getNumConversions() const { return numConversions; }
  int64_t getNumPooled() const { return numPooled; }

private:
  std::optional<Member> match(Conv2DOp op);
  std::optional<Member> match(linalg::PoolingNchwMaxOp op);
  std::optional<Member> match(linalg::GenericOp op);
  std::optional<Member> match(tensor::ConcatOp op);
  /// The grid that a value is made in.
  LaneTiledAttr getGrid(Value value) const {
    return chooseGrid(context, getPlane(value), target.lanes);
  }
  /// The halo of a window between two planes in the grid of the output, if it
  /// stays inside the layout.
  std::optional<int64_t> getHalo(Value input, Value output, WindowAxis y,
                                 WindowAxis x);
  bool isTiled(Value value) const { return producers.contains(value); }
  /// Whether `member` reads `input` as another member made it. Strides may ask
  /// for another grid than the input's own; then it reads a copy.
  bool readsTiled(const Member &member, Value input) const {
    return isTiled(input) && hasOwnGrid(member, input);
  }
  bool hasOwnGrid(const Member &member, Value input) const {
    return getGrid(input) == getGrid(member.output);
  }
  /// The tiled form of what member `member` reads.
  Value getTiledInput(OpBuilder &builder, const Member &member, Value input);
  void rewrite(Member &member);
  /// Puts `op`, which makes `output` in `layout`, in the place of the member's.
  void replaceMember(Member &member, Operation *op, Value output,
                     LaneTiledAttr layout);
  /// The pooling in the lane-tiled layout: in the convolution that makes the
  /// input, if it can be there, or by itself.
  Value emitPooling(OpBuilder &builder, Location loc, const Pooling &pooling,
                    Value input, Value init);

  func::FuncOp function;
  MLIRContext *context;
  ScheduleTarget target;
  bool fusePooling;
  SmallVector<Member> members;
  /// The member that makes a value.
  DenseMap<Value, unsigned> producers;
  /// The halo of each value that lies in lane-tiled memory, made so or
  /// converted.
  DenseMap<Value, int64_t> halos;
  /// Copies in a layout other than that in which a value is made, by grid.
  DenseMap<std::pair<Value, Attribute>, Value> converted;
  /// The halos of copies in a grid other than the value's own.
  DenseMap<std::pair<Value, Attribute>, int64_t> copyHalos;
  int64_t numConversions = 0, numPooled = 0;
};
} // namespace

std::optional<int64_t> LayoutChooser::getHalo(Value input, Value output,
                                              WindowAxis y, WindowAxis x) {
  LaneTiledAttr grid = getGrid(output);
  std::optional<int64_t> halo =
      getRequiredHalo(getPlane(input), getPlane(output), grid, y, x);
  if (!halo || !holdsHalo(grid, getPlane(input), *halo))
    return std::nullopt;
  return halo;
}

std::optional<Member> LayoutChooser::match(Conv2DOp op) {
  if (!isActivation(op.getInput()) || !isActivation(op.getResult()))
    return std::nullopt;
  // A schedule that is there was made for a layout.
  if (op.getSchedule())
    return std::nullopt;
  std::optional<int64_t> halo =
      getHalo(op.getInput(), op.getResult(),
              {op.getPatterns().getHeight(), op.getStrides()[0],
               op.getDilations()[0], op.getPadding()[0]},
              {op.getPatterns().getWidth(), op.getStrides()[1],
               op.getDilations()[1], op.getPadding()[2]});
  std::optional<LayerWork> work = getLayerWork(op);
  if (!halo || !work)
    return std::nullopt;
  double plain = predictCycles(*work, chooseSchedule(context, *work, target));
  work->layout = withHalo(getGrid(op.getResult()), *halo);
  double tiled = predictCycles(*work, chooseSchedule(context, *work, target));
  Member member{op, {op.getInput()}, op.getResult(), *halo};
  llvm::append_range(member.inputs, op.getResiduals());
  member.gain = plain - tiled;
  return member;
}

std::optional<Member> LayoutChooser::match(linalg::PoolingNchwMaxOp op) {
  std::optional<Pooling> pooling = matchPooling(op);
  if (!pooling || !isActivation(op.getResult(0)) || !isTiled(pooling->input))
    return std::nullopt;
  std::optional<int64_t> halo =
      getHalo(pooling->input, op.getResult(0),
              {pooling->kernel[0], pooling->strides[0], 1, pooling->padding},
              {pooling->kernel[1], pooling->strides[1], 1, pooling->padding});
  // A copy of the input in another grid costs more than the layout saves.
  if (!halo || getGrid(pooling->input) != getGrid(op.getResult(0)))
    return std::nullopt;
  return Member{op, {pooling->input}, op.getResult(0), *halo};
}

std::optional<Member> LayoutChooser::match(linalg::GenericOp op) {
  // One tiled input is enough: the others are converted, if that pays.
  if (!isZeroPreservingElementwise(op) ||
      !llvm::any_of(op.getDpsInputs(),
                    [&](Value input) { return isTiled(input); }))
    return std::nullopt;
  return Member{op, SmallVector<Value>(op.getDpsInputs()), op.getResult(0),
                /*halo=*/0, /*isElementwise=*/true};
}

std::optional<Member> LayoutChooser::match(tensor::ConcatOp op) {
  // Planes of several images do not follow each other in the result.
  if (op.getDim() != 1 || op.getResultType().getRank() != 4 ||
      op.getResultType().getDimSize(0) != 1 || !isActivation(op.getResult()) ||
      !llvm::all_of(op.getInputs(), isActivation) ||
      !llvm::any_of(op.getInputs(), [&](Value v) { return isTiled(v); }))
    return std::nullopt;
  return Member{op, SmallVector<Value>(op.getInputs()), op.getResult(),
                /*halo=*/0, /*isElementwise=*/true};
}

void LayoutChooser::collect() {
  for (Operation &op : function.getBody().front()) {
    std::optional<Member> member;
    if (auto conv = dyn_cast<Conv2DOp>(op))
      member = match(conv);
    else if (auto pool = dyn_cast<linalg::PoolingNchwMaxOp>(op))
      member = match(pool);
    else if (auto generic = dyn_cast<linalg::GenericOp>(op))
      member = match(generic);
    else if (auto concat = dyn_cast<tensor::ConcatOp>(op))
      member = match(concat);
    if (!member)
      continue;
    producers[member->output] = members.size();
    members.push_back(*member);
  }
}

/// Operations that hand lane-tiled values to each other stand or fall together:
/// they stay plain where conversions cost more than the layout saves.
void LayoutChooser::dropLosses() {
  llvm::EquivalenceClasses<unsigned> groups;
  for (auto [number, member] : llvm::enumerate(members)) {
    groups.insert(number);
    for (Value input : member.inputs)
      if (readsTiled(member, input))
        groups.unionSets(number, producers[input]);
  }
  auto readsPlain = [&](Operation *user) {
    // The padding before a pooling goes with it.
    if (auto pad = dyn_cast<tensor::PadOp>(user))
      return !llvm::all_of(pad->getUsers(), [&](Operation *reader) {
        return isa<linalg::PoolingNchwMaxOp>(reader) &&
               isTiled(reader->getResult(0));
      });
    return user->getNumResults() != 1 || !isTiled(user->getResult(0));
  };
  DenseMap<unsigned, double> gains;
  DenseSet<std::tuple<unsigned, Value, Attribute>> charged;
  auto charge = [&](unsigned group, Value value, LaneTiledAttr grid,
                    int64_t times) {
    if (!charged.insert({group, value, grid}).second)
      return;
    auto type = cast<ShapedType>(value.getType());
    const int64_t elements = type.getNumElements();
    gains[group] -= times * kConvertElement * elements /
                    getPlaneThreads(type.getDimSize(0) * type.getDimSize(1),
                                    elements, target.threads);
  };
  for (auto [number, member] : llvm::enumerate(members)) {
    unsigned group = groups.getLeaderValue(number);
    gains[group] += member.gain;
    for (Value input : member.inputs)
      if (!readsTiled(member, input))
        charge(group, input, getGrid(member.output), isTiled(input) ? 2 : 1);
    if (llvm::any_of(member.output.getUsers(),
                     [&](Operation *user) { return readsPlain(user); }))
      charge(group, member.output, LaneTiledAttr(), 1);
  }
  SmallVector<Member> kept;
  for (auto [number, member] : llvm::enumerate(members))
    if (gains[groups.getLeaderValue(number)] > 0)
      kept.push_back(member);
  members = std::move(kept);
  producers.clear();
  for (auto [number, member] : llvm::enumerate(members))
    producers[member.output] = number;
}

/// Each value gets the largest halo that is asked of it; what element-wise
/// operations read and make is of one halo.
void LayoutChooser::chooseHalos() {
  llvm::EquivalenceClasses<void *> same;
  DenseMap<void *, int64_t> asked;
  for (const Member &member : members) {
    same.insert(member.output.getAsOpaquePointer());
    for (auto [i, input] : llvm::enumerate(member.inputs)) {
      if (!hasOwnGrid(member, input)) {
        int64_t &halo = copyHalos[{input, getGrid(member.output)}];
        halo = std::max(halo, member.getHalo(i));
        continue;
      }
      same.insert(input.getAsOpaquePointer());
      if (member.isElementwise)
        same.unionSets(input.getAsOpaquePointer(),
                       member.output.getAsOpaquePointer());
    }
  }
  auto leader = [&](Value value) {
    return same.getLeaderValue(value.getAsOpaquePointer());
  };
  for (const Member &member : members)
    for (auto [i, input] : llvm::enumerate(member.inputs)) {
      if (!hasOwnGrid(member, input))
        continue;
      int64_t &halo = asked[leader(input)];
      halo = std::max(halo, member.getHalo(i));
    }
  for (const Member &member : members) {
    halos[member.output] = asked.lookup(leader(member.output));
    for (Value input : member.inputs)
      if (hasOwnGrid(member, input))
        halos[input] = asked.lookup(leader(input));
  }
}

Value LayoutChooser::getTiledInput(OpBuilder &builder, const Member &member,
                                   Value input) {
  if (readsTiled(member, input))
    return input;
  LaneTiledAttr grid = getGrid(member.output);
  const int64_t halo = hasOwnGrid(member, input)
                           ? halos.lookup(input)
                           : copyHalos.lookup({input, grid});
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

Value LayoutChooser::emitPooling(OpBuilder &builder, Location loc,
                                 const Pooling &pooling, Value input,
                                 Value init) {
  auto conv = input.getDefiningOp<Conv2DOp>();
  if (fusePooling && conv && conv->hasOneUse() && pooling.padding == 0 &&
      pooling.kernel == pooling.strides && !conv.getMaxPool() &&
      holdsWindow(*getLayerWork(conv), target, pooling.kernel)) {
    conv.setMaxPool(pooling.kernel);
    conv.getInitMutable().assign(init);
    conv.getResult().setType(cast<RankedTensorType>(init.getType()));
    // The init is made after it.
    conv->moveAfter(init.getDefiningOp());
    ++numPooled;
    return conv.getResult();
  }
  return MaxPool2DOp::create(builder, loc, TypeRange(init.getType()), input,
                             init, builder.getDenseI64ArrayAttr(pooling.kernel),
                             builder.getDenseI64ArrayAttr(pooling.strides),
                             builder.getI64IntegerAttr(pooling.padding),
                             LaneTiledAttr(), LaneTiledAttr(),
                             DenseI64ArrayAttr())
      .getResult(0);
}

void LayoutChooser::replaceMember(Member &member, Operation *op, Value output,
                                  LaneTiledAttr layout) {
  Value before = member.output;
  before.replaceAllUsesWith(output);
  producers[output] = producers.lookup(before);
  halos[output] = layout.getHalo();
  producers.erase(before);
  halos.erase(before);
  // The padding of a pooling and what was filled with -inf go with it.
  SmallVector<Value> operands = llvm::to_vector(member.op->getOperands());
  member.op->erase();
  for (Value operand : operands)
    if (Operation *producer = operand.getDefiningOp())
      if (producer != op && isOpTriviallyDead(producer))
        producer->erase();
  member.op = op;
  member.output = output;
}

void LayoutChooser::rewrite(Member &member) {
  OpBuilder builder(member.op);
  Location loc = member.op->getLoc();
  LaneTiledAttr layout =
      withHalo(getGrid(member.output), halos.lookup(member.output));
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
  if (auto conv = dyn_cast<Conv2DOp>(member.op)) {
    conv.getInputMutable().assign(inputs[0]);
    conv.getResidualsMutable().assign(ArrayRef(inputs).drop_front());
    conv.getInitMutable().assign(init);
  } else {
    auto generic = cast<linalg::GenericOp>(member.op);
    generic.getInputsMutable().assign(inputs);
    generic.getOutputsMutable().assign(init);
  }
  member.output.setType(type);
}

void LayoutChooser::rewrite() {
  // Users come after what they use; a pooling that is replaced takes its users
  // along, so inputs are looked up again.
  for (unsigned i = 0; i < members.size(); ++i) {
    Value before = members[i].output;
    rewrite(members[i]);
    if (members[i].output == before)
      continue;
    for (Member &later : MutableArrayRef(members).drop_front(i + 1))
      for (Value &input : later.inputs) {
        if (input != before)
          continue;
        input = members[i].output;
        LaneTiledAttr grid = getGrid(later.output);
        if (auto halo = copyHalos.find({before, grid}); halo != copyHalos.end())
          copyHalos[{input, grid}] = halo->second;
      }
  }
  // Everyone else reads a plain copy.
  for (const Member &member : members) {
    Value plain;
    for (OpOperand &use : llvm::make_early_inc_range(member.output.getUses())) {
      Operation *user = use.getOwner();
      if (isa<ConvertLayoutOp, ConcatOp, MaxPool2DOp>(user) ||
          (user->getNumResults() == 1 && isTiled(user->getResult(0))))
        continue;
      if (!plain) {
        OpBuilder builder(context);
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
    const ScheduleTarget target{lanes, threads, vectorRegisters};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    if (getOperation().isExternal() ||
        !llvm::hasSingleElement(getOperation().getBody()))
      return;
    LayoutChooser chooser(getOperation(), target, fusePooling);
    chooser.collect();
    if (!always)
      chooser.dropLosses();
    chooser.chooseHalos();
    chooser.rewrite();
    numTiled += chooser.getNumTiled();
    numConversions += chooser.getNumConversions();
    numPooled += chooser.getNumPooled();
  }
};
} // namespace
