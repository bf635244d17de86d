//===- PatConvDialect.td - The patconv dialect -------------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVDIALECT_TD
#define PATCONV_DIALECT_IR_PATCONVDIALECT_TD

include "mlir/IR/DialectBase.td"

def PatConv_Dialect : Dialect {
  let name = "patconv";
  let cppNamespace = "::mlir::patconv";
  let summary = "Convolutions whose kernels keep one of a few patterns";
  let description = [{
    The dialect captures what pattern-based pruning leaves of a convolution:
    which positions of each kernel survive (patterns), which kernels survive at
    all (connectivity), in which order filters and kernels are best computed
    (filter kernel reorder), how the survivors are stored (FKW) and how the
    code that runs them is to be shaped (the schedule).

    A dense convolution is the case of the full pattern with nothing removed;
    1x1, depthwise and grouped convolutions are special cases, too.
  }];
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
  }];
  let dependentDialects = ["arith::ArithDialect",
                           "bufferization::BufferizationDialect",
                           "memref::MemRefDialect", "tensor::TensorDialect"];
}

#endif // PATCONV_DIALECT_IR_PATCONVDIALECT_TD
