//===- Program.cpp - A model on its way through the compiler --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Program.h"

#include "lib/Compiler/CodeGeneration.h"
#include "lib/Compiler/Registration.h"
#include "lib/Transforms/NameSignature.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/AttributeNames.h"

#include "dialect/IR/PatConvOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::patconv;

// What a dump carries beside the IR.
static constexpr StringLiteral kPhase = "patconv.phase";
static constexpr StringLiteral kInputs = "patconv.inputs";
static constexpr StringLiteral kOutputs = "patconv.outputs";
static constexpr StringLiteral kReport = "patconv.report";

static std::string printLocation(Location loc) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (auto place = dyn_cast<FileLineColLoc>(loc))
    stream << place.getFilename().getValue() << ":" << place.getLine() << ":"
           << place.getColumn();
  else
    loc.print(stream);
  return text;
}

// One thread: a pool of threads would not survive a fork of the Python process,
// and up to phase `lower` a model is one function.
Program::Program()
    : context(getPatConvRegistry(), MLIRContext::Threading::DISABLED),
      handler(&context, [this](Diagnostic &diagnostic) {
        collect(diagnostic);
        return success();
      }) {
  context.loadAllAvailableDialects();
}

Program::~Program() = default;

void Program::collect(Diagnostic &diagnostic) {
  static constexpr StringLiteral kNames[] = {"note", "warning", "error",
                                             "remark"};
  Message message{kNames[static_cast<int>(diagnostic.getSeverity())].str(),
                  printLocation(diagnostic.getLocation()),
                  diagnostic.str(),
                  {}};
  for (Diagnostic &note : diagnostic.getNotes())
    message.notes.push_back(printLocation(note.getLocation()) + ": " +
                            note.str());
  if (diagnostic.getSeverity() == DiagnosticSeverity::Remark)
    remarks[LocationAttr(diagnostic.getLocation())].push_back(message.text);
  messages.push_back(std::move(message));
}

//===----------------------------------------------------------------------===//
// State: what a dump keeps
//===----------------------------------------------------------------------===//

static std::string getString(Attribute attribute) {
  auto string = dyn_cast_or_null<StringAttr>(attribute);
  return string ? string.str() : "";
}

/// Notes the signature while it is one on tensors, and later the workspace.
void Program::recordState() {
  auto main = module->lookupSymbol<func::FuncOp>("main");
  if (!main)
    return;
  for (auto [index, type] : llvm::enumerate(main.getArgumentTypes()))
    if (auto memref = dyn_cast<MemRefType>(type);
        memref && main.getArgAttr(index, kWorkspaceAttr))
      workspaceBytes = memref.getNumElements();

  auto isMemref = [](Type type) { return isa<MemRefType>(type); };
  if (llvm::any_of(main.getArgumentTypes(), isMemref) ||
      main.getNumResults() == 0)
    return;
  inputs.clear();
  for (auto [index, type] : llvm::enumerate(main.getArgumentTypes())) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (tensor && !main.getArgAttr(index, kParameterAttr) &&
        !main.getArgAttr(index, kWeightsAttr))
      inputs.push_back({getString(main.getArgAttr(index, kInputAttr)), tensor});
  }
  outputs.clear();
  for (auto [index, type] : llvm::enumerate(main.getResultTypes()))
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      outputs.push_back(
          {getString(main.getResultAttr(index, kOutputAttr)), tensor});
}

void Program::rememberResources() {
  module->walk([&](Operation *op) {
    for (NamedAttribute attribute : op->getAttrs())
      attribute.getValue().walk([&](DenseResourceElementsAttr resource) {
        resources.insert({resource.getRawHandle().getKey(), resource});
      });
  });
}

static Attribute writePorts(Builder &builder, ArrayRef<Port> ports) {
  return builder.getArrayAttr(llvm::map_to_vector(ports, [&](const Port &port) {
    return Attribute(builder.getArrayAttr(
        {builder.getStringAttr(port.name), TypeAttr::get(port.type)}));
  }));
}

static LogicalResult readPorts(ModuleOp module, StringRef name,
                               std::vector<Port> &ports) {
  auto list = module->getAttrOfType<ArrayAttr>(name);
  if (!list)
    return success();
  ports.clear();
  for (Attribute element : list) {
    auto pair = dyn_cast<ArrayAttr>(element);
    auto label =
        pair && pair.size() == 2 ? dyn_cast<StringAttr>(pair[0]) : StringAttr();
    auto type = label ? dyn_cast<TypeAttr>(pair[1]) : TypeAttr();
    auto tensor =
        type ? dyn_cast<RankedTensorType>(type.getValue()) : RankedTensorType();
    if (!tensor)
      return module.emitError("expected ")
             << name << " to be a list of name and tensor type, but got "
             << list;
    ports.push_back({label.str(), tensor});
  }
  module->removeAttr(name);
  return success();
}

std::string Program::print() {
  Builder builder(&context);
  SmallVector<NamedAttribute> state = {
      builder.getNamedAttr(kPhase, builder.getStringAttr(phase)),
      builder.getNamedAttr(kInputs, writePorts(builder, inputs)),
      builder.getNamedAttr(kOutputs, writePorts(builder, outputs))};
  if (workspaceBytes)
    state.push_back(builder.getNamedAttr(
        kWorkspaceBytesAttr, builder.getI64IntegerAttr(workspaceBytes)));
  if (!layers.empty())
    state.push_back(
        builder.getNamedAttr(kReport, builder.getStringAttr(getReport())));
  // Some of these the module has itself.
  DictionaryAttr before =
      module->getOperation()->getDiscardableAttrDictionary();
  // Before the first phase a dump is what was parsed.
  if (!phase.empty())
    for (NamedAttribute attribute : state)
      module->getOperation()->setAttr(attribute.getName(),
                                      attribute.getValue());
  std::string text;
  llvm::raw_string_ostream stream(text);
  module->print(stream, OpPrintingFlags().elideLargeResourceString(0));
  stream << "\n";
  module->getOperation()->setDiscardableAttrs(before);
  return text;
}

LogicalResult Program::restoreState() {
  ModuleOp op = *module;
  if (auto name = op->getAttrOfType<StringAttr>(kPhase)) {
    if (!lookupPhase(name))
      return op.emitError("expected ")
             << kPhase << " to be a phase, but got " << name;
    phase = name.str();
    op->removeAttr(kPhase);
  }
  if (failed(readPorts(op, kInputs, inputs)) ||
      failed(readPorts(op, kOutputs, outputs)))
    return failure();
  if (auto bytes = op->getAttrOfType<IntegerAttr>(kWorkspaceBytesAttr)) {
    workspaceBytes = bytes.getInt();
    op->removeAttr(kWorkspaceBytesAttr);
  }
  if (auto report = op->getAttrOfType<StringAttr>(kReport)) {
    auto parsed = parseLayerReports(report);
    if (!parsed)
      return op.emitError("expected ")
             << kReport << " to be the JSON of a layer report, but got "
             << report;
    layers = std::move(*parsed);
    op->removeAttr(kReport);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Phases
//===----------------------------------------------------------------------===//

LogicalResult Program::parse(StringRef text, StringRef name) {
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBufferCopy(text, name),
                             llvm::SMLoc());
  module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module || failed(restoreState()) || failed(nameSignature(*module)))
    return failure();
  recordState();
  return success();
}

LogicalResult Program::bindWeights(const WeightSource &source) {
  if (failed(patconv::bindWeights(*module, source)))
    return failure();
  rememberResources();
  recordState();
  return success();
}

std::string Program::getPipeline(StringRef name, const PhaseOptions &options) {
  OpPassManager manager(ModuleOp::getOperationName());
  if (const Phase *found = lookupPhase(name))
    found->build(manager, options);
  std::string text;
  llvm::raw_string_ostream stream(text);
  manager.printAsTextualPipeline(stream);
  return text;
}

LogicalResult Program::runPhase(StringRef name, const PhaseOptions &options) {
  const Phase *found = lookupPhase(name);
  if (!found)
    return module->emitError(
               "expected the phase to be one of the table, but got '")
           << name << "'";
  // A schedule that stands in the text stays: its layer is not the cost
  // model's.
  llvm::StringSet<> scheduled;
  module->walk([&](Conv2DOp op) {
    if (op.getSchedule())
      scheduled.insert(op.getLayer().value_or(""));
  });
  PassManager manager(&context, ModuleOp::getOperationName());
  found->build(manager, options);
  // There each layer gets a function, which a thread takes. The threads end
  // with the phase.
  const bool hasFunctions = name == "lower";
  context.disableMultithreading(!hasFunctions);
  const LogicalResult result = manager.run(*module);
  context.disableMultithreading();
  if (failed(result))
    return failure();
  phase = name.str();
  recordState();
  rememberResources();
  if (name == "raise" || name == "schedule") {
    layers = collectLayerReports(*module, remarks);
    for (LayerReport &layer : layers) {
      if (layer.schedule.empty())
        continue;
      layer.scheduleSource =
          scheduled.contains(layer.name) ? "given" : "cost model";
      // Each multiply-add makes its load then.
      if (!options.lre && layer.loadsPerMac > 0)
        layer.loadsPerMac = 1;
    }
  } else if (name == "pack")
    updateFromPacked(*module, layers);
  return success();
}

LogicalResult Program::saveWeights(StringRef file) {
  // A module that refers to them all.
  SmallVector<Attribute> all;
  for (const auto &[name, resource] : resources)
    all.push_back(resource);
  OwningOpRef<ModuleOp> holder = ModuleOp::create(UnknownLoc::get(&context));
  (*holder)->setAttr("resources", ArrayAttr::get(&context, all));
  return patconv::saveWeights(*holder, file);
}

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

/// The image, copied where it is not aligned, as in a mapped file.
static AsmResourceBlob takeAligned(AsmResourceBlob blob) {
  ArrayRef<char> data = blob.getData();
  if (llvm::isAddrAligned(llvm::Align(kAlignment), data.data()))
    return blob;
  return HeapAsmResourceBlob::allocateAndCopyWithAlign(data, kAlignment,
                                                       /*dataIsMutable=*/false);
}

/// The names of the layers, one for each time that the code will take: the
/// caller of the profile makes room for as many.
static llvm::Expected<std::vector<std::string>>
readLayerNames(ModuleOp module) {
  std::vector<std::string> names;
  if (auto list = module->getAttrOfType<ArrayAttr>(kLayersAttr))
    for (auto name : list.getAsRange<StringAttr>())
      names.push_back(name.str());
  size_t numTimes = 0;
  if (auto profile = module.lookupSymbol<LLVM::LLVMFuncOp>("patconv_profile"))
    profile.walk([&](LLVM::CallOp call) {
      numTimes += call.getCallee() == StringRef("patconv_now_ns");
    });
  if (numTimes != names.size() + 1)
    return llvm::createStringError(
        "expected patconv_profile to take " + llvm::Twine(names.size() + 1) +
        " times, one more than " + kLayersAttr + " has names, but got " +
        llvm::Twine(numTimes));
  return names;
}

static std::vector<ProgramSignature::Array> toArrays(ArrayRef<Port> ports) {
  std::vector<ProgramSignature::Array> arrays;
  for (const Port &port : ports)
    arrays.push_back({port.name, port.type.getShape().vec()});
  return arrays;
}

ProgramSignature Program::describe(const CpuTarget &target, int64_t threads,
                                   std::vector<std::string> layerNames,
                                   ArrayRef<char> weights) const {
  ProgramSignature signature;
  signature.arch = target.arch;
  signature.cpu = target.cpu;
  signature.features = target.requiredFeatures;
  signature.lanes = target.lanes;
  signature.threads = threads;
  signature.inputs = toArrays(inputs);
  signature.outputs = toArrays(outputs);
  signature.layers = std::move(layerNames);
  signature.workspaceBytes = workspaceBytes;
  ModuleOp op = module.get();
  if (auto bytes = op->getAttrOfType<IntegerAttr>(kLiveBytesAttr))
    signature.liveBytes = bytes.getInt();
  signature.weightsBytes = weights.size();
  signature.weightsHash = hashBytes(weights);
  signature.report = getReport();
  return signature;
}

/// Puts the signature into the module as a string.
static void addSignature(llvm::Module &module,
                         const ProgramSignature &signature) {
  llvm::Constant *text = llvm::ConstantDataArray::getString(module.getContext(),
                                                            signature.print());
  new llvm::GlobalVariable(module, text->getType(), /*isConstant=*/true,
                           llvm::GlobalValue::ExternalLinkage, text,
                           kSignatureSymbol);
}

llvm::Expected<std::unique_ptr<CompiledProgram>>
Program::emit(const CpuTarget &target, int64_t threads) {
  if (emitted)
    return llvm::createStringError(
        "expected a program to be emitted once, as its weights move out of it, "
        "but got a second call");
  auto image =
      (*module)->getAttrOfType<DenseResourceElementsAttr>(kWeightsAttr);
  AsmResourceBlob *blob = image ? image.getRawHandle().getBlob() : nullptr;
  if (!blob)
    return llvm::createStringError(
        "expected the module to hold the weights image, but got no data for " +
        kWeightsAttr);
  auto names = readLayerNames(*module);
  if (!names)
    return names.takeError();
  auto machine = target.createMachine();
  if (!machine)
    return machine.takeError();

  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvmModule =
      translateModuleToLLVMIR(*module, llvmContext);
  if (!llvmModule)
    return llvm::createStringError(
        "expected the module to translate to LLVM, but got an error");
  llvmModule->setTargetTriple((*machine)->getTargetTriple());
  llvmModule->setDataLayout((*machine)->createDataLayout());
  if (!target.tuning.empty())
    for (llvm::Function &function : *llvmModule)
      if (!function.isDeclaration())
        function.addFnAttr("tune-cpu", target.tuning);
  addSignature(*llvmModule,
               describe(target, threads, std::move(*names), blob->getData()));
  auto code = generateCode(std::move(llvmModule), target);
  if (!code)
    return code.takeError();

  ProgramData data;
  data.code = std::move(*code);
  data.weights = takeAligned(std::move(*blob));
  emitted = true;
  return CompiledProgram::load(std::move(data));
}
