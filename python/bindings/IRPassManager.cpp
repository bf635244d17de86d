//===- IRPassManager.cpp - Pass pipelines ---------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>

using namespace mlir;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
struct PyPassManager {
  PyPassManager(const std::string &anchor, ContextRef given)
      : context(Context::resolve(std::move(given))),
        manager(context->getIdle(), anchor) {}

  ContextRef context;
  PassManager manager;
};
} // namespace

/// Throws what MLIR's parser wrote about `pipeline`: the lines that hold an
/// error, without those that repeat the text.
[[noreturn]] static void refuse(const std::string &pipeline, StringRef output) {
  SmallVector<StringRef> lines, reasons;
  output.split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef line : lines) {
    auto [place, reason] = line.split(": error: ");
    if (!reason.empty())
      reasons.push_back(reason);
    else if (line.consume_front("<Pass-Options-Parser>: "))
      reasons.push_back(line);
  }
  if (reasons.empty())
    reasons = lines;
  throw nb::value_error(("expected a pass pipeline, but got '" + pipeline +
                         "': " + llvm::join(reasons, "; "))
                            .c_str());
}

static std::unique_ptr<PyPassManager> parse(const std::string &pipeline,
                                            ContextRef context) {
  auto self = std::make_unique<PyPassManager>("any", std::move(context));
  std::string output;
  llvm::raw_string_ostream stream(output);
  // Parsed into `manager`, the anchor would become a nested pipeline.
  FailureOr<OpPassManager> parsed = parsePassPipeline(pipeline, stream);
  if (failed(parsed))
    refuse(pipeline, output);
  static_cast<OpPassManager &>(self->manager) = std::move(*parsed);
  return self;
}

static void add(PyPassManager &self, const std::string &pipeline) {
  self.context->getIdle();
  std::string output;
  llvm::raw_string_ostream stream(output);
  // A copy, as what stands before an error would be added.
  OpPassManager extended(self.manager);
  if (failed(parsePassPipeline(pipeline, extended, stream)))
    refuse(pipeline, output);
  static_cast<OpPassManager &>(self.manager) = std::move(extended);
}

/// Runs on `op` of `owner`.
static void run(PyPassManager &self, Owner &owner, Operation *op) {
  if (owner.getContext() != self.context)
    throw nb::value_error("expected an operation of the pass manager's "
                          "context, but got one of another");
  if (owner.walks)
    throw std::runtime_error("expected no walk over the module to be going on, "
                             "but got one; run the pipeline after it");
  ErrorCapture errors(self.context);
  LogicalResult result = failure();
  {
    Context::Running running(*self.context);
    nb::gil_scoped_release release;
    result = self.manager.run(op);
  }
  owner.invalidate();
  if (failed(result))
    errors.raise("the pass pipeline failed");
}

static void runOnOperation(PyPassManager &self, PyOperation &operation) {
  Operation *op = operation.get();
  // The pipeline may end with an exception, but not without the operation.
  llvm::scope_exit renew([&] { operation.renew(); });
  run(self, *operation.getOwner(), op);
}

static void enablePrinting(PyPassManager &self, bool before, bool after,
                           bool moduleScope, bool afterChange,
                           bool afterFailure,
                           std::optional<int64_t> largeElements,
                           std::optional<int64_t> largeResources,
                           bool debugInfo, bool generic,
                           std::optional<std::string> folder) {
  self.context->getIdle();
  OpPrintingFlags flags;
  if (largeElements)
    flags.elideLargeElementsAttrs(*largeElements);
  if (largeResources)
    flags.elideLargeResourceString(*largeResources);
  flags.enableDebugInfo(debugInfo);
  flags.printGenericOpForm(generic);
  auto isBefore = [before](Pass *, Operation *) { return before; };
  auto isAfter = [after](Pass *, Operation *) { return after; };
  if (folder)
    self.manager.enableIRPrintingToFileTree(isBefore, isAfter, moduleScope,
                                            afterChange, afterFailure, *folder,
                                            flags);
  else
    self.manager.enableIRPrinting(isBefore, isAfter, moduleScope, afterChange,
                                  afterFailure, llvm::errs(), flags);
}

void patconv::python::bindPassManager(nb::module_ &m) {
  nb::class_<PyPassManager>(m, "PassManager", "A pipeline of passes.")
      .def(nb::init<const std::string &, ContextRef>(), "anchor_op"_a = "any",
           "context"_a = nb::none(),
           "An empty pipeline for operations called `anchor_op`.")
      .def_static("parse", parse, "pipeline"_a, "context"_a = nb::none(),
                  "Read a pipeline such as "
                  "'builtin.module(patconv-raise-pipeline)'. Raises ValueError "
                  "with the name that is unknown.")
      .def("add", add, "pipeline"_a,
           "Append passes and pipelines, without the anchor.")
      .def("run", runOnOperation, "operation"_a,
           "Run on an operation, in place; other threads go on meanwhile. "
           "Raises MLIRError with the errors of the pass that failed.")
      .def(
          "run",
          [](PyPassManager &self, PyModule &module) {
            run(self, *module.owner, module.get());
          },
          "module"_a)
      .def(
          "enable_verifier",
          [](PyPassManager &self, bool enable) {
            self.context->getIdle();
            self.manager.enableVerifier(enable);
          },
          "enable"_a, "Whether the module is verified after each pass.")
      .def("enable_ir_printing", enablePrinting, "print_before_all"_a = false,
           "print_after_all"_a = true, "print_module_scope"_a = false,
           "print_after_change"_a = false, "print_after_failure"_a = false,
           "large_elements_limit"_a = nb::none(),
           "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false,
           "print_generic_op_form"_a = false,
           "tree_printing_dir_path"_a = nb::none(),
           "Print the IR around the passes to the standard error stream, or "
           "into a tree of files below `tree_printing_dir_path`.")
      .def("__str__", [](PyPassManager &self) {
        self.context->getForReading();
        std::string text;
        llvm::raw_string_ostream stream(text);
        self.manager.printAsTextualPipeline(stream);
        return text;
      });
}
