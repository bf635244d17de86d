//===- LoopNestEmission.cpp - Loops over vectors for a loop nest ----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/LoopNest.h"
#include "lib/Transforms/LoopNestLoads.h"
#include "lib/Transforms/RolledLoops.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// A part of a loop whose iterations are all of one form.
struct Segment {
  int64_t start, end, step;
  /// Iterations in work at once (vectors, along the lanes).
  int64_t extent;
  /// Lanes in use.
  int64_t count;
  bool isSingle() const { return end - start <= step; }
};

/// What is in work at once.
struct Tile {
  SmallVector<int64_t> extents;
  int64_t count;
};

class NestEmitter {
public:
  NestEmitter(OpBuilder &builder, Location loc, const LoopNest &nest,
              const NestSchedule &schedule)
      : builder(builder), loc(loc), nest(nest), schedule(schedule),
        loads(builder, loc, nest, schedule) {
    for (const NestDim &dim : nest.dims)
      sizes.push_back(dim.size);
  }
  void emit();

private:
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  bool reducesLanes() const {
    return nest.dims[schedule.vectorDim].isReduction;
  }
  Type getVectorType(Type elementType) const {
    return VectorType::get(schedule.lanes, elementType);
  }
  Position moved(Position position, unsigned dim, Value iteration);
  Position moved(Position position, unsigned dim, int64_t iterations) const;
  SmallVector<Segment> getSegments(unsigned dim) const;
  /// The places of a tile along the given loops, the last one fastest.
  SmallVector<SmallVector<int64_t>> getPoints(const Tile &tile,
                                              ArrayRef<unsigned> dims) const;

  void emitBlocks(Position position, Tile tile);
  void emitParallel(unsigned depth, Position position, Tile tile);
  void emitThreadSegment(const Segment &segment, unsigned depth,
                         Position position, const Tile &tile);
  void emitElementwise(const Position &position, const Tile &tile);
  void emitReduction(const Position &position, const Tile &tile);
  SmallVector<Value> emitReductionLoops(unsigned depth, Position position,
                                        Tile tile,
                                        SmallVector<Value> accumulators);
  SmallVector<Value> emitTaps(const Position &position, const Tile &tile,
                              SmallVector<Value> accumulators);
  Value evaluate(Value value, const Position &position, ArrayRef<int64_t> delta,
                 int64_t count, IRMapping &known);
  Value combine(Value accumulator, Value value);
  Value accumulate(Value accumulator, const Position &position,
                   ArrayRef<int64_t> delta, int64_t count);
  bool startsFromFirstTap() const;
  Value getInitial(const Position &position, ArrayRef<int64_t> delta,
                   int64_t count);

  OpBuilder &builder;
  Location loc;
  const LoopNest &nest;
  const NestSchedule &schedule;
  LoopNestLoads loads;
  /// Sizes of the loops; of a blocked one, of the block in work.
  SmallVector<int64_t> sizes;
  Value thread;
};
} // namespace

Position NestEmitter::moved(Position position, unsigned dim, Value iteration) {
  for (auto [operand, stride] : llvm::enumerate(nest.dims[dim].strides)) {
    if (stride == 0)
      continue;
    Value distance = iteration;
    if (stride != 1)
      distance = arith::MulIOp::create(builder, loc, iteration, index(stride));
    Value &base = position.base[operand];
    base = base ? Value(arith::AddIOp::create(builder, loc, base, distance))
                : distance;
  }
  return position;
}

Position NestEmitter::moved(Position position, unsigned dim,
                            int64_t iterations) const {
  for (auto [operand, stride] : llvm::enumerate(nest.dims[dim].strides))
    position.constant[operand] += iterations * stride;
  return position;
}

SmallVector<Segment> NestEmitter::getSegments(unsigned dim) const {
  SmallVector<Segment> segments;
  int64_t size = sizes[dim], lanes = schedule.lanes;
  bool isVector = dim == schedule.vectorDim;
  int64_t unit = isVector ? lanes : 1;
  int64_t extent = isVector ? schedule.vectors : schedule.unroll[dim];
  int64_t step = extent * unit, main = size / step * step;
  int64_t whole = size / unit * unit;
  if (main > 0)
    segments.push_back({0, main, step, extent, lanes});
  if (whole > main)
    segments.push_back(
        {main, whole, whole - main, (whole - main) / unit, lanes});
  if (size > whole)
    segments.push_back({whole, size, unit, 1, size - whole});
  return segments;
}

SmallVector<SmallVector<int64_t>>
NestEmitter::getPoints(const Tile &tile, ArrayRef<unsigned> dims) const {
  SmallVector<SmallVector<int64_t>> points(
      1, SmallVector<int64_t>(nest.operands.size(), 0));
  for (unsigned dim : dims) {
    SmallVector<SmallVector<int64_t>> longer;
    int64_t unit = dim == schedule.vectorDim ? schedule.lanes : 1;
    for (const SmallVector<int64_t> &point : points)
      for (int64_t i = 0; i < tile.extents[dim]; ++i) {
        longer.push_back(point);
        for (auto [delta, stride] :
             llvm::zip_equal(longer.back(), nest.dims[dim].strides))
          delta += i * unit * stride;
      }
    points = std::move(longer);
  }
  return points;
}

/// The value of the body's `value` at one place, for a vector of iterations.
Value NestEmitter::evaluate(Value value, const Position &position,
                            ArrayRef<int64_t> delta, int64_t count,
                            IRMapping &known) {
  if (Value ready = known.lookupOrNull(value))
    return ready;
  Value result;
  Operation *op = value.getDefiningOp();
  auto argument = dyn_cast<BlockArgument>(value);
  Block *body = nest.operands.front().argument.getOwner();
  if (argument && argument.getOwner() == body) {
    const auto *operand = llvm::find_if(
        nest.operands, [&](const auto &o) { return o.argument == argument; });
    unsigned number = operand - nest.operands.begin();
    result = loads.load(number, position, delta[number], count);
  } else if (!op || op->getBlock() != body) {
    result = vector::BroadcastOp::create(builder, loc,
                                         getVectorType(value.getType()), value);
  } else {
    IRMapping operands;
    for (Value operand : op->getOperands())
      operands.map(operand, evaluate(operand, position, delta, count, known));
    result = emitOnVectors(builder, op, schedule.lanes, operands);
  }
  known.map(value, result);
  return result;
}

/// `accumulator` may be null: the reduction then starts from `value`.
Value NestEmitter::combine(Value accumulator, Value value) {
  if (!accumulator)
    return value;
  IRMapping operands;
  operands.map(nest.operands.back().argument, accumulator);
  operands.map(nest.combined, value);
  Operation *clone = builder.clone(*nest.combiner, operands);
  clone->getResult(0).setType(value.getType());
  return clone->getResult(0);
}

Value NestEmitter::accumulate(Value accumulator, const Position &position,
                              ArrayRef<int64_t> delta, int64_t count) {
  IRMapping known;
  Value result;
  auto product = nest.combined.getDefiningOp<arith::MulFOp>();
  if (accumulator && isa<arith::AddFOp>(nest.combiner) && product &&
      product->getBlock() == nest.combiner->getBlock()) {
    Value lhs = evaluate(product.getLhs(), position, delta, count, known);
    Value rhs = evaluate(product.getRhs(), position, delta, count, known);
    result = vector::FMAOp::create(builder, loc, lhs, rhs, accumulator);
  } else {
    result = combine(accumulator,
                     evaluate(nest.combined, position, delta, count, known));
  }
  if (!reducesLanes() || count == schedule.lanes)
    return result;
  // Idle lanes keep what they have.
  return arith::SelectOp::create(builder, loc, loads.getMask(count), result,
                                 accumulator);
}

/// Whether the initial value changes nothing, so that the first tap replaces
/// it: a maximum that starts from -inf, without loops.
bool NestEmitter::startsFromFirstTap() const {
  if (!nest.initial || reducesLanes() ||
      !isa<arith::MaximumFOp, arith::MinimumFOp>(nest.combiner))
    return false;
  for (unsigned dim : schedule.reductionOrder)
    if (schedule.unroll[dim] != nest.dims[dim].size)
      return false;
  Attribute initial;
  return matchPattern(nest.initial, m_Constant(&initial)) &&
         initial == *arith::getNeutralElement(nest.combiner);
}

Value NestEmitter::getInitial(const Position &position, ArrayRef<int64_t> delta,
                              int64_t count) {
  unsigned output = nest.numInputs;
  Type type = getVectorType(nest.operands[output].elementType);
  if (reducesLanes()) {
    Value neutral = arith::ConstantOp::create(
        builder, loc, *arith::getNeutralElement(nest.combiner));
    return vector::BroadcastOp::create(builder, loc, type, neutral);
  }
  if (nest.initial)
    return vector::BroadcastOp::create(builder, loc, type, nest.initial);
  return loads.load(output, position, delta[output], count);
}

SmallVector<Value> NestEmitter::emitTaps(const Position &position,
                                         const Tile &tile,
                                         SmallVector<Value> accumulators) {
  auto places = getPoints(tile, schedule.parallelOrder);
  auto taps = getPoints(tile, schedule.reductionOrder);
  SmallVector<SmallVector<int64_t>> points;
  for (const SmallVector<int64_t> &tap : taps)
    for (const SmallVector<int64_t> &place : places) {
      points.push_back(tap);
      for (auto [delta, more] : llvm::zip_equal(points.back(), place))
        delta += more;
    }
  loads.begin(position, points);
  int64_t vectors = reducesLanes() ? tile.extents[schedule.vectorDim] : 1;
  int64_t stored = reducesLanes() ? schedule.vectors : 1;
  for (unsigned i = 0; i < points.size(); ++i) {
    int64_t place = i % places.size(), vector = i / places.size() % vectors;
    Value &accumulator = accumulators[place * stored + vector];
    accumulator = accumulate(accumulator, position, points[i], tile.count);
  }
  return accumulators;
}

SmallVector<Value>
NestEmitter::emitReductionLoops(unsigned depth, Position position, Tile tile,
                                SmallVector<Value> accumulators) {
  if (depth == schedule.reductionOrder.size())
    return emitTaps(position, tile, std::move(accumulators));
  unsigned dim = schedule.reductionOrder[depth];
  for (const Segment &segment : getSegments(dim)) {
    Tile inner = tile;
    inner.extents[dim] = segment.extent;
    if (dim == schedule.vectorDim)
      inner.count = segment.count;
    if (segment.isSingle()) {
      accumulators =
          emitReductionLoops(depth + 1, moved(position, dim, segment.start),
                             inner, std::move(accumulators));
      continue;
    }
    auto loop = scf::ForOp::create(builder, loc, index(segment.start),
                                   index(segment.end), index(segment.step),
                                   accumulators);
    // Written out, its loads would be issued in whatever order suits the
    // registers, which the hardware does not fetch ahead.
    if (schedule.streams && dim == schedule.vectorDim)
      keepRolled(loop);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    SmallVector<Value> results = emitReductionLoops(
        depth + 1, moved(position, dim, loop.getInductionVar()), inner,
        llvm::to_vector_of<Value>(loop.getRegionIterArgs()));
    scf::YieldOp::create(builder, loc, results);
    accumulators = llvm::to_vector_of<Value>(loop.getResults());
  }
  return accumulators;
}

void NestEmitter::emitReduction(const Position &position, const Tile &tile) {
  auto places = getPoints(tile, schedule.parallelOrder);
  int64_t vectors = reducesLanes() ? schedule.vectors : 1;
  SmallVector<Value> accumulators;
  loads.begin(position, places);
  bool fromFirstTap = startsFromFirstTap();
  for (const SmallVector<int64_t> &place : places)
    for (int64_t i = 0; i < vectors; ++i)
      accumulators.push_back(
          fromFirstTap ? Value() : getInitial(position, place, tile.count));
  accumulators = emitReductionLoops(0, position, tile, std::move(accumulators));

  unsigned output = nest.numInputs;
  for (auto [i, place] : llvm::enumerate(places)) {
    if (!reducesLanes()) {
      loads.store(accumulators[i], output, position, place[output], tile.count);
      continue;
    }
    Value sum = accumulators[i * vectors];
    for (int64_t j = 1; j < vectors; ++j)
      sum = combine(sum, accumulators[i * vectors + j]);
    Value initial = nest.initial;
    if (!initial)
      initial = loads.loadScalar(output, position, place[output]);
    // Without reassociation the lanes would be added one after the other.
    Value result = vector::ReductionOp::create(
        builder, loc, nest.kind, sum, initial, arith::FastMathFlags::reassoc);
    loads.storeScalar(result, output, position, place[output]);
  }
}

void NestEmitter::emitElementwise(const Position &position, const Tile &tile) {
  auto points = getPoints(tile, schedule.parallelOrder);
  loads.begin(position, points);
  for (const SmallVector<int64_t> &point : points) {
    IRMapping known;
    SmallVector<Value> values;
    for (Value result : nest.results)
      values.push_back(evaluate(result, position, point, tile.count, known));
    for (auto [i, value] : llvm::enumerate(values))
      loads.store(value, nest.numInputs + i, position,
                  point[nest.numInputs + i], tile.count);
  }
}

/// The part of the loop that threads split: each takes an equal range; what
/// is no whole step is left to the last one.
void NestEmitter::emitThreadSegment(const Segment &segment, unsigned depth,
                                    Position position, const Tile &tile) {
  unsigned dim = schedule.threadDim;
  OpBuilder::InsertionGuard guard(builder);
  int64_t steps = (segment.end - segment.start) / segment.step;
  if (segment.start != 0 || steps < 2) {
    Value isLast = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                         thread, index(schedule.threads - 1));
    auto last = scf::IfOp::create(builder, loc, isLast);
    builder.setInsertionPointToStart(last.thenBlock());
    emitParallel(depth + 1, moved(position, dim, segment.start), tile);
    return;
  }
  auto getBound = [&](Value number) -> Value {
    Value share = arith::MulIOp::create(builder, loc, number, index(steps));
    Value first =
        arith::DivUIOp::create(builder, loc, share, index(schedule.threads));
    return arith::MulIOp::create(builder, loc, first, index(segment.step));
  };
  Value next = arith::AddIOp::create(builder, loc, thread, index(1));
  Value lower = getBound(thread), upper = getBound(next);
  auto loop =
      scf::ForOp::create(builder, loc, lower, upper, index(segment.step));
  builder.setInsertionPointToStart(loop.getBody());
  emitParallel(depth + 1, moved(position, dim, loop.getInductionVar()), tile);
}

void NestEmitter::emitParallel(unsigned depth, Position position, Tile tile) {
  if (depth == schedule.parallelOrder.size()) {
    if (nest.combiner)
      emitReduction(position, tile);
    else
      emitElementwise(position, tile);
    return;
  }
  unsigned dim = schedule.parallelOrder[depth];
  for (const Segment &segment : getSegments(dim)) {
    Tile inner = tile;
    inner.extents[dim] = segment.extent;
    if (dim == schedule.vectorDim)
      inner.count = segment.count;
    if (thread && dim == schedule.threadDim) {
      emitThreadSegment(segment, depth, position, inner);
      continue;
    }
    if (segment.isSingle()) {
      emitParallel(depth + 1, moved(position, dim, segment.start), inner);
      continue;
    }
    auto loop = scf::ForOp::create(builder, loc, index(segment.start),
                                   index(segment.end), index(segment.step));
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    emitParallel(depth + 1, moved(position, dim, loop.getInductionVar()),
                 inner);
  }
}

/// The outermost loop over blocks of a reduction, if there is one.
void NestEmitter::emitBlocks(Position position, Tile tile) {
  if (!schedule.blockedDim)
    return emitParallel(0, position, tile);
  unsigned dim = *schedule.blockedDim;
  int64_t size = nest.dims[dim].size, block = schedule.block;
  int64_t main = size / block * block;
  if (main > 0) {
    auto loop =
        scf::ForOp::create(builder, loc, index(0), index(main), index(block));
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    sizes[dim] = block;
    emitParallel(0, moved(position, dim, loop.getInductionVar()), tile);
  }
  if (size > main) {
    sizes[dim] = size - main;
    emitParallel(0, moved(position, dim, main), tile);
  }
  sizes[dim] = size;
}

void NestEmitter::emit() {
  OpBuilder::InsertionGuard guard(builder);
  loads.createViews();
  Position position;
  position.base.assign(nest.operands.size(), Value());
  position.constant.assign(nest.operands.size(), 0);
  Tile tile{SmallVector<int64_t>(nest.dims.size(), 1), schedule.lanes};
  if (schedule.threads > 1) {
    auto loop = scf::ParallelOp::create(builder, loc, ValueRange{index(0)},
                                        ValueRange{index(schedule.threads)},
                                        ValueRange{index(1)});
    builder.setInsertionPointToStart(loop.getBody());
    thread = loop.getInductionVars().front();
  }
  emitBlocks(position, tile);
}

void mlir::patconv::emitLoopNest(OpBuilder &builder, Location loc,
                                 const LoopNest &nest,
                                 const NestSchedule &schedule) {
  NestEmitter(builder, loc, nest, schedule).emit();
}
