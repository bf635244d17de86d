//===- Runtime.h - What generated code calls --------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_RUNTIME_RUNTIME_H
#define PATCONV_LIB_RUNTIME_RUNTIME_H

#include <cstdint>

/// Time in ns of a clock that never runs backwards.
extern "C" int64_t patconv_now_ns();

#endif // PATCONV_LIB_RUNTIME_RUNTIME_H
