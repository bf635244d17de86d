//===- DecomposeConcat.cpp - patconv-decompose-concat ---------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_DECOMPOSECONCATPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// A concatenation with what it joins: of one that it starts with, the parts.
struct Joined {
  tensor::ConcatOp op;
  SmallVector<Value> parts;
};

/// Concatenations each of which starts with all parts of the one before.
using Chain = SmallVector<Joined>;
} // namespace

/// Whether the parts of a concatenation lie one behind the other in memory.
static bool joinsContiguously(tensor::ConcatOp op) {
  auto hasStaticShape = [](Type type) {
    return cast<RankedTensorType>(type).hasStaticShape();
  };
  RankedTensorType type = op.getResultType();
  return hasStaticShape(type) &&
         llvm::all_of(op->getOperandTypes(), hasStaticShape) &&
         llvm::all_of(type.getShape().take_front(op.getDim()),
                      [](int64_t size) { return size == 1; });
}

/// Whether `user`, or whoever may read `value` by way of a view, comes before
/// `end`.
static bool isReadBefore(Value value, Operation *end) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (user == end)
      return true;
    if (user->getBlock() != end->getBlock() || !user->isBeforeInBlock(end))
      return false;
    if (isa<tensor::ExtractSliceOp, tensor::CollapseShapeOp,
            tensor::ExpandShapeOp, tensor::CastOp>(user))
      return isReadBefore(user->getResult(0), end);
    return true;
  });
}

static bool startsWith(ArrayRef<Value> parts, ArrayRef<Value> first) {
  return parts.size() > first.size() && parts.take_front(first.size()) == first;
}

/// The concatenations of `block`, each behind the longest that it starts with,
/// if that may grow: nobody reads it afterwards, and no other has its place.
static SmallVector<Chain> findChains(Block &block) {
  SmallVector<Chain> chains;
  DenseMap<Value, SmallVector<Value>> partsOf;
  for (auto op : block.getOps<tensor::ConcatOp>()) {
    // What joins along another dimension makes may be replaced as it grows.
    const bool isOfOthers = llvm::any_of(op.getInputs(), [&](Value input) {
      auto other = input.getDefiningOp<tensor::ConcatOp>();
      return other && other.getDim() != op.getDim();
    });
    if (isOfOthers || !joinsContiguously(op))
      continue;
    Joined joined{op, {}};
    for (Value input : op.getInputs())
      if (auto it = partsOf.find(input); it != partsOf.end())
        llvm::append_range(joined.parts, it->second);
      else
        joined.parts.push_back(input);
    partsOf[op.getResult()] = joined.parts;
    Chain *longest = nullptr;
    for (Chain &chain : chains) {
      Joined &last = chain.back();
      if (last.op.getDim() == op.getDim() &&
          startsWith(joined.parts, last.parts) &&
          (!longest || last.parts.size() > longest->back().parts.size()) &&
          isReadBefore(last.op.getResult(), op))
        longest = &chain;
    }
    if (longest)
      longest->push_back(joined);
    else
      chains.push_back({joined});
  }
  return chains;
}

/// Writes the parts of a chain into one tensor, as large as the last result:
/// each of the others is what is there so far.
static void growInPlace(RewriterBase &rewriter, const Chain &chain) {
  tensor::ConcatOp first = chain.front().op, last = chain.back().op;
  RankedTensorType type = last.getResultType();
  const int64_t dim = last.getDim();
  rewriter.setInsertionPoint(first);
  Value whole = tensor::EmptyOp::create(rewriter, first.getLoc(),
                                        type.getShape(), type.getElementType());
  int64_t filled = 0;
  size_t written = 0;
  auto getSlice = [&](int64_t first, ArrayRef<int64_t> sizes) {
    SmallVector<OpFoldResult> offsets(type.getRank(), rewriter.getIndexAttr(0));
    offsets[dim] = rewriter.getIndexAttr(first);
    return std::make_tuple(
        offsets, getAsIndexOpFoldResult(rewriter.getContext(), sizes),
        SmallVector<OpFoldResult>(type.getRank(), rewriter.getIndexAttr(1)));
  };
  for (Joined joined : chain) {
    rewriter.setInsertionPoint(joined.op);
    for (Value part : ArrayRef(joined.parts).drop_front(written)) {
      ArrayRef<int64_t> shape =
          cast<RankedTensorType>(part.getType()).getShape();
      auto [offsets, sizes, strides] = getSlice(filled, shape);
      whole = tensor::InsertSliceOp::create(rewriter, joined.op.getLoc(), part,
                                            whole, offsets, sizes, strides);
      filled += shape[dim];
    }
    written = joined.parts.size();
    Value result = whole;
    if (filled != type.getDimSize(dim)) {
      auto [offsets, sizes, strides] =
          getSlice(0, joined.op.getResultType().getShape());
      result = tensor::ExtractSliceOp::create(rewriter, joined.op.getLoc(),
                                              whole, offsets, sizes, strides);
    }
    rewriter.replaceOp(joined.op, result);
  }
}

namespace {
struct DecomposeConcat
    : patconv::impl::DecomposeConcatPassBase<DecomposeConcat> {
  using DecomposeConcatPassBase::DecomposeConcatPassBase;

  void runOnOperation() override {
    const int64_t before = countConcats();
    IRRewriter rewriter(&getContext());
    for (Block &block : getOperation().getBody())
      for (const Chain &chain : findChains(block))
        if (chain.size() > 1) {
          numGrown += chain.size() - 1;
          growInPlace(rewriter, chain);
        }
    RewritePatternSet patterns(&getContext());
    tensor::populateDecomposeTensorConcatPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    numDecomposed += before - countConcats();
  }

  int64_t countConcats() {
    int64_t count = 0;
    getOperation().walk([&](tensor::ConcatOp) { ++count; });
    return count;
  }
};
} // namespace
