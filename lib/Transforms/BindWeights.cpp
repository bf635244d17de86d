//===- BindWeights.cpp - Parameters become constants ----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Weights.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_BINDWEIGHTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// A blob over the array's memory; a copy where that is not aligned to the
/// elements, which a safetensors file does not promise.
static AsmResourceBlob makeBlob(WeightArray array, int64_t elementBytes) {
  uintptr_t address = reinterpret_cast<uintptr_t>(array.data.data());
  if (address % elementBytes != 0)
    return HeapAsmResourceBlob::allocateAndCopyWithAlign(
        array.data, kAlignment,
        /*dataIsMutable=*/false);
  AsmResourceBlob::DeleterFn deleter;
  if (array.owner)
    deleter = [owner = std::move(array.owner)](void *, size_t, size_t) {};
  return UnmanagedAsmResourceBlob::allocateWithAlign(array.data, elementBytes,
                                                     std::move(deleter));
}

namespace {
/// What the module wants, and the arrays found for it.
class Binder {
public:
  Binder(ModuleOp module, const WeightSource &source)
      : module(module), source(source) {}

  LogicalResult run(BindWeightsCounts &counts);

private:
  /// One resource to make or to fill.
  struct Request {
    Location loc;
    ShapedType type;
    /// Null for a parameter; else the resource to fill.
    DenseResourceElementsAttr resource;
    WeightArray array;
  };

  void collectParameters();
  void collectEmptyResources();
  LogicalResult checkRequests();
  LogicalResult findArrays();
  LogicalResult checkType(StringRef name, const Request &request);
  void fillResources();
  void replaceParameters(BindWeightsCounts &counts);

  ModuleOp module;
  const WeightSource &source;
  func::FuncOp main;
  /// Arguments of @main, each with its parameter's name.
  SmallVector<std::pair<BlockArgument, StringRef>> parameters;
  llvm::MapVector<StringRef, SmallVector<Request, 1>> requests;
};
} // namespace

void Binder::collectParameters() {
  main = module.lookupSymbol<func::FuncOp>("main");
  if (!main || main.isExternal())
    return;
  for (BlockArgument argument : main.getArguments()) {
    auto name = main.getArgAttrOfType<StringAttr>(argument.getArgNumber(),
                                                  kParameterAttr);
    if (!name)
      continue;
    parameters.emplace_back(argument, name.getValue());
    if (auto type = dyn_cast<ShapedType>(argument.getType()))
      requests[name].push_back(Request{argument.getLoc(), type, {}, {}});
  }
}

void Binder::collectEmptyResources() {
  llvm::DenseSet<Attribute> seen;
  module.walk([&](Operation *op) {
    op->getAttrDictionary().walk([&](DenseResourceElementsAttr attr) {
      if (!attr.getRawHandle().getBlob() && seen.insert(attr).second)
        requests[attr.getRawHandle().getKey()].push_back(
            Request{op->getLoc(), attr.getType(), attr, {}});
    });
  });
}

/// A resource may have been reshaped since it was bound, so that only the
/// number of its elements counts.
LogicalResult Binder::checkType(StringRef name, const Request &request) {
  const WeightArray &array = request.array;
  ShapedType type = request.type;
  bool fits = isDtypeOf(array.dtype, type.getElementType());
  if (fits && request.resource)
    fits = int64_t(array.data.size()) ==
           type.getNumElements() * getElementBytes(type);
  else if (fits)
    fits = type.getShape() == ArrayRef(array.shape);
  if (!fits)
    return emitError(request.loc)
           << "expected " << (request.resource ? "resource" : "parameter")
           << " '" << name << "' to be " << type << ", but got " << array.dtype
           << "[" << ArrayRef(array.shape) << "]";
  int64_t bytes = type.getNumElements() * getElementBytes(type);
  if (int64_t(array.data.size()) != bytes)
    return emitError(request.loc)
           << "expected parameter '" << name << "' to have " << bytes
           << " bytes, but got " << array.data.size();
  return success();
}

LogicalResult Binder::findArrays() {
  SmallVector<StringRef> missing;
  bool fits = true;
  for (auto &[name, wanted] : requests) {
    std::optional<WeightArray> array = source.lookup(name, wanted[0].type);
    if (!array) {
      missing.push_back(name);
      continue;
    }
    for (Request &request : wanted) {
      request.array = *array;
      fits &= succeeded(checkType(name, request));
    }
  }
  if (missing.empty())
    return success(fits);
  InFlightDiagnostic error = module.emitError("expected ")
                             << source.describe() << " to hold ";
  llvm::interleaveComma(missing, error,
                        [&](StringRef name) { error << "'" << name << "'"; });
  return error << ", but got arrays without "
               << (missing.size() == 1 ? "it" : "them");
}

void Binder::fillResources() {
  for (auto &[name, wanted] : requests)
    for (Request &request : wanted)
      // Several types may share one resource; the first fills it.
      if (request.resource && !request.resource.getRawHandle().getBlob())
        request.resource.getRawHandle().getResource()->setBlob(
            makeBlob(request.array, getElementBytes(request.type)));
}

void Binder::replaceParameters(BindWeightsCounts &counts) {
  if (parameters.empty())
    return;
  OpBuilder builder = OpBuilder::atBlockBegin(&main.front());
  llvm::StringMap<ElementsAttr> bound;
  SmallVector<arith::ConstantOp> constants;
  BitVector erased(main.getNumArguments());
  for (auto [argument, name] : parameters) {
    erased.set(argument.getArgNumber());
    auto type = cast<ShapedType>(argument.getType());
    ElementsAttr &attr = bound[name];
    if (!attr) {
      const WeightArray &array = requests[name].front().array;
      // A scalar folds into what it scales, which a resource does not.
      if (type.getRank() == 0)
        attr = DenseElementsAttr::getFromRawBuffer(type, array.data);
      else
        attr = DenseResourceElementsAttr::get(
            type, name, makeBlob(array, getElementBytes(type)));
      ++counts.bound;
    }
    if (argument.use_empty())
      continue;
    auto constant = arith::ConstantOp::create(builder, argument.getLoc(), type,
                                              cast<TypedAttr>(attr));
    argument.replaceAllUsesWith(constant);
    constants.push_back(constant);
  }
  (void)main.eraseArguments(erased);
  for (arith::ConstantOp constant : constants)
    counts.folded += foldWeightShapes(constant);
}

/// Checks what does not depend on an array.
LogicalResult Binder::checkRequests() {
  for (auto [argument, name] : parameters) {
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (type && type.hasStaticShape())
      continue;
    return emitError(argument.getLoc())
           << "expected parameter '" << name << "' to "
           << (type ? "have a static shape" : "be a ranked tensor")
           << ", but got " << argument.getType();
  }
  for (auto &[name, wanted] : requests)
    for (const Request &request : wanted)
      if (!request.type.hasStaticShape())
        return emitError(request.loc)
               << "expected resource '" << name
               << "' to have a static shape, but got " << request.type;
  if (source.hasResources())
    return success();
  SmallVector<StringRef> empty;
  for (auto &[name, wanted] : requests)
    if (llvm::any_of(wanted, [](const Request &r) { return bool(r.resource); }))
      empty.push_back(name);
  if (empty.empty())
    return success();
  InFlightDiagnostic error =
      module.emitError("expected a file with the data of the resources ");
  llvm::interleaveComma(empty, error,
                        [&](StringRef name) { error << "'" << name << "'"; });
  return error << ", but got " << source.describe();
}

LogicalResult Binder::run(BindWeightsCounts &counts) {
  collectParameters();
  collectEmptyResources();
  if (failed(checkRequests()) || failed(findArrays()))
    return failure();
  fillResources();
  replaceParameters(counts);
  return success();
}

LogicalResult patconv::bindWeights(ModuleOp module, const WeightSource &source,
                                   BindWeightsCounts *counts) {
  BindWeightsCounts unused;
  return Binder(module, source).run(counts ? *counts : unused);
}

namespace {
struct BindWeights : patconv::impl::BindWeightsPassBase<BindWeights> {
  using BindWeightsPassBase::BindWeightsPassBase;

  void runOnOperation() override {
    BindWeightsCounts counts;
    if (failed(bind(counts)))
      return signalPassFailure();
    numBound += counts.bound;
    numFolded += counts.folded;
  }

  LogicalResult bind(BindWeightsCounts &counts) {
    ModuleOp module = getOperation();
    if (patternRate != 0 && (patternRate < 1 || !file.empty()))
      return module.emitError("expected pattern-rate to be 0, or at least 1 "
                              "for synthetic weights, but got ")
             << llvm::formatv("{0}", double(patternRate)).str()
             << (file.empty() ? "" : " beside a file");
    if (file.empty())
      return bindWeights(module, SyntheticWeights(syntheticSeed, patternRate),
                         &counts);
    FailureOr<SafetensorsFile> source =
        SafetensorsFile::open(file, [&] { return module.emitError(); });
    if (failed(source))
      return failure();
    return bindWeights(module, *source, &counts);
  }
};
} // namespace
