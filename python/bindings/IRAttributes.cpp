//===- IRAttributes.cpp - Attributes --------------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "dialect/IR/ConstantData.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/StringExtras.h"

#include <nanobind/ndarray.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
using PyUnitAttr = Derived<UnitAttr, PyAttribute>;
using PyStringAttr = Derived<StringAttr, PyAttribute>;
using PyBoolAttr = Derived<BoolAttr, PyAttribute>;
using PyIntegerAttr = Derived<IntegerAttr, PyAttribute>;
using PyFloatAttr = Derived<FloatAttr, PyAttribute>;
using PyTypeAttr = Derived<TypeAttr, PyAttribute>;
using PySymbolRefAttr = Derived<SymbolRefAttr, PyAttribute>;
using PyFlatSymbolRefAttr = Derived<FlatSymbolRefAttr, PyAttribute>;
using PyArrayAttr = Derived<ArrayAttr, PyAttribute>;
using PyDictAttr = Derived<DictionaryAttr, PyAttribute>;
using PyDenseElementsAttr = Derived<DenseElementsAttr, PyAttribute>;
using PyDenseIntElementsAttr =
    Derived<DenseIntElementsAttr, PyDenseElementsAttr>;
using PyDenseFPElementsAttr = Derived<DenseFPElementsAttr, PyDenseElementsAttr>;
using PyDenseResourceElementsAttr =
    Derived<DenseResourceElementsAttr, PyAttribute>;
using PyDenseBoolArrayAttr = Derived<DenseBoolArrayAttr, PyAttribute>;
using PyDenseI8ArrayAttr = Derived<DenseI8ArrayAttr, PyAttribute>;
using PyDenseI16ArrayAttr = Derived<DenseI16ArrayAttr, PyAttribute>;
using PyDenseI32ArrayAttr = Derived<DenseI32ArrayAttr, PyAttribute>;
using PyDenseI64ArrayAttr = Derived<DenseI64ArrayAttr, PyAttribute>;
using PyDenseF32ArrayAttr = Derived<DenseF32ArrayAttr, PyAttribute>;
using PyDenseF64ArrayAttr = Derived<DenseF64ArrayAttr, PyAttribute>;

} // namespace

nb::object patconv::python::wrap(const ContextRef &context,
                                 Attribute attribute) {
  nb::object object =
      wrapAs<PyUnitAttr, PyStringAttr, PyBoolAttr, PyIntegerAttr, PyFloatAttr,
             PyTypeAttr, PyFlatSymbolRefAttr, PySymbolRefAttr, PyArrayAttr,
             PyDictAttr, PyDenseIntElementsAttr, PyDenseFPElementsAttr,
             PyDenseElementsAttr, PyDenseResourceElementsAttr,
             PyDenseBoolArrayAttr, PyDenseI8ArrayAttr, PyDenseI16ArrayAttr,
             PyDenseI32ArrayAttr, PyDenseI64ArrayAttr, PyDenseF32ArrayAttr,
             PyDenseF64ArrayAttr>(context, attribute);
  if (!object)
    object = wrapPatConv(context, attribute);
  return object ? object : nb::cast(PyAttribute(context, attribute));
}

size_t patconv::python::getIndex(int64_t index, size_t size) {
  int64_t position = index < 0 ? index + int64_t(size) : index;
  if (position < 0 || position >= int64_t(size))
    throw nb::index_error(("expected an index below " + std::to_string(size) +
                           ", but got " + std::to_string(index))
                              .c_str());
  return position;
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

/// `value` as Python's int; `type` says what its top bit means.
static nb::object toInt(const APInt &value, Type type) {
  bool isSigned = type.isIndex() ||
                  (!type.isUnsignedInteger() && !type.isSignlessInteger(1));
  if (value.getBitWidth() <= 64)
    return isSigned ? nb::object(nb::int_(value.getSExtValue()))
                    : nb::object(nb::int_(value.getZExtValue()));
  return nb::int_(
      nb::str(llvm::toString(value, /*Radix=*/10, isSigned).c_str()));
}

static nb::object getInteger(const PyIntegerAttr &self) {
  return toInt(self.get().getValue(), self.get().getType());
}

static std::string getSymbol(const PyFlatSymbolRefAttr &self) {
  return self.get().getValue().str();
}

static std::vector<std::string> getSymbols(const PySymbolRefAttr &self) {
  std::vector<std::string> names = {self.get().getRootReference().str()};
  for (FlatSymbolRefAttr nested : self.get().getNestedReferences())
    names.push_back(nested.getValue().str());
  return names;
}

static void bindScalars(nb::module_ &m) {
  bindDerived<UnitAttr, PyAttribute>(m, "UnitAttr",
                                     "Says something by being there.");
  bindDerived<StringAttr, PyAttribute>(m, "StringAttr", "A string.")
      .def_prop_ro(
          "value",
          [](const PyStringAttr &self) { return self.get().getValue().str(); })
      .def_prop_ro("value_bytes", [](const PyStringAttr &self) {
        StringRef value = self.get().getValue();
        return nb::bytes(value.data(), value.size());
      });
  bindDerived<BoolAttr, PyAttribute>(m, "BoolAttr", "true or false.")
      .def_prop_ro("value",
                   [](const PyBoolAttr &self) { return self.get().getValue(); })
      .def("__bool__",
           [](const PyBoolAttr &self) { return self.get().getValue(); });
  bindDerived<IntegerAttr, PyAttribute>(m, "IntegerAttr", "An integer.")
      .def_prop_ro("value", getInteger, nb::sig("def value(self) -> int"))
      .def("__int__", getInteger, nb::sig("def __int__(self) -> int"));
  bindDerived<FloatAttr, PyAttribute>(m, "FloatAttr",
                                      "A floating-point number.")
      .def_prop_ro(
          "value",
          [](const PyFloatAttr &self) { return self.get().getValueAsDouble(); })
      .def("__float__", [](const PyFloatAttr &self) {
        return self.get().getValueAsDouble();
      });
  bindDerived<TypeAttr, PyAttribute>(m, "TypeAttr", "A type.")
      .def_prop_ro(
          "value",
          [](const PyTypeAttr &self) {
            return wrap(self.getContext(), self.get().getValue());
          },
          nb::sig("def value(self) -> Type"));
  bindDerived<FlatSymbolRefAttr, PyAttribute>(m, "FlatSymbolRefAttr",
                                              "The name of a symbol.")
      .def_prop_ro("value", getSymbol);
  bindDerived<SymbolRefAttr, PyAttribute>(
      m, "SymbolRefAttr", "The name of a symbol within other symbols.")
      .def_prop_ro("value", getSymbols, "The names, outermost first.");
}

//===----------------------------------------------------------------------===//
// Containers
//===----------------------------------------------------------------------===//

static nb::list getAttributes(const PyArrayAttr &self) {
  nb::list list;
  for (Attribute attribute : self.get())
    list.append(wrap(self.getContext(), attribute));
  return list;
}

PyNamedAttribute patconv::python::wrap(const ContextRef &context,
                                       NamedAttribute named) {
  return {named.getName().str(), PyAttribute(context, named.getValue())};
}

static nb::object lookup(const PyDictAttr &self, const std::string &name) {
  Attribute value = self.get().get(name);
  if (!value)
    throw nb::key_error(name.c_str());
  return wrap(self.getContext(), value);
}

static nb::list getNamedAttributes(const PyDictAttr &self) {
  nb::list list;
  for (NamedAttribute named : self.get())
    list.append(wrap(self.getContext(), named));
  return list;
}

static void bindContainers(nb::module_ &m) {
  nb::class_<PyNamedAttribute>(m, "NamedAttribute", "A name and its attribute.")
      .def_ro("name", &PyNamedAttribute::name)
      .def_prop_ro(
          "attr",
          [](const PyNamedAttribute &self) {
            return wrap(self.attribute.getContext(), self.attribute.get());
          },
          nb::sig("def attr(self) -> Attribute"))
      .def("__repr__", [](const PyNamedAttribute &self) {
        return "NamedAttribute(" + self.name + "=" +
               toString(self.attribute.get()) + ")";
      });

  bindDerived<ArrayAttr, PyAttribute>(m, "ArrayAttr", "A sequence.")
      .def("__len__", [](const PyArrayAttr &self) { return self.get().size(); })
      .def(
          "__getitem__",
          [](const PyArrayAttr &self, int64_t index) {
            ArrayAttr array = self.get();
            return wrap(self.getContext(),
                        array[getIndex(index, array.size())]);
          },
          "index"_a, nb::sig("def __getitem__(self, index: int) -> Attribute"))
      .def(
          "__iter__",
          [](const PyArrayAttr &self) { return nb::iter(getAttributes(self)); },
          nb::sig("def __iter__(self) -> collections.abc.Iterator[Attribute]"));

  bindDerived<DictionaryAttr, PyAttribute>(m, "DictAttr", "Attributes by name.")
      .def("__len__", [](const PyDictAttr &self) { return self.get().size(); })
      .def(
          "__contains__",
          [](const PyDictAttr &self, const std::string &name) {
            return self.get().contains(name);
          },
          "name"_a)
      .def("__getitem__", lookup, "name"_a,
           nb::sig("def __getitem__(self, name: str) -> Attribute"))
      .def(
          "__getitem__",
          [](const PyDictAttr &self, int64_t index) {
            ArrayRef<NamedAttribute> all = self.get().getValue();
            return wrap(self.getContext(), all[getIndex(index, all.size())]);
          },
          "index"_a)
      .def(
          "__iter__",
          [](const PyDictAttr &self) {
            return nb::iter(getNamedAttributes(self));
          },
          nb::sig("def __iter__(self) -> "
                  "collections.abc.Iterator[NamedAttribute]"));
}

/// Binds an array of numbers; `T` is what an element is in Python.
template <typename C, typename T>
static void bindArray(nb::module_ &m, const char *name, const char *doc) {
  using Self = Derived<C, PyAttribute>;
  bindDerived<C, PyAttribute>(m, name, doc)
      .def("__len__", [](const Self &self) { return self.get().size(); })
      .def(
          "__getitem__",
          [](const Self &self, int64_t index) -> T {
            auto values = self.get().asArrayRef();
            return values[getIndex(index, values.size())];
          },
          "index"_a)
      .def(
          "__iter__",
          [](const Self &self) {
            auto values = self.get().asArrayRef();
            return nb::iter(
                nb::cast(std::vector<T>(values.begin(), values.end())));
          },
          nb::sig(std::is_same_v<T, bool>
                      ? "def __iter__(self) -> collections.abc.Iterator[bool]"
                  : std::is_same_v<T, double>
                      ? "def __iter__(self) -> collections.abc.Iterator[float]"
                      : "def __iter__(self) -> collections.abc.Iterator[int]"));
}

static void bindArrays(nb::module_ &m) {
  bindArray<DenseBoolArrayAttr, bool>(m, "DenseBoolArrayAttr", "Booleans.");
  bindArray<DenseI8ArrayAttr, int64_t>(m, "DenseI8ArrayAttr", "Integers.");
  bindArray<DenseI16ArrayAttr, int64_t>(m, "DenseI16ArrayAttr", "Integers.");
  bindArray<DenseI32ArrayAttr, int64_t>(m, "DenseI32ArrayAttr", "Integers.");
  bindArray<DenseI64ArrayAttr, int64_t>(m, "DenseI64ArrayAttr", "Integers.");
  bindArray<DenseF32ArrayAttr, double>(m, "DenseF32ArrayAttr", "Numbers.");
  bindArray<DenseF64ArrayAttr, double>(m, "DenseF64ArrayAttr", "Numbers.");
}

//===----------------------------------------------------------------------===//
// Elements as NumPy arrays
//===----------------------------------------------------------------------===//

/// How NumPy spells the element type of `type`; throws where it cannot.
static nb::dlpack::dtype getDtype(ShapedType type) {
  using Code = nb::dlpack::dtype_code;
  auto make = [](Code code, unsigned bits) {
    return nb::dlpack::dtype{static_cast<uint8_t>(code),
                             static_cast<uint8_t>(bits), 1};
  };
  Type element = type.getElementType();
  if (element.isIndex())
    return make(Code::Int, 64);
  if (element.isSignlessInteger(1))
    return make(Code::Bool, 8);
  if (isa<Float16Type, Float32Type, Float64Type>(element))
    return make(Code::Float, element.getIntOrFloatBitWidth());
  if (auto integer = dyn_cast<IntegerType>(element))
    if (llvm::is_contained({8u, 16u, 32u, 64u}, integer.getWidth()))
      return make(integer.isUnsigned() ? Code::UInt : Code::Int,
                  integer.getWidth());
  throw nb::value_error(
      ("expected elements of a type that NumPy has, but got " +
       toString(element))
          .c_str());
}

static std::vector<char> copyElements(DenseElementsAttr attribute) {
  if (attribute.getElementType().isInteger(1)) {
    auto values = attribute.getValues<bool>();
    return std::vector<char>(values.begin(), values.end());
  }
  ArrayRef<char> raw = attribute.getRawData();
  std::vector<char> bytes;
  for (int64_t i = 0, e = attribute.isSplat() ? attribute.getNumElements() : 1;
       i < e; ++i)
    bytes.insert(bytes.end(), raw.begin(), raw.end());
  return bytes;
}

static std::vector<char> copyElements(DenseResourceElementsAttr attribute) {
  std::optional<ArrayRef<char>> bytes;
  if (attribute.getElementType().isIntOrFloat())
    bytes = getResourceBytes(attribute);
  if (!bytes)
    throw nb::value_error(("expected the resource " +
                           attribute.getRawHandle().getKey() +
                           " to hold its elements, but got none; bind the "
                           "weights first, with patconv-bind-weights")
                              .str()
                              .c_str());
  return std::vector<char>(bytes->begin(), bytes->end());
}

/// NumPy's protocol of conversion to an array.
template <typename Self>
static nb::object toArray(const Self &self, nb::handle dtype, nb::handle copy) {
  if (!copy.is_none() && !nb::cast<bool>(copy))
    throw nb::value_error("expected copy to be None or True, as the elements "
                          "belong to the context, but got False");
  ShapedType type = self.get().getType();
  nb::dlpack::dtype code = getDtype(type);
  auto *bytes = new std::vector<char>(copyElements(self.get()));
  nb::capsule owner(bytes, [](void *pointer) noexcept {
    delete static_cast<std::vector<char> *>(pointer);
  });
  SmallVector<size_t> shape(type.getShape());
  nb::object array = nb::cast(
      nb::ndarray<nb::numpy>(bytes->data(), shape.size(), shape.data(), owner,
                             /*strides=*/nullptr, code));
  return dtype.is_none() ? array : array.attr("astype")(dtype);
}

static constexpr const char *kArraySignature =
    "def __array__(self, dtype: numpy.typing.DTypeLike | None = None, copy: "
    "bool | None = None) -> numpy.typing.NDArray[typing.Any]";

static nb::object getIntElement(const PyDenseIntElementsAttr &self,
                                int64_t index) {
  DenseIntElementsAttr elements = self.get();
  size_t position = getIndex(index, elements.getNumElements());
  return toInt(*(elements.getValues<APInt>().begin() + position),
               elements.getElementType());
}

static double getFloatElement(const PyDenseFPElementsAttr &self,
                              int64_t index) {
  DenseFPElementsAttr elements = self.get();
  size_t position = getIndex(index, elements.getNumElements());
  APFloat value = *(elements.getValues<APFloat>().begin() + position);
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

static void bindElements(nb::module_ &m) {
  bindDerived<DenseElementsAttr, PyAttribute>(
      m, "DenseElementsAttr", "An array; numpy.asarray copies it.")
      .def("__len__",
           [](const PyDenseElementsAttr &self) {
             return self.get().getNumElements();
           })
      .def_prop_ro(
          "is_splat",
          [](const PyDenseElementsAttr &self) { return self.get().isSplat(); })
      .def(
          "get_splat_value",
          [](const PyDenseElementsAttr &self) {
            if (!self.get().isSplat())
              throw nb::value_error("expected an array of one value, but got "
                                    "several");
            return wrap(self.getContext(),
                        self.get().getSplatValue<Attribute>());
          },
          nb::sig("def get_splat_value(self) -> Attribute"))
      .def("__array__", toArray<PyDenseElementsAttr>, "dtype"_a = nb::none(),
           "copy"_a = nb::none(), nb::sig(kArraySignature));
  bindDerived<DenseIntElementsAttr, PyDenseElementsAttr>(
      m, "DenseIntElementsAttr", "An array of integers.")
      .def("__getitem__", getIntElement, "index"_a,
           nb::sig("def __getitem__(self, index: int) -> int"));
  bindDerived<DenseFPElementsAttr, PyDenseElementsAttr>(
      m, "DenseFPElementsAttr", "An array of floating-point numbers.")
      .def("__getitem__", getFloatElement, "index"_a);
  bindDerived<DenseResourceElementsAttr, PyAttribute>(
      m, "DenseResourceElementsAttr",
      "An array outside of the IR's text; numpy.asarray copies it.")
      .def_prop_ro(
          "name",
          [](const PyDenseResourceElementsAttr &self) {
            return self.get().getRawHandle().getKey().str();
          },
          "The key of the resource.")
      .def_prop_ro(
          "has_data",
          [](const PyDenseResourceElementsAttr &self) {
            return self.get().getElementType().isIntOrFloat() &&
                   getResourceBytes(self.get()).has_value();
          },
          "Whether the context holds the elements.")
      .def("__len__",
           [](const PyDenseResourceElementsAttr &self) {
             return self.get().getType().getNumElements();
           })
      .def("__array__", toArray<PyDenseResourceElementsAttr>,
           "dtype"_a = nb::none(), "copy"_a = nb::none(),
           nb::sig(kArraySignature));
}

void patconv::python::bindAttributes(nb::module_ &m) {
  bindUnique<Attribute>(m, "Attribute", "A constant of the IR.")
      .def_static(
          "parse",
          [](const std::string &asm_, ContextRef context) {
            context = Context::resolve(std::move(context));
            ErrorCapture errors(context);
            Attribute attribute = parseAttribute(asm_, context->getIdle());
            if (!attribute)
              errors.raise("parsing the attribute failed");
            return wrap(context, attribute);
          },
          "asm"_a, "context"_a = nb::none(),
          nb::sig("def parse(asm: str, context: Context | None = None) -> "
                  "Attribute"))
      .def_prop_ro(
          "type",
          [](const PyAttribute &self) {
            auto typed = dyn_cast<TypedAttr>(self.get());
            return wrap(self.getContext(),
                        typed ? typed.getType()
                              : NoneType::get(self.get().getContext()));
          },
          nb::sig("def type(self) -> Type"), "NoneType where it has none.");
  bindScalars(m);
  bindContainers(m);
  bindArrays(m);
  bindElements(m);
}
