//===- LoopNestAnalysis.cpp - From linalg to linear loop nests ------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LoopNest.h"

#include "mlir/Analysis/FlatLinearValueConstraints.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::patconv;

int64_t LoopNest::getNumPoints() const {
  int64_t points = 1;
  for (const NestDim &dim : dims)
    points *= dim.size;
  return points;
}

/// Whether the body can run on vectors; `reason` says why not.
static bool isVectorizableBody(Block &body, std::string &reason) {
  for (Operation &op : body.without_terminator()) {
    if (matchPattern(&op, m_Constant()))
      continue;
    if (!OpTrait::hasElementwiseMappableTraits(&op) ||
        op.getNumResults() != 1) {
      reason = ("expected element-wise operations in the body, but got " +
                op.getName().getStringRef())
                   .str();
      return false;
    }
    // The lanes beyond a tail hold zeros: an integer division would trap.
    if (!isMemoryEffectFree(&op) || !isSpeculatable(&op)) {
      reason = ("expected operations that may run on idle lanes, but got " +
                op.getName().getStringRef())
                   .str();
      return false;
    }
  }
  return true;
}

/// Adds the strides and the offset of one memref operand.
static LogicalResult addAddress(LoopNest &nest, NestOperand &operand,
                                AffineMap map, std::string &reason) {
  auto type = cast<MemRefType>(operand.value.getType());
  SmallVector<int64_t> strides;
  if (failed(type.getStridesAndOffset(strides, operand.offset)) ||
      ShapedType::isDynamic(operand.offset) ||
      llvm::any_of(strides, ShapedType::isDynamic)) {
    reason = "expected memrefs of constant strides and offset";
    return failure();
  }
  SmallVector<int64_t> perDim(nest.dims.size(), 0);
  for (auto [expr, stride] : llvm::zip_equal(map.getResults(), strides)) {
    SmallVector<int64_t> coefficients;
    if (failed(
            getFlattenedAffineExpr(expr, map.getNumDims(), 0, &coefficients)) ||
        coefficients.size() != nest.dims.size() + 1) {
      reason = "expected indexing maps linear in the loops";
      return failure();
    }
    for (unsigned dim = 0; dim < nest.dims.size(); ++dim)
      perDim[dim] += coefficients[dim] * stride;
    operand.offset += coefficients.back() * stride;
  }
  for (auto [dim, stride] : llvm::zip_equal(nest.dims, perDim)) {
    if (stride < 0) {
      reason = "expected loops that walk memory forwards";
      return failure();
    }
    dim.strides.push_back(stride);
    operand.span += (dim.size - 1) * stride;
  }
  return success();
}

/// Finds the operation that folds a value into the only output.
static LogicalResult findCombiner(LoopNest &nest, std::string &reason) {
  if (nest.results.size() != 1) {
    reason = "expected a reduction to have one output";
    return failure();
  }
  BlockArgument accumulator = nest.operands.back().argument;
  Operation *combiner = nest.results.front().getDefiningOp();
  if (!combiner || combiner->getNumOperands() != 2 ||
      !accumulator.hasOneUse() || *accumulator.user_begin() != combiner) {
    reason = "expected the output to be combined in one step, as a reduction";
    return failure();
  }
  std::optional<vector::CombiningKind> kind =
      linalg::getCombinerOpKind(combiner);
  if (!kind || !arith::getNeutralElement(combiner)) {
    reason = ("expected a reduction with a neutral element, but got " +
              combiner->getName().getStringRef())
                 .str();
    return failure();
  }
  nest.kind = *kind;
  nest.combiner = combiner;
  nest.combined =
      combiner->getOperand(combiner->getOperand(0) == accumulator ? 1 : 0);
  return success();
}

/// Whether iterating `outer` then `inner` is iterating one longer loop.
static bool canMerge(const NestDim &outer, const NestDim &inner) {
  if (outer.isReduction != inner.isReduction)
    return false;
  return llvm::all_of(llvm::zip_equal(outer.strides, inner.strides),
                      [&](auto pair) {
                        auto [outerStride, innerStride] = pair;
                        return outerStride == innerStride * inner.size;
                      });
}

/// Drops loops of one iteration and merges what walks memory as one loop.
static void simplifyDims(LoopNest &nest) {
  SmallVectorImpl<NestDim> &dims = nest.dims;
  llvm::erase_if(dims, [](const NestDim &dim) { return dim.size == 1; });
  for (unsigned outer = 0; outer < dims.size();) {
    bool merged = false;
    for (unsigned inner = 0; inner < dims.size(); ++inner) {
      if (inner == outer || !canMerge(dims[outer], dims[inner]))
        continue;
      dims[inner].size *= dims[outer].size;
      dims.erase(dims.begin() + outer);
      merged = true;
      break;
    }
    outer = merged ? 0 : outer + 1;
  }
  if (dims.empty())
    dims.push_back({1, false, SmallVector<int64_t>(nest.operands.size(), 1)});
}

/// Whether an input lies in the output's buffer at other places than the
/// output itself: then vectors may read what an earlier vector wrote.
static bool overlapsOutput(const LoopNest &nest) {
  for (unsigned input = 0; input < nest.numInputs; ++input)
    for (unsigned output = nest.numInputs; output < nest.operands.size();
         ++output) {
      const NestOperand &in = nest.operands[input];
      const NestOperand &out = nest.operands[output];
      if (in.value != out.value)
        continue;
      if (in.offset != out.offset ||
          llvm::any_of(nest.dims, [&](const NestDim &dim) {
            return dim.strides[input] != dim.strides[output];
          }))
        return true;
    }
  return false;
}

FailureOr<LoopNest> mlir::patconv::analyzeLoopNest(linalg::LinalgOp op,
                                                   std::string &reason) {
  if (!op.hasPureBufferSemantics()) {
    reason = "expected memrefs";
    return failure();
  }
  if (op.hasDynamicShape()) {
    reason = "expected constant shapes";
    return failure();
  }
  if (op.hasIndexSemantics()) {
    reason = "expected a body without linalg.index";
    return failure();
  }
  Block &body = *op.getBlock();
  if (!isVectorizableBody(body, reason))
    return failure();

  LoopNest nest;
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (auto [size, iterator] :
       llvm::zip_equal(op.getStaticLoopRanges(), iterators)) {
    if (size == 0) {
      reason = "expected loops that are not empty";
      return failure();
    }
    nest.dims.push_back({size, iterator != utils::IteratorType::parallel, {}});
  }
  for (OpOperand &use : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&use);
    // The window of a pooling gives its size alone.
    if (op.isDpsInput(&use) && argument.use_empty())
      continue;
    NestOperand operand;
    operand.value = use.get();
    operand.argument = argument;
    operand.elementType = argument.getType();
    operand.isScalar = op.isScalar(&use);
    // A vector of booleans in memory is packed into bits, scalars are not.
    if (!VectorType::isValidElementType(operand.elementType) ||
        operand.elementType.isInteger(1)) {
      reason = "expected elements that a vector can hold";
      return failure();
    }
    if (operand.isScalar) {
      for (NestDim &dim : nest.dims)
        dim.strides.push_back(0);
    } else if (failed(addAddress(nest, operand, op.getMatchingIndexingMap(&use),
                                 reason))) {
      return failure();
    }
    nest.operands.push_back(operand);
    if (op.isDpsInput(&use))
      ++nest.numInputs;
  }
  llvm::append_range(nest.results, body.getTerminator()->getOperands());
  if (op.getNumReductionLoops() > 0 && failed(findCombiner(nest, reason)))
    return failure();
  if (overlapsOutput(nest)) {
    reason = "expected inputs apart from the output";
    return failure();
  }
  simplifyDims(nest);
  return nest;
}
