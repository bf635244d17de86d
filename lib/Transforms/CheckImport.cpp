//===- CheckImport.cpp - The contract of the import -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Weights.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/PatConvDialect.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

#include "llvm/ADT/MapVector.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_CHECKIMPORTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct CheckImport : patconv::impl::CheckImportPassBase<CheckImport> {
  using CheckImportPassBase::CheckImportPassBase;
  void runOnOperation() override;

  /// Starts an error and remembers that there was one.
  InFlightDiagnostic report(Location loc) {
    found = true;
    return mlir::emitError(loc);
  }
  void checkSymbols();
  void checkSignature(func::FuncOp main);
  void checkBody(func::FuncOp main);
  void checkOperation(Operation *op);
  void checkShape(Location loc, Type type, const Twine &what);
  void checkTensor(Location loc, Type type, const Twine &what);
  void reportUnsupported();

  bool found = false;
  /// Where operations that cannot be compiled stand, by their name.
  llvm::MapVector<OperationName, SmallVector<Location>> unsupported;
};
} // namespace

/// Functions of math that become polynomials, instructions or calls of the C
/// library, which every process holds.
static bool isSupportedMath(Operation *op) {
  // Products, where the exponent is constant.
  if (auto power = dyn_cast<math::FPowIOp>(op))
    return matchPattern(power.getRhs(), m_Constant());
  // Its polynomial is of float32.
  if (isa<math::ErfOp>(op))
    return op->getResult(0).getType().isF32();
  return isa<math::AbsFOp, math::AcosOp, math::AsinOp, math::AtanOp,
             math::Atan2Op, math::CeilOp, math::CopySignOp, math::CosOp,
             math::CoshOp, math::ExpOp, math::Exp2Op, math::ExpM1Op,
             math::FloorOp, math::FmaOp, math::LogOp, math::Log10Op,
             math::Log1pOp, math::Log2Op, math::PowFOp, math::RoundOp,
             math::RoundEvenOp, math::RsqrtOp, math::SinOp, math::SinhOp,
             math::SqrtOp, math::TanOp, math::TanhOp, math::TruncOp>(op);
}

static bool isSupported(Operation *op) {
  if (isa<func::ReturnOp>(op))
    return true;
  // A check of constants, which goes when they fold; patconv-check-raised
  // refuses what is left.
  if (isa<cf::AssertOp>(op))
    return isa<linalg::LinalgOp>(op->getParentOp());
  Dialect *dialect = op->getDialect();
  if (isa_and_nonnull<math::MathDialect>(dialect))
    return isSupportedMath(op);
  if (isa_and_nonnull<linalg::LinalgDialect>(dialect))
    return isa<linalg::LinalgOp, linalg::IndexOp, linalg::YieldOp>(op);
  return isa_and_nonnull<arith::ArithDialect, tensor::TensorDialect,
                         PatConvDialect>(dialect);
}

/// What was expected in the place of an operation of this name.
static StringRef explainExpectation(OperationName name) {
  StringRef dialect = name.getDialectNamespace();
  if (dialect == math::MathDialect::getDialectNamespace())
    return "functions of math that LLVM or the C library has";
  if (dialect == linalg::LinalgDialect::getDialectNamespace())
    return "structured operations of linalg, decomposed where they are not";
  return "operations of arith, linalg, math, patconv and tensor";
}

/// `what` is static and ranked, and has elements.
void CheckImport::checkShape(Location loc, Type type, const Twine &what) {
  auto ranked = dyn_cast<RankedTensorType>(type);
  if (!ranked) {
    report(loc) << "expected " << what.str()
                << " to be a ranked tensor, but got " << type;
    return;
  }
  for (auto [dimension, extent] : llvm::enumerate(ranked.getShape()))
    if (ShapedType::isDynamic(extent))
      report(loc) << "expected " << what.str()
                  << " to have a static shape, but got dimension " << dimension
                  << " of " << type << "; import for fixed shapes";
  if (llvm::is_contained(ranked.getShape(), 0))
    report(loc) << "expected " << what.str() << " to have elements, but got "
                << type;
}

/// The same, and `what` is f32.
void CheckImport::checkTensor(Location loc, Type type, const Twine &what) {
  checkShape(loc, type, what);
  auto ranked = dyn_cast<RankedTensorType>(type);
  if (ranked && !ranked.getElementType().isF32())
    report(loc) << "expected " << what.str() << " to be f32, but got " << type
                << "; convert the model first";
}

/// What scalar loops compute between operations, beside f32.
static bool isIntermediate(Type type) {
  Type element = cast<ShapedType>(type).getElementType();
  return element.isF32() || element.isF64() || element.isInteger(1) ||
         element.isInteger(8) || element.isInteger(32) || element.isInteger(64);
}

void CheckImport::checkSymbols() {
  ModuleOp module = getOperation();
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main)
    report(module.getLoc())
        << "expected the module to hold the function @main, but got none";
  for (Operation &op : *module.getBody()) {
    if (&op == main.getOperation())
      continue;
    if (auto function = dyn_cast<func::FuncOp>(op))
      report(op.getLoc()) << "expected @main to be the only function, but got @"
                          << function.getName();
    else
      unsupported[op.getName()].push_back(op.getLoc());
  }
  if (!main)
    return;
  checkSignature(main);
  checkBody(main);
}

void CheckImport::checkSignature(func::FuncOp main) {
  if (!main.isPublic())
    report(main.getLoc()) << "expected @main to be public, but got "
                          << (main.isPrivate() ? "private" : "nested");
  if (main.isExternal())
    report(main.getLoc()) << "expected @main to have a body, but got none";
  if (main.getNumResults() == 0)
    report(main.getLoc()) << "expected @main to have results, but got none";
  for (auto [i, type] : llvm::enumerate(main.getArgumentTypes())) {
    Location loc =
        main.isExternal() ? main.getLoc() : main.getArgument(i).getLoc();
    if (auto name = main.getArgAttrOfType<StringAttr>(i, kParameterAttr)) {
      report(loc) << "expected parameter '" << name.getValue()
                  << "' to be bound, but got an argument; run "
                     "patconv-bind-weights first";
      continue;
    }
    checkTensor(loc, type, "argument " + Twine(i));
  }
  for (auto [i, type] : llvm::enumerate(main.getResultTypes()))
    checkTensor(main.getLoc(), type, "result " + Twine(i));
}

void CheckImport::checkBody(func::FuncOp main) {
  for (Operation &op : main.getOps()) {
    if (!isSupported(&op)) {
      unsupported[op.getName()].push_back(op.getLoc());
      continue;
    }
    checkOperation(&op);
    op.walk([&](Operation *nested) {
      // The body of a named operation was never written anywhere.
      bool isWritten = !isa<UnknownLoc>(nested->getLoc());
      if (nested != &op && !isSupported(nested))
        unsupported[nested->getName()].push_back(isWritten ? nested->getLoc()
                                                           : op.getLoc());
    });
  }
}

void CheckImport::checkOperation(Operation *op) {
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    auto crops = [](ArrayRef<int64_t> amounts) {
      return llvm::any_of(amounts, [](int64_t amount) {
        return !ShapedType::isDynamic(amount) && amount < 0;
      });
    };
    if (crops(pad.getStaticLow()) || crops(pad.getStaticHigh()))
      report(op->getLoc()) << "expected padding not to be negative, but got "
                              "one that crops; use tensor.extract_slice";
  }
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    if (llvm::any_of(slice.getStaticStrides(), [](int64_t stride) {
          return !ShapedType::isDynamic(stride) && stride < 0;
        }))
      report(op->getLoc())
          << "expected slices to go forwards, but got strides ["
          << slice.getStaticStrides() << "]; gather the elements instead";
  op->getAttrDictionary().walk([&](DenseResourceElementsAttr attr) {
    if (!attr.getRawHandle().getBlob())
      report(op->getLoc()) << "expected resource '"
                           << attr.getRawHandle().getKey()
                           << "' to hold data, but got none; run "
                              "patconv-bind-weights first";
  });
  for (Type type : op->getResultTypes()) {
    if (!isa<ShapedType>(type))
      continue;
    const std::string what =
        ("the result of '" + op->getName().getStringRef() + "'").str();
    if (isIntermediate(type))
      checkShape(op->getLoc(), type, what);
    else
      checkTensor(op->getLoc(), type, what);
  }
}

/// One error for each kind of operation, with a note for each further place.
void CheckImport::reportUnsupported() {
  for (auto &[name, places] : unsupported) {
    InFlightDiagnostic error = report(places.front())
                               << "expected " << explainExpectation(name)
                               << ", but got '" << name << "'";
    if (places.size() > 1)
      error << " in " << places.size() << " places";
    for (Location place : ArrayRef(places).drop_front())
      error.attachNote(place) << "and here";
  }
}

void CheckImport::runOnOperation() {
  found = false;
  unsupported.clear();
  checkSymbols();
  reportUnsupported();
  if (found)
    return signalPassFailure();
  markAllAnalysesPreserved();
}
