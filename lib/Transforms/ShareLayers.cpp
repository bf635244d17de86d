//===- ShareLayers.cpp - patconv-share-layers -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SHARELAYERSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The attributes of `function` but for its names.
static DictionaryAttr getUnnamedAttributes(func::FuncOp function) {
  NamedAttrList attributes(function->getAttrs());
  attributes.erase(SymbolTable::getSymbolAttrName());
  attributes.erase(kLayerAttr);
  return attributes.getDictionary(function.getContext());
}

static bool areEqual(func::FuncOp a, func::FuncOp b) {
  return getUnnamedAttributes(a) == getUnnamedAttributes(b) &&
         OperationEquivalence::isRegionEquivalentTo(
             &a.getBody(), &b.getBody(), OperationEquivalence::IgnoreLocations);
}

namespace {
struct ShareLayers : patconv::impl::ShareLayersPassBase<ShareLayers> {
  using ShareLayersPassBase::ShareLayersPassBase;

  void runOnOperation() override {
    DenseMap<Attribute, SmallVector<func::FuncOp>> kept;
    SmallVector<std::pair<func::FuncOp, func::FuncOp>> repeated;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (!function.isPrivate() || !function->hasAttr(kLayerAttr))
        continue;
      SmallVectorImpl<func::FuncOp> &alike =
          kept[getUnnamedAttributes(function)];
      auto *same = llvm::find_if(
          alike, [&](func::FuncOp other) { return areEqual(other, function); });
      if (same == alike.end())
        alike.push_back(function);
      else
        repeated.emplace_back(function, *same);
    }
    DenseMap<StringAttr, FlatSymbolRefAttr> replacements;
    for (auto [function, first] : repeated)
      replacements[function.getSymNameAttr()] =
          FlatSymbolRefAttr::get(first.getSymNameAttr());
    getOperation().walk([&](func::CallOp call) {
      auto found = replacements.find(call.getCalleeAttr().getAttr());
      if (found != replacements.end())
        call.setCalleeAttr(found->second);
    });
    for (auto [function, first] : repeated)
      function.erase();
    numShared += repeated.size();
  }
};
} // namespace
