//===- Program.h - A model on its way through the compiler ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_PROGRAM_H
#define PATCONV_LIB_COMPILER_PROGRAM_H

#include "lib/Compiler/CompiledProgram.h"
#include "lib/Compiler/CpuTarget.h"
#include "lib/Compiler/LayerReport.h"
#include "lib/Pipelines/Phases.h"
#include "lib/Transforms/Weights.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/MapVector.h"

#include <string>
#include <vector>

namespace mlir::patconv {

/// A diagnostic that the compiler gave.
struct Message {
  /// "error", "warning", "remark" or "note".
  std::string severity;
  /// Where it arose: "file:line:column", or as MLIR prints it.
  std::string location;
  std::string text;
  /// The notes attached to it, each with its location.
  std::vector<std::string> notes;
};

/// An input or output of the model.
struct Port {
  std::string name;
  RankedTensorType type;
};

/// A model on its way through the compiler: the module, the context that owns
/// it, and what the phases so far have found out. Nothing goes to a stream:
/// diagnostics are collected.
///
/// A dump (`print`) holds all of this but the arrays, so that `parse` and
/// `bindWeights` go on where it was made.
class Program {
public:
  Program();
  ~Program();

  /// Parses and verifies one module.
  LogicalResult parse(StringRef text, StringRef name);

  /// Binds arrays to the parameters of @main, or to the resources of a dump.
  /// No copy: what `source` does not own must outlive the program.
  LogicalResult bindWeights(const WeightSource &source);

  /// Runs the phase called `name` of the table in Phases.h. After a failure the
  /// module is as it was when a pass failed.
  LogicalResult runPhase(StringRef name, const PhaseOptions &options);

  /// The phase that ran last; empty before the first.
  StringRef getPhase() const { return phase; }

  /// The textual pass pipeline of a phase.
  static std::string getPipeline(StringRef name, const PhaseOptions &options);

  /// The module as text, without the data of resources.
  std::string print();

  /// Writes every array that a resource of the module has named since the first
  /// phase, so that the dump of any phase can be resumed.
  LogicalResult saveWeights(StringRef file);

  /// What became of each layer, as JSON; see LayerReport.h.
  std::string getReport() const { return printLayerReports(layers); }

  /// Translates to LLVM, optimises and loads the code, once. The module must be
  /// at the end of the lowering; its weights move out of it.
  /// `threads` is what the phases were given.
  llvm::Expected<std::unique_ptr<CompiledProgram>> emit(const CpuTarget &target,
                                                        int64_t threads);

  ArrayRef<Message> getMessages() const { return messages; }
  ArrayRef<Port> getInputs() const { return inputs; }
  ArrayRef<Port> getOutputs() const { return outputs; }

private:
  ProgramSignature describe(const CpuTarget &target, int64_t threads,
                            std::vector<std::string> layerNames,
                            ArrayRef<char> weights) const;
  void collect(Diagnostic &diagnostic);
  void recordState();
  void rememberResources();
  LogicalResult restoreState();

  MLIRContext context;
  ScopedDiagnosticHandler handler;
  OwningOpRef<ModuleOp> module;
  std::string phase;
  std::vector<Message> messages;
  std::vector<Port> inputs, outputs;
  int64_t workspaceBytes = 0;
  bool emitted = false;
  std::vector<LayerReport> layers;
  RemarkMap remarks;
  llvm::MapVector<StringRef, DenseResourceElementsAttr> resources;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_PROGRAM_H
