//===- LinearizeConvolutions.cpp - patconv-linearize-convolutions ---------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_LINEARIZECONVOLUTIONSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `type` is a batch of images of one point in plain memory.
static bool isPoints(RankedTensorType type) {
  return !type.getEncoding() && type.getDimSize(2) == 1 &&
         type.getDimSize(3) == 1;
}

/// Whether `op` multiplies each image's channels by a matrix and does no more.
static bool isMatrixProduct(Conv2DOp op) {
  return isPoints(op.getInput().getType()) &&
         isPoints(cast<RankedTensorType>(op.getResult().getType())) &&
         isPoints(op.getWeights().getType()) && op.getGroups() == 1 &&
         !op.getPooled() &&
         // With strides the one point of the result might be one of padding.
         llvm::all_of(op.getPadding(), [](int64_t n) { return n == 0; });
}

/// The weights of `op`, F x C, without kernels that are removed; null where
/// data are missing.
static ElementsAttr getMatrix(Conv2DOp op, ArrayRef<int64_t> kernels) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(op.getWeights()), storage);
  if (!values)
    return nullptr;
  SmallVector<float> kept(*values);
  for (auto [value, kernel] : llvm::zip_equal(kept, kernels))
    if (kernel == 0)
      value = 0;
  const std::string name =
      (op.getLayer().value_or("conv_2d") + Twine(".weight")).str();
  return makeFloats(op.getContext(), {op.getNumFilters(), op.getNumChannels()},
                    kept, getDerivedName(op.getWeights(), name, "::matrix"));
}

/// `points`, N x C x 1 x 1, as a matrix N x C.
static Value collapse(OpBuilder &builder, Location loc, Value points) {
  const ReassociationIndices reassociation[] = {{0}, {1, 2, 3}};
  return tensor::CollapseShapeOp::create(builder, loc, points, reassociation);
}

/// Bias, activation and epilogue of `op`, for the `products` N x F.
static Value emitEpilogue(OpBuilder &builder, Conv2DOp op, Value products) {
  SmallVector<Value> inputs{products};
  for (Value residual : op.getResiduals())
    inputs.push_back(collapse(builder, op.getLoc(), residual));
  const size_t numImages = inputs.size();
  llvm::append_range(inputs, op.getParameters());
  if (op.getBias())
    inputs.push_back(op.getBias());
  const ActivationAttr activation = op.getActivation();
  std::optional<float> lower = activation.getLowerBound(),
                       upper = activation.getUpperBound();
  if (inputs.size() == 1 && !lower && !upper && op.getEpilogue().empty())
    return products;

  MLIRContext *context = op.getContext();
  AffineMap matrix = builder.getMultiDimIdentityMap(2),
            column = AffineMap::get(2, 0, builder.getAffineDimExpr(1), context);
  SmallVector<AffineMap> maps(numImages, matrix);
  maps.append(inputs.size() - numImages, column);
  maps.push_back(matrix);
  auto type = cast<RankedTensorType>(products.getType());
  Value init = tensor::EmptyOp::create(builder, op.getLoc(), type.getShape(),
                                       type.getElementType());
  return linalg::GenericOp::create(
             builder, op.getLoc(), TypeRange{type}, inputs, init, maps,
             SmallVector<utils::IteratorType>(2, utils::IteratorType::parallel),
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               auto number = [&](float value) -> Value {
                 return arith::ConstantOp::create(b, loc,
                                                  b.getF32FloatAttr(value));
               };
               Value value = arguments[0];
               if (op.getBias())
                 value = arith::AddFOp::create(b, loc, value,
                                               arguments[inputs.size() - 1]);
               if (lower)
                 value =
                     arith::MaximumFOp::create(b, loc, value, number(*lower));
               if (upper)
                 value =
                     arith::MinimumFOp::create(b, loc, value, number(*upper));
               if (!op.getEpilogue().empty()) {
                 Block &body = op.getEpilogue().front();
                 IRMapping mapping;
                 mapping.map(body.getArguments().front(), value);
                 mapping.map(body.getArguments().drop_front(),
                             arguments.slice(1, body.getNumArguments() - 1));
                 for (Operation &inner : body.without_terminator())
                   b.clone(inner, mapping);
                 value = mapping.lookupOrDefault(
                     cast<YieldOp>(body.getTerminator()).getValue());
               }
               linalg::YieldOp::create(b, loc, value);
             })
      .getResult(0);
}

/// Replaces `op` by a product with `matrix`.
static void linearize(RewriterBase &rewriter, Conv2DOp op,
                      ElementsAttr matrix) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  MLIRContext *context = op.getContext();
  Value weights =
      arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(matrix));
  Value empty = tensor::EmptyOp::create(
      rewriter, loc,
      {op.getInput().getType().getDimSize(0), op.getNumFilters()},
      rewriter.getF32Type());
  Value zero =
      arith::ConstantOp::create(rewriter, loc, rewriter.getF32FloatAttr(0));
  Value init = linalg::FillOp::create(rewriter, loc, zero, empty).getResult(0);
  // A row of weights for each output.
  SmallVector<AffineMap> maps =
      linalg::MatmulOp::getDefaultIndexingMaps(context);
  maps[1] = AffineMap::getMultiDimMapWithTargets(3, {1, 2}, context);
  auto product = linalg::MatmulOp::create(
      rewriter, loc, TypeRange{init.getType()},
      ValueRange{collapse(rewriter, loc, op.getInput()), weights},
      ValueRange{init});
  product.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
  if (StringAttr layer = op.getLayerAttr())
    product->setAttr(kLayerAttr, layer);
  Value result = emitEpilogue(rewriter, op, product.getResult(0));
  const ReassociationIndices reassociation[] = {{0}, {1, 2, 3}};
  rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
      op, op.getResult().getType(), result, reassociation);
}

namespace {
struct LinearizeConvolutions
    : patconv::impl::LinearizeConvolutionsPassBase<LinearizeConvolutions> {
  using LinearizeConvolutionsPassBase::LinearizeConvolutionsPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<Conv2DOp> ops;
    getOperation().walk([&](Conv2DOp op) { ops.push_back(op); });
    for (Conv2DOp op : ops) {
      if (!isMatrixProduct(op))
        continue;
      if (op.getSchedule() || op.getFilterOrder()) {
        op.emitRemark("stays a convolution of points: expected none that has a "
                      "schedule or an order of filters, but got one");
        ++numLeft;
        continue;
      }
      std::optional<SmallVector<int64_t>> kernels = op.getKernelTable();
      ElementsAttr matrix = kernels ? getMatrix(op, *kernels) : ElementsAttr();
      if (!matrix) {
        op.emitRemark("stays a convolution of points: expected constant "
                      "weights and kernels, but got others, or no data");
        ++numLeft;
        continue;
      }
      const int64_t kept = kernels->size() - llvm::count(*kernels, 0);
      if (maxRate != 0 && kept * maxRate < int64_t(kernels->size())) {
        op.emitRemark("stays a convolution of points: expected one of ")
            << int64_t(maxRate) << " kernels or more to be kept, but got "
            << kept << " of " << kernels->size();
        ++numLeft;
        continue;
      }
      op.emitRemark("a matrix product, as its planes are points");
      linearize(rewriter, op, matrix);
      ++numLinearized;
    }
  }
};
} // namespace
