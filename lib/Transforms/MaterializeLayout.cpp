//===- MaterializeLayout.cpp - Physical shapes for encoded tensors --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Pooling.h"

#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_MATERIALIZELAYOUTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The type of an encoded tensor in memory; others stay.
static Type getPhysicalType(Type type) {
  LaneTiledAttr layout = getLaneTiling(type);
  if (!layout)
    return type;
  auto tensor = cast<RankedTensorType>(type);
  return RankedTensorType::get(layout.getPhysicalShape(tensor.getShape()),
                               tensor.getElementType());
}

static bool isEncoded(Type type) { return getLaneTiling(type) != nullptr; }

/// Whether `op` works channel by channel on one image, and nobody reads halos
/// or idle lanes of its result, which may hold anything.
static bool isReadByPoints(linalg::GenericOp op) {
  if (op->getNumResults() != 1 || !isChannelwise(op))
    return false;
  auto type = cast<ShapedType>(op->getResult(0).getType());
  return type.getDimSize(0) == 1 &&
         llvm::all_of(getElementwiseImages(op),
                      [&](Value image) { return image.getType() == type; }) &&
         llvm::all_of(op->getUses(), [](OpOperand &use) {
           auto conv = dyn_cast<FkwConv2DOp>(use.getOwner());
           // A conversion goes by way of the plain layout, or to it.
           if (!conv)
             return isa<ConvertLayoutOp>(use.getOwner());
           const KernelSize kernel = conv.getKernelSize();
           return use == conv.getInputMutable() && kernel.height == 1 &&
                  kernel.width == 1 &&
                  llvm::all_of(conv.getPadding(),
                               [](int64_t n) { return n == 0; });
         });
}

/// `value`, a number for each plane, as a tensor of rank 1.
static Value flatten(OpBuilder &builder, Location loc, Value value) {
  const int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
  if (rank == 1)
    return value;
  return tensor::CollapseShapeOp::create(
      builder, loc, value,
      SmallVector<ReassociationIndices>{
          llvm::to_vector(llvm::seq<int64_t>(0, rank))});
}

/// The map from an element of lane-tiled planes to what is there by plane.
static AffineMap getPhysicalPlaneMap(MLIRContext *context) {
  return AffineMap::get(4, 0, getAffineDimExpr(0, context));
}

/// Makes channels of `op`, and planes of several images, which are dimensions 0
/// and 1, the planes of the layout, which are dimension 0.
static void movePlanes(linalg::GenericOp op) {
  OpBuilder builder(op);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  for (auto [operand, map] : llvm::zip(op->getOpOperands(), maps))
    if (!map.isIdentity()) {
      map = getPhysicalPlaneMap(op.getContext());
      operand.set(flatten(builder, op.getLoc(), operand.get()));
    }
  op.setIndexingMapsAttr(builder.getAffineMapArrayAttr(maps));
}

/// Adds up the insides of lane-tiled planes, whose idle lanes are zeros.
static void replaceSum(RewriterBase &rewriter, linalg::GenericOp op,
                       LaneTiledAttr layout) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  Value planes = op.getInputs()[0];
  if (const int64_t halo = layout.getHalo()) {
    SmallVector<OpFoldResult> offsets, sizes, strides;
    for (auto [dim, size] :
         llvm::enumerate(cast<RankedTensorType>(planes.getType()).getShape())) {
      const bool isInPlane = dim == 1 || dim == 2;
      offsets.push_back(rewriter.getIndexAttr(isInPlane ? halo : 0));
      sizes.push_back(rewriter.getIndexAttr(size - (isInPlane ? 2 * halo : 0)));
      strides.push_back(rewriter.getIndexAttr(1));
    }
    planes = tensor::ExtractSliceOp::create(rewriter, loc, planes, offsets,
                                            sizes, strides);
  }
  Value init = flatten(rewriter, loc, op.getOutputs()[0]);
  using Iterator = utils::IteratorType;
  auto sum = linalg::GenericOp::create(
      rewriter, loc, init.getType(), planes, init,
      ArrayRef{rewriter.getMultiDimIdentityMap(4),
               getPhysicalPlaneMap(op.getContext())},
      ArrayRef{Iterator::parallel, Iterator::reduction, Iterator::reduction,
               Iterator::reduction});
  sum.getRegion().takeBody(op.getRegion());
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
      op, type, sum.getResult(0),
      SmallVector<ReassociationIndices>{
          llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()))});
}

/// Whether the images of element-wise `op` and its result lie alike, and what
/// else it reads is plain.
static bool isAlike(linalg::GenericOp op) {
  return op->getNumResults() == 1 &&
         llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
           return op.getMatchingIndexingMap(&operand).isIdentity()
                      ? operand.get().getType() == op.getResult(0).getType()
                      : !isEncoded(operand.get().getType());
         });
}

/// Whether `op` can be rewritten: what it computes is known in the layout, and
/// keeps zeros in halos and idle lanes.
static bool isKnown(Operation *op) {
  if (auto generic = dyn_cast<linalg::GenericOp>(op))
    return (isAlike(generic) && isZeroPreserving(generic)) ||
           isReadByPoints(generic) || matchPlaneSum(generic);
  return isa<FkwConv2DOp, MaxPool2DOp, Upsample2DOp, ConcatOp, ConvertLayoutOp,
             tensor::EmptyOp>(op);
}

/// Checks that both sides of a conversion have a physical form.
static LogicalResult checkConversion(ConvertLayoutOp op) {
  for (Type type : {op.getInput().getType(), op.getResult().getType()})
    if (Attribute encoding = cast<RankedTensorType>(type).getEncoding();
        encoding && !isEncoded(type))
      return op.emitOpError("expected a tensor without an encoding or in the "
                            "lane-tiled layout, but got ")
             << type;
  return success();
}

/// Notes the layouts, which the types will no longer say.
template <typename OpTy> static void noteLayouts(OpTy op) {
  ArrayRef<int64_t> input =
      cast<ShapedType>(op.getInput().getType()).getShape();
  op.setInputSizeAttr(
      DenseI64ArrayAttr::get(op.getContext(), input.take_back(2)));
  op.setInputLayoutAttr(getLaneTiling(op.getInput().getType()));
  op.setOutputLayoutAttr(op.getOutputTiling());
}

/// A copy for each step: to the plain layout, and from it.
static void replaceConversion(RewriterBase &rewriter, ConvertLayoutOp op,
                              LaneTiledAttr from, LaneTiledAttr to,
                              ArrayRef<int64_t> shape) {
  Location loc = op.getLoc();
  Type element = rewriter.getF32Type();
  rewriter.setInsertionPoint(op);
  Value value = op.getInput();
  auto copy = [&](ArrayRef<int64_t> target, LaneTiledAttr layout,
                  bool toPlain) {
    Value init = tensor::EmptyOp::create(rewriter, loc, target, element);
    value = RelayoutOp::create(rewriter, loc, TypeRange(init.getType()), value,
                               init, layout, toPlain)
                .getResult(0);
  };
  if (from)
    copy(shape, from, /*toPlain=*/true);
  if (to)
    copy(to.getPhysicalShape(shape), to, /*toPlain=*/false);
  rewriter.replaceAllUsesWith(op.getResult(), value);
  rewriter.eraseOp(op);
}

namespace {
struct MaterializeLayout
    : patconv::impl::MaterializeLayoutPassBase<MaterializeLayout> {
  using MaterializeLayoutPassBase::MaterializeLayoutPassBase;

  void runOnOperation() override {
    SmallVector<Operation *> ops;
    bool failedAny = false;
    for (Type type : getOperation().getArgumentTypes()) {
      if (!isEncoded(type))
        continue;
      getOperation().emitOpError("expected arguments in the plain layout, but "
                                 "got ")
          << type;
      failedAny = true;
    }
    getOperation().walk([&](Operation *op) {
      if (op == getOperation() ||
          (llvm::none_of(op->getResultTypes(), isEncoded) &&
           llvm::none_of(op->getOperandTypes(), isEncoded)))
        return;
      ops.push_back(op);
      for (Type type : op->getResultTypes()) {
        LaneTiledAttr layout = getLaneTiling(type);
        if (!layout || layout.getLanes() <= lanes)
          continue;
        // Its vectors would be split. Of a masked load that is split for AVX2,
        // LLVM 22 reads the second half without a mask where none of it is set.
        op->emitOpError("expected a grid of at most ")
            << lanes.getValue()
            << " sub-images, the lanes of the target, but got " << layout;
        failedAny = true;
      }
      if (auto convert = dyn_cast<ConvertLayoutOp>(op))
        failedAny |= failed(checkConversion(convert));
      if (isKnown(op))
        return;
      op->emitOpError("expected an operation that works in the lane-tiled "
                      "layout, but got one that does not; convert its operands "
                      "with patconv.convert_layout");
      failedAny = true;
    });
    if (failedAny)
      return signalPassFailure();

    // All that the types say is read before any of them changes.
    SmallVector<std::tuple<ConvertLayoutOp, LaneTiledAttr, LaneTiledAttr,
                           SmallVector<int64_t>>>
        conversions;
    SmallVector<ConcatOp> concats;
    SmallVector<std::pair<linalg::GenericOp, LaneTiledAttr>> sums;
    for (Operation *op : ops) {
      if (auto conv = dyn_cast<FkwConv2DOp>(op)) {
        noteLayouts(conv);
      } else if (auto pool = dyn_cast<MaxPool2DOp>(op)) {
        noteLayouts(pool);
      } else if (auto upsample = dyn_cast<Upsample2DOp>(op)) {
        noteLayouts(upsample);
      } else if (auto generic = dyn_cast<linalg::GenericOp>(op)) {
        if (matchPlaneSum(generic))
          sums.emplace_back(generic,
                            getLaneTiling(generic.getInputs()[0].getType()));
        else
          movePlanes(generic);
      } else if (auto concat = dyn_cast<ConcatOp>(op)) {
        concats.push_back(concat);
      } else if (auto convert = dyn_cast<ConvertLayoutOp>(op)) {
        auto type = cast<RankedTensorType>(convert.getResult().getType());
        conversions.emplace_back(
            convert, getLaneTiling(convert.getInput().getType()),
            getLaneTiling(type), llvm::to_vector(type.getShape()));
      }
    }
    for (Operation *op : ops)
      for (Value result : op->getResults()) {
        numMaterialized += isEncoded(result.getType());
        result.setType(getPhysicalType(result.getType()));
      }
    IRRewriter rewriter(&getContext());
    for (auto &[op, layout] : sums)
      replaceSum(rewriter, op, layout);
    for (auto &[op, from, to, shape] : conversions)
      replaceConversion(rewriter, op, from, to, shape);
    // Channels of one image are planes.
    for (ConcatOp concat : concats) {
      rewriter.setInsertionPoint(concat);
      rewriter.replaceOpWithNewOp<tensor::ConcatOp>(
          concat, cast<RankedTensorType>(concat.getResult().getType()),
          /*dim=*/0, concat.getInputs());
    }
  }
};
} // namespace
