//===- TiledMembers.cpp - Which operations are lane-tiled -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/TiledMembers.h"
#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Pooling.h"
#include "lib/Transforms/Upsampling.h"

#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::patconv;

/// Cycles for an element that goes from the plain layout or to it, and for all
/// that a loop nest more costs.
static constexpr double kConvertElement = 0.7, kConvert = 500;
/// Cycles for a vector that is copied as it is, and for one of a halo, which is
/// made when its plane has left the first cache.
static constexpr double kCopyVector = 6, kHaloVector = 30;

/// Whether `value` is an activation: a static 4-D tensor of float32.
static bool isActivation(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  // Distances inside a plane are lanes of 32 bits.
  return type && type.getRank() == 4 && type.hasStaticShape() &&
         type.getElementType().isF32() && !type.getEncoding() &&
         type.getNumElements() > 0 &&
         type.getDimSize(2) * type.getDimSize(3) < int64_t(1) << 31;
}

/// Whether `op` is element-wise on activations, and on numbers by plane, zeros
/// to zeros.
static bool isZeroPreservingElementwise(linalg::GenericOp op) {
  return op.hasPureTensorSemantics() && op->getNumResults() == 1 &&
         op.getNumDpsInputs() > 0 &&
         llvm::all_of(op->getOperands(), isActivation) && isZeroPreserving(op);
}

/// Whether `op` is element-wise on activations, and on numbers by channel: of
/// one image, whose planes are its channels.
static bool isChannelwiseOnActivations(linalg::GenericOp op) {
  return op.hasPureTensorSemantics() && op->getNumResults() == 1 &&
         isActivation(op.getResult(0)) && isChannelwise(op) &&
         llvm::all_of(getElementwiseImages(op), isActivation) &&
         cast<ShapedType>(op->getResult(0).getType()).getDimSize(0) == 1;
}

/// Whether a convolution reads `use` point by point, and nothing beside: no
/// zeros are asked of halos and idle lanes.
static bool readsPoints(OpOperand &use) {
  auto conv = dyn_cast<Conv2DOp>(use.getOwner());
  return conv && use == conv.getInputMutable() &&
         conv.getPatterns().getHeight() * conv.getPatterns().getWidth() == 1 &&
         llvm::all_of(conv.getStrides(), [](int64_t n) { return n == 1; }) &&
         llvm::all_of(conv.getPadding(), [](int64_t n) { return n == 0; });
}

/// Whether `conv` reads single points of its input, and passes over others.
static bool readsSomePoints(Conv2DOp conv) {
  return conv.getPatterns().getHeight() * conv.getPatterns().getWidth() == 1 &&
         llvm::any_of(conv.getStrides(), [](int64_t n) { return n > 1; }) &&
         llvm::all_of(conv.getPadding(), [](int64_t n) { return n == 0; });
}

/// The halo of a window between two planes in `grid`, if it stays inside the
/// layout.
static std::optional<int64_t> getHalo(Value input, Value output,
                                      LaneTiledAttr grid, WindowAxis y,
                                      WindowAxis x) {
  std::optional<int64_t> halo =
      getRequiredHalo(getPlane(input), getPlane(output), grid, y, x);
  if (!halo || !holdsHalo(grid, getPlane(input), *halo))
    return std::nullopt;
  return halo;
}

/// The windows of `conv` in y and x.
static std::pair<WindowAxis, WindowAxis> getWindow(Conv2DOp conv) {
  return {{conv.getPatterns().getHeight(), conv.getStrides()[0],
           conv.getDilations()[0], conv.getPadding()[0]},
          {conv.getPatterns().getWidth(), conv.getStrides()[1],
           conv.getDilations()[1], conv.getPadding()[2]}};
}

double TiledMembers::predict(const LayerWork &work) const {
  return predictCycles(work, chooseSchedule(context, work, target));
}

double TiledMembers::predictAside(LayerWork work,
                                  ArrayRef<int64_t> plane) const {
  const int64_t rows = work.layout.getTileRows(plane[0]),
                columns = work.layout.getTileColumns(plane[1]);
  work.inputRows = rows + 2;
  work.inputColumns = columns + 2;
  const int64_t planes = work.batch * work.channels;
  const int64_t vectors =
      planes * (work.inputRows * work.inputColumns - rows * columns);
  return predict(work) +
         kHaloVector * vectors /
             getPlaneThreads(planes, vectors * target.lanes, target.threads);
}

std::optional<TiledMember> TiledMembers::match(Conv2DOp op) {
  if (!isActivation(op.getInput()) || !isActivation(op.getResult()))
    return std::nullopt;
  // A schedule that is there was made for a layout.
  if (op.getSchedule())
    return std::nullopt;
  auto [y, x] = getWindow(op);
  // Strides may not lead from one sub-image to the next in the plane's own
  // grid.
  LaneTiledAttr grid;
  std::optional<int64_t> halo;
  for (LaneTiledAttr candidate :
       getGrids(context, getPlane(op.getResult()), target.lanes)) {
    grid = candidate;
    halo = getHalo(op.getInput(), op.getResult(), grid, y, x);
    if (halo)
      break;
  }
  std::optional<LayerWork> work = getLayerWork(op);
  if (!halo || !work)
    return std::nullopt;
  chosenGrids[op.getResult()] = grid;
  const double plain = predict(*work);
  work->layout = withHalo(grid, *halo);
  double tiled = predict(*work);
  TiledMember member{op, {op.getInput()}, op.getResult(), *halo};
  llvm::append_range(member.inputs, op.getResiduals());
  if (fusePooling && op->hasOneUse() && matchPlaneSum(*op->user_begin()))
    member.planeSum = *op->user_begin();
  // A halo that nobody reads moves planes whose vectors would meet in the same
  // sets of the first cache.
  if (readsPoints(op.getInputMutable()) &&
      holdsHalo(grid, getPlane(op.getInput()), 1)) {
    const double aside = predictAside(*work, getPlane(op.getInput()));
    if (aside < tiled) {
      tiled = aside;
      member.halo = 1;
      member.standsAside = true;
    }
  }
  if (readsSomePoints(op)) {
    const int64_t planes = work->batch * work->channels;
    const int64_t vectors =
        planes * work->getRows() * work->getVectors(work->layout.getLanes());
    const double copy =
        kConvert +
        kCopyVector * vectors /
            getPlaneThreads(planes, vectors * target.lanes, target.threads);
    work->strideY = work->strideX = 1;
    const double subsampled = copy + predict(*work);
    member.subsamples = subsampled < tiled;
    tiled = std::min(tiled, subsampled);
  }
  member.gain = plain - tiled;
  return member;
}

std::optional<TiledMember> TiledMembers::match(linalg::PoolingNchwMaxOp op) {
  std::optional<Pooling> pooling = matchPooling(op);
  if (!pooling || !isActivation(op.getResult(0)) || !isTiled(pooling->input))
    return std::nullopt;
  std::optional<int64_t> halo =
      getHalo(pooling->input, op.getResult(0), getGrid(op.getResult(0)),
              {pooling->kernel[0], pooling->strides[0], 1, pooling->padding},
              {pooling->kernel[1], pooling->strides[1], 1, pooling->padding});
  // A copy of the input in another grid costs more than the layout saves.
  if (!halo || getGrid(pooling->input) != getGrid(op.getResult(0)))
    return std::nullopt;
  return TiledMember{op, {pooling->input}, op.getResult(0), *halo};
}

bool TiledMembers::takeGridOf(Value output, ValueRange inputs) {
  LaneTiledAttr grid;
  for (Value input : inputs)
    if (isTiled(input)) {
      if (grid && getGrid(input) != grid)
        return false;
      grid = getGrid(input);
    }
  // One tiled input is enough: the others are converted, if that pays. Plain
  // ones are so to the plane's own grid alone.
  if (!grid || (grid != getGrid(output) &&
                !llvm::all_of(inputs, [&](Value v) { return isTiled(v); })))
    return false;
  chosenGrids[output] = grid;
  return true;
}

std::optional<TiledMember> TiledMembers::matchSum(Operation *op) {
  Value planes = matchPlaneSum(op);
  if (!planes || !isTiled(planes) ||
      members[producers.lookup(planes)].planeSum == op)
    return std::nullopt;
  TiledMember member{op, {planes}, op->getResult(0)};
  member.isPlain = true;
  return member;
}

std::optional<TiledMember> TiledMembers::match(linalg::GenericOp op) {
  const bool isKnown = isZeroPreservingElementwise(op) ||
                       (isChannelwiseOnActivations(op) &&
                        llvm::all_of(op->getUses(), readsPoints));
  if (!isKnown)
    return std::nullopt;
  SmallVector<Value> inputs = getElementwiseImages(op);
  if (!takeGridOf(op.getResult(0), inputs))
    return std::nullopt;
  return TiledMember{op, inputs, op.getResult(0), /*halo=*/0,
                     /*isElementwise=*/true};
}

std::optional<TiledMember> TiledMembers::match(tensor::ConcatOp op) {
  // Planes of several images do not follow each other in the result.
  if (op.getDim() != 1 || op.getResultType().getRank() != 4 ||
      op.getResultType().getDimSize(0) != 1 || !isActivation(op.getResult()) ||
      !llvm::all_of(op.getInputs(), isActivation) ||
      !takeGridOf(op.getResult(), op.getInputs()))
    return std::nullopt;
  return TiledMember{op, SmallVector<Value>(op.getInputs()), op.getResult(),
                     /*halo=*/0, /*isElementwise=*/true};
}

std::optional<TiledMember> TiledMembers::match(tensor::CollapseShapeOp op) {
  std::optional<Upsampling> upsampling = matchUpsampling(op);
  if (!upsampling || !isActivation(op.getResult()) ||
      !isTiled(upsampling->input))
    return std::nullopt;
  LaneTiledAttr grid = getGrid(upsampling->input);
  // A copy of the input in another grid costs more than the layout saves.
  if (grid != getGrid(op.getResult()) ||
      !Upsample2DOp::staysInside(grid, getPlane(upsampling->input),
                                 upsampling->scales))
    return std::nullopt;
  return TiledMember{op, {upsampling->input}, op.getResult()};
}

bool TiledMembers::isActivationOfMember(OpOperand &use) const {
  Operation *op = use.getOwner();
  if (op->getNumResults() != 1)
    return false;
  // Numbers by plane or by channel are plain.
  if (auto generic = dyn_cast<linalg::GenericOp>(op);
      generic && !generic.getMatchingIndexingMap(&use).isIdentity())
    return false;
  return producers.contains(op->getResult(0));
}

void TiledMembers::replaceInput(Value before, Value after) {
  for (TiledMember &member : members)
    for (Value &input : member.inputs) {
      if (input != before)
        continue;
      input = after;
      LaneTiledAttr grid = getGrid(member.output);
      if (const int64_t halo = copyHalos.lookup({before, grid}))
        copyHalos[{after, grid}] = halo;
    }
}

void TiledMembers::replacePlain(Value before, Value after) {
  plainSums.insert(after);
  chosenGrids.erase(after);
  halos[after] = halos.lookup(before);
  replaceInput(before, after);
  // A member by itself, or what a convolution took over.
  if (auto producer = producers.find(before); producer != producers.end()) {
    const unsigned number = producer->second;
    producers.erase(producer);
    producers[after] = number;
  }
  plainSums.erase(before);
  halos.erase(before);
}

void TiledMembers::replace(Value before, Value value, LaneTiledAttr layout) {
  replaceInput(before, value);
  producers[value] = producers.lookup(before);
  chosenGrids[value] = withHalo(layout, 0);
  halos[value] = layout.getHalo();
  producers.erase(before);
  chosenGrids.erase(before);
  halos.erase(before);
}

double TiledMembers::predictCopy(Value value) const {
  auto type = cast<ShapedType>(value.getType());
  const int64_t elements = type.getNumElements();
  return kConvert + kConvertElement * elements /
                        getPlaneThreads(type.getDimSize(0) * type.getDimSize(1),
                                        elements, target.threads);
}

double TiledMembers::predictConversion(const TiledMember &member,
                                       Value input) const {
  if (readsTiled(member, input))
    return 0;
  // From one grid to another by way of the plain layout.
  return (isTiled(input) ? 2 : 1) * predictCopy(input);
}

void TiledMembers::askForGrid(const TiledMember &reader) {
  Value value = reader.inputs.front();
  if (!isa<Conv2DOp>(reader.op) || !isTiled(value) ||
      hasOwnGrid(reader, value) || !value.hasOneUse())
    return;
  TiledMember &maker = members[producers.lookup(value)];
  auto conv = dyn_cast<Conv2DOp>(maker.op);
  if (!conv || maker.subsamples || maker.standsAside || maker.inputs.size() > 1)
    return;
  Value input = maker.inputs.front();
  // Others may read a copy of a plain input already, in the plane's own grid.
  if (!isTiled(input) && !input.hasOneUse())
    return;
  LaneTiledAttr own = getGrid(value), asked = getGrid(reader.output);
  auto [y, x] = getWindow(conv);
  std::optional<int64_t> halo = getHalo(input, value, asked, y, x);
  if (!halo)
    return;
  auto predictIn = [&](LaneTiledAttr grid, int64_t halo) {
    LayerWork work = *getLayerWork(conv);
    work.layout = withHalo(grid, halo);
    work.outputHalo = reader.halo;
    return predict(work);
  };
  const double before = predictIn(own, maker.halo);
  // The first grid that fits has the fewest vectors, whatever is predicted.
  const double after = std::max(before, predictIn(asked, *halo));
  const double copyBefore = predictConversion(maker, input);
  chosenGrids[value] = asked;
  const double copyAfter = predictConversion(maker, input);
  // The copy of the result goes by way of the plain layout.
  if (after + copyAfter < before + copyBefore + 2 * predictCopy(value)) {
    maker.halo = *halo;
    maker.gain += before - after;
    return;
  }
  chosenGrids[value] = own;
}

void TiledMembers::collect(func::FuncOp function) {
  for (Operation &op : function.getBody().front()) {
    std::optional<TiledMember> member = matchSum(&op);
    if (!member)
      member = llvm::TypeSwitch<Operation *, std::optional<TiledMember>>(&op)
                   .Case<Conv2DOp, linalg::PoolingNchwMaxOp, linalg::GenericOp,
                         tensor::ConcatOp, tensor::CollapseShapeOp>(
                       [&](auto typed) { return match(typed); })
                   .Default([](Operation *) { return std::nullopt; });
    if (!member)
      continue;
    producers[member->output] = members.size();
    if (member->isPlain)
      plainSums.insert(member->output);
    members.push_back(*member);
    askForGrid(*member);
  }
}

/// Operations that hand lane-tiled values to each other stand or fall together:
/// they stay plain where conversions cost more than the layout saves.
void TiledMembers::dropLosses() {
  llvm::EquivalenceClasses<unsigned> groups;
  for (auto [number, member] : llvm::enumerate(members)) {
    groups.insert(number);
    for (Value input : member.inputs)
      if (readsTiled(member, input))
        groups.unionSets(number, producers[input]);
  }
  auto readsPlain = [&](OpOperand &use) {
    // The padding before a pooling goes with it.
    if (auto pad = dyn_cast<tensor::PadOp>(use.getOwner()))
      return !llvm::all_of(pad->getUsers(), [&](Operation *reader) {
        return isa<linalg::PoolingNchwMaxOp>(reader) &&
               isTiled(reader->getResult(0));
      });
    // So do the first steps of an upsampling.
    if (auto upsampling = getUpsampling(use))
      return !isTiled(upsampling.getResult());
    return !isActivationOfMember(use);
  };
  DenseMap<unsigned, double> gains;
  DenseSet<std::tuple<unsigned, Value, Attribute>> charged;
  auto charge = [&](unsigned group, Value value, LaneTiledAttr grid,
                    int64_t times) {
    if (!charged.insert({group, value, grid}).second)
      return;
    gains[group] -= times * predictCopy(value);
  };
  for (auto [number, member] : llvm::enumerate(members)) {
    unsigned group = groups.getLeaderValue(number);
    gains[group] += member.gain;
    for (Value input : member.inputs)
      if (!readsTiled(member, input))
        charge(group, input, getGrid(member.output), isTiled(input) ? 2 : 1);
    if (!member.planeSum && !member.isPlain &&
        llvm::any_of(member.output.getUses(), readsPlain))
      charge(group, member.output, LaneTiledAttr(), 1);
  }
  SmallVector<TiledMember> kept;
  for (auto [number, member] : llvm::enumerate(members))
    if (gains[groups.getLeaderValue(number)] > 0)
      kept.push_back(member);
  members = std::move(kept);
  producers.clear();
  for (auto [number, member] : llvm::enumerate(members))
    producers[member.output] = number;
}

/// Whether `op` is the last one that reads `value`, and reads it once.
static bool endsIn(Value value, Operation *op) {
  return llvm::count(op->getOperands(), value) == 1 &&
         llvm::all_of(value.getUsers(), [&](Operation *user) {
           Operation *there = op->getBlock()->findAncestorOpInBlock(*user);
           return there == op || (there && there->isBeforeInBlock(op));
         });
}

/// Each value gets the largest halo that is asked of it; what element-wise
/// operations read and make is of one halo. A residual that ends has at least
/// that of what the convolution makes of it, which can then take its place.
void TiledMembers::chooseHalos() {
  llvm::EquivalenceClasses<void *> same;
  DenseMap<void *, int64_t> asked;
  for (const TiledMember &member : members) {
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
  for (const TiledMember &member : members)
    for (auto [i, input] : llvm::enumerate(member.inputs)) {
      if (!hasOwnGrid(member, input))
        continue;
      int64_t &halo = asked[leader(input)];
      halo = std::max(halo, member.getHalo(i));
    }
  for (const TiledMember &member : llvm::reverse(members)) {
    if (!isa<Conv2DOp>(member.op) || member.planeSum)
      continue;
    const int64_t made = asked.lookup(leader(member.output));
    for (Value residual : ArrayRef(member.inputs).drop_front()) {
      if (!readsTiled(member, residual) || !endsIn(residual, member.op) ||
          !holdsHalo(getGrid(residual), getPlane(residual), made))
        continue;
      int64_t &halo = asked[leader(residual)];
      halo = std::max(halo, made);
      // One place is enough.
      break;
    }
  }
  for (const TiledMember &member : members) {
    halos[member.output] = asked.lookup(leader(member.output));
    for (Value input : member.inputs)
      if (hasOwnGrid(member, input))
        halos[input] = asked.lookup(leader(input));
  }
}
