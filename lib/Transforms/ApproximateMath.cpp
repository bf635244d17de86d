//===- ApproximateMath.cpp - patconv-approximate-math ---------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_APPROXIMATEMATHPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Functions whose approximation, ours or upstream's, is exact to a few units
/// in the last place over all float32. Those of sines and cosines are not, for
/// large arguments.
static bool isApproximated(StringRef name) {
  static const llvm::StringSet<> names = {
      math::ErfOp::getOperationName(),   math::ExpOp::getOperationName(),
      math::ExpM1Op::getOperationName(), math::LogOp::getOperationName(),
      math::Log1pOp::getOperationName(), math::Log2Op::getOperationName(),
      math::TanhOp::getOperationName()};
  return names.contains(name);
}

static int64_t countFunctions(Operation *root) {
  int64_t count = 0;
  root->walk([&](Operation *op) {
    count += isApproximated(op->getName().getStringRef());
  });
  return count;
}

/// exp(r) where |r| <= ln(2) / 2, as 1 + r * (c[1] + r * (c[2] + ...)): the
/// polynomial of degree 5 whose largest relative error is least, 9.5e-8.
static constexpr double kExp[] = {1,
                                  0.9999997019767761,
                                  0.4999915063381195,
                                  0.1666763722896576,
                                  0.0418979749083519,
                                  0.008290305733680725};
/// erf(x) / x where |x| <= kErfTop, as polynomials in x^2: numerator and
/// denominator of the rational function of degree 5 and 5 whose largest
/// relative error is least, 1.9e-8 before they are rounded. Without negative
/// coefficients nothing cancels out.
static constexpr double kErfNumerator[] = {
    1.128379146135515,    0.19040709230442013,    0.05274881091614022,
    0.003765645392750986, 0.00028488363277450493, 2.05008576999191e-06};
static constexpr double kErfDenominator[] = {1,
                                             0.5020766327458659,
                                             0.11410937499961686,
                                             0.014969273004045013,
                                             0.001162542926799781,
                                             3.8091747354008416e-05};
/// From here on erf(x) is 1 in float32.
static constexpr double kErfTop = 3.92;
/// A float32 of this size has no fraction, so adding it rounds; the exponent's
/// bias is in its last bits, so that these become the exponent of a power of 2.
static constexpr double kRound = (3 << 22) + 127;
static constexpr int64_t kMantissaBits = 23;

/// Whether `type` is float32 or vectors of it.
static bool isFloat32(Type type) {
  return isa<Float32Type, VectorType>(type) &&
         getElementTypeOrSelf(type).isF32();
}

namespace {
/// The values of an expression on `type`, float32 or vectors of it.
class FloatBuilder {
public:
  FloatBuilder(OpBuilder &builder, Location loc, Type type)
      : b(builder), loc(loc), type(type) {}

  Value constant(double value) {
    TypedAttr attr = b.getF32FloatAttr(value);
    if (auto vector = dyn_cast<VectorType>(type))
      attr = DenseElementsAttr::get(vector, Attribute(attr));
    return arith::ConstantOp::create(b, loc, attr);
  }
  Value fma(Value x, Value y, Value z) {
    return math::FmaOp::create(b, loc, x, y, z);
  }
  /// `bound` where `predicate` holds of `x` and it, else `x`; so where that is
  /// NaN.
  Value limit(Value x, double bound, arith::CmpFPredicate predicate) {
    Value limit = constant(bound);
    Value isBeyond = arith::CmpFOp::create(b, loc, predicate, x, limit);
    return arith::SelectOp::create(b, loc, isBeyond, limit, x);
  }
  /// `x` from -`bound` to `bound`; NaN stays.
  Value limit(Value x, double bound) {
    x = limit(x, bound, arith::CmpFPredicate::OGT);
    return limit(x, -bound, arith::CmpFPredicate::OLT);
  }
  /// c[0] + x * (c[1] + x * (c[2] + ...)).
  Value polynomial(ArrayRef<double> coefficients, Value x) {
    Value sum = constant(coefficients.back());
    for (double coefficient : llvm::reverse(coefficients.drop_back()))
      sum = fma(sum, x, constant(coefficient));
    return sum;
  }
  /// 2^n of what kRound was added to n.
  Value powerOfTwo(Value rounded) {
    Type bits = b.getI32Type();
    TypedAttr attr = b.getI32IntegerAttr(kMantissaBits);
    if (auto vector = dyn_cast<VectorType>(type)) {
      auto bitsType = vector.clone(bits);
      attr = DenseElementsAttr::get(bitsType, Attribute(attr));
      bits = bitsType;
    }
    Value shifted = arith::ShLIOp::create(
        b, loc, arith::BitcastOp::create(b, loc, bits, rounded),
        arith::ConstantOp::create(b, loc, attr));
    return arith::BitcastOp::create(b, loc, type, shifted);
  }

private:
  OpBuilder &b;
  Location loc;
  Type type;
};

/// Writes a / (1 + exp(x)) without what an exponential by itself has to get
/// right: results that are neither huge nor tiny beside 1.
struct ExpandLogistic : OpRewritePattern<arith::DivFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::DivFOp op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    auto sum = op.getRhs().getDefiningOp<arith::AddFOp>();
    if (!isFloat32(type) || !sum || !sum->hasOneUse())
      return failure();
    Value summand = sum.getLhs(), one = sum.getRhs();
    if (!matchPattern(one, m_OneFloat()))
      std::swap(summand, one);
    auto exp = summand.getDefiningOp<math::ExpOp>();
    if (!exp || !exp->hasOneUse() || !matchPattern(one, m_OneFloat()))
      return failure();
    Value x = exp.getOperand();
    auto negation = x.getDefiningOp<arith::NegFOp>();
    const double sign = negation ? -1 : 1;
    if (negation)
      x = negation.getOperand();
    // Of what lies beyond, powers of 2 are infinity and 0.
    FloatBuilder b(rewriter, op.getLoc(), type);
    const double top = 128 * llvm::numbers::ln2,
                 bottom = -127 * llvm::numbers::ln2;
    using arith::CmpFPredicate;
    x = b.limit(x, sign > 0 ? top : -bottom, CmpFPredicate::OGT);
    x = b.limit(x, sign > 0 ? bottom : -top, CmpFPredicate::OLT);
    Value bias = b.constant(kRound);
    Value rounded = b.fma(x, b.constant(sign * llvm::numbers::log2e), bias);
    Value n = arith::SubFOp::create(rewriter, op.getLoc(), rounded, bias);
    Value r = b.fma(n, b.constant(-sign * llvm::numbers::ln2), x);
    // The sign of r is that of its odd coefficients.
    Value power = b.constant(sign * kExp[5]);
    for (int64_t i : {4, 3, 2, 1, 0})
      power = b.fma(power, r, b.constant(i % 2 ? sign * kExp[i] : kExp[i]));
    Value denominator = b.fma(power, b.powerOfTwo(rounded), one);
    rewriter.replaceOpWithNewOp<arith::DivFOp>(op, op.getLhs(), denominator);
    return success();
  }
};

/// x / (1 + exp(-x)) for x * (1 / (1 + exp(-x))).
struct DivideInput : OpRewritePattern<arith::MulFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::MulFOp op,
                                PatternRewriter &rewriter) const override {
    if (!isFloat32(op.getType()))
      return failure();
    for (auto [x, reciprocal] : {std::pair(op.getLhs(), op.getRhs()),
                                 std::pair(op.getRhs(), op.getLhs())}) {
      auto division = reciprocal.getDefiningOp<arith::DivFOp>();
      if (!division || !division->hasOneUse() ||
          !matchPattern(division.getLhs(), m_OneFloat()))
        continue;
      // Of a factor that does not change from point to point, the reciprocal
      // is computed once.
      auto sum = division.getRhs().getDefiningOp<arith::AddFOp>();
      if (!sum || !llvm::any_of(sum->getOperands(), [&, x = x](Value term) {
            auto exp = term.getDefiningOp<math::ExpOp>();
            auto negation =
                exp ? exp.getOperand().getDefiningOp<arith::NegFOp>() : nullptr;
            return negation && negation.getOperand() == x;
          }))
        continue;
      rewriter.replaceOpWithNewOp<arith::DivFOp>(op, x, division.getRhs());
      return success();
    }
    return failure();
  }
};

/// Writes erf, of which GELU is made, as a rational function. The upstream one
/// computes four polynomials and chooses.
struct ExpandErf : OpRewritePattern<math::ErfOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ErfOp op,
                                PatternRewriter &rewriter) const override {
    if (!isFloat32(op.getType()))
      return failure();
    Location loc = op.getLoc();
    FloatBuilder b(rewriter, loc, op.getType());
    Value x = b.limit(op.getOperand(), kErfTop);
    Value square = arith::MulFOp::create(rewriter, loc, x, x);
    Value numerator = arith::MulFOp::create(
        rewriter, loc, x, b.polynomial(kErfNumerator, square));
    Value ratio = arith::DivFOp::create(rewriter, loc, numerator,
                                        b.polynomial(kErfDenominator, square));
    // Rounding may end beyond what the function reaches.
    rewriter.replaceOp(op, b.limit(ratio, 1));
    return success();
  }
};

struct ApproximateMath
    : patconv::impl::ApproximateMathPassBase<ApproximateMath> {
  using ApproximateMathPassBase::ApproximateMathPassBase;

  void runOnOperation() override {
    const int64_t before = countFunctions(getOperation());
    // Each looks for functions that the next one takes away.
    RewritePatternSet division(&getContext()), expansion(&getContext()),
        functions(&getContext());
    division.add<DivideInput>(&getContext());
    expansion.add<ExpandLogistic, ExpandErf>(&getContext());
    populateMathPolynomialApproximationPatterns(functions, isApproximated);
    for (RewritePatternSet *patterns : {&division, &expansion, &functions})
      if (failed(applyPatternsGreedily(getOperation(), std::move(*patterns))))
        return signalPassFailure();
    numApproximated += before - countFunctions(getOperation());
  }
};
} // namespace
