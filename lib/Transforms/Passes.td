//===- Passes.td - Passes of patconv -----------------------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_PASSES_TD
#define PATCONV_LIB_TRANSFORMS_PASSES_TD

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
    powers with a constant integer exponent as products.

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
  let summary = "fold batch normalisation into the convolution before it";
  let description = [{
    For MLIR text whose batch normalisation was not folded on the graph: an
    element-wise scale and shift by channel, made of constants, after a
    `patconv.conv_2d` without activation and with one use, becomes part of its
    weights and bias.
  }];
  let statistics = [Statistic<"numFolded", "num-folded",
                              "normalisations folded">];
  let dependentDialects = ["arith::ArithDialect", "tensor::TensorDialect"];
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
    activation. Matrix products and pooling stay as they are.
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
    scalars; the other images that it reads become residuals. Of several
    convolutions that it reads the last takes it over.

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
  }];
  let statistics = [Statistic<"numAbsorbed", "num-absorbed",
                              "operations taken over">,
                    Statistic<"numSkipped", "num-skipped",
                              "operations on a convolution that stay">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect"];
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

//===----------------------------------------------------------------------===//
// Phases reorder, schedule and pack
//===----------------------------------------------------------------------===//

def ReorderFilterKernelsPass
    : Pass<"patconv-reorder-filter-kernels", "func::FuncOp"> {
  let summary = "filter kernel reorder (FKR)";
  let description = [{
    Step 1: filters are grouped by length (their number of kernels), lengths
    ascending; inside a group the lowest filter comes first, then always the
    most similar remaining one. Step 2: inside a filter, kernels are sorted by
    pattern number, by channel inside a pattern; similarity is the number of
    positions at which two filters so sorted have one pattern number, or, in a
    layer of one pattern, the number of channels that both have kept.
    `filter_order` and `filter_groups` hold the result.

    ```mlir
    %1 = patconv.conv_2d ... {
      kernels = dense<[[0, 2, 0, 1, 0, 0], [1, 0, 2, 0, 2, 0],
                       [0, 2, 2, 2, 0, 1], [0, 2, 0, 1, 0, 0],
                       [1, 0, 2, 0, 1, 0], [1, 2, 1, 0, 2, 0]]>
        : tensor<6x6xi8>, ...
    }
    // also has then, for lengths 2, 3 and 4
    %1 = patconv.conv_2d ... {
      filter_groups = array<i64: 2, 2, 2>,
      filter_order = array<i64: 0, 3, 1, 4, 2, 5>, ...
    }
    ```
  }];
  let options = [Option<"printGroups", "print-groups", "bool", "false",
                        "remark each group with its filters' pattern numbers">];
  let statistics = [Statistic<"numReordered", "num-reordered",
                              "layers reordered">];
}

def PropagateLayoutPass : Pass<"patconv-propagate-layout", "func::FuncOp"> {
  let summary = "choose the layout of each activation";
  let description = [{
    A convolution whose window stays inside `#patconv.lane_tiled` (a sub-image of
    the input is as large as stride sub-images of the output) and that is
    predicted to be faster there gets input and output in it, in the grid of the
    output: an input that was made in another grid is converted for it. So do
    element-wise operations that map zeros to zeros, and maximum poolings, where
    what they read is lane-tiled. The grid of a plane is the one that leaves the
    fewest lanes idle; the halo of a tensor is the largest that a consumer asks
    for. Other operations read plain tensors: `patconv.convert_layout` stands
    between. Operations that hand lane-tiled tensors to each other stay plain
    where the conversions around them cost more than the layout saves.

    A maximum pooling without overlap of a convolution's result, its one use,
    becomes its `max_pool`, unless `fuse-pooling` is off.

    ```mlir
    %1 = patconv.conv_2d ins(%0, ... : tensor<1x64x56x56xf32>, ...) ...
    // becomes
    %1 = patconv.convert_layout %0 : tensor<1x64x56x56xf32>
        -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
    %2 = patconv.conv_2d ins(%1, ...) ...
        -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
    %3 = patconv.convert_layout %2 ... -> tensor<1x64x56x56xf32>
    ```
  }];
  let options =
      [Option<"lanes", "lanes", "int64_t", "16", "float32 lanes of a vector">,
       Option<"threads", "threads", "int64_t", "1", "threads that run a layer">,
       Option<"vectorRegisters", "vector-registers", "int64_t", "32",
              "vector registers of the target">,
       Option<"always", "always", "bool", "false",
              "take the lane-tiled layout wherever it is possible, whether it "
              "pays or not">,
       Option<"fusePooling", "fuse-pooling", "bool", "true",
              "pool in the epilogue of convolutions">];
  let statistics = [Statistic<"numTiled", "num-tiled",
                              "operations in the lane-tiled layout">,
                    Statistic<"numConversions", "num-conversions",
                              "conversions">,
                    Statistic<"numPooled", "num-pooled",
                              "poolings fused into convolutions">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect",
                           "tensor::TensorDialect"];
}

def AssignSchedulePass : Pass<"patconv-assign-schedule", "func::FuncOp"> {
  let summary = "attach a schedule to each convolution by a cost model";
  let description = [{
    Each `patconv.conv_2d` without a schedule gets the one whose predicted time
    is least, from its shape, its patterns and its kernels: the lanes, the
    register tile and what it leaves, the block of input channels, the filters
    that go through a tile together, the order of the loops, and how the threads
    share the work. A layer too small to share has one thread. A
    schedule that is there stays.

    ```mlir
    %1 = patconv.conv_2d ... -> tensor<1x128x14x14xf32>
    // with threads=2 becomes
    %1 = patconv.conv_2d ... {
      schedule = #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0,
                                   channel_block = 16, threads = 2,
                                   split = filters, ranges = [0, 64, 128]>
    } -> tensor<1x128x14x14xf32>
    ```
  }];
  let options =
      [Option<"lanes", "lanes", "int64_t", "16", "float32 lanes of a vector">,
       Option<"threads", "threads", "int64_t", "1", "threads that run a layer">,
       Option<"vectorRegisters", "vector-registers", "int64_t", "32",
              "vector registers of the target">];
  let statistics = [Statistic<"numScheduled", "num-scheduled",
                              "layers scheduled">];
}

def PackFkwPass : Pass<"patconv-pack-fkw", "func::FuncOp"> {
  let summary = "store pruned weights as FKW";
  let description = [{
    `patconv.conv_2d` with constant weights becomes `patconv.fkw_conv_2d`: one
    FKW for each channel block of the schedule, filters in `filter_order` and
    joined into passes of `filters_per_pass`, kernels sorted by pattern. Groups are resolved into channels of the whole
    input. Without a schedule there is one channel block and a plain one-vector
    tile.

    ```mlir
    %1 = patconv.conv_2d ins(%x, %w : ...) outs(%init : ...) {
      filter_groups = array<i64: 3, 1>, filter_order = array<i64: 0, 1, 3, 2>,
      kernels = dense<[[0, 2, 0, 1], [2, 0, 1, 0], [0, 2, 2, 2], [0, 2, 0, 2]]>
        : tensor<4x4xi8>,
      patterns = #patconv.pattern_set<".x|x.", "x.|.x">
    }
    // becomes
    %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
    %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
    %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2],
                                     [0, 0, 3]]]> : tensor<1x4x3xi8>
    %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
    %1 = patconv.fkw_conv_2d ins(%x : ...) weight(%weight : tensor<18xf32>)
        index(%index : ...) offset(%offset : ...) stride(%stride : ...)
        reorder(%reorder : ...) outs(%init : ...) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
                         patterns = <".x|x.", "x.|.x">>, ...
    }
    ```
  }];
  let statistics = [Statistic<"numPacked", "num-packed", "layers packed">,
                    Statistic<"numKernels", "num-kernels", "kernels kept">];
  let dependentDialects = ["arith::ArithDialect"];
}

def ExternalizeWeightsPass : Pass<"patconv-externalize-weights", "ModuleOp"> {
  let summary = "move large constants into one weights argument";
  let description = [{
    Every constant above `threshold` bytes becomes a `patconv.weights_view` of
    one new argument of `@main`, its first, `tensor<Nxi8>` with the attribute
    `patconv.weights`; the bytes, each array at a multiple of 64, become the
    module attribute `patconv.weights`, a resource.
  }];
  let options = [Option<"threshold", "threshold", "int64_t", "4096",
                        "bytes up to which a constant stays in the code">];
  let statistics = [Statistic<"numMoved", "num-moved", "constants moved">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect"];
}

//===----------------------------------------------------------------------===//
// Phase bufferize
//===----------------------------------------------------------------------===//

def MaterializeLayoutPass : Pass<"patconv-materialize-layout", "func::FuncOp"> {
  let summary = "give each lane-tiled tensor its physical shape";
  let description = [{
    A tensor with the encoding `#patconv.lane_tiled` becomes one of its physical
    shape: planes, rows and columns with the halo, lanes. Convolutions and
    poolings note the layouts as attributes, `patconv.convert_layout` becomes
    `patconv.relayout`, element-wise operations run over whole planes.

    ```mlir
    tensor<1x64x224x224xf32, #patconv.lane_tiled<4x4, halo = 1>>
    // becomes
    tensor<64x58x58x16xf32>
    ```
  }];
  let statistics = [Statistic<"numMaterialized", "num-materialized",
                              "tensors of physical shape">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect",
                           "tensor::TensorDialect"];
}

def CheckLayoutPass : Pass<"patconv-check-layout", "func::FuncOp"> {
  let summary = "fail where a layout is left on a tensor";
  let description = [{
    Bufferisation drops an encoding silently, so none may reach it.
  }];
}

def DecomposeConcatPass : Pass<"patconv-decompose-concat", "func::FuncOp"> {
  let summary = "write concatenations as insertions";
  let description = [{
    A `tensor.concat` becomes insertions into one empty tensor, so that bufferisation
    can let producers write there.

    ```mlir
    %2 = tensor.concat dim(0) %0, %1 : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
    // becomes
    %e = tensor.empty() : tensor<3x4xf32>
    %1 = tensor.insert_slice %0 into %e[0, 0] [2, 4] [1, 1] ...
    %2 = tensor.insert_slice %1 into %1[2, 0] [1, 4] [1, 1] ...
    ```
  }];
  let statistics = [Statistic<"numDecomposed", "num-decomposed",
                              "concatenations decomposed">];
  let dependentDialects = ["arith::ArithDialect", "tensor::TensorDialect"];
}

def SeparateBuffersPass : Pass<"patconv-separate-buffers", "func::FuncOp"> {
  let summary = "give each destination and each result a buffer of its own";
  let description = [{
    Bufferisation copies where two operations write one tensor. So each use of a
    `tensor.empty` or a `linalg.fill` gets its own, right before it; a value
    returned twice is copied, as each result is one out-parameter; and arguments
    become read-only (`bufferization.writable = false`). A convolution reads and
    writes contiguous buffers: a slice that it reads is copied, and its result
    gets a buffer of its own, unless it is inserted as whole leading rows of
    another tensor, such as channels of one image: there it may be written.
  }];
  let statistics = [Statistic<"numCloned", "num-cloned", "destinations cloned">,
                    Statistic<"numCopied", "num-copied",
                              "results and slices copied">];
  let dependentDialects = ["bufferization::BufferizationDialect",
                           "linalg::LinalgDialect", "tensor::TensorDialect"];
}

def PlanMemoryPass : Pass<"patconv-plan-memory", "ModuleOp"> {
  let summary = "place all buffers of the main function in one workspace";
  let description = [{
    Each `memref.alloc` of `@main` and the scratch memory of each
    `patconv.fkw_conv_2d` becomes a view of one new argument of `@main`,
    `memref<Nxi8>` with the attribute `patconv.workspace`; N is the module
    attribute `patconv.workspace_bytes`, too, beside `patconv.live_bytes`, the most
    that is in use at once. Buffers whose lives do not overlap
    share memory. Views start at multiples of 64 bytes; N is at least 64.
  }];
  let statistics = [Statistic<"numBuffers", "num-buffers", "buffers placed">,
                    Statistic<"workspaceBytes", "workspace-bytes",
                              "bytes of workspace">];
  let dependentDialects = ["memref::MemRefDialect", "arith::ArithDialect"];
}

//===----------------------------------------------------------------------===//
// Phase lower
//===----------------------------------------------------------------------===//

def FenceStreamedStoresPass
    : Pass<"patconv-fence-streamed-stores", "func::FuncOp"> {
  let summary = "order stores past the caches with what follows";
  let description = [{
    A processor may make a store with `nontemporal` visible after later ones. So
    each thread that makes some ends with a fence: before the end of the parallel
    loop's iteration, or of the function. Runs once parallel loops are OpenMP's.
  }];
  let statistics = [Statistic<"numFences", "num-fences", "fences">];
  let dependentDialects = ["LLVM::LLVMDialect"];
}

def VectorizeLinalgPass : Pass<"patconv-vectorize-linalg", "func::FuncOp"> {
  let summary = "lower linalg on memrefs to vectorised, threaded loops";
  let description = [{
    Pooling, matrix products (fully connected layers), element-wise operations,
    reductions, fills and copies on memrefs of constant shape become loops over
    vectors; what has another form becomes plain loops, with a remark that says
    why. A reduction absorbs the `linalg.fill` right before it. Floating-point
    sums are reassociated, and products summed by fused multiply-add; maxima
    propagate NaN as their bodies say.

    ```mlir
    linalg.add ins(%a, %b : memref<4x8xf32>, memref<4x8xf32>)
               outs(%c : memref<4x8xf32>)
    ```

    becomes, with 16 lanes, over flat views of the operands

    ```mlir
    %x = vector.load %flat_a[%c0] : memref<32xf32>, vector<16xf32>
    %y = vector.load %flat_b[%c0] : memref<32xf32>, vector<16xf32>
    %z = arith.addf %x, %y : vector<16xf32>
    vector.store %z, %flat_c[%c0] : memref<32xf32>, vector<16xf32>
    ```

    and the same for the other half. With `threads` above 1, an operation of
    more than 65536 points becomes an `scf.parallel` with one iteration for each
    thread; `convert-scf-to-openmp` and `canonicalize` turn that into OpenMP.
  }];
  let options =
      [Option<"lanes", "lanes", "int64_t", "16", "float32 lanes of a vector">,
       Option<"threads", "threads", "int64_t", "1", "threads that run a layer">,
       Option<"vectorRegisters", "vector-registers", "int64_t", "32",
              "vector registers of the target">];
  let statistics =
      [Statistic<"numVectorized", "num-vectorized", "operations vectorised">,
       Statistic<"numScalar", "num-scalar", "operations left to plain loops">];
  let dependentDialects = ["vector::VectorDialect", "scf::SCFDialect",
                           "memref::MemRefDialect", "arith::ArithDialect",
                           "affine::AffineDialect", "linalg::LinalgDialect"];
}

def EliminateRedundantLoadsPass
    : Pass<"patconv-eliminate-redundant-loads", "func::FuncOp"> {
  let summary = "load each input vector of a tile once (LRE)";
  let description = [{
    In the bodies that `convert-patconv-to-vector` makes, loads of one address
    become one load, and the multiply-adds are ordered by the load that they
    use. Counts loads and multiply-adds before and after.
  }];
  let options = [Option<"report", "report", "bool", "false",
                        "remark loads per multiply-add before and after">];
  let statistics = [Statistic<"numLoadsBefore", "num-loads-before",
                              "input vector loads before">,
                    Statistic<"numLoadsAfter", "num-loads-after",
                              "input vector loads after">,
                    Statistic<"numFmas", "num-fmas", "vector multiply-adds">];
}

def KeepRedundantLoadsPass
    : Pass<"patconv-keep-redundant-loads", "func::FuncOp"> {
  let summary = "make every input load volatile, for the ablation without LRE";
  let description = [{
    LLVM merges equal loads by itself. To measure what LRE gains, its absence
    must reload: each input load becomes a volatile one.
  }];
  let statistics = [Statistic<"numKept", "num-kept", "loads made volatile">];
  let dependentDialects = ["LLVM::LLVMDialect", "memref::MemRefDialect",
                           "arith::ArithDialect"];
}

def ShareLayersPass : Pass<"patconv-share-layers", "ModuleOp"> {
  let summary = "generate the code of equal layers once";
  let description = [{
    Of private functions of layers that differ in their names alone the first is
    kept, and called for all. Layers of one shape often do: weights and buffers are
    arguments, and indices are read from memory.

    ```mlir
    call @layer_1_conv1(%x, %w1, %y) : ...
    call @layer_2_conv2(%y, %w2, %z) : ...
    // becomes
    call @layer_1_conv1(%x, %w1, %y) : ...
    call @layer_1_conv1(%y, %w2, %z) : ...
    ```
  }];
  let statistics = [Statistic<"numShared", "num-shared",
                              "layers that call another's function">];
}

def ApproximateMathPass : Pass<"patconv-approximate-math", "func::FuncOp"> {
  let summary = "compute exp, log, tanh and erf by polynomials";
  let description = [{
    The C library's functions take one number; polynomials take vectors. Of normal
    float32 they are exact to a few units in the last place.

    ```mlir
    %1 = math.exp %0 : vector<16xf32>
    // becomes multiplications, additions and a shift of exponents
    ```
  }];
  let statistics = [Statistic<"numApproximated", "num-approximated",
                              "functions replaced">];
  let dependentDialects = ["arith::ArithDialect", "math::MathDialect",
                           "vector::VectorDialect"];
}

def OutlineLayersPass : Pass<"patconv-outline-layers", "ModuleOp"> {
  let summary = "give each layer a function of its own";
  let description = [{
    Each top-level operation of `@main` that writes memory moves to a private
    function `@layer_<number>_<name>`; `@main` keeps views and calls. The name
    is the operation's attribute `layer` or `patconv.layer`, else one after its
    kind. Neighbours with one `patconv.layer` make one layer, and a
    `linalg.fill` joins the operation that it makes the destination for.
    Constants are cloned into the function; memrefs that overlap no other one of
    the layer are marked `llvm.noalias`. The module attribute `patconv.layers`
    lists the names.
  }];
  let statistics = [Statistic<"numLayers", "num-layers", "layers outlined">];
  let dependentDialects = ["LLVM::LLVMDialect", "func::FuncDialect"];
}

def EmitEntryPointPass : Pass<"patconv-emit-entry-point", "ModuleOp"> {
  let summary = "emit the model's C entry points";
  let description = [{
    `int32_t patconv_run(void **inputs, void **outputs, const void *weights,
    void *workspace)` and `patconv_profile`, the same with one more argument,
    `int64_t *timestamps`: a time in ns before the first layer and after each.
    Both return 0. They take the place of `@main`, an `llvm.func` whose
    arguments, bare pointers, carry `patconv.input`, `patconv.output`,
    `patconv.weights` or `patconv.workspace`. Everything else becomes internal.
  }];
  let dependentDialects = ["LLVM::LLVMDialect"];
}

#endif // PATCONV_LIB_TRANSFORMS_PASSES_TD
