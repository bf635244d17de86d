//===- PatConvToVector.cpp - FKW convolutions to vector loops -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/LaneTiledPlanes.h"
#include "lib/Conversion/PatConvToVector/LaneTiles.h"
#include "lib/Conversion/PatConvToVector/PackedTiles.h"
#include "lib/Conversion/PatConvToVector/SparseVecmat.h"
#include "lib/Conversion/PatConvToVector/ThreadShares.h"
#include "lib/Conversion/PatConvToVector/TileEmitter.h"
#include "lib/Conversion/PatConvToVector/WinogradTiles.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/TileGeometry.h"
#include "lib/Conversion/Passes.h"
#include "lib/Transforms/RolledLoops.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
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
    images = op.getOutputShape()[0];
    auto [rows, vectors] = op.getOutputVectors();
    fullRows = rows / schedule.getTileRows();
    rowTiles = fullRows + (schedule.getRemainderRows() ? 1 : 0);
    fullColumns = vectors / schedule.getTileVectors();
    columnTiles = fullColumns + (schedule.getRemainderVectors() ? 1 : 0);
  }

  void emit();
  /// The stored filters that `thread` goes through, from the first to the end.
  std::pair<Value, Value> getFilters(Value thread);
  /// All tiles of one image, and then its planes, of the stored filters
  /// `firstFilter` .. `endFilter` - 1, of which there are `numFilters`.
  void emitImage(TileMemory &memory, Value image, Value firstFilter,
                 Value endFilter, int64_t numFilters);
  const TileGeometry &getGeometry() const { return geometry; }
  int64_t getNumImages() const { return images; }

private:
  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  /// The element of `values` that `thread` selects.
  Value select(Value thread, ArrayRef<int64_t> values);
  std::unique_ptr<TileMemory> createMemory(Value packed);
  void emitThread(Value scratch, Value thread);
  void emitPlanes(TileEmitter &emitter, Value firstFilter, Value endFilter);
  /// The place of tile number `tile`; its shape is not set.
  Tile locate(Value tile);
  int64_t countFiltersPerThread();
  void emitTiles(TileEmitter &emitter, Value tile, Value endTile,
                 Value firstFilter, Value endFilter, int64_t numFilters);

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

Tile ConvolutionEmitter::locate(Value tile) {
  Value columnTile =
      arith::RemUIOp::create(b, loc, tile, constant(columnTiles));
  Value rest = arith::DivUIOp::create(b, loc, tile, constant(columnTiles));
  Value rowTile = arith::RemUIOp::create(b, loc, rest, constant(rowTiles));
  Value image = arith::DivUIOp::create(b, loc, rest, constant(rowTiles));
  Value firstRow =
      arith::MulIOp::create(b, loc, rowTile, constant(schedule.getTileRows()));
  Value firstVector = arith::MulIOp::create(
      b, loc, columnTile, constant(schedule.getTileVectors()));
  return {image, firstRow, firstVector, /*rows=*/0, /*vectors=*/0};
}

/// The filters that each thread has at least.
int64_t ConvolutionEmitter::countFiltersPerThread() {
  if (schedule.getSplit() != ThreadSplit::filters)
    return geometry.filters;
  int64_t least = geometry.filters;
  ArrayRef<int64_t> ranges = schedule.getRanges();
  for (auto [first, end] : llvm::zip(ranges.drop_back(), ranges.drop_front()))
    least = std::min(least, end - first);
  return std::max<int64_t>(least, 1);
}

/// One tile, in the shape that its place asks for.
void ConvolutionEmitter::emitTiles(TileEmitter &emitter, Value tile,
                                   Value endTile, Value firstFilter,
                                   Value endFilter, int64_t numFilters) {
  Tile place = locate(tile);
  Tile next = locate(arith::MinUIOp::create(
      b, loc, arith::AddIOp::create(b, loc, tile, constant(1)),
      arith::SubIOp::create(b, loc, endTile, constant(1))));
  auto emitShape = [&](int64_t rows, int64_t vectors) {
    place.rows = rows;
    place.vectors = vectors;
    emitter.emitTile(place, next, firstFilter, endFilter, numFilters);
  };
  /// Emits `full` or `remainder`, or a branch where both kinds occur.
  auto emitChoice = [&](Value first, int64_t numFull, int64_t remainder,
                        int64_t full, function_ref<void(int64_t)> emitSize) {
    if (!remainder)
      return emitSize(full);
    if (numFull == 0)
      return emitSize(remainder);
    Value isFull = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                         first, constant(numFull * full));
    auto choice = scf::IfOp::create(b, loc, isFull, /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(choice.thenBlock());
    emitSize(full);
    b.setInsertionPointToStart(choice.elseBlock());
    emitSize(remainder);
  };
  emitChoice(place.firstRow, fullRows, schedule.getRemainderRows(),
             schedule.getTileRows(), [&](int64_t rows) {
               emitChoice(place.firstVector, fullColumns,
                          schedule.getRemainderVectors(),
                          schedule.getTileVectors(),
                          [&](int64_t vectors) { emitShape(rows, vectors); });
             });
}

std::unique_ptr<TileMemory> ConvolutionEmitter::createMemory(Value packed) {
  if (geometry.isInPlace)
    return std::make_unique<LaneTiles>(b, op, geometry);
  if (geometry.isTiled)
    return std::make_unique<WinogradTiles>(b, op, geometry, packed);
  return std::make_unique<PackedTiles>(b, op, geometry, packed);
}

std::pair<Value, Value> ConvolutionEmitter::getFilters(Value thread) {
  if (schedule.getSplit() != ThreadSplit::filters)
    return {constant(0), constant(geometry.filters)};
  return {select(thread, schedule.getRanges().drop_back()),
          select(thread, schedule.getRanges().drop_front())};
}

void ConvolutionEmitter::emitImage(TileMemory &memory, Value image,
                                   Value firstFilter, Value endFilter,
                                   int64_t numFilters) {
  TileEmitter emitter(b, op, geometry, memory, /*accumulators=*/Value());
  Value tiles = constant(rowTiles * columnTiles);
  Value firstTile = arith::MulIOp::create(b, loc, image, tiles);
  Value endTile = arith::AddIOp::create(b, loc, firstTile, tiles);
  {
    auto loop = scf::ForOp::create(b, loc, firstTile, endTile, constant(1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    emitTiles(emitter, loop.getInductionVar(), endTile, firstFilter, endFilter,
              numFilters);
  }
  emitter.emitPlanes(image, firstFilter, endFilter);
}

/// The share of one thread: a range of tiles, or of filters.
void ConvolutionEmitter::emitThread(Value scratch, Value thread) {
  auto view = [&](ArrayRef<int64_t> shape, int64_t offset) -> Value {
    Value base = arith::MulIOp::create(b, loc, thread,
                                       constant(geometry.getBytesPerThread()));
    return memref::ViewOp::create(
        b, loc, MemRefType::get(shape, b.getF32Type()), scratch,
        arith::AddIOp::create(b, loc, base, constant(offset)), ValueRange());
  };
  Value packed, accumulators;
  if (!geometry.isInPlace)
    packed = view(geometry.getPackedShape(), 0);
  if (geometry.hasAccumulatorMemory())
    accumulators =
        view(geometry.getAccumulatorShape(), geometry.getAccumulatorOffset());

  int64_t tiles = images * rowTiles * columnTiles;
  Value firstTile = constant(0), endTile = constant(tiles);
  auto [firstFilter, endFilter] = getFilters(thread);
  if (schedule.getSplit() == ThreadSplit::tiles) {
    auto [rows, vectors] = op.getOutputVectors();
    const SmallVector<int64_t> starts =
        balanceTiles(images, rows, vectors, geometry.tileRows,
                     geometry.tileVectors, schedule.getThreads())
            .starts;
    firstTile = select(thread, ArrayRef(starts).drop_back());
    endTile = select(thread, ArrayRef(starts).drop_front());
  }
  std::unique_ptr<TileMemory> memory = createMemory(packed);
  TileEmitter emitter(b, op, geometry, *memory, accumulators);
  auto emitFilters = [&](Value first, Value end, int64_t count) {
    {
      auto loop = scf::ForOp::create(b, loc, firstTile, endTile, constant(1));
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(loop.getBody());
      emitTiles(emitter, loop.getInductionVar(), endTile, first, end, count);
    }
    // Threads that share tiles have no plane to themselves.
    if (schedule.getSplit() != ThreadSplit::tiles)
      emitPlanes(emitter, first, end);
  };
  if (schedule.getOrder() == LoopOrder::tiles)
    return emitFilters(firstFilter, endFilter, countFiltersPerThread());
  const int64_t perPass = schedule.getFiltersPerPass();
  auto passes =
      scf::ForOp::create(b, loc, firstFilter, endFilter, constant(perPass));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(passes.getBody());
  Value first = passes.getInductionVar();
  emitFilters(first, arith::AddIOp::create(b, loc, first, constant(perPass)),
              perPass);
}

void ConvolutionEmitter::emitPlanes(TileEmitter &emitter, Value firstFilter,
                                    Value endFilter) {
  if (!geometry.isTiled)
    return;
  auto loop =
      scf::ForOp::create(b, loc, constant(0), constant(images), constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  emitter.emitPlanes(loop.getInductionVar(), firstFilter, endFilter);
}

void ConvolutionEmitter::emit() {
  Value scratch = op.getScratch();
  bool ownsScratch = !scratch && getScratchBytes(op) > 0;
  if (ownsScratch)
    scratch = memref::AllocOp::create(
        b, loc, MemRefType::get({getScratchBytes(op)}, b.getI8Type()),
        b.getI64IntegerAttr(kAlignment));
  if (schedule.getThreads() == 1) {
    emitThread(scratch, constant(0));
  } else {
    emitParallel(b, loc, schedule.getThreads(),
                 [&](Value thread) { emitThread(scratch, thread); });
    if (schedule.getSplit() == ThreadSplit::tiles && op.getOutputTiling() &&
        op.getOutputTiling().getHalo() > 0) {
      SmallVector<int64_t> bounds;
      for (int64_t t = 0; t <= schedule.getThreads(); ++t)
        bounds.push_back(t * geometry.filters / schedule.getThreads());
      emitParallel(b, loc, schedule.getThreads(), [&](Value thread) {
        std::unique_ptr<TileMemory> memory = createMemory(/*packed=*/Value());
        TileEmitter emitter(b, op, geometry, *memory, /*accumulators=*/Value());
        emitPlanes(emitter, select(thread, ArrayRef(bounds).drop_back()),
                   select(thread, ArrayRef(bounds).drop_front()));
      });
    }
  }
  if (ownsScratch)
    memref::DeallocOp::create(b, loc, scratch);
}

/// Two convolutions plane by plane: each pass of the first goes into planes of
/// its thread, which the second reads at once.
static void emitDepthFirst(OpBuilder &b, DepthFirstOp op) {
  Location loc = op.getLoc();
  FkwConv2DOp maker = op.getMaker(), reader = op.getReader();
  ConvolutionEmitter makerEmitter(b, maker), readerEmitter(b, reader);
  const ScheduleAttr schedule = maker.getSchedule();
  const int64_t perPass = schedule.getFiltersPerPass();
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  auto add = [&](Value a, Value c) -> Value {
    return arith::AddIOp::create(b, loc, a, c);
  };
  auto emitPass = [&](Value thread, Value first, Value image) {
    Value end = add(first, constant(perPass));
    Value shift = arith::SubIOp::create(
        b, loc, arith::MulIOp::create(b, loc, thread, constant(perPass)),
        first);
    LaneTiles written(b, maker, makerEmitter.getGeometry());
    written.setOutputPlanes(op.getPlanes(), shift);
    makerEmitter.emitImage(written, image, first, end, perPass);

    auto filters = scf::ForOp::create(b, loc, first, end, constant(1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(filters.getBody());
    Value filter = filters.getInductionVar();
    LaneTiles read(b, reader, readerEmitter.getGeometry());
    read.setInputPlane(op.getPlanes(), add(filter, shift));
    readerEmitter.emitImage(read, image, filter, add(filter, constant(1)),
                            /*numFilters=*/1);
  };
  auto emitThread = [&](Value thread) {
    auto [first, end] = makerEmitter.getFilters(thread);
    // Each pass goes through the whole image, so that one is to stay near.
    auto images =
        scf::ForOp::create(b, loc, constant(0),
                           constant(makerEmitter.getNumImages()), constant(1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(images.getBody());
    auto passes = scf::ForOp::create(b, loc, first, end, constant(perPass));
    b.setInsertionPointToStart(passes.getBody());
    emitPass(thread, passes.getInductionVar(), images.getInductionVar());
  };
  if (schedule.getThreads() == 1)
    return emitThread(constant(0));
  emitParallel(b, loc, schedule.getThreads(), emitThread);
}

/// Whether elements follow each other in row-major order from a known place on.
static bool isContiguous(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  if (failed(type.getStridesAndOffset(strides, offset)) ||
      ShapedType::isDynamic(offset))
    return false;
  int64_t expected = 1;
  for (auto [size, stride] :
       llvm::reverse(llvm::zip_equal(type.getShape(), strides))) {
    // Where there is one element, the stride is never used.
    if (size != 1 && stride != expected)
      return false;
    expected *= size;
  }
  return true;
}

/// Checks that operands are contiguous memrefs; `strided` need not be, where
/// their rows are.
static LogicalResult checkContiguous(Operation *op,
                                     ArrayRef<Value> strided = {}) {
  for (Value operand : op->getOperands()) {
    auto type = dyn_cast<MemRefType>(operand.getType());
    if (!type)
      return op->emitOpError("expected memrefs, but got tensors; run "
                             "patconv-bufferize-pipeline first");
    bool mayBeStrided =
        llvm::is_contained(strided, operand) && type.isLastDimUnitStride();
    if (!mayBeStrided && !isContiguous(type))
      return op->emitOpError("expected contiguous memrefs, but got ") << type;
  }
  return success();
}

/// Checks what the lowering asks beyond the verifier.
static LogicalResult checkLowerable(FkwConv2DOp op) {
  // Plain input is packed from rows, and plain residuals are read by rows,
  // wherever the rows lie.
  SmallVector<Value> strided;
  if (!op.getInputTiling()) {
    strided.push_back(op.getInput());
    llvm::append_range(strided, op.getResiduals());
  }
  if (failed(checkContiguous(op, strided)))
    return failure();
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

/// The loop over the planes of `buffer`, shared by `threads` threads.
static void emitPlanes(OpBuilder &b, Location loc, Value buffer,
                       int64_t threads, function_ref<void(Value)> emitPlane) {
  auto type = cast<MemRefType>(buffer.getType());
  const int64_t planes = type.getDimSize(0);
  threads = getPlaneThreads(planes, type.getNumElements(), threads);
  emitShares(b, loc, planes, threads, [&](Value first, Value end) {
    auto loop = scf::ForOp::create(b, loc, first, end,
                                   arith::ConstantIndexOp::create(b, loc, 1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    emitPlane(loop.getInductionVar());
  });
}

/// Whether `loop` has loops or multiply-adds inside, of which its author has
/// written out as many as are of use. What LLVM would gain from unrolling it
/// takes LLVM longer to estimate than all of its other work.
static bool holdsWork(scf::ForOp loop) {
  return loop.getBody()
      ->walk([](Operation *op) {
        return isa<scf::ForOp, scf::WhileOp, vector::FMAOp>(op)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

namespace {
struct ConvertPatConvToVector
    : patconv::impl::ConvertPatConvToVectorPassBase<ConvertPatConvToVector> {
  using ConvertPatConvToVectorPassBase::ConvertPatConvToVectorPassBase;

  void runOnOperation() override {
    if (threads < 1) {
      getOperation().emitError("expected threads to be at least 1, but got ")
          << threads;
      return signalPassFailure();
    }
    SmallVector<Operation *> ops;
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (isa<DepthFirstOp, FkwConv2DOp, MaxPool2DOp, RelayoutOp,
              SparseVecmatOp, Upsample2DOp>(op))
        ops.push_back(op);
      return isa<DepthFirstOp>(op) ? WalkResult::skip() : WalkResult::advance();
    });
    for (Operation *op : ops) {
      if (failed(lower(op)))
        return signalPassFailure();
      op->erase();
      ++numConverted;
    }
    getOperation().walk([](scf::ForOp loop) {
      if (holdsWork(loop))
        keepRolled(loop);
    });
  }

  LogicalResult lower(Operation *op) {
    OpBuilder builder(op);
    if (auto block = dyn_cast<DepthFirstOp>(op)) {
      if (failed(checkLowerable(block.getMaker())) ||
          failed(checkLowerable(block.getReader())))
        return failure();
      emitDepthFirst(builder, block);
      return success();
    }
    if (auto conv = dyn_cast<FkwConv2DOp>(op)) {
      if (failed(checkLowerable(conv)))
        return failure();
      ConvolutionEmitter(builder, conv).emit();
      return success();
    }
    if (failed(checkContiguous(op)))
      return failure();
    if (auto relayout = dyn_cast<RelayoutOp>(op))
      emitPlanes(
          builder, op->getLoc(), relayout.getTiled(), threads,
          [&](Value plane) { emitRelayoutPlane(builder, relayout, plane); });
    if (auto pool = dyn_cast<MaxPool2DOp>(op))
      emitPlanes(builder, op->getLoc(), pool.getInput(), threads,
                 [&](Value plane) { emitMaxPoolPlane(builder, pool, plane); });
    if (auto upsample = dyn_cast<Upsample2DOp>(op))
      emitPlanes(
          builder, op->getLoc(), upsample.getInit(), threads,
          [&](Value plane) { emitUpsamplePlane(builder, upsample, plane); });
    if (auto vecmat = dyn_cast<SparseVecmatOp>(op))
      emitSparseVecmat(builder, vecmat, threads);
    return success();
  }
};
} // namespace
