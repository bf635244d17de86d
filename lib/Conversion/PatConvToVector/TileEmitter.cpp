//===- TileEmitter.cpp - Code of one output tile --------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/TileEmitter.h"

#include "lib/Conversion/PatConvToVector/WinogradTiles.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

TileEmitter::TileEmitter(OpBuilder &builder, FkwConv2DOp op,
                         const TileGeometry &geometry, TileMemory &memory,
                         Value accumulators)
    : b(builder), loc(op.getLoc()), op(op), geometry(geometry), memory(memory),
      accumulatorMemory(accumulators),
      vectorType(VectorType::get({geometry.lanes}, builder.getF32Type())) {
  if (std::optional<ArrayRef<int64_t>> pool = op.getMaxPool()) {
    poolRows = (*pool)[0];
    poolVectors = (*pool)[1];
  }
}

Value TileEmitter::constant(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

Value TileEmitter::loadIndex(Value array, ValueRange indices) {
  Value number = memref::LoadOp::create(b, loc, array, indices);
  return arith::IndexCastUIOp::create(b, loc, b.getIndexType(), number);
}

//===----------------------------------------------------------------------===//
// Accumulating
//===----------------------------------------------------------------------===//

SmallVector<Value> TileEmitter::emitPattern(const Tile &tile,
                                            PatternAttr pattern, Value first,
                                            Value end, Value &weight,
                                            ValueRange accumulators) {
  auto entries = pattern.getEntries();
  auto scaleByEntries = [&](Value kernels) -> Value {
    return arith::AddIOp::create(
        b, loc, weight,
        arith::MulIOp::create(b, loc, kernels, constant(entries.size())));
  };
  // Four filters have up to 15 short runs: computed from all runs before, the
  // position would be the first thing that each waits for, so loops carry it
  // along.
  const bool carriesWeight =
      op.getWeightOffset() && geometry.filtersPerPass == 4;
  SmallVector<Value> carried(accumulators);
  if (carriesWeight)
    carried.push_back(weight);
  auto loop = scf::ForOp::create(b, loc, first, end, constant(1), carried);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value kernel = loop.getInductionVar();
    Value channel = loadIndex(op.getIndex(), kernel);
    SmallVector<Value> results(loop.getRegionIterArgs());
    Value position =
        carriesWeight
            ? results.back()
            : scaleByEntries(arith::SubIOp::create(b, loc, kernel, first));
    // The kernels of a pass's filters lie below each other.
    const int64_t kernelRows = pattern.getHeight() / geometry.filtersPerPass;
    const int64_t sumRows = geometry.getSumRows(tile.rows);
    // Entry by entry, each with its own loads: what they share is for
    // patconv-eliminate-redundant-loads to find.
    for (auto [i, entry] : llvm::enumerate(entries)) {
      // C++17 lets lambdas capture no bindings.
      const int64_t y = entry.first, dx = entry.second;
      const int64_t dy = y % kernelRows;
      const int64_t firstSum = y / kernelRows * sumRows * tile.vectors;
      // A tile of fewer rows than minimal filtering computes has no use for all
      // products.
      if (geometry.winogradRows && dy >= sumRows)
        continue;
      Value at = arith::AddIOp::create(b, loc, position, constant(i));
      Value value = memref::LoadOp::create(b, loc, op.getWeight(), at);
      Value factor = vector::BroadcastOp::create(b, loc, vectorType, value);
      auto addRow = [&](int64_t sumRow, int64_t row, int64_t dy) {
        for (int64_t v = 0; v < tile.vectors; ++v) {
          Value input = memory.emitInput(channel, row, v, dy, dx);
          Value &sum = results[firstSum + sumRow * tile.vectors + v];
          sum = vector::FMAOp::create(b, loc, input, factor, sum);
        }
      };
      // A row of a transformed kernel has a row of input to itself.
      if (geometry.winogradRows) {
        addRow(dy, dy, /*dy=*/0);
        continue;
      }
      for (int64_t r = 0; r < tile.rows; ++r)
        addRow(r, r, dy);
    }
    if (carriesWeight)
      results.back() =
          arith::AddIOp::create(b, loc, position, constant(entries.size()));
    scf::YieldOp::create(b, loc, results);
  }
  SmallVector<Value> sums(loop.getResults().take_front(accumulators.size()));
  weight = carriesWeight
               ? Value(loop.getResults().back())
               : scaleByEntries(arith::SubIOp::create(b, loc, end, first));
  return sums;
}

Value TileEmitter::loadNumber(Value numbers, const OutputFilter &filter) {
  Value number = memref::LoadOp::create(b, loc, numbers, filter.channel);
  return vector::BroadcastOp::create(b, loc, vectorType, number);
}

SmallVector<Value> TileEmitter::emitInit(const Tile &tile, Value isFirst,
                                         Value pass,
                                         ArrayRef<OutputFilter> filters) {
  const int64_t perFilter = geometry.getSumRows(tile.rows) * tile.vectors;
  const int64_t count = geometry.filtersPerPass * perFilter;
  auto emitBias = [&]() -> SmallVector<Value> {
    SmallVector<Value> starts;
    for (const OutputFilter &filter : filters) {
      Value start;
      // Products start from 0: the bias belongs to what they become.
      if (op.getBias() && !geometry.winogradRows) {
        start = loadNumber(op.getBias(), filter);
      } else {
        start = arith::ConstantOp::create(b, loc, vectorType,
                                          b.getZeroAttr(vectorType));
      }
      starts.append(perFilter, start);
    }
    return starts;
  };
  if (!accumulatorMemory)
    return emitBias();
  auto choice = scf::IfOp::create(
      b, loc, TypeRange(SmallVector<Type>(count, vectorType)), isFirst,
      /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  scf::YieldOp::create(b, loc, emitBias());
  b.setInsertionPointToStart(choice.elseBlock());
  SmallVector<Value> kept;
  for (int64_t i = 0; i < count; ++i)
    kept.push_back(
        vector::LoadOp::create(b, loc, vectorType, accumulatorMemory,
                               ValueRange{pass, constant(i), constant(0)}));
  scf::YieldOp::create(b, loc, kept);
  return SmallVector<Value>(choice.getResults());
}

Value TileEmitter::emitEpilogue(const Tile &tile, const OutputFilter &filter,
                                ValueRange parameters, int64_t row,
                                int64_t vector, Value value) {
  auto bound = [&](float value) -> Value {
    return arith::ConstantOp::create(b, loc,
                                     DenseElementsAttr::get(vectorType, value));
  };
  ActivationAttr activation = op.getActivation();
  if (std::optional<float> lower = activation.getLowerBound())
    value = arith::MaximumFOp::create(b, loc, value, bound(*lower));
  if (std::optional<float> upper = activation.getUpperBound())
    value = arith::MinimumFOp::create(b, loc, value, bound(*upper));
  if (op.getEpilogue().empty())
    return value;
  Block &body = op.getEpilogue().front();
  IRMapping vectors;
  vectors.map(body.getArgument(0), value);
  for (unsigned i = 0, e = op.getResiduals().size(); i < e; ++i)
    vectors.map(body.getArgument(i + 1),
                memory.emitResidual(i, tile, filter, row, vector));
  vectors.map(body.getArguments().take_back(parameters.size()), parameters);
  for (Operation &scalar : body.without_terminator())
    emitOnVectors(b, &scalar, geometry.lanes, vectors);
  return vectors.lookup(cast<YieldOp>(body.getTerminator()).getValue());
}

Tile TileEmitter::getPooledTile(const Tile &tile) {
  auto divide = [&](Value value, int64_t divisor) -> Value {
    if (divisor == 1)
      return value;
    return arith::DivUIOp::create(b, loc, value, constant(divisor));
  };
  return {tile.image, divide(tile.firstRow, poolRows),
          divide(tile.firstVector, poolVectors), tile.rows / poolRows,
          tile.vectors / poolVectors};
}

void TileEmitter::emitOutput(const Tile &tile, const OutputFilter &filter,
                             ValueRange accumulators) {
  // Once for all vectors: LLVM could not prove that the stores between them
  // leave the parameters alone.
  SmallVector<Value> parameters;
  for (Value numbers : op.getParameters())
    parameters.push_back(loadNumber(numbers, filter));
  if (op.getSumPool()) {
    SmallVector<Value> values;
    for (int64_t row = 0; row < tile.rows; ++row)
      for (int64_t vector = 0; vector < tile.vectors; ++vector)
        values.push_back(
            emitEpilogue(tile, filter, parameters, row, vector,
                         accumulators[row * tile.vectors + vector]));
    memory.emitPlaneSum(tile, filter, values);
    return;
  }
  const Tile stored = getPooledTile(tile);
  for (int64_t v = 0; v < stored.vectors; ++v) {
    for (int64_t r = 0; r < stored.rows; ++r) {
      Value result;
      for (int64_t row = r * poolRows; row < (r + 1) * poolRows; ++row)
        for (int64_t vector = v * poolVectors; vector < (v + 1) * poolVectors;
             ++vector) {
          Value value = emitEpilogue(tile, filter, parameters, row, vector,
                                     accumulators[row * tile.vectors + vector]);
          result = result
                       ? Value(arith::MaximumFOp::create(b, loc, result, value))
                       : value;
        }
      memory.emitOutput(stored, filter, r, v, result);
    }
  }
}

SmallVector<Value> TileEmitter::emitProductSums(const Tile &tile,
                                                const OutputFilter &filter,
                                                ValueRange products) {
  SmallVector<Value> sums = emitWinogradOutput(
      b, loc, geometry.getWinogradShape(), tile.rows, tile.vectors, products);
  if (op.getBias()) {
    Value bias = loadNumber(op.getBias(), filter);
    for (Value &sum : sums)
      sum = arith::AddFOp::create(b, loc, sum, bias);
  }
  return sums;
}

void TileEmitter::emitFinish(const Tile &tile, Value isLast, Value pass,
                             ArrayRef<OutputFilter> filters,
                             ValueRange accumulators) {
  const size_t perFilter = geometry.getSumRows(tile.rows) * tile.vectors;
  auto emitOutputs = [&] {
    for (auto [i, filter] : llvm::enumerate(filters)) {
      SmallVector<Value> sums(accumulators.slice(i * perFilter, perFilter));
      if (geometry.winogradRows)
        sums = emitProductSums(tile, filter, sums);
      emitOutput(tile, filter, sums);
    }
  };
  if (!accumulatorMemory)
    return emitOutputs();
  auto choice = scf::IfOp::create(b, loc, isLast, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  emitOutputs();
  b.setInsertionPointToStart(choice.elseBlock());
  for (auto [i, value] : llvm::enumerate(accumulators))
    vector::StoreOp::create(b, loc, value, accumulatorMemory,
                            ValueRange{pass, constant(i), constant(0)});
}

SmallVector<OutputFilter> TileEmitter::loadFilters(Value pass) {
  SmallVector<OutputFilter> filters;
  Value first =
      arith::MulIOp::create(b, loc, pass, constant(geometry.filtersPerPass));
  for (int64_t i = 0; i < geometry.filtersPerPass; ++i) {
    Value number = arith::AddIOp::create(b, loc, first, constant(i));
    filters.push_back({number, loadIndex(op.getReorder(), number)});
  }
  return filters;
}

SmallVector<TileEmitter::Fetch>
TileEmitter::getOutputFetches(const Tile &tile, Value isLast, Value pass) {
  // Where a pass goes through all tiles, the next one is far away; sums of
  // planes are few lines.
  if (op.getSchedule().getOrder() != LoopOrder::tiles || op.getSumPool() ||
      !memory.hasOutputToFetch())
    return {};
  Value next = arith::MinSIOp::create(
      b, loc, arith::AddIOp::create(b, loc, pass, constant(1)),
      constant(geometry.passes - 1));
  const Tile stored = getPooledTile(tile);
  SmallVector<Fetch> fetches;
  for (const OutputFilter &filter : loadFilters(next))
    for (int64_t r = 0; r < stored.rows; ++r)
      fetches.push_back([=] {
        // The stores of the last block miss the caches: by the time that the
        // next pass is done its output lines are here.
        auto choice =
            scf::IfOp::create(b, loc, isLast, /*withElseRegion=*/false);
        OpBuilder::InsertionGuard guard(b);
        b.setInsertionPointToStart(choice.thenBlock());
        for (int64_t v : getFetchedVectors(stored.vectors, geometry.lanes))
          memory.emitPrefetchOutput(stored, filter, r, v);
      });
  return fetches;
}

void TileEmitter::emitPass(const Tile &tile, Value block, Value pass,
                           ArrayRef<Fetch> inputFetches) {
  PatternSetAttr patterns = op.getFkw().getPatterns();
  SmallVector<OutputFilter> filters = loadFilters(pass);
  Value first = loadIndex(op.getOffset(), {block, pass});
  Value isFirst = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, block,
                                        constant(0));
  Value isLast = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, block,
                                       constant(geometry.numBlocks - 1));
  const SmallVector<Fetch> outputFetches = getOutputFetches(tile, isLast, pass);
  SmallVector<Value> sums = emitInit(tile, isFirst, pass, filters);

  Value weight;
  if (op.getWeightOffset())
    weight = loadIndex(op.getWeightOffset(), {block, pass});
  else
    weight = arith::MulIOp::create(b, loc, first,
                                   constant(*patterns.getUniformNumEntries()));
  Value start = first;
  // Loads that miss the first cache wait where prefetches have taken all of its
  // fill buffers, so that each pattern has a share of them: input rather before
  // the first ones, output before the last.
  const size_t numPatterns = patterns.size();
  auto emitRange = [](ArrayRef<Fetch> fetches, size_t first, size_t end) {
    for (const Fetch &fetch : fetches.slice(first, end - first))
      fetch();
  };
  for (auto [p, pattern] : llvm::enumerate(patterns.getPatterns())) {
    const size_t inputs = inputFetches.size(), outputs = outputFetches.size();
    emitRange(inputFetches, llvm::divideCeil(inputs * p, numPatterns),
              llvm::divideCeil(inputs * (p + 1), numPatterns));
    emitRange(outputFetches, outputs * p / numPatterns,
              outputs * (p + 1) / numPatterns);
    Value count = loadIndex(op.getStride(), {block, pass, constant(p + 1)});
    Value end = arith::AddIOp::create(b, loc, first, count);
    sums = emitPattern(tile, pattern, start, end, weight, sums);
    start = end;
  }
  emitFinish(tile, isLast, pass, filters, sums);
}

void TileEmitter::emitTile(const Tile &tile, const Tile &next,
                           Value firstFilter, Value endFilter,
                           int64_t numFilters) {
  auto blocks = scf::ForOp::create(b, loc, constant(0),
                                   constant(geometry.numBlocks), constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(blocks.getBody());
  Value block = blocks.getInductionVar();
  memory.emitBlock(tile, block);
  // After a tile's last block comes the first of the next tile.
  Value isLast = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, block,
                                       constant(geometry.numBlocks - 1));
  auto choose = [&](Value last, Value other) -> Value {
    return arith::SelectOp::create(b, loc, isLast, last, other);
  };
  Tile following{
      choose(next.image, tile.image), choose(next.firstRow, tile.firstRow),
      choose(next.firstVector, tile.firstVector), tile.rows, tile.vectors};
  Value followingBlock =
      choose(constant(0), arith::AddIOp::create(b, loc, block, constant(1)));
  auto getPass = [&](Value filter) -> Value {
    return arith::DivUIOp::create(b, loc, filter,
                                  constant(geometry.filtersPerPass));
  };
  Value firstPass = getPass(firstFilter);
  auto passes =
      scf::ForOp::create(b, loc, firstPass, getPass(endFilter), constant(1));
  b.setInsertionPointToStart(passes.getBody());
  Value pass = passes.getInductionVar();
  // Where a pass goes through the tiles they follow each other in memory, and
  // the processor fetches ahead by itself.
  const int64_t rows = op.getSchedule().getOrder() == LoopOrder::tiles
                           ? memory.countInputRows(following)
                           : 0;
  const int64_t numPasses =
      std::max<int64_t>(numFilters / geometry.filtersPerPass, 1);
  const int64_t partsPerPass = std::min<int64_t>(
      op.getFkw().getPatterns().size(), llvm::divideCeil(rows, numPasses));
  Value firstPart = arith::MulIOp::create(
      b, loc, arith::SubIOp::create(b, loc, pass, firstPass),
      constant(partsPerPass));
  SmallVector<Fetch> fetches;
  for (int64_t i = 0; i < partsPerPass; ++i)
    fetches.push_back([&, i] {
      memory.emitPrefetchInput(
          following, followingBlock,
          arith::AddIOp::create(b, loc, firstPart, constant(i)),
          numPasses * partsPerPass);
    });
  emitPass(tile, block, pass, fetches);
}

void TileEmitter::emitPlanes(Value image, Value firstFilter, Value endFilter) {
  auto filters =
      scf::ForOp::create(b, loc, firstFilter, endFilter, constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(filters.getBody());
  Value number = filters.getInductionVar();
  memory.emitFinish(image, {number, loadIndex(op.getReorder(), number)});
}
