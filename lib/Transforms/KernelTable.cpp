//===- KernelTable.cpp - Which pattern a kernel follows ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/KernelTable.h"

using namespace mlir;
using namespace mlir::patconv;

uint64_t patconv::getKernelMask(ArrayRef<float> kernel) {
  assert(kernel.size() <= 64 && "expected a kernel that fits a mask");
  uint64_t mask = 0;
  for (auto [i, value] : llvm::enumerate(kernel))
    if (value != 0.0f)
      mask |= uint64_t(1) << i;
  return mask;
}

std::optional<SmallVector<int64_t>>
patconv::classifyKernels(ArrayRef<float> weights, PatternSetAttr patterns) {
  int64_t size = patterns.getHeight() * patterns.getWidth();
  SmallVector<int64_t> table;
  table.reserve(weights.size() / size);
  for (; !weights.empty(); weights = weights.drop_front(size)) {
    uint64_t mask = getKernelMask(weights.take_front(size));
    if (mask == 0) {
      table.push_back(0);
      continue;
    }
    const auto *it = llvm::find_if(patterns.getPatterns(), [&](PatternAttr p) {
      return (mask & ~p.getMask()) == 0;
    });
    if (it == patterns.getPatterns().end())
      return std::nullopt;
    table.push_back(it - patterns.getPatterns().begin() + 1);
  }
  return table;
}
