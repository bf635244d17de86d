//===- ReorderFilterKernels.cpp - Filter kernel reorder -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"
#include "lib/Transforms/Passes.h"

#include "dialect/IR/PatConvOps.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_REORDERFILTERKERNELSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The pattern numbers of one filter's kernels in the order of computation: by
/// pattern number, removed kernels left out. `row` is its row of the table.
static SmallVector<int64_t> sortKernels(ArrayRef<int64_t> row) {
  SmallVector<int64_t> numbers;
  llvm::copy_if(row, std::back_inserter(numbers),
                [](int64_t number) { return number != 0; });
  llvm::sort(numbers);
  return numbers;
}

/// Remarks each group with its filters and their pattern numbers.
static void remarkGroups(Conv2DOp conv, ArrayRef<int64_t> kernels,
                         const FilterOrder &order, bool goTogether) {
  const int64_t channels = conv.getChannelsPerGroup();
  ArrayRef<int64_t> rest = order.order;
  for (int64_t size : order.groups) {
    std::string text;
    llvm::raw_string_ostream os(text);
    size_t length = 0;
    llvm::interleaveComma(rest.take_front(size), os, [&](int64_t filter) {
      SmallVector<int64_t> numbers =
          sortKernels(kernels.slice(filter * channels, channels));
      length = numbers.size();
      os << "f" << filter << " [";
      llvm::interleave(numbers, os, " ");
      os << "]";
    });
    if (goTogether)
      conv.emitRemark("filters that go together: ") << text;
    else
      conv.emitRemark("group of length ") << length << ": " << text;
    rest = rest.drop_front(size);
  }
}

namespace {
struct ReorderFilterKernels
    : patconv::impl::ReorderFilterKernelsPassBase<ReorderFilterKernels> {
  using ReorderFilterKernelsPassBase::ReorderFilterKernelsPassBase;

  void runOnOperation() override {
    if (threads < 1) {
      getOperation().emitError("expected threads to be at least 1, but got ")
          << int64_t(threads);
      return signalPassFailure();
    }
    getOperation().walk([&](Conv2DOp conv) {
      std::optional<SmallVector<int64_t>> kernels = conv.getKernelTable();
      if (!kernels) {
        conv.emitRemark("layer '")
            << conv.getLayer().value_or("unnamed")
            << "' not reordered: its kernel table is a resource without data";
        return;
      }
      const int64_t numPatterns = conv.getPatterns().size();
      const bool goTogether = mayGoTogether(conv);
      FilterOrder order = computeFilterOrder(*kernels, conv.getNumFilters(),
                                             numPatterns, goTogether, threads);
      conv.setFilterOrder(order.order);
      conv.setFilterGroups(order.groups);
      ++numReordered;
      if (printGroups)
        remarkGroups(conv, *kernels, order, goTogether);
    });
  }
};
} // namespace
