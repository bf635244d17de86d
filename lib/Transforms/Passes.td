//===- Passes.td - Passes of patconv -----------------------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_PASSES_TD
#define PATCONV_LIB_TRANSFORMS_PASSES_TD

include "lib/Transforms/ImportPasses.td"
include "lib/Transforms/SchedulePasses.td"
include "lib/Transforms/LowerPasses.td"

#endif // PATCONV_LIB_TRANSFORMS_PASSES_TD
