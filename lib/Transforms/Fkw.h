//===- Fkw.h - Filter-kernel-weight storage ---------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_FKW_H
#define PATCONV_LIB_TRANSFORMS_FKW_H

#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/Winograd.h"

#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {

/// The pruned weights of a convolution, as `buildFkw` reads them. Filter f
/// belongs to group f / (filters / groups); its kernel c, relative to the
/// group, is `kernels[f * channels / groups + c]`: 0 where it is removed, else
/// the number (from 1) of its pattern.
struct PrunedWeights {
  PatternSetAttr patterns;
  ArrayRef<int64_t> kernels;
  /// filters x (channels / groups) x kernel height x kernel width.
  ArrayRef<float> values;
  int64_t filters;
  int64_t channels;
  int64_t groups;
};

/// Filter-kernel-weight storage, one after the other for each channel block;
/// see `patconv.fkw_conv_2d` for what the arrays mean. `weightOffset` is empty
/// where all patterns have one number of entries.
struct Fkw {
  PatternSetAttr patterns;
  SmallVector<int64_t> channelBlocks;
  SmallVector<int64_t> offset;
  SmallVector<int64_t> reorder;
  SmallVector<int64_t> index;
  SmallVector<int64_t> stride;
  SmallVector<float> weight;
  SmallVector<int64_t> weightOffset;
};

/// Stores `weights` as FKW: the filters in `filterOrder`, a permutation (empty:
/// as they are) and `filtersPerPass` at a time, which must divide them (see
/// FilterPasses.h), the input channels in blocks of `channelBlock`. Groups are
/// resolved into channels of the whole input. Values outside the patterns are
/// dropped. For minimal filtering of `winogradShape`, kernels without
/// zeros are stored transformed: a row for each product.
Fkw buildFkw(const PrunedWeights &weights, ArrayRef<int64_t> filterOrder,
             int64_t channelBlock, int64_t filtersPerPass = 1,
             std::optional<WinogradShape> winogradShape = std::nullopt);

/// Replaces `conv` by `patconv.fkw_conv_2d` over constants. Fails, with an
/// error at `conv` that names the layer, where its weights or its kernel table
/// are not constants at hand. Without a schedule the result gets one with a
/// tile of one vector, one channel block and one thread.
FailureOr<FkwConv2DOp> packFkw(RewriterBase &rewriter, Conv2DOp conv);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_FKW_H
