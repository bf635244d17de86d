//===- ExternalizeWeights.cpp - Large constants into one argument ---------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_EXTERNALIZEWEIGHTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// A constant that moves, and where to.
struct MovedConstant {
  arith::ConstantOp op;
  int64_t offset;
};

/// The arrays of the weights argument.
struct WeightsPlan {
  SmallVector<MovedConstant> constants;
  /// The distinct arrays with their offsets, ascending.
  SmallVector<std::pair<ElementsAttr, int64_t>> arrays;
  int64_t bytes = 0;
};
} // namespace

/// The bytes of `attr`, one element's where it is a splat; nothing where it has
/// no data.
static std::optional<ArrayRef<char>> getRawBytes(ElementsAttr attr) {
  if (auto dense = dyn_cast<DenseElementsAttr>(attr))
    return dense.getRawData();
  return getResourceBytes(cast<DenseResourceElementsAttr>(attr));
}

/// The tensor that `op` holds, where it is more than `threshold` bytes long and
/// can be moved, else null.
static ElementsAttr getLargeTensor(arith::ConstantOp op, int64_t threshold) {
  auto attr = dyn_cast<ElementsAttr>(op.getValue());
  if (!attr || !isa<RankedTensorType>(op.getType()))
    return nullptr;
  int64_t elementBytes = getElementBytes(attr.getShapedType());
  if (elementBytes && attr.getNumElements() * elementBytes <= threshold)
    return nullptr;
  if (!elementBytes ||
      !isa<DenseElementsAttr, DenseResourceElementsAttr>(attr)) {
    if (attr.getNumElements() > threshold)
      op.emitRemark("constant stays in the code: its elements, ")
          << attr.getElementType() << ", are not an array of whole bytes";
    return nullptr;
  }
  return attr;
}

/// Decides which constants move, and places them. Equal arrays are stored once.
static FailureOr<WeightsPlan> planWeights(func::FuncOp func,
                                          int64_t threshold) {
  WeightsPlan plan;
  DenseMap<Attribute, int64_t> offsets;
  bool failedAny = false;
  func.walk([&](arith::ConstantOp op) {
    ElementsAttr attr = getLargeTensor(op, threshold);
    if (!attr)
      return;
    auto [it, isNew] = offsets.try_emplace(attr, plan.bytes);
    if (isNew && !getRawBytes(attr)) {
      auto resource = cast<DenseResourceElementsAttr>(attr);
      op.emitOpError("expected resource '")
          << resource.getRawHandle().getKey()
          << "' to hold the constant's bytes, but got too few or none";
      failedAny = true;
      return;
    }
    if (isNew) {
      plan.arrays.emplace_back(attr, plan.bytes);
      plan.bytes += llvm::alignTo(attr.getNumElements() *
                                      getElementBytes(attr.getShapedType()),
                                  kAlignment);
    }
    plan.constants.push_back({op, it->second});
  });
  if (failedAny)
    return failure();
  // The argument is there even if it holds nothing: the entry point stays the
  // same.
  plan.bytes = std::max(plan.bytes, kAlignment);
  return plan;
}

/// Copies the arrays of `plan` to their places in one resource.
static DenseResourceElementsAttr buildWeights(const WeightsPlan &plan,
                                              RankedTensorType type) {
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(plan.bytes, kAlignment,
                                                       /*dataIsMutable=*/true);
  MutableArrayRef<char> data = blob.getMutableData();
  int64_t end = 0;
  for (auto [attr, offset] : plan.arrays) {
    std::fill(data.begin() + end, data.begin() + offset, 0);
    ArrayRef<char> bytes = *getRawBytes(attr);
    int64_t copies = attr.isSplat() && isa<DenseElementsAttr>(attr)
                         ? attr.getNumElements()
                         : 1;
    for (end = offset; copies > 0; --copies, end += bytes.size())
      std::memcpy(data.data() + end, bytes.data(), bytes.size());
  }
  std::fill(data.begin() + end, data.end(), 0);
  return DenseResourceElementsAttr::get(type, kWeightsAttr, std::move(blob));
}

namespace {
struct ExternalizeWeights
    : patconv::impl::ExternalizeWeightsPassBase<ExternalizeWeights> {
  using ExternalizeWeightsPassBase::ExternalizeWeightsPassBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<func::FuncOp>("main");
    if (!main || main.isExternal()) {
      module.emitError("expected a function @main with a body, but got ")
          << (main ? "a declaration" : "none");
      return signalPassFailure();
    }
    if (module->hasAttr(kWeightsAttr)) {
      main.emitOpError("expected constants that were not moved before, but got "
                       "the module attribute patconv.weights");
      return signalPassFailure();
    }
    FailureOr<WeightsPlan> plan = planWeights(main, threshold);
    if (failed(plan))
      return signalPassFailure();

    OpBuilder builder(&getContext());
    auto type = RankedTensorType::get({plan->bytes}, builder.getI8Type());
    if (failed(
            main.insertArgument(0, type,
                                builder.getDictionaryAttr(builder.getNamedAttr(
                                    kWeightsAttr, builder.getUnitAttr())),
                                main.getLoc())))
      return signalPassFailure();
    module->setAttr(kWeightsAttr, buildWeights(*plan, type));
    for (MovedConstant &constant : plan->constants) {
      builder.setInsertionPoint(constant.op);
      auto view = WeightsViewOp::create(builder, constant.op.getLoc(),
                                        constant.op.getType(),
                                        main.getArgument(0), constant.offset);
      constant.op.getResult().replaceAllUsesWith(view.getResult());
      constant.op.erase();
      ++numMoved;
    }
  }
};
} // namespace
