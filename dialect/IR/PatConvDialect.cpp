//===- PatConvDialect.cpp - The patconv dialect ---------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvDialect.h"

#include "dialect/IR/PatConvAttrs.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::patconv;

#include "dialect/IR/PatConvDialect.cpp.inc"

void PatConvDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "dialect/IR/PatConvOps.cpp.inc"
      >();
}
