//===- IR.h - The Python modules _patconv.ir and .passmanager ---*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thin layer over MLIR's C++ classes; names follow MLIR's own Python
// bindings.
//
// Ownership: every Python object holds its context, objects of a module also
// the `Owner` of the operations. A pass pipeline may erase operations, so it
// begins a new generation of its owner, and handles of an older one refuse to
// be used. It runs without the GIL; the context is single-threaded, so that
// meanwhile nothing else in it may be touched, which `Context` checks. All
// other members of these classes are guarded by the GIL.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_PYTHON_BINDINGS_IR_H
#define PATCONV_PYTHON_BINDINGS_IR_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Operation.h"
#include "mlir/IR/OwningOpRef.h"

#include <nanobind/nanobind.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace mlir::patconv::python {

namespace nb = nanobind;

class Context;
using ContextRef = std::shared_ptr<Context>;

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

/// A context with every dialect loaded. One thread: a pool of threads would not
/// survive a fork of the Python process.
class Context {
public:
  Context();
  ~Context();
  Context(const Context &) = delete;

  /// `given`, or the context that this thread has entered; throws where there
  /// is neither.
  static ContextRef resolve(ContextRef given);

  /// The context for reading attributes, types and locations; throws where a
  /// pipeline runs in another thread.
  MLIRContext *getForReading();
  /// The context for everything else; throws where a pipeline runs at all, or
  /// a diagnostic is being handled.
  MLIRContext *getIdle();

  /// Marks the time in which a pipeline runs in this thread.
  class Running {
  public:
    explicit Running(Context &context);
    ~Running();

  private:
    Context &context;
  };

  /// Destroys `op`, now or when the pipeline that runs has ended.
  void destroy(OwningOpRef<Operation *> op);

  /// Drops the Python objects that contexts hold, when Python ends: a handler's
  /// globals may refer to its context, a cycle that no garbage collector sees.
  static void clearAll();

  /// A handler that the user has attached.
  struct Handler {
    DiagnosticEngine::HandlerID id;
    nb::callable callback;
    bool hadError = false;
  };
  std::vector<std::shared_ptr<Handler>> handlers;
  /// Whether one of them is being called.
  bool handling = false;

private:
  MLIRContext context;
  std::optional<std::thread::id> runner;
  std::vector<OwningOpRef<Operation *>> doomed;
};

//===----------------------------------------------------------------------===//
// Attributes, types, locations
//===----------------------------------------------------------------------===//

/// A value that its context owns for good: an attribute, a type, a location.
template <typename T> class Unique {
public:
  using Root = Unique;

  Unique(ContextRef context, T value)
      : context(std::move(context)), value(value) {}

  T get() const {
    context->getForReading();
    return value;
  }
  const ContextRef &getContext() const { return context; }
  bool operator==(const Unique &other) const { return value == other.value; }
  size_t hash() const { return llvm::hash_value(value.getAsOpaquePointer()); }

private:
  ContextRef context;
  T value;
};

using PyAttribute = Unique<Attribute>;
using PyType = Unique<Type>;
using PyLocation = Unique<Location>;

/// The Python object of the most derived class that is bound.
nb::object wrap(const ContextRef &context, Attribute attribute);
nb::object wrap(const ContextRef &context, Type type);
nb::object wrap(const ContextRef &context, Location location);
/// The same for attributes of the patconv dialect; null for others.
nb::object wrapPatConv(const ContextRef &context, Attribute attribute);

/// A name and its attribute.
struct PyNamedAttribute {
  std::string name;
  PyAttribute attribute;
};
PyNamedAttribute wrap(const ContextRef &context, NamedAttribute named);

/// The position of `index`, counted from the end where it is negative, in a
/// sequence of `size`; throws where there is none.
size_t getIndex(int64_t index, size_t size);

/// What `print` of an attribute, type, location or value writes.
template <typename T> std::string toString(T value) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  value.print(stream);
  return text;
}

/// Text in the form `Class(text)`.
template <typename T> std::string represent(nb::handle self, T value) {
  return nb::cast<std::string>(self.type().attr("__name__")) + "(" +
         toString(value) + ")";
}

/// Whether `other` is a `T` that is equal.
template <typename T> bool isEqual(const T &self, nb::handle other) {
  return nb::isinstance<T>(other) && self == nb::cast<const T &>(other);
}

/// Binds what attributes, types and locations have in common.
template <typename T>
nb::class_<Unique<T>> bindUnique(nb::module_ &m, const char *name,
                                 const char *doc) {
  using Self = Unique<T>;
  return nb::class_<Self>(m, name, doc)
      .def("__eq__", isEqual<Self>)
      .def("__hash__", &Self::hash)
      .def("__str__", [](const Self &self) { return toString(self.get()); })
      .def("__repr__",
           [](nb::handle self) {
             return represent(self, nb::cast<const Self &>(self).get());
           })
      .def_prop_ro("context", &Self::getContext);
}

/// A bound subclass: `C` is the C++ class it stands for, `Base` its Python
/// base.
template <typename C, typename Base> class Derived : public Base {
public:
  using Base::Base;
  C get() const { return cast<C>(Base::get()); }
};

/// `value` as the first of the bound classes that it is of; null where it is of
/// none.
template <typename First, typename... Rest, typename T>
nb::object wrapAs(const ContextRef &context, T value) {
  if (isa<decltype(std::declval<First>().get())>(value))
    return nb::cast(First(context, value));
  if constexpr (sizeof...(Rest) > 0)
    return wrapAs<Rest...>(context, value);
  return nb::object();
}

/// Binds `Derived<C, B>`, with a constructor that casts.
template <typename C, typename B>
nb::class_<Derived<C, B>, B> bindDerived(nb::module_ &m, const char *name,
                                         const char *doc) {
  using Self = Derived<C, B>;
  return nb::class_<Self, B>(m, name, doc)
      .def(
          "__init__",
          [name](Self *self, const typename B::Root &value) {
            if (!isa<C>(value.get()))
              throw nb::value_error(("expected " + std::string(name) +
                                     ", but got " + toString(value.get()))
                                        .c_str());
            new (self) Self(value.getContext(), value.get());
          },
          nb::arg("value"));
}

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

/// A diagnostic with its notes.
struct DiagnosticInfo {
  DiagnosticInfo(const ContextRef &context, Diagnostic &diagnostic);

  DiagnosticSeverity severity;
  PyLocation location;
  std::string message;
  std::vector<DiagnosticInfo> notes;
};

/// Collects the errors of a scope. Other diagnostics go to the handlers that
/// the user has attached.
class ErrorCapture {
public:
  explicit ErrorCapture(const ContextRef &context);

  /// Throws `MLIRError` with the errors so far.
  [[noreturn]] void raise(const char *message);

private:
  std::vector<DiagnosticInfo> errors;
  ScopedDiagnosticHandler handler;
};

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// A top-level operation and all within it.
class Owner {
public:
  Owner(ContextRef context, OwningOpRef<Operation *> root);
  ~Owner();

  const ContextRef &getContext() const { return context; }
  Operation *getRoot() { return root.get(); }
  uint64_t getGeneration() const { return generation; }
  /// Makes every handle refuse but those of the top-level operation.
  void invalidate() { ++generation; }

  /// The number of walks that are going on.
  int64_t walks = 0;

private:
  ContextRef context;
  OwningOpRef<Operation *> root;
  uint64_t generation = 0;
};

using OwnerRef = std::shared_ptr<Owner>;

/// Refers to a part of an owner's IR: an operation, region, block or value.
template <typename T> class Handle {
public:
  Handle(OwnerRef owner, T part)
      : owner(std::move(owner)), part(part),
        generation(this->owner->getGeneration()) {}

  /// Throws where the part may be gone.
  T get() const {
    owner->getContext()->getIdle();
    if (!isCurrent())
      throw std::runtime_error(
          "expected an object of the module as it is now, but got one from "
          "before a pass pipeline ran; take it from the module again");
    return part;
  }
  const OwnerRef &getOwner() const { return owner; }
  /// States that the part is still there.
  void renew() { generation = owner->getGeneration(); }

  bool operator==(const Handle &other) const {
    // A later operation may lie where one that is gone has lain.
    return owner == other.owner && part == other.part &&
           (generation == other.generation ||
            (isCurrent() && other.isCurrent()));
  }
  size_t hash() const { return llvm::hash_value(getPointer()); }

private:
  const void *getPointer() const {
    if constexpr (std::is_pointer_v<T>)
      return part;
    else
      return part.getAsOpaquePointer();
  }
  bool isCurrent() const {
    return generation == owner->getGeneration() ||
           getPointer() == owner->getRoot();
  }

  OwnerRef owner;
  T part;
  uint64_t generation;
};

using PyOperation = Handle<Operation *>;
using PyRegion = Handle<Region *>;
using PyBlock = Handle<Block *>;
using PyValue = Handle<Value>;

struct PyOpResult : PyValue {
  using PyValue::PyValue;
  OpResult get() const { return cast<OpResult>(PyValue::get()); }
};

struct PyBlockArgument : PyValue {
  using PyValue::PyValue;
  BlockArgument get() const { return cast<BlockArgument>(PyValue::get()); }
};

/// The Python object of the most derived class.
nb::object wrap(const OwnerRef &owner, Value value);

/// A list of handles of type `H`, one for each element of `range`.
template <typename H, typename Range>
std::vector<H> wrapEach(const OwnerRef &owner, Range &&range) {
  std::vector<H> handles;
  for (auto &&element : range)
    if constexpr (std::is_convertible_v<decltype(element), Value>)
      handles.emplace_back(owner, element);
    else
      handles.emplace_back(owner, &element);
  return handles;
}

/// The Python class Module.
struct PyModule {
  OwnerRef owner;
  Operation *get() const {
    owner->getContext()->getIdle();
    return owner->getRoot();
  }
};

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

void bindContexts(nb::module_ &m);
void bindAttributes(nb::module_ &m);
void bindPatConvAttributes(nb::module_ &m);
void bindTypes(nb::module_ &m);
void bindValues(nb::module_ &m);
void bindOperations(nb::module_ &m);
void bindPassManager(nb::module_ &m);

/// Adds the submodules `ir` and `passmanager`.
void bindIR(nb::module_ &m);

} // namespace mlir::patconv::python

#endif // PATCONV_PYTHON_BINDINGS_IR_H
