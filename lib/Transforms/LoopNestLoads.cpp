//===- LoopNestLoads.cpp - Vector reads and writes of a loop nest ---------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LoopNestLoads.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::patconv;

/// Distances up to which neighbouring elements are loaded and shuffled; beyond
/// it most of them would be read in vain.
static constexpr int64_t kMaxShuffledStride = 4;

void LoopNestLoads::createViews() {
  for (const NestOperand &operand : nest.operands) {
    if (operand.isScalar) {
      views.push_back(operand.value);
      continue;
    }
    auto type = cast<MemRefType>(operand.value.getType());
    MemRefLayoutAttrInterface layout;
    if (operand.offset != 0)
      layout = StridedLayoutAttr::get(builder.getContext(), operand.offset, 1);
    auto flat = MemRefType::get(operand.span, operand.elementType, layout,
                                type.getMemorySpace());
    views.push_back(
        flat == type
            ? operand.value
            : Value(memref::ReinterpretCastOp::create(
                  builder, loc, flat, operand.value, operand.offset,
                  ArrayRef<int64_t>{operand.span}, ArrayRef<int64_t>{1})));
  }
}

void LoopNestLoads::begin(const Position &position,
                          ArrayRef<SmallVector<int64_t>> points) {
  vectors.clear();
  groups.clear();
  lastResidue.clear();
  for (unsigned operand = 0; operand < nest.operands.size(); ++operand) {
    int64_t stride = nest.dims[schedule.vectorDim].strides[operand];
    if (stride < 2)
      continue;
    for (const SmallVector<int64_t> &point : points) {
      int64_t offset = position.constant[operand] + point[operand];
      int64_t &last = lastResidue[{operand, offset / stride}];
      last = std::max(last, offset % stride);
    }
  }
}

Value LoopNestLoads::getMask(int64_t count, int64_t lanes) {
  auto type = VectorType::get(lanes, builder.getI1Type());
  return vector::ConstantMaskOp::create(builder, loc, type,
                                        ArrayRef<int64_t>{count});
}

Value LoopNestLoads::getIndex(unsigned operand, const Position &position,
                              int64_t offset) {
  Value base = position.base[operand];
  if (base && offset == 0)
    return base;
  Value constant = arith::ConstantIndexOp::create(builder, loc, offset);
  return base ? Value(arith::AddIOp::create(builder, loc, base, constant))
              : constant;
}

Value LoopNestLoads::loadContiguous(unsigned operand, Value index,
                                    int64_t count, int64_t width) {
  auto type = VectorType::get(width, nest.operands[operand].elementType);
  if (count == width)
    return vector::LoadOp::create(builder, loc, type, views[operand], index);
  Value zeros =
      arith::ConstantOp::create(builder, loc, type, builder.getZeroAttr(type));
  return vector::MaskedLoadOp::create(builder, loc, type, views[operand], index,
                                      getMask(count, width), zeros);
}

/// Every `stride`-th element of one wide load, which other offsets share: the
/// two columns of a 2x2 pooling with stride 2, for example.
Value LoopNestLoads::loadStrided(unsigned operand, const Position &position,
                                 int64_t offset, int64_t count) {
  int64_t stride = nest.dims[schedule.vectorDim].strides[operand];
  std::pair<unsigned, int64_t> key(operand, offset / stride);
  Value &group = groups[key];
  if (!group) {
    Value index = getIndex(operand, position, key.second * stride);
    int64_t needed = (count - 1) * stride + lastResidue.lookup(key) + 1;
    group = loadContiguous(operand, index, needed, schedule.lanes * stride);
  }
  SmallVector<int64_t> lanes;
  for (int64_t lane = 0; lane < schedule.lanes; ++lane)
    lanes.push_back(lane * stride + offset % stride);
  return vector::ShuffleOp::create(builder, loc, group, group, lanes);
}

/// Elements far apart, one by one.
Value LoopNestLoads::loadSpread(unsigned operand, const Position &position,
                                int64_t offset, int64_t count) {
  int64_t stride = nest.dims[schedule.vectorDim].strides[operand];
  SmallVector<Value> elements;
  for (int64_t lane = 0; lane < count; ++lane)
    elements.push_back(memref::LoadOp::create(
        builder, loc, views[operand],
        getIndex(operand, position, offset + lane * stride)));
  elements.resize(schedule.lanes, elements.front());
  auto type =
      VectorType::get(schedule.lanes, nest.operands[operand].elementType);
  return vector::FromElementsOp::create(builder, loc, type, elements);
}

Value LoopNestLoads::load(unsigned operand, const Position &position,
                          int64_t delta, int64_t count) {
  int64_t offset = position.constant[operand] + delta;
  Value &loaded = vectors[{operand, offset}];
  if (loaded)
    return loaded;
  int64_t stride = nest.dims[schedule.vectorDim].strides[operand];
  if (nest.operands[operand].isScalar || stride == 0) {
    Value scalar = loadScalar(operand, position, delta);
    auto type = VectorType::get(schedule.lanes, scalar.getType());
    loaded = vector::BroadcastOp::create(builder, loc, type, scalar);
  } else if (stride == 1) {
    loaded = loadContiguous(operand, getIndex(operand, position, offset), count,
                            schedule.lanes);
  } else if (stride <= kMaxShuffledStride) {
    loaded = loadStrided(operand, position, offset, count);
  } else {
    loaded = loadSpread(operand, position, offset, count);
  }
  return loaded;
}

Value LoopNestLoads::loadScalar(unsigned operand, const Position &position,
                                int64_t delta) {
  if (nest.operands[operand].isScalar)
    return views[operand];
  int64_t offset = position.constant[operand] + delta;
  return memref::LoadOp::create(builder, loc, views[operand],
                                getIndex(operand, position, offset));
}

void LoopNestLoads::store(Value vector, unsigned operand,
                          const Position &position, int64_t delta,
                          int64_t count) {
  int64_t offset = position.constant[operand] + delta;
  Value index = getIndex(operand, position, offset);
  if (count == schedule.lanes)
    vector::StoreOp::create(builder, loc, vector, views[operand], index);
  else
    vector::MaskedStoreOp::create(builder, loc, views[operand], index,
                                  getMask(count), vector);
}

void LoopNestLoads::storeScalar(Value scalar, unsigned operand,
                                const Position &position, int64_t delta) {
  int64_t offset = position.constant[operand] + delta;
  memref::StoreOp::create(builder, loc, scalar, views[operand],
                          getIndex(operand, position, offset));
}
