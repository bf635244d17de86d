//===- ReorderPadding.cpp - patconv-reorder-padding -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_REORDERPADDINGPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `op` has constant offsets and sizes, and leaves nothing out.
template <typename OpTy> static bool isStaticBox(OpTy op) {
  return !ShapedType::isDynamicShape(op.getStaticOffsets()) &&
         !ShapedType::isDynamicShape(op.getStaticSizes()) &&
         llvm::all_of(op.getStaticStrides(), [](int64_t n) { return n == 1; });
}

/// Whether the parts that `a` and `b` insert have no element in common.
static bool areDisjoint(tensor::InsertSliceOp a, tensor::InsertSliceOp b) {
  for (auto [from, size, otherFrom, otherSize] :
       llvm::zip_equal(a.getStaticOffsets(), a.getStaticSizes(),
                       b.getStaticOffsets(), b.getStaticSizes()))
    if (from + size <= otherFrom || otherFrom + otherSize <= from)
      return true;
  return false;
}

/// What the body of `op` reads from outside.
static SetVector<Value> getCaptured(Operation *op) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  return captured;
}

/// A constant again, which may stand below.
static Value cloneConstant(RewriterBase &rewriter, Value constant) {
  return rewriter.clone(*constant.getDefiningOp())->getResult(0);
}

/// Whether `op` makes a tensor of elements that its body takes from others.
static bool isGather(linalg::GenericOp op) {
  return op && op.hasPureTensorSemantics() && op.getNumDpsInputs() == 0 &&
         op->getNumResults() == 1 && op.getNumReductionLoops() == 0 &&
         !op.payloadUsesValueFromOperand(op.getDpsInitOperand(0));
}

/// The slice of `image` that `border`, a part of its padding, consists of: as
/// it is, or taken from it element by element, back to front for example.
static tensor::ExtractSliceOp getSlice(Value border, Value image) {
  auto slice = border.getDefiningOp<tensor::ExtractSliceOp>();
  if (auto gather = border.getDefiningOp<linalg::GenericOp>();
      isGather(gather)) {
    SmallVector<tensor::ExtractOp> reads(
        gather.getBlock()->getOps<tensor::ExtractOp>());
    if (reads.size() == 1)
      slice = reads[0].getTensor().getDefiningOp<tensor::ExtractSliceOp>();
  }
  if (!slice || slice.getSource() != image)
    return nullptr;
  // What else a body reads goes to the image with it.
  if (llvm::any_of(getCaptured(border.getDefiningOp()), [&](Value value) {
        return value != slice.getResult() && !matchPattern(value, m_Constant());
      }))
    return nullptr;
  return isStaticBox(slice) &&
                 slice.getType().getRank() == slice.getSourceType().getRank()
             ? slice
             : tensor::ExtractSliceOp();
}

namespace {
/// An image that is inserted last into a tensor, after parts of itself.
struct Padding {
  tensor::InsertSliceOp image;
  /// In the order in which they are inserted.
  SmallVector<tensor::InsertSliceOp> borders;
  /// What they are inserted into; null where nothing of it is left.
  linalg::FillOp fill;
};
} // namespace

static std::optional<Padding> match(tensor::InsertSliceOp op) {
  Padding padding{op, {}, {}};
  Value image = op.getSource(), start = op.getDest();
  if (!isStaticBox(op) || !op.getDestType().hasStaticShape() ||
      op.getSourceType().getRank() != op.getDestType().getRank())
    return std::nullopt;
  int64_t inserted = op.getSourceType().getNumElements();
  while (auto border = start.getDefiningOp<tensor::InsertSliceOp>()) {
    if (!border->hasOneUse() || !isStaticBox(border) ||
        border.getSourceType().getRank() != op.getDestType().getRank() ||
        !getSlice(border.getSource(), image) || !areDisjoint(border, op) ||
        !llvm::all_of(padding.borders,
                      [&](auto other) { return areDisjoint(border, other); }))
      return std::nullopt;
    padding.borders.push_back(border);
    inserted += border.getSourceType().getNumElements();
    start = border.getDest();
  }
  std::reverse(padding.borders.begin(), padding.borders.end());
  const bool isWhole = inserted == op.getDestType().getNumElements();
  padding.fill = start.getDefiningOp<linalg::FillOp>();
  if (padding.borders.empty() || !image.getDefiningOp() ||
      (!isWhole && (!padding.fill ||
                    !matchPattern(padding.fill.getInputs()[0], m_Constant()))))
    return std::nullopt;
  if (isWhole)
    padding.fill = nullptr;
  return padding;
}

/// Inserts the image first, and takes the borders from where it lies then.
static void reorder(RewriterBase &rewriter, Padding &padding) {
  Value image = padding.image.getSource();
  auto type = padding.image.getDestType();
  Location loc = padding.image.getLoc();
  rewriter.setInsertionPoint(image.getDefiningOp());
  Value start = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                        type.getElementType());
  if (padding.fill) {
    Value number = cloneConstant(rewriter, padding.fill.getInputs()[0]);
    start = linalg::FillOp::create(rewriter, loc, number, start).getResult(0);
  }
  rewriter.setInsertionPointAfter(image.getDefiningOp());
  auto insert = [&](tensor::InsertSliceOp like, Value source, Value into) {
    return tensor::InsertSliceOp::create(
        rewriter, loc, source, into, like.getMixedOffsets(),
        like.getMixedSizes(), like.getMixedStrides());
  };
  auto first = insert(padding.image, image, start);
  // All is read before any of it is written.
  SmallVector<Value> sources;
  for (tensor::InsertSliceOp border : padding.borders) {
    tensor::ExtractSliceOp slice = getSlice(border.getSource(), image);
    SmallVector<OpFoldResult> offsets;
    for (auto [inImage, ofImage] : llvm::zip_equal(
             slice.getStaticOffsets(), padding.image.getStaticOffsets()))
      offsets.push_back(rewriter.getIndexAttr(inImage + ofImage));
    Value source = tensor::ExtractSliceOp::create(
        rewriter, loc, slice.getType(), first, offsets, slice.getMixedSizes(),
        slice.getMixedStrides());
    Operation *gather = border.getSource().getDefiningOp();
    if (gather == slice) {
      source = bufferization::AllocTensorOp::create(
          rewriter, loc, slice.getType(), /*dynamicSizes=*/ValueRange(),
          /*copy=*/source, /*memory_space=*/IntegerAttr());
    } else {
      IRMapping mapping;
      for (Value value : getCaptured(gather))
        if (value != slice.getResult())
          mapping.map(value, cloneConstant(rewriter, value));
      mapping.map(slice.getResult(), source);
      mapping.map(cast<linalg::GenericOp>(gather).getDpsInits()[0],
                  tensor::EmptyOp::create(
                      rewriter, loc, border.getSourceType().getShape(),
                      border.getSourceType().getElementType())
                      .getResult());
      source = rewriter.clone(*gather, mapping)->getResult(0);
    }
    sources.push_back(source);
  }
  Value padded = first;
  for (auto [border, source] : llvm::zip_equal(padding.borders, sources))
    padded = insert(border, source, padded);
  rewriter.replaceAllUsesWith(padding.image.getResult(), padded);
  eraseWithUnusedProducers(padding.image);
}

namespace {
struct ReorderPadding : patconv::impl::ReorderPaddingPassBase<ReorderPadding> {
  using ReorderPaddingPassBase::ReorderPaddingPassBase;

  void runOnOperation() override {
    if (getOperation().isExternal() ||
        !llvm::hasSingleElement(getOperation().getBody()))
      return;
    IRRewriter rewriter(&getContext());
    SmallVector<tensor::InsertSliceOp> ops;
    for (auto op : getOperation().getOps<tensor::InsertSliceOp>())
      ops.push_back(op);
    for (tensor::InsertSliceOp op : ops) {
      std::optional<Padding> padding = match(op);
      if (!padding)
        continue;
      reorder(rewriter, *padding);
      ++numReordered;
    }
  }
};
} // namespace
