//===- LinalgToPatConv.cpp - convert-linalg-to-patconv --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/Passes.h"
#include "lib/Transforms/DeadOps.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"
#include "lib/Conversion/LinalgToPatConv/ConvolutionForms.h"
#include "lib/Conversion/LinalgToPatConv/PatternCollection.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_CONVERTLINALGTOPATCONVPASS
#include "lib/Conversion/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// The name of a layer with these weights that no layer in `taken` has: the
/// parameter's without `.weight`, else `conv_2d`.
static std::string makeLayerName(ElementsAttr weights,
                                 llvm::StringSet<> &taken) {
  StringRef name = "conv_2d";
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(weights)) {
    name = resource.getRawHandle().getKey();
    name = name.take_front(name.find("::"));
    name.consume_back(".weight");
  }
  std::string unique = name.str();
  for (int i = 1; !taken.insert(unique).second; ++i)
    unique = (name + "_" + Twine(i)).str();
  return unique;
}

/// Whether at least one in a hundred of large kernels has zeros, but not zeros
/// alone: a weight or two that happen to be zero are no pruning to speak of.
static bool hasPrunedKernels(ArrayRef<float> weights, int64_t positions) {
  const int64_t kernels = weights.size() / positions;
  int64_t pruned = 0;
  for (; !weights.empty(); weights = weights.drop_front(positions)) {
    const int64_t zeros = llvm::count(weights.take_front(positions), 0.0f);
    pruned += zeros > 0 && zeros < positions;
  }
  return pruned > 0 && pruned * 100 >= kernels;
}

/// The patterns of the layer, with a remark where zeros are not used.
static PatternCollection collectPatterns(const Convolution &conv,
                                         int64_t maxPatterns, StringRef layer,
                                         Location loc) {
  ArrayRef<int64_t> shape = conv.weights.getShapedType().getShape();
  int64_t positions = shape[2] * shape[3];
  SmallVector<float> storage;
  ArrayRef<float> weights = *getFloats(conv.weights, storage);
  SmallVector<uint64_t> masks = readMasks(weights, positions);
  PatternCollection collection =
      collectPatterns(masks, shape[1], positions, maxPatterns);
  if (positions > kMaxPatternPositions && hasPrunedKernels(weights, positions))
    collection.denseReason =
        ("kernels of more than " + Twine(kMaxPatternPositions) +
         " positions have no other, so that their zeros count as weights")
            .str();
  if (!collection.denseReason.empty())
    emitRemark(loc) << "layer '" << layer
                    << "' takes the full pattern: " << collection.denseReason;
  return collection;
}

namespace {
/// What is left to add to the convolution's products.
struct Addends {
  Value bias;
  Value image;
};
} // namespace

/// Splits what a convolution accumulates onto into a bias by channel and
/// anything else.
static Addends splitInit(OpBuilder &builder, Location loc, Value init,
                         StringRef layer) {
  if (Value channels = getBroadcastChannels(init))
    return {channels, {}};
  auto type = cast<RankedTensorType>(init.getType());
  std::optional<SmallVector<float>> constants = evaluateChannels(
      init, builder.getMultiDimIdentityMap(4), type.getShape());
  if (!constants)
    return {{}, init};
  if (llvm::all_of(*constants, [](float value) { return value == 0.0f; }))
    return {};
  ElementsAttr bias = makeFloats(builder.getContext(), {type.getDimSize(1)},
                                 *constants, (layer + ".bias").str());
  return {arith::ConstantOp::create(builder, loc, bias), {}};
}

/// a + b, element by element.
static Value addImages(OpBuilder &builder, Location loc, Value a, Value b) {
  auto type = cast<RankedTensorType>(a.getType());
  AffineMap map = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::parallel);
  Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                        type.getElementType());
  return linalg::GenericOp::create(
             builder, loc, type, ValueRange{a, b}, empty,
             ArrayRef<AffineMap>{map, map, map}, loops,
             [](OpBuilder &b, Location loc, ValueRange args) {
               Value sum = arith::AddFOp::create(b, loc, args[0], args[1]);
               linalg::YieldOp::create(b, loc, sum);
             })
      .getResult(0);
}

/// Replaces `op`, whose result may be an image with separate groups.
static void replaceImage(RewriterBase &rewriter, linalg::LinalgOp op,
                         Value image) {
  Value old = op->getResult(0);
  if (old.getType() == image.getType())
    return rewriter.replaceOp(op, image);
  for (Operation *user : llvm::make_early_inc_range(old.getUsers()))
    if (isa<tensor::CollapseShapeOp>(user) &&
        user->getResult(0).getType() == image.getType())
      rewriter.replaceOp(user, image);
  SmallVector<ReassociationIndices> groups{{0}, {1, 2}, {3}, {4}};
  rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(op, old.getType(), image,
                                                     groups);
}

/// Replaces a convolution of linalg by a `patconv.conv_2d` and, where it adds
/// to something else than a bias by channel, an addition after it. Fails with
/// a remark that says why the convolution stays.
static LogicalResult raiseConvolution(RewriterBase &rewriter,
                                      linalg::LinalgOp op, int64_t maxPatterns,
                                      llvm::StringSet<> &layers) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  std::string reason;
  std::optional<Convolution> conv = readConvolution(rewriter, op, reason);
  if (!conv) {
    op.emitRemark("stays in linalg: ") << reason;
    return rewriter.notifyMatchFailure(op, reason);
  }

  MLIRContext *context = op.getContext();
  std::string layer = makeLayerName(conv->weights, layers);
  ArrayRef<int64_t> shape = conv->weights.getShapedType().getShape();
  PatternCollection collection =
      collectPatterns(*conv, maxPatterns, layer, loc);
  auto patterns = PatternSetAttr::get(
      context, llvm::map_to_vector(collection.patterns, [&](uint64_t mask) {
        return PatternAttr::get(context, shape[2], shape[3], mask);
      }));
  ElementsAttr kernels = makeNarrowIntegers(
      context, shape.take_front(2), collection.table, layer + ".kernels");
  Value weights = conv->weightsValue;
  if (!weights)
    weights = arith::ConstantOp::create(rewriter, loc, conv->weights);
  Addends addends = splitInit(rewriter, loc, conv->init, layer);
  auto type = cast<RankedTensorType>(conv->init.getType());
  Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                        type.getElementType());
  Value result = Conv2DOp::create(
      rewriter, loc, type, conv->input, weights, addends.bias,
      /*residuals=*/ValueRange(), /*parameters=*/ValueRange(), empty, patterns,
      kernels, conv->strides, conv->dilations, conv->padding, conv->groups,
      ActivationAttr::get(context, ActivationKind::none),
      /*max_pool=*/DenseI64ArrayAttr(), /*sum_pool=*/false,
      /*filter_order=*/DenseI64ArrayAttr(),
      /*filter_groups=*/DenseI64ArrayAttr(), /*schedule=*/ScheduleAttr(),
      rewriter.getStringAttr(layer));
  if (addends.image)
    result = addImages(rewriter, loc, result, addends.image);
  replaceImage(rewriter, op, result);
  return success();
}

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

/// The constant that `value` is the transpose of, the last two dimensions
/// exchanged; null where it is none.
static Value getTransposedConstant(Value value) {
  auto transpose = value.getDefiningOp<linalg::TransposeOp>();
  if (!transpose || !getConstant(transpose.getInput()))
    return {};
  SmallVector<int64_t> expected =
      llvm::to_vector(llvm::seq<int64_t>(0, transpose.getPermutation().size()));
  std::swap(expected.end()[-1], expected.end()[-2]);
  if (transpose.getPermutation() != ArrayRef<int64_t>(expected))
    return {};
  return transpose.getInput();
}

/// Gives a matrix product with constant weights the name of its layer, for
/// reports and profiles.
static void nameLayer(Operation *op, Value weights, llvm::StringSet<> &layers) {
  if (auto constant =
          dyn_cast_or_null<DenseResourceElementsAttr>(getConstant(weights)))
    op->setAttr(kLayerAttr, StringAttr::get(op->getContext(),
                                            makeLayerName(constant, layers)));
}

/// Lets a matrix product read constant weights as they lie rather than their
/// transpose.
template <typename OpTy>
static void readUntransposed(RewriterBase &rewriter, OpTy op,
                             llvm::StringSet<> &layers) {
  Value weights = getTransposedConstant(op.getInputs()[1]);
  nameLayer(op, weights ? weights : op.getInputs()[1], layers);
  if (!weights || op.hasUserDefinedMaps())
    return;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  // Only the order of the weights' last two dimensions changes.
  SmallVector<AffineExpr> results = llvm::to_vector(maps[1].getResults());
  std::swap(results.end()[-1], results.end()[-2]);
  maps[1] = AffineMap::get(maps[1].getNumDims(), 0, results, op.getContext());
  rewriter.modifyOpInPlace(op, [&] {
    op.getInputsMutable()[1].set(weights);
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
  });
}

/// The same for a vector times a matrix, which becomes a matrix times it.
static void readUntransposed(RewriterBase &rewriter, linalg::VecmatOp op,
                             llvm::StringSet<> &layers) {
  Value weights = getTransposedConstant(op.getInputs()[1]);
  if (!weights)
    return nameLayer(op, op.getInputs()[1], layers);
  rewriter.setInsertionPoint(op);
  auto product = rewriter.replaceOpWithNewOp<linalg::MatvecOp>(
      op, op->getResultTypes(), ValueRange{weights, op.getInputs()[0]},
      op.getOutputs());
  nameLayer(product, weights, layers);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct ConvertLinalgToPatConv
    : patconv::impl::ConvertLinalgToPatConvPassBase<ConvertLinalgToPatConv> {
  using ConvertLinalgToPatConvPassBase::ConvertLinalgToPatConvPassBase;

  void runOnOperation() override {
    if (maxPatterns < 1 || maxPatterns > int64_t(kMaxDistinctMasks)) {
      getOperation().emitError("expected max-patterns to be 1 to ")
          << kMaxDistinctMasks << ", but got " << maxPatterns.getValue();
      return signalPassFailure();
    }
    SmallVector<linalg::LinalgOp> ops;
    getOperation().walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    llvm::StringSet<> layers;
    for (linalg::LinalgOp op : ops) {
      if (isConvolution(op))
        ++(succeeded(raiseConvolution(rewriter, op, maxPatterns, layers))
               ? numConverted
               : numSkipped);
      else
        TypeSwitch<Operation *>(op)
            .Case<linalg::MatmulOp, linalg::BatchMatmulOp, linalg::VecmatOp>(
                [&](auto product) {
                  readUntransposed(rewriter, product, layers);
                });
    }
    eraseDeadOps(getOperation());
  }
};
} // namespace
