//===- EmitEntryPoint.cpp - Emit the model's C entry points ---------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_EMITENTRYPOINTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// The arguments of an entry point, in order.
enum EntryArgument { Inputs, Outputs, Weights, Workspace, Timestamps };

/// Where an argument of the main function comes from: element `index` of the
/// arrays Inputs and Outputs, Weights and Workspace themselves.
struct ArgumentSource {
  EntryArgument from;
  int32_t index = 0;
};
} // namespace

/// Reads the sources of `main`'s arguments off their attributes.
static FailureOr<SmallVector<ArgumentSource>>
getArgumentSources(LLVM::LLVMFuncOp main) {
  SmallVector<ArgumentSource> sources;
  int32_t numInputs = 0, numOutputs = 0;
  for (unsigned i = 0, e = main.getNumArguments(); i < e; ++i) {
    if (!isa<LLVM::LLVMPointerType>(main.getArgumentTypes()[i]))
      return main.emitOpError("expected argument ")
             << i << " to be a bare pointer, but got "
             << main.getArgumentTypes()[i];
    if (main.getArgAttr(i, kInputAttr))
      sources.push_back({Inputs, numInputs++});
    else if (main.getArgAttr(i, kOutputAttr))
      sources.push_back({Outputs, numOutputs++});
    else if (main.getArgAttr(i, kWeightsAttr))
      sources.push_back({Weights});
    else if (main.getArgAttr(i, kWorkspaceAttr))
      sources.push_back({Workspace});
    else
      return main.emitOpError("expected argument ")
             << i
             << " to be marked as input, output, weights or workspace, but got "
                "no mark";
  }
  return sources;
}

/// Whether `op` calls a layer's function.
static bool isLayerCall(Operation &op, const SymbolTable &symbols) {
  auto call = dyn_cast<LLVM::CallOp>(op);
  if (!call || !call.getCallee())
    return false;
  auto callee = symbols.lookup<LLVM::LLVMFuncOp>(*call.getCallee());
  return callee && callee->hasAttr(kLayerAttr);
}

/// Stores the time in element `index` of `timestamps`.
static void storeTime(OpBuilder &builder, Location loc, Value timestamps,
                      LLVM::LLVMFuncOp clock, int32_t index) {
  Value now =
      LLVM::CallOp::create(builder, loc, clock, ValueRange()).getResult();
  Value place = LLVM::GEPOp::create(builder, loc, timestamps.getType(),
                                    builder.getI64Type(), timestamps,
                                    ArrayRef<LLVM::GEPArg>{index});
  LLVM::StoreOp::create(builder, loc, now, place);
}

/// Emits `name` with the body of `main`; with `clock`, an entry point that
/// takes the time.
static void emitEntry(LLVM::LLVMFuncOp main, StringRef name,
                      ArrayRef<ArgumentSource> sources, LLVM::LLVMFuncOp clock,
                      SymbolTable &symbols) {
  MLIRContext *context = main.getContext();
  OpBuilder builder(main);
  Location loc = main.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(context);
  SmallVector<Type> types(clock ? 5 : 4, pointer);
  auto entry = LLVM::LLVMFuncOp::create(
      builder, loc, name,
      LLVM::LLVMFunctionType::get(builder.getI32Type(), types));
  Block *block = entry.addEntryBlock(builder);
  builder.setInsertionPointToEnd(block);

  IRMapping mapping;
  for (auto [argument, source] :
       llvm::zip_equal(main.getArguments(), sources)) {
    Value value = block->getArgument(source.from);
    if (source.from == Inputs || source.from == Outputs) {
      value = LLVM::GEPOp::create(builder, loc, pointer, pointer, value,
                                  ArrayRef<LLVM::GEPArg>{source.index});
      value = LLVM::LoadOp::create(builder, loc, pointer, value);
    }
    mapping.map(argument, value);
  }

  int32_t numTimes = 0;
  if (clock)
    storeTime(builder, loc, block->getArgument(Timestamps), clock, numTimes++);
  for (Operation &op : main.getBody().front().without_terminator()) {
    builder.clone(op, mapping);
    if (clock && isLayerCall(op, symbols))
      storeTime(builder, loc, block->getArgument(Timestamps), clock,
                numTimes++);
  }
  Value status = LLVM::ConstantOp::create(builder, loc, builder.getI32Type(),
                                          builder.getI32IntegerAttr(0));
  LLVM::ReturnOp::create(builder, loc, status);
}

/// Checks that `main` calls as many layers as `module` names.
static LogicalResult checkLayerCalls(ModuleOp module, LLVM::LLVMFuncOp main,
                                     const SymbolTable &symbols) {
  size_t numCalls = llvm::count_if(main.getBody().front(), [&](Operation &op) {
    return isLayerCall(op, symbols);
  });
  Attribute attribute = module->getAttr(kLayersAttr);
  auto names = dyn_cast_or_null<ArrayAttr>(attribute);
  if (attribute && (!names || !llvm::all_of(names, llvm::IsaPred<StringAttr>)))
    return module.emitError("expected ")
           << kLayersAttr << " to be a list of strings, but got " << attribute;
  size_t numNames = names ? names.size() : 0;
  if (numNames != numCalls)
    return main.emitOpError("expected a call for each of the ")
           << numNames << " names in " << kLayersAttr << ", but got "
           << numCalls;
  return success();
}

/// Checks that nothing is left but what translates to LLVM IR.
static LogicalResult checkLowered(ModuleOp module) {
  Operation *left = nullptr;
  module.walk([&](Operation *op) {
    bool isCast = isa<UnrealizedConversionCastOp>(op);
    if (!isCast &&
        isa_and_nonnull<LLVM::LLVMDialect, BuiltinDialect, omp::OpenMPDialect>(
            op->getDialect()))
      return WalkResult::advance();
    // Casts surround what is left; they alone say less.
    if (!left || !isCast)
      left = op;
    return isCast ? WalkResult::advance() : WalkResult::interrupt();
  });
  if (!left)
    return success();
  return left->emitOpError("expected everything to be lowered to the LLVM "
                           "dialect, but this is left");
}

namespace {
struct EmitEntryPoint : patconv::impl::EmitEntryPointPassBase<EmitEntryPoint> {
  using EmitEntryPointPassBase::EmitEntryPointPassBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<LLVM::LLVMFuncOp>("main");
    if (!main || !llvm::hasSingleElement(main.getBody())) {
      emitError(main ? main.getLoc() : module.getLoc(),
                "expected an llvm.func @main of one block, but got ")
          << (main ? "another form" : "none");
      return signalPassFailure();
    }
    if (failed(checkLowered(module)))
      return signalPassFailure();
    SymbolTable symbols(module);
    FailureOr<SmallVector<ArgumentSource>> sources = getArgumentSources(main);
    if (failed(sources) || failed(checkLayerCalls(module, main, symbols)))
      return signalPassFailure();
    for (StringRef name : {"patconv_run", "patconv_profile", "patconv_now_ns"})
      if (Operation *other = symbols.lookup(name)) {
        other->emitOpError("expected the name @")
            << name << " to be free, but it is taken";
        return signalPassFailure();
      }

    // Only the entry points are seen from outside. A function without a body
    // is one of the run-time library.
    for (auto function : module.getOps<LLVM::LLVMFuncOp>())
      if (!function.isExternal())
        function.setLinkage(LLVM::Linkage::Internal);
    OpBuilder builder(main);
    auto clock = LLVM::LLVMFuncOp::create(
        builder, main.getLoc(), "patconv_now_ns",
        LLVM::LLVMFunctionType::get(builder.getI64Type(), {}));
    emitEntry(main, "patconv_run", *sources, LLVM::LLVMFuncOp(), symbols);
    emitEntry(main, "patconv_profile", *sources, clock, symbols);
    main.erase();
  }
};
} // namespace
