//===- SeparateBuffers.cpp - A buffer for each destination and result -----===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SEPARATEBUFFERSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Clones each `OpTy` to right before each of its uses. Returns the number of
/// clones beyond the first.
template <typename OpTy> static int64_t cloneForEachUse(func::FuncOp function) {
  int64_t extra = 0;
  SmallVector<OpTy> ops;
  function.walk([&](OpTy op) { ops.push_back(op); });
  IRRewriter rewriter(function.getContext());
  for (OpTy op : ops) {
    SmallVector<OpOperand *> uses;
    for (OpOperand &use : op->getUses())
      uses.push_back(&use);
    for (OpOperand *use : uses) {
      rewriter.setInsertionPoint(use->getOwner());
      use->set(rewriter.clone(*op.getOperation())->getResult(0));
    }
    extra += uses.empty() ? 0 : uses.size() - 1;
    rewriter.eraseOp(op);
  }
  return extra;
}

/// Whether a slice of the type `partType` is a contiguous part of a tensor of
/// the type `wholeType` at a known place: whole but for one dimension, with
/// single elements of all dimensions before that.
static bool isContiguousPart(OffsetSizeAndStrideOpInterface slice,
                             RankedTensorType partType,
                             RankedTensorType wholeType) {
  if (!slice.hasUnitStride() || partType.getRank() != wholeType.getRank() ||
      llvm::any_of(slice.getStaticOffsets(), ShapedType::isDynamic))
    return false;
  ArrayRef<int64_t> part = partType.getShape(), whole = wholeType.getShape();
  size_t dim = 0;
  while (dim < part.size() && part[dim] == 1 && whole[dim] == 1)
    ++dim;
  return dim == part.size() ||
         part.drop_front(dim + 1) == whole.drop_front(dim + 1);
}

/// Whether `value` is inserted into other tensors, if at all, as a contiguous
/// part, and these tensors, too.
static bool isWhollyContiguous(Value value) {
  return llvm::all_of(value.getUses(), [&](OpOperand &use) {
    auto insert = dyn_cast<tensor::InsertSliceOp>(use.getOwner());
    if (!insert)
      return true;
    if (insert.getSource() == value &&
        !isContiguousPart(insert, insert.getSourceType(), insert.getDestType()))
      return false;
    return isWhollyContiguous(insert.getResult());
  });
}

/// Whether `result` is inserted into another tensor, and always contiguously.
static bool isInsertedContiguously(Value result) {
  return llvm::any_of(result.getUsers(),
                      llvm::IsaPred<tensor::InsertSliceOp>) &&
         isWhollyContiguous(result);
}

/// Whether `value` is a slice whose rows are contiguous.
static bool hasUnitStrides(Value value) {
  auto slice = value.getDefiningOp<tensor::ExtractSliceOp>();
  return slice && slice.hasUnitStride();
}

/// What `value` is another shape of; null where it is no reshape.
static Value getReshaped(Value value) {
  Operation *op = value.getDefiningOp();
  return op && isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp,
                   tensor::CastOp>(op)
             ? op->getOperand(0)
             : Value();
}

/// Whether `value`, or what it is a reshape of, may be written where it is
/// inserted, and does not lie in one piece there. What our operations make does
/// not.
static bool isInsertedScattered(Value value) {
  for (; value; value = getReshaped(value)) {
    Operation *op = value.getDefiningOp();
    if (op &&
        !isa<FkwConv2DOp, MaxPool2DOp, RelayoutOp, SparseVecmatOp,
             Upsample2DOp>(op) &&
        !isWhollyContiguous(value))
      return true;
  }
  return false;
}

/// Whether `value` is a slice of another tensor, behind reshapes, and not one
/// that lies there in one piece.
static bool isScatteredSlice(Value value) {
  if (auto slice = value.getDefiningOp<tensor::ExtractSliceOp>();
      slice &&
      isContiguousPart(slice, slice.getResultType(), slice.getSourceType()))
    return isScatteredSlice(slice.getSource()) ||
           isInsertedScattered(slice.getSource());
  while (Value reshaped = getReshaped(value))
    value = reshaped;
  return value.getDefiningOp<tensor::ExtractSliceOp>() != nullptr;
}

/// Whether `op` reads a part of the tensor into which its result is inserted.
/// Bufferisation does not see that the parts are disjoint: written in place,
/// the result would cost a copy of all that is read.
static bool readsDestination(Operation *op) {
  return llvm::any_of(op->getResult(0).getUsers(), [&](Operation *user) {
    auto insert = dyn_cast<tensor::InsertSliceOp>(user);
    return insert && llvm::any_of(op->getOperands(), [&](Value operand) {
             auto slice = operand.getDefiningOp<tensor::ExtractSliceOp>();
             return slice && slice.getSource() == insert.getDest();
           });
  });
}

/// Gives an operation of ours contiguous buffers: a slice that it reads is
/// copied where it does not lie in one piece, and its result is written into
/// another tensor as a contiguous part at most. Returns the number of copies.
template <typename OpTy> static int64_t separateOperation(OpTy op) {
  OpBuilder builder(op);
  auto allocate = [&](Value like, Value copy) -> Value {
    return bufferization::AllocTensorOp::create(
        builder, op.getLoc(), cast<RankedTensorType>(like.getType()),
        /*dynamicSizes=*/ValueRange(), copy, /*memory_space=*/IntegerAttr());
  };
  if (!isa<TensorType>(op.getInit().getType()))
    return 0;
  if (op.getInit().template getDefiningOp<tensor::EmptyOp>() &&
      (!isInsertedContiguously(op->getResult(0)) || readsDestination(op)))
    op.getInitMutable().assign(allocate(op.getInit(), /*copy=*/Value()));
  int64_t copies = 0;
  auto copy = [&](OpOperand &operand) {
    operand.set(allocate(operand.get(), operand.get()));
    ++copies;
  };
  // Convolutions pack plain input from rows, wherever these lie.
  if (isScatteredSlice(op.getInput()) || (isa<RelayoutOp, SparseVecmatOp>(op) &&
                                          isInsertedScattered(op.getInput())))
    copy(op.getInputMutable());
  // Residuals are read by rows, wherever these lie.
  if constexpr (std::is_same_v<OpTy, FkwConv2DOp>)
    for (OpOperand &residual : op.getResidualsMutable())
      if (isScatteredSlice(residual.get()) && !hasUnitStrides(residual.get()))
        copy(residual);
  return copies;
}

/// Copies what a return returns once more: one out-parameter is one buffer.
static int64_t copyRepeatedResults(func::ReturnOp op) {
  int64_t copies = 0;
  DenseSet<Value> seen;
  OpBuilder builder(op);
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.get().getType());
    if (!type || seen.insert(operand.get()).second)
      continue;
    operand.set(bufferization::AllocTensorOp::create(
        builder, op.getLoc(), type, /*dynamicSizes=*/ValueRange(),
        /*copy=*/operand.get(), /*memory_space=*/IntegerAttr()));
    ++copies;
  }
  return copies;
}

namespace {
struct SeparateBuffers
    : patconv::impl::SeparateBuffersPassBase<SeparateBuffers> {
  using SeparateBuffersPassBase::SeparateBuffersPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    // Fills first: their clones share the empty tensor, which is cloned next.
    numCloned += cloneForEachUse<linalg::FillOp>(function);
    numCloned += cloneForEachUse<tensor::EmptyOp>(function);
    function.walk([&](FkwConv2DOp op) { numCopied += separateOperation(op); });
    function.walk([&](RelayoutOp op) { numCopied += separateOperation(op); });
    function.walk([&](MaxPool2DOp op) { numCopied += separateOperation(op); });
    function.walk([&](Upsample2DOp op) { numCopied += separateOperation(op); });
    function.walk(
        [&](SparseVecmatOp op) { numCopied += separateOperation(op); });
    function.walk(
        [&](func::ReturnOp op) { numCopied += copyRepeatedResults(op); });
    for (BlockArgument argument : function.getArguments())
      if (isa<TensorType>(argument.getType()))
        function.setArgAttr(
            argument.getArgNumber(),
            bufferization::BufferizationDialect::kWritableAttrName,
            BoolAttr::get(&getContext(), false));
  }
};
} // namespace
