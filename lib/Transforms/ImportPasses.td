//===- ImportPasses.td - Phases import and raise ---------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_IMPORTPASSES
#define PATCONV_LIB_TRANSFORMS_IMPORTPASSES

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Phase import
//===----------------------------------------------------------------------===//

def NameSignaturePass : Pass<"patconv-name-signature", "ModuleOp"> {
  let summary = "name the inputs and outputs of the main function";
  let description = [{
    Later passes know an input of `@main` by its attribute `patconv.input`, an
    output by `patconv.output`. Those without a name get one by their position.
  }];
}

def BindWeightsPass : Pass<"patconv-bind-weights", "ModuleOp"> {
  let summary = "turn the parameters of the main function into constants";
  let description = [{
    An importer leaves a model's parameters as arguments of `@main` with the
    attribute `patconv.parameter = "name"`. Each becomes an `arith.constant`
    over a resource of that name: the array of that name in the safetensors
    file `file` (mapped, not copied), or a seeded random one. Resources without
    data, as dumps have them, are filled from the file; they are never made up.
    Operations that only reshape a parameter (expand_shape, collapse_shape,
    transpose, reversal) fold into it; a transpose that feeds a matrix product
    stays, as `convert-linalg-to-patconv` reads it away.
  }];
  let options =
      [Option<"file", "file", "std::string", "\"\"",
              "safetensors file with the parameters; empty: synthetic weights">,
       Option<"syntheticSeed", "synthetic-seed", "int64_t", "0",
              "seed of the random weights (Kaiming normal, small biases)">,
       Option<"patternRate", "pattern-rate", "double", "0",
              "prune synthetic weights: 8 patterns of 4 entries and this "
              "connectivity rate for 3x3 convolutions; 0: dense">];
  let statistics = [Statistic<"numBound", "num-bound", "parameters bound">,
                    Statistic<"numFolded", "num-folded",
                              "reshaping operations folded">];
  let dependentDialects = ["arith::ArithDialect"];
}

def SaveWeightsPass : Pass<"patconv-save-weights", "ModuleOp"> {
  let summary = "write every resource of the module to a safetensors file";
  let description = [{
    What a dump without its resources needs to be resumed:
    `patconv-bind-weights{file=...}` reads it. The file is written to a
    temporary name and renamed.
  }];
  let options = [Option<"file", "file", "std::string", "\"\"",
                        "safetensors file to write">];
}

def SimplifyImportPass : Pass<"patconv-simplify-import", "ModuleOp"> {
  let summary = "remove what importers leave beside the computation";
  let description = [{
    Canonicalises, drops results of `linalg.generic` that nobody reads (the
    positions of a maximum of which the value alone is used), fuses what is
    made element by element of booleans or integers into its users, and writes
    powers with a constant integer exponent as products. Elements that a body
    extracts from a tensor in the order in which they lie, as importers write
    paddings by reflection, become an input.

    ```mlir
    %1 = linalg.generic ... ins(%0 : tensor<4xf32>) ... -> tensor<4xi1> // x > 0
    %2 = linalg.generic ... ins(%1, %0, %3 : ...) ... -> tensor<4xf32>  // select
    // becomes
    %2 = linalg.generic ... ins(%0, %3 : ...) ... -> tensor<4xf32>
    ```
  }];
  let statistics = [Statistic<"numRemoved", "num-removed",
                              "tensors of other types than f32 removed">];
  let dependentDialects = ["arith::ArithDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect"];
}

def CheckImportPass : Pass<"patconv-check-import", "ModuleOp"> {
  let summary = "check the contract of the import";
  let description = [{
    One public function `@main` on static float32 tensors, no parameter left
    unbound, and only operations that can be compiled; between operations there
    may be booleans, integers and float64, too. Assertions may stand in
    bodies of linalg, as they go where constants fold. All offenders are
    reported at once.
  }];
}

//===----------------------------------------------------------------------===//
// Phase raise
//===----------------------------------------------------------------------===//

def FoldBatchNormPass : Pass<"patconv-fold-batch-norm", "func::FuncOp"> {
  let summary = "fold batch normalisation into the convolution before it, or "
                "shorten it";
  let description = [{
    For MLIR text whose batch normalisation was not folded on the graph: an
    element-wise scale and shift by channel, made of constants, after a
    `patconv.conv_2d` without activation and with one use, becomes part of its
    weights and bias. One that has no such convolution before it becomes one
    multiplication and one addition by channel.
  }];
  let statistics = [Statistic<"numFolded", "num-folded",
                              "normalisations folded">,
                    Statistic<"numShortened", "num-shortened",
                              "normalisations that stay, shortened">];
  let dependentDialects = ["arith::ArithDialect", "tensor::TensorDialect"];
}

def HoistElementwisePass : Pass<"patconv-hoist-elementwise", "func::FuncOp"> {
  let summary = "compute element by element before images are upsampled";
  let description = [{
    An element-wise `linalg.generic` that computes the same of every element, as
    an activation does, goes from an image that is upsampled for it alone to the
    smaller one, where a convolution can take it over: after pixel shuffle, which
    deals out the points of channels, or an interpolation by nearest neighbours.
    The pipelines leave it out where layers are exposed, whose results are to be
    their modules'.

    ```mlir
    %1 = tensor.expand_shape %0 ... into tensor<1x4x2x2x14x14xf32>
    %2 = linalg.transpose ins(%1 ...) ... permutation = [0, 1, 4, 2, 5, 3]
    %3 = tensor.collapse_shape %2 ... into tensor<1x4x28x28xf32>
    %4 = linalg.generic ... ins(%3 : tensor<1x4x28x28xf32>) ... // relu
    // becomes
    %1 = linalg.generic ... ins(%0 : tensor<1x16x14x14xf32>) ... // relu
    %2 = tensor.expand_shape %1 ... into tensor<1x4x2x2x14x14xf32>
    ...
    ```
  }];
  let statistics = [Statistic<"numHoisted", "num-hoisted",
                              "operations before an upsampling">];
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
}

def FuseEpiloguePass : Pass<"patconv-fuse-epilogue", "func::FuncOp"> {
  let summary = "fuse bias, ReLU, ReLU6 and clamp into convolutions";
  let description = [{
    Element-wise operations on the result of a `patconv.conv_2d`, its one use:
    the addition of constants by channel joins the bias, and maxima and minima
    with constants, in any order, the activation. What a comparison and a
    selection make of a NaN is not kept: an importer writes PyTorch's clamp in
    this way, and there, as in the activation, a NaN stays a NaN.
    `arith.maxnumf` and `arith.minnumf`, which drop it by name, stay.

    ```mlir
    %1 = patconv.conv_2d ... -> tensor<1x8x8x8xf32>
    %2 = linalg.generic ... ins(%1 : tensor<1x8x8x8xf32>) ... {
    ^bb0(%in: f32, %out: f32):
      %3 = arith.cmpf ugt, %in, %zero : f32
      %4 = arith.select %3, %in, %zero : f32
      linalg.yield %4 : f32
    }
    // becomes
    %1 = patconv.conv_2d ... {activation = #patconv.activation<relu>}
    ```
  }];
  let statistics = [Statistic<"numBias", "num-bias", "biases fused">,
                    Statistic<"numActivation", "num-activation",
                              "activations fused">];
}

def FuseElementwisePass : Pass<"patconv-fuse-elementwise", "func::FuncOp"> {
  let summary = "fuse element-wise operations with each other";
  let description = [{
    Joins `linalg.generic` operations without reductions where the first has no
    other use: a residual addition and the ReLU after it, a bias and its
    activation, also where a `tensor.expand_shape` lies between them. Matrix
    products and pooling stay as they are.
  }];
  let statistics = [Statistic<"numFused", "num-fused",
                              "operations fused away">];
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
}

def AbsorbElementwisePass : Pass<"patconv-absorb-elementwise", "func::FuncOp"> {
  let summary = "make element-wise operations the epilogue of convolutions";
  let description = [{
    An element-wise `linalg.generic` on the result of a `patconv.conv_2d`, its one
    use, becomes the body of the convolution's epilogue, whatever it computes of
    scalars; the other images that it reads become residuals, constants by channel
    parameters, and a number that all channels share a constant of the body. Of several convolutions that it reads the last takes it over. A
    transposed convolution that `patconv-decompose-transposed` will split takes
    over what reads no other image.

    ```mlir
    %1 = patconv.conv_2d ins(%0, %w ...) outs(%init ...) -> tensor<1x8x8x8xf32>
    %2 = linalg.generic ... ins(%1, %x : ...) ... {
    ^bb0(%in: f32, %residual: f32, %out: f32):
      %3 = arith.addf %in, %residual : f32
      linalg.yield %3 : f32
    }
    // becomes
    %1 = patconv.conv_2d ins(%0, %w ...) residuals(%x ...) outs(%init ...)
        -> tensor<1x8x8x8xf32> epilogue {
    ^bb0(%in: f32, %residual: f32):
      %3 = arith.addf %in, %residual : f32
      patconv.yield %3
    }
    ```

    A PReLU, whose %slope is a constant of a number for each channel:

    ```mlir
    %1 = patconv.conv_2d ins(%0, %w ...) parameters(%slope : tensor<8xf32>)
        outs(%init ...) -> tensor<1x8x8x8xf32> epilogue {
    ^bb0(%in: f32, %number: f32):
      %2 = arith.mulf %in, %number : f32
      %3 = arith.cmpf ogt, %in, %zero : f32
      %4 = arith.select %3, %in, %2 : f32
      patconv.yield %4
    }
    ```
  }];
  let statistics = [Statistic<"numAbsorbed", "num-absorbed",
                              "operations taken over">,
                    Statistic<"numSkipped", "num-skipped",
                              "operations on a convolution that stay">];
  let dependentDialects = ["arith::ArithDialect",
                           "::mlir::patconv::PatConvDialect"];
}

def FuseReductionsPass : Pass<"patconv-fuse-reductions", "func::FuncOp"> {
  let summary = "compute what is reduced while it is reduced";
  let description = [{
    An element-wise `linalg.generic` whose result a reduction reads, each element
    once and nobody else, becomes a part of the reduction's body: what it makes is
    never stored. One that costs next to nothing, as the distance from a mean, is
    repeated for others that read it, and joins them where they are element-wise.
    Of a normalisation, one pass for the mean, one for the variance and one for the
    result are left. What maps zeros to zeros stays before sums of planes, as both
    can be lane-tiled. Loops of one iteration become parallel.

    ```mlir
    %2 = linalg.generic ... ins(%0, %mean ...) ... // x - mean
    %3 = linalg.generic ... ins(%2 ...) ...        // squares
    %4 = linalg.generic ... ins(%3 ...) ...        // their sums
    %5 = linalg.generic ... ins(%2, %4 ...) ...    // normalised
    // becomes
    %2 = linalg.generic ... ins(%0, %mean ...) ... // sums of (x - mean)^2
    %3 = linalg.generic ... ins(%0, %mean, %2 ...) ...
    ```
  }];
  let statistics = [Statistic<"numRepeated", "num-repeated",
                              "operations repeated for another reader">,
                    Statistic<"numFused", "num-fused",
                              "operations fused away">];
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
}

def VerifyWeightsPass : Pass<"patconv-verify-weights", "func::FuncOp"> {
  let summary = "prove that constant weights are zero outside their patterns";
  let description = [{
    FKW stores the values inside a kernel's pattern alone. So each weight of a
    `patconv.conv_2d` outside the pattern that the kernel table gives to its
    kernel, and each weight of a removed kernel, must be zero: both +0.0 and
    -0.0 are, NaN is not. The error names the layer and its first weight that is
    not. Weights and kernel tables must be constants with data.
  }];
  let statistics = [Statistic<"numVerified", "num-verified", "layers proved">];
}

def CheckRaisedPass : Pass<"patconv-check-raised", "func::FuncOp"> {
  let summary = "fail where an assertion is left";
  let description = [{
    An importer asserts of constants what it relies on, as that a divisor is not
    zero; `patconv-fold-batch-norm` folds these constants and erases their
    operations. An assertion that is left would stop the process at run time.
  }];
}

def ExposeLayersPass : Pass<"patconv-expose-layers", "ModuleOp"> {
  let summary = "return every convolution's result from the main function";
  let description = [{
    For comparison layer by layer: the result of each `patconv.conv_2d`, after
    its fused epilogue, becomes one more result of `@main`, with the attribute
    `patconv.output = "layer:NAME"`.
  }];
}

def LinearizeConvolutionsPass
    : Pass<"patconv-linearize-convolutions", "func::FuncOp"> {
  let summary = "make convolutions of single points matrix products";
  let description = [{
    A `patconv.conv_2d` of 1x1 kernels on planes of one point, as in
    squeeze-and-excitation or behind global pooling, becomes a `linalg.matmul`
    of a row for each image, and its bias, activation and epilogue an
    element-wise operation. A vector has no second point to fill its lanes with,
    so kernel by kernel costs about `max-rate` times what a weight of the matrix
    does; where fewer kernels than one of `max-rate` are kept, the convolution
    stays, with a remark; so does one that has a schedule or an order of filters.
    Removed kernels are zeros of the matrix, whose products with numbers that
    are not finite are none.

    ```mlir
    %1 = patconv.conv_2d ins(%0, %w : tensor<1x96x1x1xf32>, tensor<4x96x1x1xf32>)
        outs(%init : ...) {...} -> tensor<1x4x1x1xf32>
    // becomes
    %1 = tensor.collapse_shape %0 [[0], [1, 2, 3]] : ... into tensor<1x96xf32>
    %2 = linalg.matmul indexing_maps = [...]
        ins(%1, %v : tensor<1x96xf32>, tensor<4x96xf32>) outs(%zeros : ...)
    %3 = tensor.expand_shape %2 [[0], [1, 2, 3]] : ... into tensor<1x4x1x1xf32>
    ```
  }];
  let options = [Option<"maxRate", "max-rate", "int64_t", "6",
                        "kernels for each one that is kept above which a "
                        "convolution stays; 0: none does">];
  let statistics = [Statistic<"numLinearized", "num-linearized",
                              "convolutions that became matrix products">,
                    Statistic<"numLeft", "num-left",
                              "convolutions of points that stay">];
  let dependentDialects = ["arith::ArithDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect"];
}

def DecomposeTransposedPass
    : Pass<"patconv-decompose-transposed", "func::FuncOp"> {
  let summary = "make transposed convolutions convolutions of their input";
  let description = [{
    A transposed convolution with strides is imported as a convolution whose input
    stands apart among zeros, most of its work. Points of the result that are the
    same distance from a multiple of the strides, a phase, meet the same
    positions of the kernel: one convolution of the input itself makes all phases,
    as filters of their own, with patterns for the positions that each of them
    meets, beyond the number that `convert-linalg-to-patconv` allows a layer. Its
    points are dealt out afterwards. What stays is remarked, with the reason: a
    convolution with residuals, for one.

    ```mlir
    %1 = tensor.insert_slice %0 into %zeros[0, 0, 1, 1] [1, 8, 14, 14] [1, 1, 2, 2] : ...
    %2 = patconv.conv_2d ins(%1, %w : ..., tensor<4x8x2x2xf32>) ... -> tensor<1x4x28x28xf32>
    // becomes
    %1 = patconv.conv_2d ins(%0, %v : ..., tensor<16x8x1x1xf32>) ... -> tensor<1x16x14x14xf32>
    %2 = tensor.expand_shape %1 ... into tensor<1x4x2x2x14x14xf32>
    %3 = linalg.generic ... ins(%2) outs(... : tensor<1x4x14x2x14x2xf32>)
    %4 = tensor.collapse_shape %3 ... into tensor<1x4x28x28xf32>
    ```
  }];
  let statistics = [Statistic<"numDecomposed", "num-decomposed",
                              "transposed convolutions replaced">,
                    Statistic<"numSkipped", "num-skipped",
                              "transposed convolutions that stay">];
  let dependentDialects = ["arith::ArithDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect"];
}

#endif // PATCONV_LIB_TRANSFORMS_IMPORTPASSES
