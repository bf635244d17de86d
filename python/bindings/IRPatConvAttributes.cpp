//===- IRPatConvAttributes.cpp - Attributes of the patconv dialect --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "python/bindings/IR.h"

#include "dialect/IR/PatConvAttrs.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace mlir::patconv;
using namespace mlir::patconv::python;
using namespace nb::literals;

namespace {
using PyPatternAttr = Derived<PatternAttr, PyAttribute>;
using PyPatternSetAttr = Derived<PatternSetAttr, PyAttribute>;
using PyActivationAttr = Derived<ActivationAttr, PyAttribute>;
using PyPlainAttr = Derived<PlainAttr, PyAttribute>;
using PyLaneTiledAttr = Derived<LaneTiledAttr, PyAttribute>;
using PyRowVectorAttr = Derived<RowVectorAttr, PyAttribute>;
using PyFkwAttr = Derived<FkwAttr, PyAttribute>;
using PyScheduleAttr = Derived<ScheduleAttr, PyAttribute>;
} // namespace

nb::object patconv::python::wrapPatConv(const ContextRef &context,
                                        Attribute attribute) {
  return wrapAs<PyPatternAttr, PyPatternSetAttr, PyActivationAttr, PyPlainAttr,
                PyLaneTiledAttr, PyRowVectorAttr, PyFkwAttr, PyScheduleAttr>(
      context, attribute);
}

static void bindPatterns(nb::module_ &m) {
  bindDerived<PatternAttr, PyAttribute>(
      m, "PatternAttr",
      "#patconv.pattern: the positions of a kernel that stay.")
      .def_prop_ro(
          "height",
          [](const PyPatternAttr &self) { return self.get().getHeight(); })
      .def_prop_ro(
          "width",
          [](const PyPatternAttr &self) { return self.get().getWidth(); })
      .def_prop_ro(
          "mask",
          [](const PyPatternAttr &self) { return self.get().getMask(); },
          "Bit y * width + x is set for each position (y, x); all 64 where a "
          "kernel has more positions than that.")
      .def_prop_ro(
          "picture",
          [](const PyPatternAttr &self) { return self.get().getPicture(); },
          "The rows of the kernel, such as '.x.|xx.|.x.'.")
      .def_prop_ro(
          "positions",
          [](const PyPatternAttr &self) {
            auto entries = self.get().getEntries();
            return std::vector<std::pair<int64_t, int64_t>>(entries.begin(),
                                                            entries.end());
          },
          "The positions (y, x) in row-major order.");

  bindDerived<PatternSetAttr, PyAttribute>(
      m, "PatternSetAttr",
      "#patconv.pattern_set: a sequence of patterns. Kernel tables count them "
      "from 1.")
      .def_prop_ro(
          "height",
          [](const PyPatternSetAttr &self) { return self.get().getHeight(); })
      .def_prop_ro(
          "width",
          [](const PyPatternSetAttr &self) { return self.get().getWidth(); })
      .def("__len__",
           [](const PyPatternSetAttr &self) { return self.get().size(); })
      .def(
          "__getitem__",
          [](const PyPatternSetAttr &self, int64_t index) {
            ArrayRef<PatternAttr> patterns = self.get().getPatterns();
            return PyPatternAttr(self.getContext(),
                                 patterns[getIndex(index, patterns.size())]);
          },
          "index"_a)
      .def(
          "__iter__",
          [](const PyPatternSetAttr &self) {
            nb::list list;
            for (PatternAttr pattern : self.get().getPatterns())
              list.append(PyPatternAttr(self.getContext(), pattern));
            return nb::iter(list);
          },
          nb::sig(
              "def __iter__(self) -> collections.abc.Iterator[PatternAttr]"));
}

static void bindLayouts(nb::module_ &m) {
  bindDerived<PlainAttr, PyAttribute>(m, "PlainAttr",
                                      "#patconv.plain: NCHW, row-major.");
  bindDerived<LaneTiledAttr, PyAttribute>(
      m, "LaneTiledAttr",
      "#patconv.lane_tiled: the plane as a grid of sub-images, one per lane.")
      .def_prop_ro(
          "grid",
          [](const PyLaneTiledAttr &self) {
            return std::pair(self.get().getGridHeight(),
                             self.get().getGridWidth());
          },
          "Height and width.")
      .def_prop_ro("halo", [](const PyLaneTiledAttr &self) {
        return self.get().getHalo();
      });
  bindDerived<RowVectorAttr, PyAttribute>(
      m, "RowVectorAttr", "#patconv.row_vector: one image row in one vector.")
      .def_prop_ro("lanes", [](const PyRowVectorAttr &self) {
        return self.get().getLanes();
      });
}

static void bindConvolutions(nb::module_ &m) {
  bindDerived<ActivationAttr, PyAttribute>(
      m, "ActivationAttr",
      "#patconv.activation: the function applied to a convolution's result.")
      .def_prop_ro(
          "kind",
          [](const PyActivationAttr &self) {
            return stringifyActivationKind(self.get().getKind()).str();
          },
          "'none', 'relu', 'relu6' or 'clamp'.")
      .def_prop_ro(
          "lower_bound",
          [](const PyActivationAttr &self) {
            return self.get().getLowerBound();
          },
          "None: unbounded.")
      .def_prop_ro(
          "upper_bound",
          [](const PyActivationAttr &self) {
            return self.get().getUpperBound();
          },
          "None: unbounded.");

  bindDerived<FkwAttr, PyAttribute>(
      m, "FkwAttr", "#patconv.fkw: the shape of filter-kernel-weight storage.")
      .def_prop_ro(
          "filters",
          [](const PyFkwAttr &self) { return self.get().getFilters(); })
      .def_prop_ro(
          "channels",
          [](const PyFkwAttr &self) { return self.get().getChannels(); })
      .def_prop_ro(
          "channel_blocks",
          [](const PyFkwAttr &self) {
            return self.get().getChannelBlocks().vec();
          },
          "The boundaries: 0, rising, channels.")
      .def_prop_ro("patterns", [](const PyFkwAttr &self) {
        return PyPatternSetAttr(self.getContext(), self.get().getPatterns());
      });

  bindDerived<ScheduleAttr, PyAttribute>(
      m, "ScheduleAttr",
      "#patconv.schedule: how the code of one convolution is shaped.")
      .def_prop_ro(
          "lanes",
          [](const PyScheduleAttr &self) { return self.get().getLanes(); },
          "float32 lanes of a vector.")
      .def_prop_ro(
          "tile",
          [](const PyScheduleAttr &self) {
            return std::pair(self.get().getTileRows(),
                             self.get().getTileVectors());
          },
          "The register tile: output rows, vectors of a row.")
      .def_prop_ro(
          "remainder",
          [](const PyScheduleAttr &self) {
            return std::pair(self.get().getRemainderRows(),
                             self.get().getRemainderVectors());
          },
          "The tile of the last rows and of the last vectors of a row; 0 where "
          "there is no remainder.")
      .def_prop_ro(
          "channel_block",
          [](const PyScheduleAttr &self) {
            return self.get().getChannelBlock();
          },
          "Input channels that are worked off at a time.")
      .def_prop_ro(
          "filters_per_pass",
          [](const PyScheduleAttr &self) {
            return self.get().getFiltersPerPass();
          },
          "Filters that go through a tile together.")
      .def_prop_ro(
          "winograd",
          [](const PyScheduleAttr &self) {
            return self.get().getWinogradRows();
          },
          "Rows of output that are computed together by minimal filtering; 0 "
          "where each is computed by itself.")
      .def_prop_ro(
          "order",
          [](const PyScheduleAttr &self) {
            return stringifyLoopOrder(self.get().getOrder()).str();
          },
          "What the outer loop goes through: 'tiles', 'filters', 'planes' or "
          "'follow'.")
      .def_prop_ro(
          "threads",
          [](const PyScheduleAttr &self) { return self.get().getThreads(); })
      .def_prop_ro(
          "split",
          [](const PyScheduleAttr &self) {
            return stringifyThreadSplit(self.get().getSplit()).str();
          },
          "What the threads share: 'none', 'tiles' or 'filters'.")
      .def_prop_ro(
          "ranges",
          [](const PyScheduleAttr &self) {
            return self.get().getRanges().vec();
          },
          "The boundaries of the threads' filters; empty unless they share "
          "those.");
}

void patconv::python::bindPatConvAttributes(nb::module_ &m) {
  bindPatterns(m);
  bindLayouts(m);
  bindConvolutions(m);
}
