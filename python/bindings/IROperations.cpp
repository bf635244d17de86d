//===- IROperations.cpp - Modules and operations --------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/SourceMgr.h"

#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
/// The Python class OpAttributeMap.
struct PyOpAttributeMap {
  PyOperation operation;
  const ContextRef &getContext() const {
    return operation.getOwner()->getContext();
  }
};

/// What a callback says of the walk.
enum class PyWalkResult { Advance, Interrupt, Skip };
} // namespace

Owner::Owner(ContextRef context, OwningOpRef<Operation *> root)
    : context(std::move(context)), root(std::move(root)) {}

Owner::~Owner() { context->destroy(std::move(root)); }

static nb::list wrapValues(const OwnerRef &owner, ValueRange values) {
  nb::list list;
  for (Value value : values)
    list.append(wrap(owner, value));
  return list;
}

//===----------------------------------------------------------------------===//
// Parsing, printing, verifying, walking
//===----------------------------------------------------------------------===//

/// What `parse` makes of `context`, with the errors as an exception.
template <typename F>
static OwnerRef parse(ContextRef context, const char *failure, F parse) {
  context = Context::resolve(std::move(context));
  ErrorCapture errors(context);
  OwningOpRef<Operation *> op = parse(ParserConfig(context->getIdle()));
  if (!op)
    errors.raise(failure);
  return std::make_shared<Owner>(std::move(context), std::move(op));
}

static llvm::SourceMgr makeSources(StringRef text, StringRef name) {
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBufferCopy(text, name),
                             llvm::SMLoc());
  return sources;
}

static PyModule parseModule(StringRef text, ContextRef context) {
  return {parse(std::move(context), "parsing the module failed",
                [&](const ParserConfig &config) {
                  return OwningOpRef<Operation *>(
                      parseSourceFile<ModuleOp>(makeSources(text, "-"), config)
                          .release());
                })};
}

static PyModule parseModuleFile(const std::filesystem::path &path,
                                ContextRef context) {
  return {
      parse(std::move(context), "parsing the module failed",
            [&](const ParserConfig &config) {
              return OwningOpRef<Operation *>(
                  parseSourceFile<ModuleOp>(path.string(), config).release());
            })};
}

static PyOperation parseOperation(const std::string &text,
                                  const std::string &name, ContextRef context) {
  OwnerRef owner =
      parse(std::move(context), "parsing the operation failed",
            [&](const ParserConfig &config) {
              return parseSourceFile(
                  makeSources(text, name.empty() ? "-" : name), config);
            });
  return PyOperation(owner, owner->getRoot());
}

static std::string print(Operation *op, const OpPrintingFlags &flags) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  op->print(stream, flags);
  return text;
}

using Limit = std::optional<int64_t>;

static std::string getAsm(const PyOperation &self, Limit largeElements,
                          Limit largeResources, bool debugInfo,
                          bool prettyDebugInfo, bool generic, bool localScope,
                          bool nameLocAsPrefix, bool assumeVerified,
                          bool skipRegions) {
  OpPrintingFlags flags;
  if (largeElements)
    flags.elideLargeElementsAttrs(*largeElements);
  if (largeResources)
    flags.elideLargeResourceString(*largeResources);
  flags.enableDebugInfo(debugInfo, prettyDebugInfo);
  flags.printGenericOpForm(generic);
  flags.useLocalScope(localScope);
  flags.printNameLocAsPrefix(nameLocAsPrefix);
  flags.assumeVerified(assumeVerified);
  flags.skipRegions(skipRegions);
  return print(self.get(), flags);
}

static void printTo(const PyOperation &self, nb::object file,
                    Limit largeElements, Limit largeResources, bool debugInfo,
                    bool prettyDebugInfo, bool generic, bool localScope,
                    bool nameLocAsPrefix, bool assumeVerified,
                    bool skipRegions) {
  std::string text =
      getAsm(self, largeElements, largeResources, debugInfo, prettyDebugInfo,
             generic, localScope, nameLocAsPrefix, assumeVerified, skipRegions);
  if (text.empty() || text.back() != '\n')
    text += '\n';
  if (file.is_none())
    file = nb::module_::import_("sys").attr("stdout");
  file.attr("write")(text);
}

static bool verifyOperation(const PyOperation &self) {
  Operation *op = self.get();
  ErrorCapture errors(self.getOwner()->getContext());
  if (failed(verify(op)))
    errors.raise("verification failed");
  return true;
}

static void walk(const PyOperation &self, nb::callable callback,
                 WalkOrder order) {
  OwnerRef owner = self.getOwner();
  Operation *root = self.get();
  llvm::SaveAndRestore walks(owner->walks, owner->walks + 1);
  // MLIR's own code passes no exceptions on.
  std::exception_ptr exception;
  auto visit = [&](Operation *op) {
    try {
      nb::object result = callback(PyOperation(owner, op));
      PyWalkResult value;
      if (!nb::try_cast(result, value))
        throw nb::type_error(
            ("expected the callback to return a WalkResult, but got " +
             nb::cast<std::string>(nb::repr(result)))
                .c_str());
      return value == PyWalkResult::Advance     ? WalkResult::advance()
             : value == PyWalkResult::Interrupt ? WalkResult::interrupt()
                                                : WalkResult::skip();
    } catch (...) {
      exception = std::current_exception();
      return WalkResult::interrupt();
    }
  };
  if (order == WalkOrder::PreOrder)
    root->walk<WalkOrder::PreOrder>(visit);
  else
    root->walk<WalkOrder::PostOrder>(visit);
  if (exception)
    std::rethrow_exception(exception);
}

//===----------------------------------------------------------------------===//
// Attributes of an operation
//===----------------------------------------------------------------------===//

static std::vector<std::string> getNames(const PyOpAttributeMap &self) {
  std::vector<std::string> names;
  for (NamedAttribute named : self.operation.get()->getAttrs())
    names.push_back(named.getName().str());
  return names;
}

static nb::list getValues(const PyOpAttributeMap &self) {
  nb::list values;
  for (NamedAttribute named : self.operation.get()->getAttrs())
    values.append(wrap(self.getContext(), named.getValue()));
  return values;
}

static nb::list getItems(const PyOpAttributeMap &self) {
  nb::list items;
  for (NamedAttribute named : self.operation.get()->getAttrs())
    items.append(nb::make_tuple(named.getName().str(),
                                wrap(self.getContext(), named.getValue())));
  return items;
}

static nb::object getAttribute(const PyOpAttributeMap &self,
                               const std::string &name, nb::object otherwise) {
  Attribute attribute = self.operation.get()->getAttr(name);
  return attribute ? wrap(self.getContext(), attribute) : otherwise;
}

static nb::object lookupAttribute(const PyOpAttributeMap &self,
                                  const std::string &name) {
  Attribute attribute = self.operation.get()->getAttr(name);
  if (!attribute)
    throw nb::key_error(name.c_str());
  return wrap(self.getContext(), attribute);
}

static void bindAttributeMap(nb::module_ &m) {
  nb::class_<PyOpAttributeMap>(m, "OpAttributeMap",
                               "The attributes of an operation by name.")
      .def("__len__",
           [](const PyOpAttributeMap &self) {
             return self.operation.get()->getAttrs().size();
           })
      .def(
          "__contains__",
          [](const PyOpAttributeMap &self, const std::string &name) {
            return self.operation.get()->hasAttr(name);
          },
          "name"_a)
      .def("__getitem__", lookupAttribute, "name"_a,
           nb::sig("def __getitem__(self, name: str) -> Attribute"))
      .def(
          "__getitem__",
          [](const PyOpAttributeMap &self, int64_t index) {
            ArrayRef<NamedAttribute> all = self.operation.get()->getAttrs();
            return wrap(self.getContext(), all[getIndex(index, all.size())]);
          },
          "index"_a)
      .def(
          "__iter__",
          [](const PyOpAttributeMap &self) {
            return nb::iter(nb::cast(getNames(self)));
          },
          nb::sig("def __iter__(self) -> collections.abc.Iterator[str]"))
      .def("keys", getNames)
      .def("values", getValues, nb::sig("def values(self) -> list[Attribute]"))
      .def("items", getItems,
           nb::sig("def items(self) -> list[tuple[str, Attribute]]"))
      .def("get", getAttribute, "name"_a, "default"_a = nb::none(),
           nb::sig("def get(self, name: str, default: Attribute | None = None) "
                   "-> Attribute | None"));
}

//===----------------------------------------------------------------------===//
// The classes
//===----------------------------------------------------------------------===//

static void bindWalks(nb::module_ &m) {
  nb::enum_<WalkOrder>(m, "WalkOrder",
                       "Parents before or after what they hold.")
      .value("PRE_ORDER", WalkOrder::PreOrder)
      .value("POST_ORDER", WalkOrder::PostOrder);
  nb::enum_<PyWalkResult>(m, "WalkResult", "How a walk goes on.")
      .value("ADVANCE", PyWalkResult::Advance)
      .value("INTERRUPT", PyWalkResult::Interrupt)
      .value("SKIP", PyWalkResult::Skip,
             "In pre-order: not into this operation.");
}

static std::optional<PyOperation> getParent(const PyOperation &self) {
  Operation *parent = self.get()->getParentOp();
  if (!parent)
    return std::nullopt;
  return PyOperation(self.getOwner(), parent);
}

static nb::object getResult(const PyOperation &self) {
  Operation *op = self.get();
  if (op->getNumResults() != 1)
    throw nb::value_error(("expected " + op->getName().getStringRef().str() +
                           " to have 1 result, but got " +
                           std::to_string(op->getNumResults()) +
                           "; use results")
                              .c_str());
  return wrap(self.getOwner(), op->getResult(0));
}

static void bindOperation(nb::module_ &m) {
  nb::class_<PyOperation> operation(
      m, "Operation",
      "An operation. It keeps its module alive. A pass pipeline makes all "
      "objects of a module unusable but its top-level operation and the one "
      "that the pipeline ran on.");
  operation
      .def_static("parse", parseOperation, "source"_a, nb::kw_only(),
                  "source_name"_a = "", "context"_a = nb::none(),
                  "Parse and verify one operation.")
      .def("__eq__", isEqual<PyOperation>)
      .def("__hash__", &PyOperation::hash)
      .def("__str__",
           [](const PyOperation &self) {
             return print(self.get(), OpPrintingFlags());
           })
      .def("__repr__",
           [](const PyOperation &self) {
             return "Operation(" + self.get()->getName().getStringRef().str() +
                    ")";
           })
      .def_prop_ro("name",
                   [](const PyOperation &self) {
                     return self.get()->getName().getStringRef().str();
                   })
      .def_prop_ro(
          "context",
          [](const PyOperation &self) { return self.getOwner()->getContext(); })
      .def_prop_ro(
          "location",
          [](const PyOperation &self) {
            return wrap(self.getOwner()->getContext(), self.get()->getLoc());
          },
          nb::sig("def location(self) -> Location"))
      .def_prop_ro(
          "operation", [](nb::object self) { return self; },
          nb::sig("def operation(self) -> Operation"),
          "The operation itself; code that is written for views of "
          "operations works as well.")
      .def_prop_ro("parent", getParent)
      .def_prop_ro("block",
                   [](const PyOperation &self) -> std::optional<PyBlock> {
                     Block *block = self.get()->getBlock();
                     if (!block)
                       return std::nullopt;
                     return PyBlock(self.getOwner(), block);
                   })
      .def_prop_ro("attributes",
                   [](const PyOperation &self) {
                     self.get();
                     return PyOpAttributeMap{self};
                   })
      .def_prop_ro(
          "operands",
          [](const PyOperation &self) {
            return wrapValues(self.getOwner(), self.get()->getOperands());
          },
          nb::sig("def operands(self) -> list[Value]"))
      .def_prop_ro("results",
                   [](const PyOperation &self) {
                     return wrapEach<PyOpResult>(self.getOwner(),
                                                 self.get()->getResults());
                   })
      .def_prop_ro("result", getResult, nb::sig("def result(self) -> OpResult"),
                   "The only result.")
      .def_prop_ro("regions",
                   [](const PyOperation &self) {
                     return wrapEach<PyRegion>(self.getOwner(),
                                               self.get()->getRegions());
                   })
      .def("verify", verifyOperation,
           "Return True, or raise MLIRError with what is wrong.")
      .def("walk", walk, "callback"_a, "walk_order"_a = WalkOrder::PostOrder,
           nb::sig("def walk(self, callback: collections.abc.Callable["
                   "[Operation], WalkResult], walk_order: WalkOrder = "
                   "...) -> None"),
           "Call `callback` with this operation and all within it. What it "
           "raises ends the walk.");
  operation.def(
      "get_asm", getAsm, nb::kw_only(), "large_elements_limit"_a = nb::none(),
      "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false,
      "pretty_debug_info"_a = false, "print_generic_op_form"_a = false,
      "use_local_scope"_a = false, "use_name_loc_as_prefix"_a = false,
      "assume_verified"_a = false, "skip_regions"_a = false,
      "The text of the operation. Arrays of more elements, and "
      "resources of more characters, than the limits are elided.");
  operation.def("print", printTo, nb::kw_only(), "file"_a = nb::none(),
                "large_elements_limit"_a = nb::none(),
                "large_resource_limit"_a = nb::none(),
                "enable_debug_info"_a = false, "pretty_debug_info"_a = false,
                "print_generic_op_form"_a = false, "use_local_scope"_a = false,
                "use_name_loc_as_prefix"_a = false, "assume_verified"_a = false,
                "skip_regions"_a = false,
                nb::sig("def print(self, *, file: typing.TextIO | None = None, "
                        "large_elements_limit: int | None = None, "
                        "large_resource_limit: int | None = None, "
                        "enable_debug_info: bool = False, "
                        "pretty_debug_info: bool = False, "
                        "print_generic_op_form: bool = False, "
                        "use_local_scope: bool = False, "
                        "use_name_loc_as_prefix: bool = False, "
                        "assume_verified: bool = False, "
                        "skip_regions: bool = False) -> None"),
                "Write the text of get_asm to `file`; None: sys.stdout.");
}

static void bindModule(nb::module_ &m) {
  nb::class_<PyModule>(m, "Module", "A builtin.module that is on its own.")
      .def_static(
          "parse",
          [](const std::string &asm_, ContextRef context) {
            return parseModule(asm_, std::move(context));
          },
          "asm"_a, "context"_a = nb::none(), "Parse and verify a module.")
      .def_static(
          "parse",
          [](const nb::bytes &asm_, ContextRef context) {
            return parseModule(StringRef(asm_.c_str(), asm_.size()),
                               std::move(context));
          },
          "asm"_a, "context"_a = nb::none())
      .def_static("parseFile", parseModuleFile, "path"_a,
                  "context"_a = nb::none(),
                  nb::sig("def parseFile(path: str | os.PathLike[str], "
                          "context: Context | None = None) -> Module"),
                  "Parse and verify a file.")
      .def("__eq__",
           [](const PyModule &self, nb::handle other) {
             return nb::isinstance<PyModule>(other) &&
                    self.owner == nb::cast<const PyModule &>(other).owner;
           })
      .def("__hash__",
           [](const PyModule &self) {
             return size_t(llvm::hash_value(self.owner.get()));
           })
      .def("__str__",
           [](const PyModule &self) {
             return print(self.get(), OpPrintingFlags());
           })
      .def_prop_ro(
          "context",
          [](const PyModule &self) { return self.owner->getContext(); })
      .def_prop_ro("operation",
                   [](const PyModule &self) {
                     return PyOperation(self.owner, self.get());
                   })
      .def_prop_ro(
          "body",
          [](const PyModule &self) {
            return PyBlock(self.owner, cast<ModuleOp>(self.get()).getBody());
          },
          "The only block.");
}

void patconv::python::bindOperations(nb::module_ &m) {
  bindWalks(m);
  bindAttributeMap(m);
  bindOperation(m);
  bindModule(m);
}
