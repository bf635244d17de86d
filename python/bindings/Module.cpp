//===- Module.cpp - The Python module patconv._patconv --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thin layer over lib/Compiler: it converts values and turns failures into
// exceptions; the Python package gives them their meaning.
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Program.h"
#include "python/bindings/IR.h"

#include "dialect/IR/Alignment.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/MemoryBuffer.h"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <stdexcept>

namespace nb = nanobind;
using namespace nb::literals;
using namespace mlir;
using namespace mlir::patconv;

namespace {

/// The compiler failed; the program's messages say why.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Array = nb::ndarray<nb::ro, nb::c_contig, nb::device::cpu>;

struct PyProgram {
  std::unique_ptr<Program> program = std::make_unique<Program>();
  bool parsed = false;
};

} // namespace

static void check(LogicalResult result, const char *what) {
  if (failed(result))
    throw Failure(what);
}

template <typename T> static T unwrap(llvm::Expected<T> value) {
  if (!value)
    throw Failure(llvm::toString(value.takeError()));
  return std::move(*value);
}

static Program &getParsed(PyProgram &self) {
  if (!self.parsed)
    throw Failure("expected a module to be parsed, but got none");
  return *self.program;
}

/// How safetensors spells the element type of `array`.
static std::string getDtypeName(const Array &array) {
  std::string bits = std::to_string(array.dtype().bits);
  switch (static_cast<nb::dlpack::dtype_code>(array.dtype().code)) {
  case nb::dlpack::dtype_code::Float:
    return "F" + bits;
  case nb::dlpack::dtype_code::Int:
    return "I" + bits;
  case nb::dlpack::dtype_code::UInt:
    return "U" + bits;
  case nb::dlpack::dtype_code::Bool:
    return "BOOL";
  default:
    throw Failure("expected an array of real numbers, but got another type");
  }
}

static void bindArrays(PyProgram &self,
                       std::vector<std::pair<std::string, Array>> arrays) {
  MemoryWeights source;
  for (auto &[name, array] : arrays) {
    WeightArray weight;
    weight.dtype = getDtypeName(array);
    for (size_t axis = 0; axis < array.ndim(); ++axis)
      weight.shape.push_back(array.shape(axis));
    weight.data =
        ArrayRef(static_cast<const char *>(array.data()), array.nbytes());
    // The weights image of a dump outlives the program, in the compiled code.
    weight.owner = std::make_shared<Array>(std::move(array));
    source.add(name, std::move(weight));
  }
  check(getParsed(self).bindWeights(source), "binding the weights failed");
}

static std::vector<void *> toPointers(const std::vector<uintptr_t> &addresses) {
  std::vector<void *> pointers;
  pointers.reserve(addresses.size());
  for (uintptr_t address : addresses)
    pointers.push_back(reinterpret_cast<void *>(address));
  return pointers;
}

static void checkStatus(int32_t status) {
  if (status == kOutOfMemory)
    throw std::bad_alloc();
  if (status != 0)
    throw Failure("expected the compiled code to return 0, but got " +
                  std::to_string(status));
}

static void run(CompiledProgram &self, const std::vector<uintptr_t> &inputs,
                const std::vector<uintptr_t> &outputs) {
  std::vector<void *> in = toPointers(inputs), out = toPointers(outputs);
  int32_t status;
  {
    nb::gil_scoped_release release;
    status = self.run(in, out);
  }
  checkStatus(status);
}

static std::vector<int64_t> profile(CompiledProgram &self,
                                    const std::vector<uintptr_t> &inputs,
                                    const std::vector<uintptr_t> &outputs) {
  std::vector<void *> in = toPointers(inputs), out = toPointers(outputs);
  std::vector<int64_t> timestamps(self.getSignature().layers.size() + 1);
  int32_t status;
  {
    nb::gil_scoped_release release;
    status = self.profile(in, out, timestamps);
  }
  checkStatus(status);
  return timestamps;
}

static std::unique_ptr<CompiledProgram> load(nb::bytes code, Array weights) {
  ProgramData data;
  data.code = llvm::MemoryBuffer::getMemBufferCopy(
      StringRef(code.c_str(), code.size()), "model");
  ArrayRef<char> bytes(static_cast<const char *>(weights.data()),
                       weights.nbytes());
  // The deleter keeps the array, and with it the file that is mapped.
  data.weights = AsmResourceBlob(
      bytes, kAlignment,
      [owner = std::make_shared<Array>(std::move(weights))](void *, size_t,
                                                            size_t) mutable {
        // Whoever gives up the weights may not hold the lock.
        nb::gil_scoped_acquire acquire;
        owner.reset();
      },
      /*dataIsMutable=*/false);
  nb::gil_scoped_release release;
  return unwrap(CompiledProgram::load(std::move(data)));
}

static nb::object getWeights(nb::handle_t<CompiledProgram> self) {
  ArrayRef<char> weights = nb::cast<CompiledProgram &>(self).getWeights();
  return nb::cast(nb::ndarray<nb::numpy, const uint8_t, nb::ndim<1>>(
      weights.data(), {weights.size()}, self));
}

static void bindTarget(nb::module_ &m) {
  nb::class_<CpuTarget>(m, "Target", "A processor to compile for.")
      .def_static(
          "resolve",
          [](const std::string &name, bool runsHere) {
            return unwrap(CpuTarget::resolve(name, runsHere));
          },
          "name"_a, "runs_here"_a = true,
          "'host' or a processor that LLVM knows, then features to add or "
          "leave out; fails, unless nothing runs here, where this machine "
          "lacks a feature of it.")
      .def_static("find_missing", &CpuTarget::findMissing, "features"_a,
                  "Those of the features that this machine lacks.")
      .def_ro("arch", &CpuTarget::arch)
      .def_ro("cpu", &CpuTarget::cpu)
      .def_ro("features", &CpuTarget::features)
      .def_ro("lanes", &CpuTarget::lanes)
      .def_ro("vector_registers", &CpuTarget::vectorRegisters);
}

static void bindCompiledProgram(nb::module_ &m) {
  nb::class_<CompiledProgram>(m, "CompiledProgram",
                              "Code that can be called; re-entrant.")
      .def("run", run, "inputs"_a, "outputs"_a,
           "Run on the addresses of row-major arrays, which the caller keeps "
           "alive and has checked.")
      .def("profile", profile, "inputs"_a, "outputs"_a,
           "The same, instrumented: a time in ns before the first layer and "
           "after each.")
      .def_static("load", load, "code"_a, "weights"_a,
                  nb::sig("def load(code: bytes, weights: "
                          "numpy.typing.NDArray[numpy.uint8]) -> "
                          "CompiledProgram"),
                  "Link code; the weights are kept, not copied, and must "
                  "be those that belong to it, aligned to 64 bytes.")
      .def_prop_ro(
          "signature",
          [](const CompiledProgram &self) {
            return self.getSignature().print();
          },
          "What a caller must know, as JSON; see ProgramSignature.h.")
      .def_prop_ro("layers",
                   [](const CompiledProgram &self) {
                     return self.getSignature().layers;
                   })
      .def_prop_ro("workspace_bytes",
                   [](const CompiledProgram &self) {
                     return self.getSignature().workspaceBytes;
                   })
      .def_prop_ro("live_bytes",
                   [](const CompiledProgram &self) {
                     return self.getSignature().liveBytes;
                   })
      .def_prop_ro("weights_bytes",
                   [](const CompiledProgram &self) {
                     return self.getSignature().weightsBytes;
                   })
      .def_prop_ro("weights", getWeights,
                   nb::sig("def weights(self) -> "
                           "numpy.typing.NDArray[numpy.uint8]"),
                   "The weights' bytes, read-only, without a copy.")
      .def_prop_ro("object_code", [](const CompiledProgram &self) {
        return nb::bytes(self.getCode().data(), self.getCode().size());
      });
}

static void bindProgram(nb::module_ &m) {
  nb::class_<Message>(m, "Message", "A diagnostic of the compiler.")
      .def_ro("severity", &Message::severity)
      .def_ro("location", &Message::location)
      .def_ro("text", &Message::text)
      .def_ro("notes", &Message::notes);

  nb::class_<Port>(m, "Port", "An input or output of the model.")
      .def_ro("name", &Port::name)
      .def_prop_ro("shape", [](const Port &self) {
        return std::vector<int64_t>(self.type.getShape());
      });

  nb::class_<PyProgram>(m, "Program",
                        "A model on its way through the compiler.")
      .def(nb::init<>())
      .def(
          "parse",
          [](PyProgram &self, const std::string &text,
             const std::string &name) {
            if (self.parsed)
              throw Failure("expected a new program, but got a parsed one");
            check(self.program->parse(text, name), "parsing failed");
            self.parsed = true;
          },
          "text"_a, "name"_a)
      .def("bind_weights", bindArrays, "arrays"_a,
           nb::sig("def bind_weights(self, arrays: collections.abc.Sequence["
                   "tuple[str, numpy.typing.NDArray[typing.Any]]]) -> None"),
           "Bind arrays by name, without a copy; they are kept alive.")
      .def(
          "run_phase",
          [](PyProgram &self, const std::string &name,
             const PhaseOptions &options) {
            Program &program = getParsed(self);
            nb::gil_scoped_release release;
            check(program.runPhase(name, options), "the phase failed");
          },
          "name"_a, "options"_a)
      .def("print", [](PyProgram &self) { return getParsed(self).print(); })
      .def(
          "save_weights",
          [](PyProgram &self, const std::string &path) {
            check(getParsed(self).saveWeights(path), "saving weights failed");
          },
          "path"_a)
      .def("report",
           [](PyProgram &self) { return getParsed(self).getReport(); })
      .def(
          "emit",
          [](PyProgram &self, const CpuTarget &target, int64_t threads) {
            Program &program = getParsed(self);
            nb::gil_scoped_release release;
            return unwrap(program.emit(target, threads));
          },
          "target"_a, "threads"_a)
      .def_prop_ro(
          "phase",
          [](const PyProgram &self) { return self.program->getPhase().str(); })
      .def_prop_ro("messages",
                   [](const PyProgram &self) {
                     return self.program->getMessages().vec();
                   })
      .def_prop_ro(
          "inputs",
          [](const PyProgram &self) { return self.program->getInputs().vec(); })
      .def_prop_ro("outputs", [](const PyProgram &self) {
        return self.program->getOutputs().vec();
      });
}

static void bindPhases(nb::module_ &m) {
  nb::enum_<LayoutChoice>(m, "LayoutChoice", "Which layout activations get.")
      .value("auto", LayoutChoice::automatic, "The faster one, as predicted.")
      .value("plain", LayoutChoice::plain, "Rows, everywhere.")
      .value("lane_tiled", LayoutChoice::laneTiled,
             "Lane-tiled wherever it is possible.");
  nb::class_<PhaseOptions>(m, "PhaseOptions", "What the phases need to know.")
      .def(nb::init<>())
      .def_rw("max_patterns", &PhaseOptions::maxPatterns)
      .def_rw("lanes", &PhaseOptions::lanes)
      .def_rw("vector_registers", &PhaseOptions::vectorRegisters)
      .def_rw("threads", &PhaseOptions::threads)
      .def_rw("reorder", &PhaseOptions::reorder)
      .def_rw("layout", &PhaseOptions::layout)
      .def_rw("winograd", &PhaseOptions::winograd)
      .def_rw("skip_zeros", &PhaseOptions::skipZeros)
      .def_rw("lre", &PhaseOptions::lre)
      .def_rw("fusion", &PhaseOptions::fusion)
      .def_rw("expose_layers", &PhaseOptions::exposeLayers);
  m.def(
      "phases",
      [] {
        std::vector<std::string> names;
        for (const Phase &phase : getPhases())
          names.push_back(phase.name.str());
        return names;
      },
      "The names of the phases in order.");
  m.def(
      "pipeline",
      [](const std::string &phase, const PhaseOptions &options) {
        return Program::getPipeline(phase, options);
      },
      "phase"_a, "options"_a, "The textual pass pipeline of a phase.");
}

static void bindProcess(nb::module_ &m) {
  m.def(
      "hash_bytes",
      [](const Array &data) {
        return hashBytes(
            ArrayRef(static_cast<const char *>(data.data()), data.nbytes()));
      },
      "data"_a,
      nb::sig("def hash_bytes(data: numpy.typing.NDArray[numpy.uint8]) -> str"),
      "A fingerprint against damage, in hexadecimal digits.");
  m.def(
      "address_of",
      [](nb::handle array) {
        Py_buffer buffer;
        if (PyObject_GetBuffer(array.ptr(), &buffer, PyBUF_SIMPLE) != 0)
          throw nb::python_error();
        auto address = reinterpret_cast<uintptr_t>(buffer.buf);
        PyBuffer_Release(&buffer);
        return address;
      },
      "array"_a,
      "Where the elements of a row-major array begin. What numpy has for it is "
      "slow once the caches hold other things.");
  m.def(
      "has_targets",
      [] {
        auto targets = llvm::TargetRegistry::targets();
        return targets.begin() != targets.end();
      },
      "Whether this process has initialised a code generator of LLVM.");
}

NB_MODULE(_patconv, m) {
  m.doc() = "The compiler of patconv. Private: use the package.";
  nb::exception<Failure>(m, "Failure");
  bindTarget(m);
  bindProcess(m);
  bindPhases(m);
  bindCompiledProgram(m);
  bindProgram(m);
  python::bindIR(m);
}
