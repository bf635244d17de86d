//===- FoldWeightShapes.cpp - Rearranging constants at compile time -------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Weights.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/ConstantData.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// How one dimension of the source is walked: by the result's dimension
/// `dimension`, from the end where `reversed`.
struct Axis {
  int64_t dimension;
  bool reversed;
};
/// One axis for each dimension of the source.
using Rearrangement = SmallVector<Axis>;
} // namespace

//===----------------------------------------------------------------------===//
// Reading a rearrangement off an operation
//===----------------------------------------------------------------------===//

/// Reads `d`, or `extent - 1 - d`, in an affine map.
static std::optional<Axis> readAxis(AffineExpr expr, int64_t extent,
                                    int64_t rank) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return Axis{dim.getPosition(), false};
  if (expr.isSymbolicOrConstant())
    return std::nullopt;
  AffineExpr mirrored =
      simplifyAffineExpr((extent - 1) - expr, rank, /*numSymbols=*/0);
  if (auto dim = dyn_cast<AffineDimExpr>(mirrored))
    return Axis{dim.getPosition(), true};
  return std::nullopt;
}

/// Reads `linalg.index d`, or `extent - 1 - linalg.index d`.
static std::optional<Axis> readAxis(Value index, int64_t extent, int64_t) {
  if (auto op = index.getDefiningOp<linalg::IndexOp>())
    return Axis{int64_t(op.getDim()), false};
  auto sub = index.getDefiningOp<arith::SubIOp>();
  APInt last;
  if (!sub || !matchPattern(sub.getLhs(), m_ConstantInt(&last)) ||
      last.getSExtValue() != extent - 1)
    return std::nullopt;
  auto op = sub.getRhs().getDefiningOp<linalg::IndexOp>();
  if (!op)
    return std::nullopt;
  return Axis{int64_t(op.getDim()), true};
}

/// Reads each of `indices` into a rearrangement; null unless each dimension of
/// the result occurs once and has the extent of the source's.
template <typename Range>
static std::optional<Rearrangement>
readAxes(Range &&indices, ArrayRef<int64_t> source, ArrayRef<int64_t> result) {
  if (source.size() != result.size())
    return std::nullopt;
  Rearrangement axes;
  SmallVector<bool> seen(result.size(), false);
  for (auto [index, extent] : llvm::zip_equal(indices, source)) {
    std::optional<Axis> axis = readAxis(index, extent, result.size());
    if (!axis || seen[axis->dimension] || result[axis->dimension] != extent)
      return std::nullopt;
    seen[axis->dimension] = true;
    axes.push_back(*axis);
  }
  return axes;
}

/// A linalg.generic that does nothing but copy `source`, rearranged: as an
/// operand with a rearranging map, or by tensor.extract at rearranged indices.
static std::optional<Rearrangement> readGeneric(linalg::GenericOp op,
                                                Value source) {
  if (op.getNumResults() != 1 || op.getNumReductionLoops() != 0 ||
      !op.getIndexingMapsArray().back().isIdentity())
    return std::nullopt;
  auto sourceType = cast<ShapedType>(source.getType());
  auto resultType = cast<ShapedType>(op.getResult(0).getType());
  Value yielded = op.getBlock()->getTerminator()->getOperand(0);
  if (auto extract = yielded.getDefiningOp<tensor::ExtractOp>()) {
    if (extract.getTensor() != source)
      return std::nullopt;
    return readAxes(extract.getIndices(), sourceType.getShape(),
                    resultType.getShape());
  }
  auto argument = dyn_cast<BlockArgument>(yielded);
  if (!argument || argument.getOwner() != op.getBlock())
    return std::nullopt;
  OpOperand *operand = op.getMatchingOpOperand(argument);
  if (op.isDpsInit(operand) || operand->get() != source)
    return std::nullopt;
  AffineMap map = op.getMatchingIndexingMap(operand);
  return readAxes(map.getResults(), sourceType.getShape(),
                  resultType.getShape());
}

/// The right-hand side of a plain matrix product reads its weights transposed
/// as they lie once it is raised; copying hundreds of megabytes would gain
/// nothing.
static bool feedsMatmulsOnly(linalg::TransposeOp op) {
  if (op.getPermutation() != ArrayRef<int64_t>{1, 0})
    return false;
  return llvm::all_of(op->getUses(), [](OpOperand &use) {
    auto matmul = dyn_cast<linalg::MatmulOp>(use.getOwner());
    return matmul && use.getOperandNumber() == 1 &&
           !matmul.hasUserDefinedMaps();
  });
}

static std::optional<Rearrangement> readTranspose(linalg::TransposeOp op) {
  if (feedsMatmulsOnly(op))
    return std::nullopt;
  Rearrangement axes(op.getPermutation().size());
  for (auto [dimension, from] : llvm::enumerate(op.getPermutation()))
    axes[from] = Axis{int64_t(dimension), false};
  return axes;
}

//===----------------------------------------------------------------------===//
// Making the new constant
//===----------------------------------------------------------------------===//

/// The source's key with what was done to it: "w::transpose[1,0]".
static std::string getDerivedKey(StringRef key, const Rearrangement &axes) {
  SmallVector<int64_t> permutation(axes.size());
  SmallVector<int64_t> reversed;
  for (auto [from, axis] : llvm::enumerate(axes)) {
    permutation[axis.dimension] = from;
    if (axis.reversed)
      reversed.push_back(axis.dimension);
  }
  llvm::sort(reversed);
  std::string derived = key.str();
  llvm::raw_string_ostream os(derived);
  auto append = [&](StringRef what, ArrayRef<int64_t> numbers) {
    os << "::" << what << "[";
    llvm::interleave(numbers, os, ",");
    os << "]";
  };
  if (!llvm::is_sorted(permutation))
    append("transpose", permutation);
  if (!reversed.empty())
    append("reverse", reversed);
  return derived;
}

/// Copies `source` to `result`, which has `shape`, element by element.
static void rearrange(ArrayRef<char> source, MutableArrayRef<char> result,
                      ArrayRef<int64_t> shape, const Rearrangement &axes,
                      int64_t elementBytes) {
  int64_t rank = shape.size();
  // The step in the source, and where it starts, by the result's dimension.
  SmallVector<int64_t> steps(rank);
  int64_t from = 0, stride = elementBytes;
  for (const Axis &axis : llvm::reverse(axes)) {
    int64_t extent = shape[axis.dimension];
    steps[axis.dimension] = axis.reversed ? -stride : stride;
    from += axis.reversed ? (extent - 1) * stride : 0;
    stride *= extent;
  }
  SmallVector<int64_t> index(rank, 0);
  for (int64_t to = 0, e = result.size(); to < e; to += elementBytes) {
    std::memcpy(result.data() + to, source.data() + from, elementBytes);
    for (int64_t d = rank - 1; d >= 0; --d) {
      from += steps[d];
      if (++index[d] < shape[d])
        break;
      from -= shape[d] * steps[d];
      index[d] = 0;
    }
  }
}

/// `attr` rearranged to `type`; null where it holds no data, or elements of no
/// whole bytes.
static DenseResourceElementsAttr rearrange(DenseResourceElementsAttr attr,
                                           ShapedType type,
                                           const Rearrangement &axes) {
  std::optional<ArrayRef<char>> source = getResourceBytes(attr);
  int64_t elementBytes = getElementBytes(type);
  if (!source || elementBytes == 0)
    return nullptr;
  AsmResourceBlob blob =
      HeapAsmResourceBlob::allocate(source->size(), kAlignment);
  rearrange(*source, blob.getMutableData(), type.getShape(), axes,
            elementBytes);
  return DenseResourceElementsAttr::get(
      type, getDerivedKey(attr.getRawHandle().getKey(), axes), std::move(blob));
}

/// The value of `op`, which uses the constant `source`, or null where `op` does
/// more than rearrange it.
static DenseResourceElementsAttr fold(Operation *op, Value source,
                                      DenseResourceElementsAttr attr) {
  if (op->getNumResults() != 1)
    return nullptr;
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape())
    return nullptr;
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
    return DenseResourceElementsAttr::get(type, attr.getRawHandle());
  std::optional<Rearrangement> axes;
  if (auto transpose = dyn_cast<linalg::TransposeOp>(op);
      transpose && transpose.getInput() == source)
    axes = readTranspose(transpose);
  else if (auto generic = dyn_cast<linalg::GenericOp>(op))
    axes = readGeneric(generic, source);
  if (!axes)
    return nullptr;
  return rearrange(attr, type, *axes);
}

/// Erases `op` and what fed it alone; constants are left to their owner.
static void eraseDead(Operation *op) {
  llvm::SetVector<Operation *> pending;
  pending.insert(op);
  while (!pending.empty()) {
    Operation *next = pending.pop_back_val();
    if (next != op && !isOpTriviallyDead(next))
      continue;
    for (Value operand : next->getOperands())
      if (Operation *def = operand.getDefiningOp();
          def && !isa<arith::ConstantOp>(def))
        pending.insert(def);
    next->erase();
  }
}

/// Folds one user of `constant`. Returns its value as a constant of its own, or
/// null where no user folds.
static arith::ConstantOp foldOneUser(arith::ConstantOp constant) {
  auto attr = cast<DenseResourceElementsAttr>(constant.getValue());
  for (Operation *user : constant->getUsers()) {
    // tensor.extract stands inside the linalg.generic that rearranges.
    if (isa<tensor::ExtractOp>(user))
      user = user->getParentOp();
    DenseResourceElementsAttr value = fold(user, constant, attr);
    if (!value)
      continue;
    OpBuilder builder(user);
    auto replacement = arith::ConstantOp::create(builder, user->getLoc(),
                                                 value.getType(), value);
    user->replaceAllUsesWith(replacement);
    eraseDead(user);
    return replacement;
  }
  return nullptr;
}

int64_t patconv::foldWeightShapes(arith::ConstantOp constant) {
  int64_t folded = 0;
  while (arith::ConstantOp replacement = foldOneUser(constant))
    folded += 1 + foldWeightShapes(replacement);
  if (constant->use_empty())
    constant.erase();
  return folded;
}
