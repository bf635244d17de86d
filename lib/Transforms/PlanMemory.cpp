//===- PlanMemory.cpp - Place all buffers in one workspace ----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/PlanMemory.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/TileGeometry.h"
#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/MathExtras.h"

#include <numeric>
#include <optional>

namespace mlir::patconv {
#define GEN_PASS_DEF_PLANMEMORYPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Once buffers of so many bytes have come into use since, the caches of single
/// cores hold nothing of a buffer any more.
static constexpr int64_t kForgottenBytes = 4 << 20;

/// Checks that `alloc` can become a view of the workspace.
static LogicalResult checkAlloc(memref::AllocOp alloc, Block &body) {
  if (alloc->getBlock() != &body)
    return alloc.emitOpError("expected the buffer to be made at the top level "
                             "of the function, but got it inside '")
           << alloc->getParentOp()->getName() << "'";
  MemRefType type = alloc.getType();
  if (!type.hasStaticShape() || !type.getLayout().isIdentity() ||
      type.getMemorySpace() || !type.getElementType().isIntOrFloat())
    return alloc.emitOpError("expected the buffer to have a static shape, the "
                             "identity layout, no memory space and integer or "
                             "float elements, but got ")
           << type;
  return success();
}

/// Whether each thread of `conv` reads planes of its own.
static bool readsPlanesApart(FkwConv2DOp conv) {
  const LoopOrder order = conv.getSchedule().getOrder();
  return order == LoopOrder::filters || order == LoopOrder::follow;
}

/// Sets `place.first` and `place.last` to the first and the last operation of
/// `body` that use `buffer` or what may alias it, both -1 where none does, and
/// `place.isShared`.
static LogicalResult findLife(Value buffer, Block &body,
                              const DenseMap<Operation *, int64_t> &numbers,
                              BufferPlace &place) {
  place.first = place.last = -1;
  DenseSet<Value> aliases;
  SmallVector<Value> worklist = {buffer};
  while (!worklist.empty()) {
    Value value = worklist.pop_back_val();
    if (!aliases.insert(value).second)
      continue;
    for (Operation *user : value.getUsers()) {
      if (isa<memref::DeallocOp>(user))
        continue;
      if (isa<func::ReturnOp>(user))
        return user->emitOpError("expected the function to return no buffer of "
                                 "its own, but got ")
               << value.getType();
      auto conv = dyn_cast<FkwConv2DOp>(user);
      if (conv && conv.getInput() == value &&
          (!readsPlanesApart(conv) || conv.getSchedule().getThreads() == 1))
        place.isShared = true;
      int64_t number = numbers.lookup(body.findAncestorOpInBlock(*user));
      place.first = place.first < 0 ? number : std::min(place.first, number);
      place.last = std::max(place.last, number);
      // Whatever makes a memref of a memref may be a view of it.
      for (Value result : user->getResults())
        if (isa<BaseMemRefType>(result.getType()))
          worklist.push_back(result);
    }
  }
  return success();
}

static bool overlapInTime(const BufferPlace &a, const BufferPlace &b) {
  return a.first <= b.last && b.first <= a.last;
}

/// The lowest offset at which `place` overlaps none of `placed` that lives at
/// the same time.
static int64_t findOffset(const BufferPlace &place,
                          ArrayRef<const BufferPlace *> placed) {
  SmallVector<const BufferPlace *> rivals;
  for (const BufferPlace *other : placed)
    if (overlapInTime(*other, place))
      rivals.push_back(other);
  llvm::sort(rivals, [](const BufferPlace *a, const BufferPlace *b) {
    return a->offset < b->offset;
  });
  int64_t offset = 0;
  for (const BufferPlace *rival : rivals) {
    if (offset + place.bytes <= rival->offset)
      break;
    offset = std::max<int64_t>(
        offset, llvm::alignTo(rival->offset + rival->bytes, kAlignment));
  }
  return offset;
}

/// Moves the smaller buffers of `plan` inside the workspace to where no buffer
/// has been for long, as measured by the bytes of those that began meanwhile.
///
/// Lines that several threads have read stay in the caches of all of their
/// cores, and whoever writes them next waits until they are gone from the
/// others. Once as much else has been in use they have left by themselves. What
/// only its writer has read is best written again: a buffer of the same size
/// goes there, as its planes are shared out alike, if nobody was there since.
static void spreadBuffers(MemoryPlan &plan, int64_t numOperations) {
  // Bytes of the buffers that begin before each operation.
  SmallVector<int64_t> begun(numOperations + 1, 0);
  for (const BufferPlace &place : plan.buffers)
    begun[place.first + 1] += place.bytes;
  std::partial_sum(begun.begin(), begun.end(), begun.begin());

  // Large ones are hard to place otherwise, and drive out what was there.
  SmallVector<BufferPlace> buffers = plan.buffers;
  SmallVector<BufferPlace *> placed, small;
  for (BufferPlace &place : buffers)
    (place.bytes > plan.total / 4 ? placed : small).push_back(&place);
  llvm::stable_sort(small, [](const BufferPlace *a, const BufferPlace *b) {
    return a->first < b->first;
  });
  // How long ago `other` was in use when `place` begins.
  auto getAgeOf = [&](const BufferPlace &other, const BufferPlace &place) {
    return std::min(kForgottenBytes,
                    begun[place.first] - begun[other.last + 1]);
  };
  // How long ago memory from `offset` on was in use; nothing where it cannot be
  // the place.
  auto getAge = [&](const BufferPlace &place,
                    int64_t offset) -> std::optional<int64_t> {
    const int64_t end = offset + place.bytes;
    if (end > plan.total)
      return std::nullopt;
    int64_t age = kForgottenBytes;
    for (const BufferPlace *other : placed) {
      if (other->offset >= end || offset >= other->offset + other->bytes)
        continue;
      if (overlapInTime(*other, place))
        return std::nullopt;
      if (other->last < place.first)
        age = std::min(age, getAgeOf(*other, place));
    }
    return age;
  };
  for (BufferPlace *place : small) {
    SmallVector<int64_t> offsets{0};
    for (const BufferPlace *other : placed)
      offsets.push_back(
          llvm::alignTo(other->offset + other->bytes, kAlignment));
    llvm::sort(offsets);
    offsets.erase(llvm::unique(offsets), offsets.end());
    std::optional<int64_t> oldest;
    for (int64_t offset : offsets)
      if (std::optional<int64_t> age = getAge(*place, offset);
          age && (!oldest || *age > *oldest)) {
        oldest = age;
        place->offset = offset;
      }
    // What was placed before lies in its way: all stay where they were.
    if (!oldest)
      return;
    for (const BufferPlace *other : llvm::reverse(placed))
      if (!place->isShared && !other->isShared &&
          other->bytes == place->bytes && other->last < place->first &&
          getAge(*place, other->offset) == getAgeOf(*other, *place)) {
        place->offset = other->offset;
        break;
      }
    placed.push_back(place);
  }
  plan.buffers = std::move(buffers);
}

/// The most bytes of `buffers` that live at the same time.
static int64_t countLiveBytes(ArrayRef<BufferPlace> buffers) {
  int64_t most = 0;
  // What lives most lives where some buffer begins.
  for (const BufferPlace &place : buffers) {
    int64_t bytes = 0;
    for (const BufferPlace &other : buffers)
      if (other.first <= place.first && place.first <= other.last)
        bytes += other.bytes;
    most = std::max(most, bytes);
  }
  return most;
}

FailureOr<MemoryPlan> patconv::planMemory(func::FuncOp function,
                                          int64_t threads) {
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitOpError("expected the function to have one block, but "
                                "got ")
           << function.getBody().getBlocks().size();
  Block &body = function.getBody().front();
  DenseMap<Operation *, int64_t> numbers;
  for (auto [number, op] : llvm::enumerate(body))
    numbers[&op] = number;

  MemoryPlan plan;
  WalkResult result = function.walk([&](Operation *op) {
    BufferPlace place;
    place.op = op;
    if (auto alloc = dyn_cast<memref::AllocOp>(op)) {
      MemRefType type = alloc.getType();
      if (failed(checkAlloc(alloc, body)) ||
          failed(findLife(alloc, body, numbers, place)))
        return WalkResult::interrupt();
      if (place.first < 0)
        return WalkResult::advance();
      place.bytes = type.getNumElements() *
                    llvm::divideCeil(type.getElementTypeBitWidth(), 8);
    } else if (auto conv = dyn_cast<FkwConv2DOp>(op);
               conv && !conv.getScratch() && op->getBlock() == &body) {
      place.first = place.last = numbers.lookup(op);
      place.bytes = getScratchBytes(conv);
      if (place.bytes == 0)
        return WalkResult::advance();
    } else {
      return WalkResult::advance();
    }
    plan.buffers.push_back(place);
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();

  plan.live = countLiveBytes(plan.buffers);
  SmallVector<BufferPlace *> order;
  for (BufferPlace &place : plan.buffers)
    order.push_back(&place);
  llvm::sort(order, [](const BufferPlace *a, const BufferPlace *b) {
    return a->bytes != b->bytes ? a->bytes > b->bytes : a < b;
  });
  SmallVector<const BufferPlace *> placed;
  plan.total = kAlignment;
  for (BufferPlace *place : order) {
    place->offset = findOffset(*place, placed);
    placed.push_back(place);
    plan.total = std::max<int64_t>(
        plan.total, llvm::alignTo(place->offset + place->bytes, kAlignment));
  }
  if (threads > 1)
    spreadBuffers(plan, numbers.size());
  return plan;
}

/// Adds the workspace argument to `function` and makes the buffers its views.
static LogicalResult applyPlan(func::FuncOp function, const MemoryPlan &plan) {
  MLIRContext *context = function.getContext();
  Type byte = IntegerType::get(context, 8);
  unsigned number = function.getNumArguments();
  if (failed(function.insertArgument(
          number, MemRefType::get({plan.total}, byte),
          DictionaryAttr::get(context,
                              {{StringAttr::get(context, kWorkspaceAttr),
                                UnitAttr::get(context)}}),
          function.getLoc())))
    return failure();
  Value workspace = function.getArgument(number);

  function.walk([](memref::DeallocOp op) { op.erase(); });
  for (const BufferPlace &place : plan.buffers) {
    OpBuilder builder(place.op);
    Location loc = place.op->getLoc();
    Value offset = arith::ConstantIndexOp::create(builder, loc, place.offset);
    auto view = [&](MemRefType type) -> Value {
      return memref::ViewOp::create(builder, loc, type, workspace, offset,
                                    ValueRange());
    };
    if (auto alloc = dyn_cast<memref::AllocOp>(place.op))
      alloc.replaceAllUsesWith(view(alloc.getType()));
    else
      cast<FkwConv2DOp>(place.op).getScratchMutable().assign(
          view(MemRefType::get({place.bytes}, byte)));
  }
  function.walk([](memref::AllocOp op) { op.erase(); });
  return success();
}

namespace {
struct PlanMemory : patconv::impl::PlanMemoryPassBase<PlanMemory> {
  using PlanMemoryPassBase::PlanMemoryPassBase;

  void runOnOperation() override {
    if (threads < 1) {
      emitError(getOperation().getLoc(),
                "expected threads to be at least 1, but got ")
          << int64_t(threads);
      return signalPassFailure();
    }
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!main || main.isExternal()) {
      emitError(getOperation().getLoc(),
                "expected a function @main with a body, but got none");
      return signalPassFailure();
    }
    for (unsigned i = 0, e = main.getNumArguments(); i < e; ++i)
      if (main.getArgAttr(i, kWorkspaceAttr)) {
        main.emitOpError("expected the function to have no workspace yet, but "
                         "got one as argument ")
            << i;
        return signalPassFailure();
      }
    FailureOr<MemoryPlan> plan = planMemory(main, threads);
    if (failed(plan) || failed(applyPlan(main, *plan)))
      return signalPassFailure();
    getOperation()->setAttr(
        kWorkspaceBytesAttr,
        Builder(&getContext()).getI64IntegerAttr(plan->total));
    getOperation()->setAttr(
        kLiveBytesAttr, Builder(&getContext()).getI64IntegerAttr(plan->live));
    numBuffers += plan->buffers.size();
    workspaceBytes += plan->total;
  }
};
} // namespace
