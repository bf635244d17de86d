//===- LowerPasses.td - Phases bufferize and lower -------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_LOWERPASSES
#define PATCONV_LIB_TRANSFORMS_LOWERPASSES

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Phase bufferize
//===----------------------------------------------------------------------===//

def MaterializeLayoutPass : Pass<"patconv-materialize-layout", "func::FuncOp"> {
  let summary = "give each lane-tiled tensor its physical shape";
  let description = [{
    A tensor with the encoding `#patconv.lane_tiled` becomes one of its physical
    shape: planes, rows and columns with the halo, lanes. Convolutions and
    poolings note the layouts as attributes, `patconv.convert_layout` becomes
    `patconv.relayout`, element-wise operations run over whole planes. They keep
    the zeros of halos and idle lanes, or work channel by channel on one image of
    which 1x1 convolutions without padding, or conversions, are the readers. Sums
    of planes leave halos out.

    ```mlir
    tensor<1x64x224x224xf32, #patconv.lane_tiled<4x4, halo = 1>>
    // becomes
    tensor<64x58x58x16xf32>
    ```

    A grid of more sub-images than a vector of the target has lanes is an error.
  }];
  let options = [Option<"lanes", "lanes", "int64_t", "16",
                        "float32 lanes of a vector">];
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
    can let producers write there. Where a concatenation starts with all that an
    earlier one joins, which nobody reads afterwards, and parts lie one behind
    the other, as channels of one image do, both are one tensor that grows: the
    earlier one is a slice of it.

    ```mlir
    %2 = tensor.concat dim(0) %0, %1 : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
    // becomes
    %e = tensor.empty() : tensor<3x4xf32>
    %1 = tensor.insert_slice %0 into %e[0, 0] [2, 4] [1, 1] ...
    %2 = tensor.insert_slice %1 into %1[2, 0] [1, 4] [1, 1] ...
    ```
  }];
  let statistics = [Statistic<"numDecomposed", "num-decomposed",
                              "concatenations decomposed">,
                    Statistic<"numGrown", "num-grown",
                              "concatenations that add to an earlier one">];
  let dependentDialects = ["arith::ArithDialect", "tensor::TensorDialect"];
}

def ReorderPaddingPass : Pass<"patconv-reorder-padding", "func::FuncOp"> {
  let summary = "insert an image before the borders that are taken from it";
  let description = [{
    A padding by reflection or repetition is imported as parts of an image that
    are inserted into a tensor, and the image after them. The other way round the
    image is made where it lies in that tensor, and no copy of it is left; where
    the parts cover the tensor, nothing fills it before.

    ```mlir
    %1 = tensor.extract_slice %0[0, 0, 1, 0] [1, 8, 1, 16] [1, 1, 1, 1] : ...
    %2 = tensor.insert_slice %1 into %zeros[0, 0, 0, 0] [1, 8, 1, 16] [1, 1, 1, 1] : ...
    %3 = tensor.insert_slice %0 into %2[0, 0, 1, 0] [1, 8, 16, 16] [1, 1, 1, 1] : ...
    // becomes
    %1 = tensor.insert_slice %0 into %empty[0, 0, 1, 0] [1, 8, 16, 16] [1, 1, 1, 1] : ...
    %2 = tensor.extract_slice %1[0, 0, 2, 0] [1, 8, 1, 16] [1, 1, 1, 1] : ...
    %3 = bufferization.alloc_tensor() copy(%2) : tensor<1x8x1x16xf32>
    %4 = tensor.insert_slice %3 into %1[0, 0, 0, 0] [1, 8, 1, 16] [1, 1, 1, 1] : ...
    ```
  }];
  let statistics = [Statistic<"numReordered", "num-reordered",
                              "images inserted first">];
  let dependentDialects = ["bufferization::BufferizationDialect",
                           "linalg::LinalgDialect", "tensor::TensorDialect"];
}

def SeparateBuffersPass : Pass<"patconv-separate-buffers", "func::FuncOp"> {
  let summary = "give each destination and each result a buffer of its own";
  let description = [{
    Bufferisation copies where two operations write one tensor. So each use of a
    `tensor.empty` or a `linalg.fill` gets its own, right before it; a value
    returned twice is copied, as each result is one out-parameter; and arguments
    become read-only (`bufferization.writable = false`). A convolution, or
    another operation of this dialect, reads and writes contiguous buffers: a
    slice that it reads is copied where it does not lie in one piece, and its
    result gets a buffer of its own, unless it is inserted as whole leading rows
    of another tensor, such as channels of one image, of which the operation
    reads nothing: there it may be written.
  }];
  let statistics = [Statistic<"numCloned", "num-cloned", "destinations cloned">,
                    Statistic<"numCopied", "num-copied",
                              "results and slices copied">];
  let dependentDialects = ["bufferization::BufferizationDialect",
                           "linalg::LinalgDialect", "tensor::TensorDialect"];
}

def FuseDepthFirstPass : Pass<"patconv-fuse-depth-first", "func::FuncOp"> {
  let summary = "run a convolution and the depthwise one after it by planes";
  let description = [{
    Where the schedule of a convolution has the order `planes`, that of the
    depthwise one that reads it `follow`, and nothing else touches what lies
    between them, the two become a `patconv.depth_first`, and all that is left of
    the buffer between them is the planes of one pass for each thread. Elsewhere
    such convolutions run one after the other, with a remark that says why.

    Outputs take the place of residuals later (`patconv-reuse-residuals`): the
    second convolution must not write what the first still reads.

    ```mlir
    %0 = memref.alloc() : memref<96x9x4x16xf32>
    patconv.fkw_conv_2d ... outs(%0 : ...) ...
    patconv.fkw_conv_2d ins(%0 : ...) ...
    // becomes, with four filters a pass
    %0 = memref.alloc() : memref<4x9x4x16xf32>
    patconv.depth_first planes(%0 : memref<4x9x4x16xf32>) { ... }
    ```
  }];
  let statistics = [Statistic<"numFused", "num-fused",
                              "pairs of convolutions that run plane by plane">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect"];
}

def ReuseResidualsPass : Pass<"patconv-reuse-residuals", "func::FuncOp"> {
  let summary = "put a convolution's output in the place of a residual";
  let description = [{
    A convolution reads each element of a residual right before it writes the
    output's. So where nobody reads a residual afterwards, its buffer takes the
    output, if both are buffers of the function's own and of one type: a block's
    last convolution then touches half of the memory. A pooled output has fewer
    elements, and stays.

    ```mlir
    %out = memref.alloc() : memref<64x16x16x16xf32>
    patconv.fkw_conv_2d ... residuals(%r : ...) outs(%out : ...) ...
    // becomes
    patconv.fkw_conv_2d ... residuals(%r : ...) outs(%r : ...) ...
    ```
  }];
  let statistics = [Statistic<"numReused", "num-reused",
                              "residuals whose buffers take an output">];
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

    With several threads, what is written goes where no buffer has been for
    long: memory that the caches of other cores still hold is slow to write.
  }];
  let options = [Option<"threads", "threads", "int64_t", "1",
                        "threads that run a layer">];
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
    propagate NaN as their bodies say. The loop over a row of a matrix beyond
    the second-level cache gets a `loop_annotation` that forbids LLVM to unroll
    it, so that it is read in the order of its addresses.

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
                           "affine::AffineDialect", "linalg::LinalgDialect",
                           "LLVM::LLVMDialect"];
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
    float32 they are exact to a few units in the last place. Sigmoid and SiLU,
    a / (1 + exp(x)), have a shorter expansion than their exponential; erf, of which
    GELU is made, is a ratio of two polynomials.

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

def RelaxZeroSignsPass : Pass<"patconv-relax-zero-signs", "func::FuncOp"> {
  let summary = "let maxima and minima of zeros have either sign";
  let description = [{
    `arith.maximumf` says that the maximum of -0 and +0 is +0, which costs x86 two to
    five more instructions: its own takes the second of two zeros. With `nsz` a
    constant bound is one instruction, and NaN propagates all the same.

    ```mlir
    %2 = arith.maximumf %0, %1 : vector<16xf32>
    // becomes
    %2 = arith.maximumf %0, %1 fastmath<nsz> : vector<16xf32>
    ```
  }];
  let statistics = [Statistic<
      "numRelaxed", "num-relaxed",
      "maxima and minima whose zeros have either sign">];
}

def OutlineLayersPass : Pass<"patconv-outline-layers", "ModuleOp"> {
  let summary = "give each layer a function of its own";
  let description = [{
    Each top-level operation of `@main` that writes memory moves to a private
    function `@layer_<number>_<name>`; `@main` keeps views and calls. The name
    is the operation's attribute `layer` or `patconv.layer`, else one after its
    kind; that of a `patconv.depth_first` has both names, with ` + ` between.
    Neighbours with one `patconv.layer` make one layer, and a
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

#endif // PATCONV_LIB_TRANSFORMS_LOWERPASSES
