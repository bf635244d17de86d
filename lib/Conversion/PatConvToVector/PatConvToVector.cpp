//===- PatConvToVector.cpp - FKW convolutions to vector loops -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/TileEmitter.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/TileGeometry.h"
#include "lib/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_CONVERTPATCONVTOVECTORPASS
#include "lib/Conversion/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {

/// Emits the loops over threads and tiles of one convolution.
class ConvolutionEmitter {
public:
  ConvolutionEmitter(OpBuilder &builder, FkwConv2DOp op)
      : b(builder), loc(op.getLoc()), op(op), schedule(op.getSchedule()),
        geometry(op) {
    ArrayRef<int64_t> output = op.getOutputType().getShape();
    images = output[0];
    fullRows = output[2] / schedule.getTileRows();
    rowTiles = fullRows + (schedule.getRemainderRows() ? 1 : 0);
    int64_t vectors = llvm::divideCeil(output[3], schedule.getLanes());
    fullColumns = vectors / schedule.getTileVectors();
    columnTiles = fullColumns + (schedule.getRemainderVectors() ? 1 : 0);
  }

  void emit();

private:
  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  /// The element of `values` that `thread` selects.
  Value select(Value thread, ArrayRef<int64_t> values);
  void emitThread(Value scratch, Value thread);
  void emitTiles(TileEmitter &emitter, Value tile, Value firstFilter,
                 Value endFilter);

  OpBuilder &b;
  Location loc;
  FkwConv2DOp op;
  ScheduleAttr schedule;
  TileGeometry geometry;
  int64_t images, fullRows, rowTiles, fullColumns, columnTiles;
};

} // namespace

Value ConvolutionEmitter::select(Value thread, ArrayRef<int64_t> values) {
  Value result = constant(values[0]);
  for (int64_t t = 1, e = values.size(); t < e; ++t) {
    Value isHere = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq,
                                         thread, constant(t));
    result =
        arith::SelectOp::create(b, loc, isHere, constant(values[t]), result);
  }
  return result;
}

/// One tile, in the shape that its place asks for.
void ConvolutionEmitter::emitTiles(TileEmitter &emitter, Value tile,
                                   Value firstFilter, Value endFilter) {
  Value columnTile =
      arith::RemUIOp::create(b, loc, tile, constant(columnTiles));
  Value rest = arith::DivUIOp::create(b, loc, tile, constant(columnTiles));
  Value rowTile = arith::RemUIOp::create(b, loc, rest, constant(rowTiles));
  Value image = arith::DivUIOp::create(b, loc, rest, constant(rowTiles));
  Value firstRow =
      arith::MulIOp::create(b, loc, rowTile, constant(schedule.getTileRows()));
  Value firstColumn = arith::MulIOp::create(
      b, loc, columnTile,
      constant(schedule.getTileVectors() * schedule.getLanes()));

  auto emitShape = [&](int64_t rows, int64_t vectors) {
    emitter.emitTile(image, firstRow, firstColumn, rows, vectors, firstFilter,
                     endFilter);
  };
  /// Emits `full` or `remainder`, or a branch where both kinds occur.
  auto emitChoice = [&](Value index, int64_t numFull, int64_t remainder,
                        int64_t full, function_ref<void(int64_t)> emitSize) {
    if (!remainder)
      return emitSize(full);
    if (numFull == 0)
      return emitSize(remainder);
    Value isFull = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                         index, constant(numFull));
    auto choice = scf::IfOp::create(b, loc, isFull, /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(choice.thenBlock());
    emitSize(full);
    b.setInsertionPointToStart(choice.elseBlock());
    emitSize(remainder);
  };
  emitChoice(rowTile, fullRows, schedule.getRemainderRows(),
             schedule.getTileRows(), [&](int64_t rows) {
               emitChoice(columnTile, fullColumns,
                          schedule.getRemainderVectors(),
                          schedule.getTileVectors(),
                          [&](int64_t vectors) { emitShape(rows, vectors); });
             });
}

/// The share of one thread: a range of tiles, or of filters.
void ConvolutionEmitter::emitThread(Value scratch, Value thread) {
  Value base = arith::MulIOp::create(b, loc, thread,
                                     constant(geometry.getBytesPerThread()));
  auto view = [&](ArrayRef<int64_t> shape, int64_t offset) -> Value {
    return memref::ViewOp::create(
        b, loc, MemRefType::get(shape, b.getF32Type()), scratch,
        arith::AddIOp::create(b, loc, base, constant(offset)), ValueRange());
  };
  Value packed = view(geometry.getPackedShape(), 0);
  Value accumulators;
  if (geometry.hasAccumulatorMemory())
    accumulators =
        view(geometry.getAccumulatorShape(), geometry.getAccumulatorOffset());

  int64_t tiles = images * rowTiles * columnTiles;
  int64_t threads = schedule.getThreads();
  Value firstTile = constant(0), endTile = constant(tiles);
  Value firstFilter = constant(0), endFilter = constant(geometry.filters);
  if (schedule.getSplit() == ThreadSplit::tiles) {
    SmallVector<int64_t> bounds;
    for (int64_t t = 0; t <= threads; ++t)
      bounds.push_back(t * tiles / threads);
    firstTile = select(thread, ArrayRef(bounds).drop_back());
    endTile = select(thread, ArrayRef(bounds).drop_front());
  } else if (schedule.getSplit() == ThreadSplit::filters) {
    firstFilter = select(thread, schedule.getRanges().drop_back());
    endFilter = select(thread, schedule.getRanges().drop_front());
  }
  TileEmitter emitter(b, op, geometry, packed, accumulators);
  auto loop = scf::ForOp::create(b, loc, firstTile, endTile, constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  emitTiles(emitter, loop.getInductionVar(), firstFilter, endFilter);
}

void ConvolutionEmitter::emit() {
  Value scratch = op.getScratch();
  bool ownsScratch = !scratch;
  if (ownsScratch)
    scratch = memref::AllocOp::create(
        b, loc, MemRefType::get({getScratchBytes(op)}, b.getI8Type()),
        b.getI64IntegerAttr(kAlignment));
  if (schedule.getThreads() == 1) {
    emitThread(scratch, constant(0));
  } else {
    auto loop = scf::ParallelOp::create(
        b, loc, ValueRange{constant(0)},
        ValueRange{constant(schedule.getThreads())}, ValueRange{constant(1)});
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    emitThread(scratch, loop.getInductionVars()[0]);
  }
  if (ownsScratch)
    memref::DeallocOp::create(b, loc, scratch);
}

/// Checks what the lowering asks beyond the verifier.
static LogicalResult checkLowerable(FkwConv2DOp op) {
  if (!isa<MemRefType>(op.getInit().getType()))
    return op.emitOpError("expected memrefs, but got tensors; run "
                          "patconv-bufferize-pipeline first");
  for (Value operand : op->getOperands()) {
    auto type = cast<MemRefType>(operand.getType());
    // Tiles are packed from rows, wherever the rows lie.
    if (operand == op.getInput() && type.isLastDimUnitStride())
      continue;
    if (!type.getLayout().isIdentity())
      return op.emitOpError("expected memrefs with the identity layout, but "
                            "got ")
             << type;
  }
  ArrayRef<int64_t> blocks = op.getFkw().getChannelBlocks();
  for (size_t i = 1; i + 1 < blocks.size(); ++i)
    if (blocks[i] - blocks[i - 1] != blocks[1])
      return op.emitOpError("expected channel blocks of one size, the last "
                            "smaller at most, but got [")
             << blocks << "]";
  if (blocks.size() > 2 &&
      blocks.back() - blocks[blocks.size() - 2] > blocks[1])
    return op.emitOpError("expected channel blocks of one size, the last "
                          "smaller at most, but got [")
           << blocks << "]";
  if (op.getScratch()) {
    int64_t bytes = cast<MemRefType>(op.getScratch().getType()).getDimSize(0);
    if (!ShapedType::isDynamic(bytes) && bytes < getScratchBytes(op))
      return op.emitOpError("expected scratch memory of at least ")
             << getScratchBytes(op) << " bytes, but got " << bytes;
  }
  return success();
}

namespace {
struct ConvertPatConvToVector
    : patconv::impl::ConvertPatConvToVectorPassBase<ConvertPatConvToVector> {
  using ConvertPatConvToVectorPassBase::ConvertPatConvToVectorPassBase;

  void runOnOperation() override {
    SmallVector<FkwConv2DOp> convolutions;
    getOperation().walk([&](FkwConv2DOp op) { convolutions.push_back(op); });
    for (FkwConv2DOp op : convolutions) {
      if (failed(checkLowerable(op)))
        return signalPassFailure();
      OpBuilder builder(op);
      ConvolutionEmitter(builder, op).emit();
      op.erase();
      ++numConverted;
    }
  }
};
} // namespace
