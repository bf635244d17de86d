//===- ExposeLayers.cpp - Return what each convolution computes -----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include "llvm/ADT/StringMap.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_EXPOSELAYERSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The name of the output; where layers share one (as they share weights), the
/// later ones are numbered: "layer:conv", "layer:conv#1".
static std::string getOutputName(StringRef layer,
                                 llvm::StringMap<int64_t> &uses) {
  int64_t number = uses[layer]++;
  std::string name = ("layer:" + layer).str();
  return number == 0 ? name : name + "#" + std::to_string(number);
}

/// Adds `value` to the results of `main`.
static LogicalResult addResult(func::FuncOp main, Value value, StringRef name) {
  Builder builder(main.getContext());
  NamedAttribute output(builder.getStringAttr(kOutputAttr),
                        builder.getStringAttr(name));
  if (failed(main.insertResult(main.getNumResults(), value.getType(),
                               builder.getDictionaryAttr(output))))
    return failure();
  Operation *terminator = main.front().getTerminator();
  terminator->insertOperands(terminator->getNumOperands(), value);
  return success();
}

static LogicalResult exposeLayers(func::FuncOp main) {
  llvm::StringMap<int64_t> uses;
  for (Conv2DOp op : llvm::to_vector(main.getOps<Conv2DOp>())) {
    std::optional<StringRef> layer = op.getLayer();
    if (!layer)
      return op.emitOpError("expected a layer to expose to have a name, but "
                            "got none");
    if (failed(addResult(main, op.getResult(), getOutputName(*layer, uses))))
      return failure();
  }
  return success();
}

namespace {
struct ExposeLayers : patconv::impl::ExposeLayersPassBase<ExposeLayers> {
  using ExposeLayersPassBase::ExposeLayersPassBase;

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!main || !main.getBody().hasOneBlock()) {
      getOperation().emitError("expected the module to hold @main with one "
                               "block, but got ")
          << (main ? "another body" : "no @main");
      return signalPassFailure();
    }
    if (failed(exposeLayers(main)))
      signalPassFailure();
  }
};
} // namespace
