//===- Passes.td - Conversions of patconv ------------------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PASSES_TD
#define PATCONV_LIB_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertLinalgToPatConvPass
    : Pass<"convert-linalg-to-patconv", "func::FuncOp"> {
  let summary = "raise linalg convolutions with constant weights to patconv";
  let description = [{
    Convolutions (ordinary, 1x1, grouped, depthwise; any stride and dilation)
    become `patconv.conv_2d`: the patterns are read off the zeros of the
    weights, a `tensor.pad` with zeros is absorbed. The distinct masks of a
    layer's kernels are collected; a mask within another joins it; beyond
    `max-patterns` a greedy cover adds the fewest zeros. A matrix product with
    transposed constant weights becomes one that reads them as they lie.

    ```mlir
    %w = arith.constant dense_resource<features.0.weight> : tensor<2x1x3x3xf32>
    %1 = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 2, 1] { ... %zero ... }
    %2 = linalg.broadcast ins(%bias : tensor<2xf32>) ... dimensions = [0, 2, 3]
    %3 = linalg.conv_2d_nchw_fchw ... ins(%1, %w : ...) outs(%2 : ...)
    // becomes
    %3 = patconv.conv_2d ins(%x, %w : ...) bias(%bias : tensor<2xf32>)
        outs(%empty : tensor<1x2x5x4xf32>) {
      kernels = dense<1> : tensor<2x1xi8>, layer = "features.0",
      padding = array<i64: 1, 2, 1, 1>,
      patterns = #patconv.pattern_set<"xxx|xxx|xxx">
    }
    ```
  }];
  let options = [Option<"maxPatterns", "max-patterns", "int64_t", "16",
                        "patterns of a layer at most">];
  let statistics =
      [Statistic<"numConverted", "num-converted", "convolutions raised">,
       Statistic<"numSkipped", "num-skipped", "convolutions left in linalg">];
  let dependentDialects = ["patconv::PatConvDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect", "arith::ArithDialect"];
}

def ConvertPatConvToVectorPass
    : Pass<"convert-patconv-to-vector", "func::FuncOp"> {
  let summary = "lower the patconv operations on memrefs to vector loops";
  let description = [{
    `patconv.fkw_conv_2d` on memrefs becomes loops over output tiles, channel
    blocks, filters, patterns and kernels. The input tile of a channel block is
    packed, padding included, where the layout is plain, and read where it lies
    where it is lane-tiled, or transformed where the schedule has `winograd`;
    accumulators are SSA values through the loops over
    kernels; there is one body per pattern, without a branch. A lane-tiled output
    gets its halo once its planes are complete. `patconv.max_pool_2d`,
    `patconv.upsample_2d` and `patconv.relayout` become loops over planes,
    `patconv.sparse_vecmat` loops over the inputs that are not 0.
  }];
  let options = [Option<"threads", "threads", "int64_t", "1",
                        "threads that share the planes of a pooling, an "
                        "upsampling or a relayout, or the columns of a "
                        "product">];
  let statistics = [Statistic<"numConverted", "num-converted",
                              "layers lowered">];
  let dependentDialects = ["arith::ArithDialect", "memref::MemRefDialect",
                           "scf::SCFDialect", "vector::VectorDialect",
                           "math::MathDialect", "LLVM::LLVMDialect"];
}

#endif // PATCONV_LIB_CONVERSION_PASSES_TD
