//===- IRValues.cpp - Values, blocks and regions --------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "mlir/IR/Block.h"
#include "mlir/IR/Region.h"

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
/// The use of a value as an operand.
struct PyOpOperand {
  PyOperation owner;
  unsigned number;
};
} // namespace

nb::object patconv::python::wrap(const OwnerRef &owner, Value value) {
  if (isa<OpResult>(value))
    return nb::cast(PyOpResult(owner, value));
  return nb::cast(PyBlockArgument(owner, value));
}

static void bindBlocks(nb::module_ &m) {
  auto getBlocks = [](const PyRegion &self) {
    return wrapEach<PyBlock>(self.getOwner(), self.get()->getBlocks());
  };
  nb::class_<PyRegion>(m, "Region", "A region: a list of blocks.")
      .def("__eq__", isEqual<PyRegion>)
      .def("__hash__", &PyRegion::hash)
      .def(
          "__iter__",
          [getBlocks](const PyRegion &self) {
            return nb::iter(nb::cast(getBlocks(self)));
          },
          nb::sig("def __iter__(self) -> collections.abc.Iterator[Block]"))
      .def_prop_ro("blocks", getBlocks)
      .def_prop_ro("owner", [](const PyRegion &self) {
        return PyOperation(self.getOwner(), self.get()->getParentOp());
      });

  auto getOperations = [](const PyBlock &self) {
    return wrapEach<PyOperation>(self.getOwner(), self.get()->getOperations());
  };
  nb::class_<PyBlock>(m, "Block", "A block: a list of operations.")
      .def("__eq__", isEqual<PyBlock>)
      .def("__hash__", &PyBlock::hash)
      .def("__str__",
           [](const PyBlock &self) {
             std::string text;
             llvm::raw_string_ostream stream(text);
             self.get()->print(stream);
             return text;
           })
      .def(
          "__iter__",
          [getOperations](const PyBlock &self) {
            return nb::iter(nb::cast(getOperations(self)));
          },
          nb::sig("def __iter__(self) -> collections.abc.Iterator[Operation]"))
      .def_prop_ro("operations", getOperations)
      .def_prop_ro("arguments",
                   [](const PyBlock &self) {
                     return wrapEach<PyBlockArgument>(
                         self.getOwner(), self.get()->getArguments());
                   })
      .def_prop_ro("region",
                   [](const PyBlock &self) {
                     return PyRegion(self.getOwner(), self.get()->getParent());
                   })
      .def_prop_ro("owner", [](const PyBlock &self) {
        return PyOperation(self.getOwner(), self.get()->getParentOp());
      });
}

static nb::object getValueOwner(const PyValue &self) {
  Value value = self.get();
  if (Operation *op = value.getDefiningOp())
    return nb::cast(PyOperation(self.getOwner(), op));
  return nb::cast(
      PyBlock(self.getOwner(), cast<BlockArgument>(value).getOwner()));
}

static std::string getValueName(const PyValue &self, bool localScope,
                                bool nameLocAsPrefix) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  OpPrintingFlags flags;
  flags.useLocalScope(localScope);
  flags.printNameLocAsPrefix(nameLocAsPrefix);
  self.get().printAsOperand(stream, flags);
  return text;
}

static std::vector<PyOpOperand> getUses(const PyValue &self) {
  std::vector<PyOpOperand> uses;
  for (OpOperand &use : self.get().getUses())
    uses.push_back(
        {PyOperation(self.getOwner(), use.getOwner()), use.getOperandNumber()});
  return uses;
}

static void bindValueClasses(nb::module_ &m) {
  nb::class_<PyOpOperand>(m, "OpOperand", "The use of a value as an operand.")
      .def_ro("owner", &PyOpOperand::owner)
      .def_ro("operand_number", &PyOpOperand::number);

  nb::class_<PyValue>(m, "Value", "A value: a result or a block's argument.")
      .def("__eq__", isEqual<PyValue>)
      .def("__hash__", &PyValue::hash)
      .def("__str__",
           [](nb::handle self) {
             return represent(self, nb::cast<const PyValue &>(self).get());
           })
      .def_prop_ro(
          "context",
          [](const PyValue &self) { return self.getOwner()->getContext(); })
      .def_prop_ro(
          "location",
          [](const PyValue &self) {
            return wrap(self.getOwner()->getContext(), self.get().getLoc());
          },
          nb::sig("def location(self) -> Location"))
      .def_prop_ro("owner", getValueOwner,
                   nb::sig("def owner(self) -> Operation | Block"),
                   "What defines it: an operation or a block.")
      .def_prop_ro(
          "type",
          [](const PyValue &self) {
            return wrap(self.getOwner()->getContext(), self.get().getType());
          },
          nb::sig("def type(self) -> Type"))
      .def_prop_ro("uses", getUses)
      .def("get_name", getValueName, "use_local_scope"_a = false,
           "use_name_loc_as_prefix"_a = false, "The name, such as '%0'.");

  nb::class_<PyOpResult, PyValue>(m, "OpResult", "A result of an operation.")
      .def_prop_ro("owner", getValueOwner,
                   nb::sig("def owner(self) -> Operation"))
      .def_prop_ro("result_number", [](const PyOpResult &self) {
        return self.get().getResultNumber();
      });
  nb::class_<PyBlockArgument, PyValue>(m, "BlockArgument",
                                       "An argument of a block.")
      .def_prop_ro("owner", getValueOwner, nb::sig("def owner(self) -> Block"))
      .def_prop_ro("arg_number", [](const PyBlockArgument &self) {
        return self.get().getArgNumber();
      });
}

void patconv::python::bindValues(nb::module_ &m) {
  bindValueClasses(m);
  bindBlocks(m);
}
