//===- Phases.cpp - The phases of compilation -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes are named one by one, as the Python extension links only what is.
//
//===----------------------------------------------------------------------===//

#include "lib/Pipelines/Phases.h"

#include "lib/Conversion/Passes.h"
#include "lib/Transforms/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::patconv;

static void addCleanup(OpPassManager &manager) {
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
}

//===----------------------------------------------------------------------===//
// The phases
//===----------------------------------------------------------------------===//

static void buildImport(OpPassManager &manager, const PhaseOptions &options) {
  manager.addPass(createNameSignaturePass());
  if (options.bindWeights) {
    BindWeightsPassOptions bind;
    bind.file = options.weightsFile;
    bind.syntheticSeed = options.syntheticSeed;
    bind.patternRate = options.patternRate;
    manager.addPass(createBindWeightsPass(bind));
  }
  manager.addPass(createSimplifyImportPass());
  manager.addPass(createCheckImportPass());
  addCleanup(manager);
}

static void buildRaise(OpPassManager &manager, const PhaseOptions &options) {
  ConvertLinalgToPatConvPassOptions convert;
  convert.maxPatterns = options.maxPatterns;
  manager.addNestedPass<func::FuncOp>(
      createConvertLinalgToPatConvPass(convert));
  manager.addNestedPass<func::FuncOp>(createFoldBatchNormPass());
  if (options.fusion) {
    // A layer that took over what lies behind an upsampling would make another
    // result than its module.
    const bool hoists = !options.exposeLayers;
    if (hoists)
      manager.addNestedPass<func::FuncOp>(createHoistElementwisePass());
    manager.addNestedPass<func::FuncOp>(createFuseEpiloguePass());
    manager.addNestedPass<func::FuncOp>(createFuseElementwisePass());
    // What is read twice is one input then.
    addCleanup(manager);
    // Several operations are one of an image now.
    if (hoists)
      manager.addNestedPass<func::FuncOp>(createHoistElementwisePass());
    manager.addNestedPass<func::FuncOp>(createAbsorbElementwisePass());
    manager.addNestedPass<func::FuncOp>(createFuseReductionsPass());
  }
  addCleanup(manager);
  manager.addNestedPass<func::FuncOp>(createCheckRaisedPass());
  manager.addNestedPass<func::FuncOp>(createVerifyWeightsPass());
  if (options.exposeLayers)
    manager.addPass(createExposeLayersPass());
  // Comparisons see whole images, so this is last.
  manager.addNestedPass<func::FuncOp>(createDecomposeTransposedPass());
  manager.addNestedPass<func::FuncOp>(createLinearizeConvolutionsPass());
  addCleanup(manager);
}

static void buildReorder(OpPassManager &manager, const PhaseOptions &options) {
  if (!options.reorder)
    return;
  ReorderFilterKernelsPassOptions reorder;
  reorder.threads = options.threads;
  manager.addNestedPass<func::FuncOp>(createReorderFilterKernelsPass(reorder));
}

static void buildLayout(OpPassManager &manager, const PhaseOptions &options) {
  if (options.layout == LayoutChoice::plain)
    return;
  PropagateLayoutPassOptions propagate;
  propagate.always = options.layout == LayoutChoice::laneTiled;
  propagate.lanes = options.lanes;
  propagate.threads = options.threads;
  propagate.vectorRegisters = options.vectorRegisters;
  propagate.winograd = options.winograd;
  propagate.fusePooling = options.fusion;
  manager.addNestedPass<func::FuncOp>(createPropagateLayoutPass(propagate));
  addCleanup(manager);
}

static void buildSchedule(OpPassManager &manager, const PhaseOptions &options) {
  AssignSchedulePassOptions assign;
  assign.lanes = options.lanes;
  assign.threads = options.threads;
  assign.vectorRegisters = options.vectorRegisters;
  assign.winograd = options.winograd;
  manager.addNestedPass<func::FuncOp>(createAssignSchedulePass(assign));
}

static void buildPack(OpPassManager &manager, const PhaseOptions &options) {
  manager.addNestedPass<func::FuncOp>(createPackFkwPass());
  if (options.fusion)
    manager.addNestedPass<func::FuncOp>(createScaleWeightsPass());
  if (options.skipZeros) {
    SkipZeroInputsPassOptions skip;
    skip.lanes = options.lanes;
    manager.addNestedPass<func::FuncOp>(createSkipZeroInputsPass(skip));
  }
  PackLinearPassOptions linear;
  linear.lanes = options.lanes;
  linear.vectorRegisters = options.vectorRegisters;
  manager.addNestedPass<func::FuncOp>(createPackLinearPass(linear));
  addCleanup(manager);
  manager.addPass(createExternalizeWeightsPass());
}

static void buildBufferize(OpPassManager &manager,
                           const PhaseOptions &options) {
  MaterializeLayoutPassOptions materialize;
  materialize.lanes = options.lanes;
  manager.addNestedPass<func::FuncOp>(createMaterializeLayoutPass(materialize));
  manager.addNestedPass<func::FuncOp>(createCheckLayoutPass());
  manager.addNestedPass<func::FuncOp>(createDecomposeConcatPass());
  manager.addNestedPass<func::FuncOp>(createReorderPaddingPass());
  // No cleanup between these two: CSE would join the buffers again.
  manager.addNestedPass<func::FuncOp>(createSeparateBuffersPass());
  manager.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  bufferize.unknownTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  manager.addPass(bufferization::createOneShotBufferizePass(bufferize));
  bufferization::BufferResultsToOutParamsPassOptions results;
  results.hoistStaticAllocs = true;
  results.modifyPublicFunctions = true;
  manager.addPass(bufferization::createBufferResultsToOutParamsPass(results));
  addCleanup(manager);
  manager.addNestedPass<func::FuncOp>(createFuseDepthFirstPass());
  manager.addNestedPass<func::FuncOp>(createReuseResidualsPass());
  PlanMemoryPassOptions plan;
  plan.threads = options.threads;
  manager.addPass(createPlanMemoryPass(plan));
  addCleanup(manager);
}

/// From loops over vectors to the LLVM dialect, function by function where a
/// pass allows it: threads compile layers side by side.
static void addLoopsToLLVM(OpPassManager &manager,
                           const PhaseOptions &options) {
  manager.addNestedPass<func::FuncOp>(createConvertVectorToSCFPass());
  manager.addNestedPass<func::FuncOp>(
      memref::createExpandStridedMetadataPass());
  manager.addNestedPass<func::FuncOp>(createLowerAffinePass());
  if (options.threads > 1) {
    ConvertSCFToOpenMPPassOptions threads;
    threads.numThreads = options.threads;
    manager.addPass(createConvertSCFToOpenMPPass(threads));
    // It puts bodies into memref.alloca_scope, which holds one block: gone
    // before loops become blocks, as nothing is allocated in them.
    manager.addPass(createCanonicalizerPass());
  }
  manager.addNestedPass<func::FuncOp>(createFenceStreamedStoresPass());
  manager.addNestedPass<func::FuncOp>(createSCFToControlFlowPass());
  // A dot product that keeps the order of its sum would be scalar code.
  ConvertVectorToLLVMPassOptions vectors;
  vectors.reassociateFPReductions = true;
  manager.addNestedPass<func::FuncOp>(createConvertVectorToLLVMPass(vectors));
  manager.addNestedPass<func::FuncOp>(createConvertMathToLLVMPass());
  manager.addNestedPass<func::FuncOp>(createArithToLLVMConversionPass());
  manager.addNestedPass<func::FuncOp>(createConvertIndexToLLVMPass());
  manager.addNestedPass<func::FuncOp>(createUBToLLVMConversionPass());
  manager.addPass(createFinalizeMemRefToLLVMConversionPass());
  ConvertFuncToLLVMPassOptions calls;
  calls.useBarePtrCallConv = true;
  manager.addPass(createConvertFuncToLLVMPass(calls));
  manager.addPass(createConvertControlFlowToLLVMPass());
  if (options.threads > 1)
    manager.addPass(createConvertOpenMPToLLVMPass());
  OpPassManager &functions = manager.nest<LLVM::LLVMFuncOp>();
  functions.addPass(createReconcileUnrealizedCastsPass());
  addCleanup(functions);
}

static void buildLower(OpPassManager &manager, const PhaseOptions &options) {
  manager.addPass(createOutlineLayersPass());
  manager.addPass(createShareLayersPass());
  ConvertPatConvToVectorPassOptions convert;
  convert.threads = options.threads;
  manager.addNestedPass<func::FuncOp>(
      createConvertPatConvToVectorPass(convert));
  // Before any CSE, which would do a part of its work.
  manager.addNestedPass<func::FuncOp>(options.lre
                                          ? createEliminateRedundantLoadsPass()
                                          : createKeepRedundantLoadsPass());
  VectorizeLinalgPassOptions vectorize;
  vectorize.lanes = options.lanes;
  vectorize.threads = options.threads;
  vectorize.vectorRegisters = options.vectorRegisters;
  manager.addNestedPass<func::FuncOp>(createVectorizeLinalgPass(vectorize));
  manager.addNestedPass<func::FuncOp>(createApproximateMathPass());
  manager.addNestedPass<func::FuncOp>(createRelaxZeroSignsPass());
  addCleanup(manager.nest<func::FuncOp>());
  addLoopsToLLVM(manager, options);
  manager.addPass(createEmitEntryPointPass());
}

ArrayRef<Phase> patconv::getPhases() {
  static const Phase phases[] = {
      {"import", "bind the weights and check the module", buildImport},
      {"raise", "raise convolutions to patconv and fuse", buildRaise},
      {"reorder", "reorder filters and kernels (FKR)", buildReorder},
      {"layout", "choose how activations lie in memory", buildLayout},
      {"schedule", "attach a schedule to each convolution", buildSchedule},
      {"pack", "store weights as FKW beside the code", buildPack},
      {"bufferize", "go to memrefs in one workspace", buildBufferize},
      {"lower", "lower to the LLVM dialect", buildLower},
  };
  return phases;
}

const Phase *patconv::lookupPhase(StringRef name) {
  ArrayRef<Phase> phases = getPhases();
  const Phase *found =
      llvm::find_if(phases, [&](const Phase &p) { return p.name == name; });
  return found == phases.end() ? nullptr : found;
}

//===----------------------------------------------------------------------===//
// Pipelines for the tools
//===----------------------------------------------------------------------===//

namespace {
/// PhaseOptions as options of a pipeline; the defaults are PhaseOptions'.
struct PipelineOptions : PassPipelineOptions<PipelineOptions> {
  Option<std::string> weights{
      *this, "weights",
      llvm::cl::desc("safetensors file with the weights; empty: synthetic")};
  Option<int64_t> syntheticSeed{*this, "synthetic-seed",
                                llvm::cl::desc("seed of synthetic weights"),
                                llvm::cl::init(PhaseOptions().syntheticSeed)};
  Option<double> patternRate{
      *this, "pattern-rate",
      llvm::cl::desc("connectivity rate of synthetic weights; 0: dense"),
      llvm::cl::init(PhaseOptions().patternRate)};
  Option<int64_t> maxPatterns{*this, "max-patterns",
                              llvm::cl::desc("patterns of a layer at most"),
                              llvm::cl::init(PhaseOptions().maxPatterns)};
  Option<int64_t> lanes{*this, "lanes",
                        llvm::cl::desc("float32 lanes of a vector"),
                        llvm::cl::init(PhaseOptions().lanes)};
  Option<int64_t> vectorRegisters{
      *this, "vector-registers",
      llvm::cl::desc("vector registers of the target"),
      llvm::cl::init(PhaseOptions().vectorRegisters)};
  Option<int64_t> threads{*this, "threads",
                          llvm::cl::desc("threads that run a layer"),
                          llvm::cl::init(PhaseOptions().threads)};
  Option<bool> reorder{*this, "reorder",
                       llvm::cl::desc("reorder filters and kernels"),
                       llvm::cl::init(PhaseOptions().reorder)};
  Option<LayoutChoice> layout{
      *this, "layout", llvm::cl::desc("layout of activations"),
      llvm::cl::init(PhaseOptions().layout),
      llvm::cl::values(
          clEnumValN(LayoutChoice::automatic, "auto", "the faster one"),
          clEnumValN(LayoutChoice::plain, "plain", "rows, everywhere"),
          clEnumValN(LayoutChoice::laneTiled, "lane_tiled",
                     "lane-tiled wherever it is possible"))};
  Option<bool> winograd{
      *this, "winograd",
      llvm::cl::desc("compute kernels without zeros by minimal filtering"),
      llvm::cl::init(PhaseOptions().winograd)};
  Option<bool> skipZeros{
      *this, "skip-zeros",
      llvm::cl::desc("read no weights of linear layers where the input is 0"),
      llvm::cl::init(PhaseOptions().skipZeros)};
  Option<bool> lre{*this, "lre", llvm::cl::desc("eliminate redundant loads"),
                   llvm::cl::init(PhaseOptions().lre)};
  Option<bool> fusion{*this, "fusion",
                      llvm::cl::desc("fuse element-wise operations"),
                      llvm::cl::init(PhaseOptions().fusion)};
  Option<bool> exposeLayers{*this, "expose-layers",
                            llvm::cl::desc("return every convolution's result"),
                            llvm::cl::init(PhaseOptions().exposeLayers)};

  PhaseOptions get() const {
    PhaseOptions options;
    options.bindWeights = true;
    options.weightsFile = weights;
    options.syntheticSeed = syntheticSeed;
    options.patternRate = patternRate;
    options.maxPatterns = maxPatterns;
    options.lanes = lanes;
    options.vectorRegisters = vectorRegisters;
    options.threads = threads;
    options.reorder = reorder;
    options.layout = layout;
    options.winograd = winograd;
    options.skipZeros = skipZeros;
    options.lre = lre;
    options.fusion = fusion;
    options.exposeLayers = exposeLayers;
    return options;
  }
};

struct CpuPipelineOptions : PipelineOptions {
  Option<std::string> resumeAfter{
      *this, "resume-after",
      llvm::cl::desc("the phase whose dump the input is; its resources without "
                     "data are filled from weights; empty: from the start")};
  Option<std::string> stopAfter{
      *this, "stop-after", llvm::cl::desc("the last phase to run; empty: all")};
};
} // namespace

using ErrorHandler = function_ref<LogicalResult(const Twine &)>;

/// Checks that `name`, the option `option`, is a phase or empty.
static LogicalResult checkPhase(StringRef option, StringRef name,
                                ErrorHandler error) {
  if (name.empty() || lookupPhase(name))
    return success();
  std::string names = llvm::join(
      llvm::map_range(getPhases(), [](const Phase &p) { return p.name; }),
      ", ");
  return error("expected " + option + " to be one of " + names + ", but got '" +
               name + "'");
}

static LogicalResult buildCpuPipeline(OpPassManager &manager,
                                      const CpuPipelineOptions &options,
                                      ErrorHandler error) {
  StringRef resume = options.resumeAfter, stop = options.stopAfter;
  if (failed(checkPhase("resume-after", resume, error)) ||
      failed(checkPhase("stop-after", stop, error)))
    return failure();
  const Phase *first =
      resume.empty() ? getPhases().begin() : lookupPhase(resume) + 1;
  const Phase *end = stop.empty() ? getPhases().end() : lookupPhase(stop) + 1;
  if (end < first)
    return error("expected stop-after to come after the phase '" + resume +
                 "', but got '" + stop + "'");
  PhaseOptions phaseOptions = options.get();
  if (!resume.empty()) {
    BindWeightsPassOptions bind;
    bind.file = phaseOptions.weightsFile;
    bind.syntheticSeed = phaseOptions.syntheticSeed;
    bind.patternRate = phaseOptions.patternRate;
    manager.addPass(createBindWeightsPass(bind));
  }
  for (const Phase *phase = first; phase != end; ++phase)
    phase->build(manager, phaseOptions);
  return success();
}

/// Registers a pipeline whose wrong options are an error of the handler, and no
/// text on the standard error stream.
template <typename Options>
static void registerPipeline(
    StringRef name, StringRef summary,
    std::function<LogicalResult(OpPassManager &, const Options &, ErrorHandler)>
        build) {
  registerPassPipeline(
      name, summary,
      [build = std::move(build)](OpPassManager &manager, StringRef text,
                                 ErrorHandler error) -> LogicalResult {
        Options options;
        std::string message;
        llvm::raw_string_ostream stream(message);
        if (failed(options.parseFromString(text, stream)))
          return error(message);
        // Adding a pass to a manager of another operation ends the process.
        std::optional<StringRef> anchor = manager.getOpName();
        if (anchor && *anchor != ModuleOp::getOperationName() &&
            manager.getNesting() == OpPassManager::Nesting::Explicit)
          return error("expected the pipeline to run on 'builtin.module', but "
                       "got '" +
                       *anchor + "'");
        return build(manager, options, error);
      },
      [](function_ref<void(const mlir::detail::PassOptions &)> handler) {
        handler(Options());
      });
}

void patconv::registerPatConvPipelines() {
  for (const Phase &phase : getPhases())
    registerPipeline<PipelineOptions>(
        ("patconv-" + phase.name + "-pipeline").str(), phase.summary,
        [&phase](OpPassManager &manager, const PipelineOptions &options,
                 ErrorHandler) {
          phase.build(manager, options.get());
          return success();
        });
  registerPipeline<CpuPipelineOptions>(
      "patconv-cpu-pipeline", "all phases, for a CPU", buildCpuPipeline);
}
