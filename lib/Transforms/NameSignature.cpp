//===- NameSignature.cpp - Names for inputs and outputs -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/NameSignature.h"

#include "dialect/IR/AttributeNames.h"
#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"

#include "llvm/ADT/DenseSet.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_NAMESIGNATUREPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether argument `index` is an input by its type and attributes.
static bool isInput(func::FuncOp main, unsigned index) {
  return isa<RankedTensorType>(main.getArgumentTypes()[index]) &&
         !main.getArgAttr(index, kParameterAttr) &&
         !main.getArgAttr(index, kWeightsAttr);
}

/// Puts `given` or else `otherwise` into `names`, and checks that it is a new
/// name.
static LogicalResult addName(func::FuncOp main, StringRef kind, Attribute given,
                             const Twine &otherwise,
                             SmallVectorImpl<StringAttr> &names,
                             DenseSet<Attribute> &taken) {
  if (given && !isa<StringAttr>(given))
    return main.emitOpError("expected the name of an ")
           << kind << " to be a string, but got " << given;
  auto name = given ? cast<StringAttr>(given)
                    : StringAttr::get(main.getContext(), otherwise);
  if (!taken.insert(name).second)
    return main.emitOpError("expected the names of ")
           << kind << "s to differ, but got " << name << " twice";
  names.push_back(name);
  return success();
}

LogicalResult patconv::nameSignature(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main)
    return success();
  SmallVector<unsigned> arguments;
  SmallVector<StringAttr> inputs, outputs;
  DenseSet<Attribute> takenInputs, takenOutputs;
  for (unsigned index = 0; index < main.getNumArguments(); ++index) {
    if (!isInput(main, index))
      continue;
    arguments.push_back(index);
    if (failed(addName(main, "input", main.getArgAttr(index, kInputAttr),
                       "input_" + Twine(index), inputs, takenInputs)))
      return failure();
  }
  for (unsigned index = 0; index < main.getNumResults(); ++index) {
    std::string otherwise = main.getNumResults() == 1
                                ? "output"
                                : "output_" + std::to_string(index);
    if (failed(addName(main, "output", main.getResultAttr(index, kOutputAttr),
                       otherwise, outputs, takenOutputs)))
      return failure();
  }
  for (auto [index, name] : llvm::zip_equal(arguments, inputs))
    main.setArgAttr(index, kInputAttr, name);
  for (auto [index, name] : llvm::enumerate(outputs))
    main.setResultAttr(index, kOutputAttr, name);
  return success();
}

namespace {
struct NameSignature : patconv::impl::NameSignaturePassBase<NameSignature> {
  using NameSignaturePassBase::NameSignaturePassBase;

  void runOnOperation() override {
    if (failed(nameSignature(getOperation())))
      signalPassFailure();
  }
};
} // namespace
