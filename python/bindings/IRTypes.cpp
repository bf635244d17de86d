//===- IRTypes.cpp - Types ------------------------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinTypes.h"

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
using PyShapedType = Derived<ShapedType, PyType>;
using PyRankedTensorType = Derived<RankedTensorType, PyShapedType>;
using PyUnrankedTensorType = Derived<UnrankedTensorType, PyShapedType>;
using PyMemRefType = Derived<MemRefType, PyShapedType>;
using PyVectorType = Derived<VectorType, PyShapedType>;
using PyIntegerType = Derived<IntegerType, PyType>;
using PyIndexType = Derived<IndexType, PyType>;
using PyFloatType = Derived<FloatType, PyType>;
using PyF16Type = Derived<Float16Type, PyFloatType>;
using PyBF16Type = Derived<BFloat16Type, PyFloatType>;
using PyF32Type = Derived<Float32Type, PyFloatType>;
using PyF64Type = Derived<Float64Type, PyFloatType>;
using PyFunctionType = Derived<FunctionType, PyType>;
} // namespace

nb::object patconv::python::wrap(const ContextRef &context, Type type) {
  nb::object object =
      wrapAs<PyRankedTensorType, PyUnrankedTensorType, PyMemRefType,
             PyVectorType, PyShapedType, PyIntegerType, PyIndexType, PyF16Type,
             PyBF16Type, PyF32Type, PyF64Type, PyFloatType, PyFunctionType>(
          context, type);
  return object ? object : nb::cast(PyType(context, type));
}

static ShapedType getRanked(const PyShapedType &self) {
  ShapedType type = self.get();
  if (!type.hasRank())
    throw nb::value_error(
        ("expected a type with a rank, but got " + toString(self.PyType::get()))
            .c_str());
  return type;
}

static int64_t getDim(const PyShapedType &self, int64_t dim) {
  ShapedType type = getRanked(self);
  if (dim < 0 || dim >= type.getRank())
    throw nb::index_error(("expected a dimension below " +
                           std::to_string(type.getRank()) + ", but got " +
                           std::to_string(dim))
                              .c_str());
  return type.getDimSize(dim);
}

static void bindShapedTypes(nb::module_ &m) {
  bindDerived<ShapedType, PyType>(m, "ShapedType",
                                  "A tensor, memref or vector.")
      .def_prop_ro(
          "element_type",
          [](const PyShapedType &self) {
            return wrap(self.getContext(), self.get().getElementType());
          },
          nb::sig("def element_type(self) -> Type"))
      .def_prop_ro(
          "has_rank",
          [](const PyShapedType &self) { return self.get().hasRank(); })
      .def_prop_ro(
          "rank",
          [](const PyShapedType &self) { return getRanked(self).getRank(); })
      .def_prop_ro(
          "has_static_shape",
          [](const PyShapedType &self) { return self.get().hasStaticShape(); })
      .def_prop_ro(
          "shape",
          [](const PyShapedType &self) {
            return getRanked(self).getShape().vec();
          },
          "The extents, outermost first; get_dynamic_size() where unknown.")
      .def("get_dim_size", getDim, "dim"_a)
      .def(
          "is_dynamic_dim",
          [](const PyShapedType &self, int64_t dim) {
            return ShapedType::isDynamic(getDim(self, dim));
          },
          "dim"_a)
      .def_static("get_dynamic_size", [] { return ShapedType::kDynamic; });

  bindDerived<RankedTensorType, PyShapedType>(m, "RankedTensorType",
                                              "A tensor.")
      .def_prop_ro(
          "encoding",
          [](const PyRankedTensorType &self) -> nb::object {
            Attribute encoding = self.get().getEncoding();
            return encoding ? wrap(self.getContext(), encoding) : nb::none();
          },
          nb::sig("def encoding(self) -> Attribute | None"),
          "The layout of an activation; None: plain.");
  bindDerived<UnrankedTensorType, PyShapedType>(m, "UnrankedTensorType",
                                                "A tensor of unknown rank.");
  bindDerived<MemRefType, PyShapedType>(m, "MemRefType", "A buffer.")
      .def_prop_ro(
          "layout",
          [](const PyMemRefType &self) {
            return wrap(self.getContext(), Attribute(self.get().getLayout()));
          },
          nb::sig("def layout(self) -> Attribute"))
      .def_prop_ro(
          "memory_space",
          [](const PyMemRefType &self) -> nb::object {
            Attribute space = self.get().getMemorySpace();
            return space ? wrap(self.getContext(), space) : nb::none();
          },
          nb::sig("def memory_space(self) -> Attribute | None"));
  bindDerived<VectorType, PyShapedType>(m, "VectorType", "A vector.");
}

static void bindScalarTypes(nb::module_ &m) {
  bindDerived<IntegerType, PyType>(m, "IntegerType", "An integer.")
      .def_prop_ro(
          "width",
          [](const PyIntegerType &self) { return self.get().getWidth(); })
      .def_prop_ro(
          "is_signless",
          [](const PyIntegerType &self) { return self.get().isSignless(); })
      .def_prop_ro(
          "is_signed",
          [](const PyIntegerType &self) { return self.get().isSigned(); })
      .def_prop_ro("is_unsigned", [](const PyIntegerType &self) {
        return self.get().isUnsigned();
      });
  bindDerived<IndexType, PyType>(m, "IndexType", "An index.");
  bindDerived<FloatType, PyType>(m, "FloatType", "A floating-point number.")
      .def_prop_ro("width", [](const PyFloatType &self) {
        return self.get().getWidth();
      });
  bindDerived<Float16Type, PyFloatType>(m, "F16Type", "f16.");
  bindDerived<BFloat16Type, PyFloatType>(m, "BF16Type", "bf16.");
  bindDerived<Float32Type, PyFloatType>(m, "F32Type", "f32.");
  bindDerived<Float64Type, PyFloatType>(m, "F64Type", "f64.");
}

static nb::list wrapAll(const ContextRef &context, TypeRange types) {
  nb::list list;
  for (Type type : types)
    list.append(wrap(context, type));
  return list;
}

void patconv::python::bindTypes(nb::module_ &m) {
  bindUnique<Type>(m, "Type", "The type of a value.")
      .def_static(
          "parse",
          [](const std::string &asm_, ContextRef context) {
            context = Context::resolve(std::move(context));
            ErrorCapture errors(context);
            Type type = parseType(asm_, context->getIdle());
            if (!type)
              errors.raise("parsing the type failed");
            return wrap(context, type);
          },
          "asm"_a, "context"_a = nb::none(),
          nb::sig(
              "def parse(asm: str, context: Context | None = None) -> Type"));

  bindShapedTypes(m);
  bindScalarTypes(m);
  bindDerived<FunctionType, PyType>(m, "FunctionType",
                                    "The type of a function.")
      .def_prop_ro(
          "inputs",
          [](const PyFunctionType &self) {
            return wrapAll(self.getContext(), self.get().getInputs());
          },
          nb::sig("def inputs(self) -> list[Type]"))
      .def_prop_ro(
          "results",
          [](const PyFunctionType &self) {
            return wrapAll(self.getContext(), self.get().getResults());
          },
          nb::sig("def results(self) -> list[Type]"));
}
