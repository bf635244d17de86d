//===- IRContext.cpp - Contexts, locations and diagnostics ----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "lib/Compiler/Registration.h"

#include "mlir/IR/Location.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv::python;
using namespace nb::literals;

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

static llvm::SmallPtrSet<Context *, 4> &getContexts() {
  static llvm::SmallPtrSet<Context *, 4> contexts;
  return contexts;
}

Context::Context()
    : context(getPatConvRegistry(), MLIRContext::Threading::DISABLED) {
  context.loadAllAvailableDialects();
  getContexts().insert(this);
}

Context::~Context() { getContexts().erase(this); }

// The contexts that this thread has entered; each entry owns a reference. A
// plain pointer, as a thread may end without the GIL.
static thread_local std::vector<PyObject *> entered;

ContextRef Context::resolve(ContextRef given) {
  if (given)
    return given;
  if (entered.empty())
    throw std::runtime_error("expected a context, but got none; pass context= "
                             "or enter one: with Context():");
  return nb::cast<ContextRef>(nb::handle(entered.back()));
}

MLIRContext *Context::getForReading() {
  if (runner && *runner != std::this_thread::get_id())
    throw std::runtime_error(
        "expected a context that is free, but got one in which another thread "
        "runs a pass pipeline; give each thread a context of its own");
  return &context;
}

MLIRContext *Context::getIdle() {
  getForReading();
  if (runner || handling)
    throw std::runtime_error(
        "expected a context that is free, but got one whose diagnostics are "
        "being handled; wait until the handler has returned");
  return &context;
}

Context::Running::Running(Context &context) : context(context) {
  context.runner = std::this_thread::get_id();
}

Context::Running::~Running() {
  context.runner.reset();
  context.doomed.clear();
}

void Context::destroy(OwningOpRef<Operation *> op) {
  if (runner)
    doomed.push_back(std::move(op));
}

void Context::clearAll() {
  // Released in the end, as that may destroy contexts.
  std::vector<std::shared_ptr<Handler>> released;
  for (Context *context : getContexts()) {
    for (const std::shared_ptr<Handler> &handler : context->handlers)
      context->context.getDiagEngine().eraseHandler(handler->id);
    llvm::append_range(released, std::exchange(context->handlers, {}));
  }
  for (PyObject *context : std::exchange(entered, {}))
    Py_DECREF(context);
}

static nb::handle enter(nb::handle self) {
  entered.push_back(self.inc_ref().ptr());
  return self;
}

static void exitContext(nb::handle self, nb::handle, nb::handle, nb::handle) {
  if (entered.empty() || entered.back() != self.ptr())
    throw std::runtime_error("expected the context that was entered last to be "
                             "left, but got another");
  entered.pop_back();
  self.dec_ref();
}

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

DiagnosticInfo::DiagnosticInfo(const ContextRef &context,
                               Diagnostic &diagnostic)
    : severity(diagnostic.getSeverity()),
      location(context, diagnostic.getLocation()), message(diagnostic.str()) {
  for (Diagnostic &note : diagnostic.getNotes())
    notes.emplace_back(context, note);
}

ErrorCapture::ErrorCapture(const ContextRef &context)
    : handler(context->getIdle(), [this, context](Diagnostic &diagnostic) {
        if (diagnostic.getSeverity() != DiagnosticSeverity::Error)
          return failure();
        errors.emplace_back(context, diagnostic);
        return success();
      }) {}

void ErrorCapture::raise(const char *message) {
  nb::object type = nb::module_::import_("patconv.errors").attr("MLIRError");
  PyErr_SetObject(type.ptr(), type(message, nb::cast(errors)).ptr());
  throw nb::python_error();
}

namespace {
/// The Python class DiagnosticHandler.
struct PyDiagnosticHandler {
  ContextRef context;
  std::shared_ptr<Context::Handler> handler;

  bool isAttached() const {
    return llvm::is_contained(context->handlers, handler);
  }
  void detach() {
    if (!isAttached())
      return;
    context->getIdle()->getDiagEngine().eraseHandler(handler->id);
    llvm::erase(context->handlers, handler);
  }
};
} // namespace

/// Whether the callback has handled the diagnostic. It may be called from a
/// pipeline, which cannot pass on an exception.
static LogicalResult call(Context::Handler &handler, const ContextRef &context,
                          Diagnostic &diagnostic) {
  llvm::SaveAndRestore handling(context->handling, true);
  try {
    return success(
        nb::cast<bool>(handler.callback(DiagnosticInfo(context, diagnostic))));
  } catch (nb::python_error &error) {
    error.discard_as_unraisable(handler.callback);
  } catch (nb::cast_error &) {
    PyErr_SetString(PyExc_TypeError,
                    "expected the handler to return a bool, but got another");
    nb::python_error().discard_as_unraisable(handler.callback);
  }
  handler.hadError = true;
  return failure();
}

static PyDiagnosticHandler attach(ContextRef context, nb::callable callback) {
  auto handler = std::make_shared<Context::Handler>();
  handler->callback = std::move(callback);
  handler->id = context->getIdle()->getDiagEngine().registerHandler(
      [context = context.get(),
       handler = handler.get()](Diagnostic &diagnostic) {
        nb::gil_scoped_acquire acquire;
        // The pipeline that runs holds the Python object.
        return call(*handler, nb::cast<ContextRef>(nb::find(*context)),
                    diagnostic);
      });
  context->handlers.push_back(handler);
  return {std::move(context), std::move(handler)};
}

static void bindDiagnostics(nb::module_ &m) {
  nb::enum_<DiagnosticSeverity>(m, "DiagnosticSeverity",
                                "How bad what a diagnostic says is.")
      .value("ERROR", DiagnosticSeverity::Error)
      .value("WARNING", DiagnosticSeverity::Warning)
      .value("NOTE", DiagnosticSeverity::Note)
      .value("REMARK", DiagnosticSeverity::Remark);

  nb::class_<DiagnosticInfo>(m, "DiagnosticInfo", "A diagnostic.")
      .def_ro("severity", &DiagnosticInfo::severity)
      .def_prop_ro(
          "location",
          [](const DiagnosticInfo &self) {
            return wrap(self.location.getContext(), self.location.get());
          },
          nb::sig("def location(self) -> Location"))
      .def_ro("message", &DiagnosticInfo::message)
      .def_ro("notes", &DiagnosticInfo::notes)
      .def("__str__", [](const DiagnosticInfo &self) { return self.message; });

  nb::class_<PyDiagnosticHandler>(
      m, "DiagnosticHandler",
      "A callback for diagnostics; leaving a with block detaches it.")
      .def_prop_ro("attached", &PyDiagnosticHandler::isAttached)
      .def_prop_ro(
          "had_error",
          [](const PyDiagnosticHandler &self) {
            return self.handler->hadError;
          },
          "Whether the callback has raised an exception or returned something "
          "else than a bool.")
      .def("detach", &PyDiagnosticHandler::detach)
      .def(
          "__enter__", [](nb::handle self) { return self; },
          nb::sig("def __enter__(self) -> DiagnosticHandler"))
      .def(
          "__exit__",
          [](PyDiagnosticHandler &self, nb::handle, nb::handle, nb::handle) {
            self.detach();
          },
          "exc_type"_a.none(), "exc_value"_a.none(), "traceback"_a.none());
}

static void bindContext(nb::module_ &m) {
  nb::class_<Context>(
      m, "Context",
      "The owner of attributes, types and locations, with every dialect of "
      "patconv loaded. In a with block it is the default of this thread. No "
      "two threads may use one at the same time.")
      .def(nb::init<>())
      .def("__enter__", enter, nb::sig("def __enter__(self) -> Context"))
      .def("__exit__", exitContext, "exc_type"_a.none(), "exc_value"_a.none(),
           "traceback"_a.none())
      .def_prop_ro_static(
          "current",
          [](nb::handle) -> ContextRef {
            return entered.empty() ? nullptr : Context::resolve(nullptr);
          },
          nb::sig("def current(/) -> Context | None"),
          "The context that this thread has entered last.")
      .def_prop_rw(
          "allow_unregistered_dialects",
          [](Context &self) {
            return self.getForReading()->allowsUnregisteredDialects();
          },
          [](Context &self, bool allow) {
            self.getIdle()->allowUnregisteredDialects(allow);
          })
      .def(
          "is_registered_operation",
          [](Context &self, const std::string &name) {
            return self.getForReading()->isOperationRegistered(name);
          },
          "operation_name"_a)
      .def("attach_diagnostic_handler", attach, "callback"_a,
           nb::sig("def attach_diagnostic_handler(self, callback: "
                   "collections.abc.Callable[[DiagnosticInfo], bool]) -> "
                   "DiagnosticHandler"),
           "Call `callback` with every diagnostic but the errors that become "
           "exceptions, the handler attached last first; it returns whether it "
           "has handled it.");
}

//===----------------------------------------------------------------------===//
// Locations
//===----------------------------------------------------------------------===//

namespace {
using PyFileLineColLoc = Derived<FileLineColRange, PyLocation>;
using PyNameLoc = Derived<NameLoc, PyLocation>;
using PyCallSiteLoc = Derived<CallSiteLoc, PyLocation>;
using PyFusedLoc = Derived<FusedLoc, PyLocation>;
using PyUnknownLoc = Derived<UnknownLoc, PyLocation>;
} // namespace

nb::object patconv::python::wrap(const ContextRef &context, Location location) {
  if (isa<FileLineColRange>(location))
    return nb::cast(PyFileLineColLoc(context, location));
  if (isa<NameLoc>(location))
    return nb::cast(PyNameLoc(context, location));
  if (isa<CallSiteLoc>(location))
    return nb::cast(PyCallSiteLoc(context, location));
  if (isa<FusedLoc>(location))
    return nb::cast(PyFusedLoc(context, location));
  if (isa<UnknownLoc>(location))
    return nb::cast(PyUnknownLoc(context, location));
  return nb::cast(PyLocation(context, location));
}

static void bindLocations(nb::module_ &m) {
  bindUnique<Location>(m, "Location", "Where something came from.");

  bindDerived<FileLineColRange, PyLocation>(
      m, "FileLineColLoc", "A place in a file, counted from 1.")
      .def_prop_ro("filename",
                   [](const PyFileLineColLoc &self) {
                     return self.get().getFilename().str();
                   })
      .def_prop_ro("start_line",
                   [](const PyFileLineColLoc &self) {
                     return self.get().getStartLine();
                   })
      .def_prop_ro("start_col",
                   [](const PyFileLineColLoc &self) {
                     return self.get().getStartColumn();
                   })
      .def_prop_ro(
          "end_line",
          [](const PyFileLineColLoc &self) { return self.get().getEndLine(); })
      .def_prop_ro("end_col", [](const PyFileLineColLoc &self) {
        return self.get().getEndColumn();
      });

  bindDerived<NameLoc, PyLocation>(m, "NameLoc", "A name for a place.")
      .def_prop_ro(
          "name_str",
          [](const PyNameLoc &self) { return self.get().getName().str(); })
      .def_prop_ro(
          "child_loc",
          [](const PyNameLoc &self) {
            return wrap(self.getContext(), self.get().getChildLoc());
          },
          nb::sig("def child_loc(self) -> Location"));

  bindDerived<CallSiteLoc, PyLocation>(m, "CallSiteLoc",
                                       "A place in a function that was called.")
      .def_prop_ro(
          "callee",
          [](const PyCallSiteLoc &self) {
            return wrap(self.getContext(), self.get().getCallee());
          },
          nb::sig("def callee(self) -> Location"))
      .def_prop_ro(
          "caller",
          [](const PyCallSiteLoc &self) {
            return wrap(self.getContext(), self.get().getCaller());
          },
          nb::sig("def caller(self) -> Location"));

  bindDerived<FusedLoc, PyLocation>(m, "FusedLoc", "Several places.")
      .def_prop_ro(
          "locations",
          [](const PyFusedLoc &self) {
            nb::list list;
            for (Location location : self.get().getLocations())
              list.append(wrap(self.getContext(), location));
            return list;
          },
          nb::sig("def locations(self) -> list[Location]"));

  bindDerived<UnknownLoc, PyLocation>(m, "UnknownLoc", "No place.");
}

void patconv::python::bindContexts(nb::module_ &m) {
  bindContext(m);
  bindLocations(m);
  bindDiagnostics(m);
}

void patconv::python::bindIR(nb::module_ &m) {
  nb::module_ ir = m.def_submodule("ir", "The IR. Public as patconv.ir.");
  bindContexts(ir);
  bindTypes(ir);
  bindAttributes(ir);
  bindPatConvAttributes(ir);
  bindValues(ir);
  bindOperations(ir);
  nb::module_ passmanager = m.def_submodule(
      "passmanager", "Pass pipelines. Public as patconv.passmanager.");
  bindPassManager(passmanager);
  nb::module_::import_("atexit").attr("register")(
      nb::cpp_function(Context::clearAll));
}
