//===- SchedulePasses.td - Passes from reorder to pack -----*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_SCHEDULEPASSES
#define PATCONV_LIB_TRANSFORMS_SCHEDULEPASSES

include "mlir/Pass/PassBase.td"

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
    positions at which two filters so sorted have one pattern number.

    Filters of a layer with one pattern may go through a tile together and load
    once what they share. There two filters are paired that have kept most
    channels in common, whatever their lengths, then the pairs in the same way;
    groups have four filters, the last ones fewer.

    Each of several threads has about as many filters, side by side in the
    layer, and an order of its own. `filter_order` and `filter_groups` hold the
    result; `patconv-assign-schedule` may group filters anew.

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
  let options = [Option<"threads", "threads", "int64_t", "1",
                        "threads that run a layer">,
                 Option<"printGroups", "print-groups", "bool", "false",
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
    output: an input that was made in another grid is converted for it, or, if
    that is cheaper, made in this grid by a convolution that has no other
    reader, and whose own input is converted instead. So do element-wise
    operations that map zeros to zeros, whatever numbers by plane they read
    beside, or work channel by channel on one image and are read by 1x1
    convolutions without padding or strides alone, joins of channels, maximum
    poolings, pixel shuffles and interpolations by nearest neighbours, where
    what they read is lane-tiled, in one grid. Sums of planes read the layout,
    and make plain tensors. The grid of a plane is the one that leaves the
    fewest lanes idle; that of a convolution's output the first of these in
    which its window stays inside the layout. The halo of a tensor is the largest
    that a consumer asks for. Kernels of one position ask for one that they do not
    read where planes would else meet in the same sets of the first cache, and a
    residual that ends has that of what the convolution makes of it, which can
    then take its place. Other operations read plain tensors:
    `patconv.convert_layout` stands between. Operations that hand lane-tiled
    tensors to each other stay plain where the conversions around them cost more
    than the layout saves.

    Kernels of one position with strides, without padding, leave out most of a
    lane-tiled input, and much of the nearest cache with it: where that is predicted
    to be faster, they read a copy of the points that they need, a
    `patconv.max_pool_2d` over windows of one point.

    A maximum pooling without overlap of a convolution's result, its one use,
    becomes its `max_pool`, and the sum of each plane, of which a global average
    pooling is made, its `sum_pool`, unless `fuse-pooling` is off.

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
       Option<"winograd", "winograd", "bool", "true",
              "reckon with minimal filtering of kernels without zeros">,
       Option<"always", "always", "bool", "false",
              "take the lane-tiled layout wherever it is possible, whether it "
              "pays or not">,
       Option<"fusePooling", "fuse-pooling", "bool", "true",
              "pool in the epilogue of convolutions">];
  let statistics =
      [Statistic<"numTiled", "num-tiled",
                 "operations in the lane-tiled layout">,
       Statistic<"numConversions", "num-conversions", "conversions">,
       Statistic<"numAside", "num-aside",
                 "convolutions that ask for a halo that they do not read">,
       Statistic<"numSubsampled", "num-subsampled",
                 "convolutions that read a copy of their points">,
       Statistic<"numPooled", "num-pooled", "poolings fused into convolutions">,
       Statistic<"numSummed", "num-summed",
                 "sums of planes fused into convolutions">];
  let dependentDialects = ["::mlir::patconv::PatConvDialect",
                           "tensor::TensorDialect"];
}

def AssignSchedulePass : Pass<"patconv-assign-schedule", "func::FuncOp"> {
  let summary = "attach a schedule to each convolution by a cost model";
  let description = [{
    Each `patconv.conv_2d` without a schedule gets the one whose predicted time
    is least, from its shape, its patterns and its kernels: the lanes, the
    register tile and what it leaves, the block of input channels, the filters
    that go through a tile together, the order of the loops, how the threads
    share the work, and, for lane-tiled layers of kernels without zeros, whether
    rows of the output are computed by minimal filtering (`winograd`). A layer
    too small to share has one thread. A
    schedule that is there stays.

    With 16 lanes a convolution that a depthwise one alone reads, both of them
    lane-tiled, goes plane by plane with it (orders `planes` and `follow`) if its
    image fits the second-level cache, as each pass goes through all of it, and
    if minimal filtering is not the better choice. The depthwise one takes over its
    `filter_order`.

    Where filters of one pattern go through a tile one by one after all,
    `filter_groups` of filters that were to go together become groups of one
    length.

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
              "vector registers of the target">,
       Option<"winograd", "winograd", "bool", "true",
              "compute kernels without zeros by minimal filtering where that "
              "is predicted to be faster">];
  let statistics = [Statistic<"numScheduled", "num-scheduled",
                              "layers scheduled">,
                    Statistic<"numByPlanes", "num-by-planes",
                              "pairs of layers that go plane by plane">];
}

def PackFkwPass : Pass<"patconv-pack-fkw", "func::FuncOp"> {
  let summary = "store pruned weights as FKW";
  let description = [{
    `patconv.conv_2d` with constant weights becomes `patconv.fkw_conv_2d`: one
    FKW for each channel block of the schedule, filters in `filter_order` and
    joined into passes of `filters_per_pass`, kernels sorted by pattern, and
    transformed where the schedule has `winograd`. Groups are resolved into
    channels of the whole input. Without a schedule there is one channel block and a plain one-vector
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

def PackLinearPass : Pass<"patconv-pack-linear", "func::FuncOp"> {
  let summary = "store the weights of linear layers panel by panel";
  let description = [{
    A `linalg.matmul` of six or more rows with constant float32 weights, plain or
    transposed, whose sums start from a number becomes a `linalg.generic` whose
    weights are stored as panels: for each group of as many outputs as the sums
    of six rows leave vector registers for, all inputs one after the other. So
    weights are read as vectors, from one place of memory, and nothing is summed
    over lanes. Others stay, with a remark that says why: so do outputs that are
    no whole number of panels of two vectors or more.

    ```mlir
    %1 = linalg.matmul ins(%x, %w : tensor<49x8xf32>, tensor<8x32xf32>) outs(%0 : ...)
    // becomes, with 8 lanes and 16 vector registers
    %sums = linalg.generic {
        indexing_maps = [affine_map<(m, p, n, k) -> (m, k)>,
                         affine_map<(m, p, n, k) -> (p, k, n)>,
                         affine_map<(m, p, n, k) -> (m, p, n)>], ...}
        ins(%x, %panels : tensor<49x8xf32>, tensor<2x8x16xf32>)
        outs(%init : tensor<49x2x16xf32>) { ... }
    %1 = tensor.collapse_shape %sums [[0], [1, 2]]
        : tensor<49x2x16xf32> into tensor<49x32xf32>
    ```
  }];
  let options = [Option<"lanes", "lanes", "int64_t", "16",
                        "float32 lanes of a vector">,
                 Option<"vectorRegisters", "vector-registers", "int64_t", "32",
                        "vector registers of the target">];
  let statistics = [Statistic<"numPacked", "num-packed", "layers packed">,
                    Statistic<"numSkipped", "num-skipped", "layers left">];
  let dependentDialects = ["arith::ArithDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect"];
}

def ScaleWeightsPass : Pass<"patconv-scale-weights", "func::FuncOp"> {
  let summary = "scale the weights of convolutions in place of their input";
  let description = [{
    Where the input of a `patconv.fkw_conv_2d` is an image whose planes are
    multiplied by a number each, as squeeze-and-excitation does, the convolution
    reads the image itself, and weights that are multiplied by the numbers of
    their channels. What makes the numbers of others, such as a sigmoid, becomes
    an operation on these alone. An image with another reader, several images,
    or one of less than `min-elements` elements for each stored weight are still
    scaled, with a remark that says why. The numbers are taken as finite: the
    product of one that is not and of a zero beside the image is no zero.

    ```mlir
    %1 = linalg.generic ... ins(%image, %numbers : tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) {
    ^bb0(%x: f32, %number: f32, %out: f32):
      %2 = arith.mulf %x, %number : f32
      linalg.yield %2 : f32
    }
    %3 = patconv.fkw_conv_2d ins(%1 : ...) weight(%weight : tensor<640xf32>) ...
    // becomes
    %1 = linalg.generic ... ins(%weight, %channels : tensor<640xf32>, tensor<640xi8>) {
    ^bb0(%w: f32, %channel: i8, %out: f32):
      %2 = arith.index_castui %channel : i8 to index
      %number = tensor.extract %numbers[%c0, %2, %c0, %c0] : tensor<1x96x1x1xf32>
      %4 = arith.mulf %w, %number : f32
      linalg.yield %4 : f32
    }
    %3 = patconv.fkw_conv_2d ins(%image : ...) weight(%1 : tensor<640xf32>) ...
    ```
  }];
  let options = [Option<"minElements", "min-elements", "int64_t", "8",
                        "elements of an image for each stored weight below "
                        "which the image is scaled; 0: of any">];
  let statistics = [Statistic<"numScaled", "num-scaled",
                              "convolutions whose weights are scaled">,
                    Statistic<"numLeft", "num-left",
                              "convolutions whose input is still scaled">];
  let dependentDialects = ["arith::ArithDialect", "linalg::LinalgDialect",
                           "tensor::TensorDialect"];
}

def SkipZeroInputsPass : Pass<"patconv-skip-zero-inputs", "func::FuncOp"> {
  let summary = "read no weights of linear layers where the input is 0";
  let description = [{
    A `linalg.matmul` of one row with constant float32 weights becomes
    `patconv.sparse_vecmat`, whose weights have a row for each input, where the
    input comes from an activation that makes zeros, such as ReLU, and no more
    than poolings and changes of shape or layout lie between. Such a layer takes
    as long as its weights take to come from memory, and those of inputs that are
    0 stay there. Layers of less than `min-bytes` of weights, which the caches
    hold, or of rows of less than 512 bytes, stay, with a remark that says why;
    so do weights that are not all finite, as 0 times infinity is no 0.

    ```mlir
    %1 = linalg.matmul indexing_maps = [...]
        ins(%relu, %w : tensor<1x25088xf32>, tensor<4096x25088xf32>) outs(%0 : ...)
    // becomes
    %1 = patconv.sparse_vecmat ins(%relu, %rows : tensor<1x25088xf32>, tensor<25088x4096xf32>)
        outs(%init : tensor<1x4096xf32>) {lanes = 16} -> tensor<1x4096xf32>
    ```
  }];
  let options = [Option<"lanes", "lanes", "int64_t", "16",
                        "float32 lanes of a vector">,
                 Option<"minBytes", "min-bytes", "int64_t", "1048576",
                        "bytes of weights below which a layer stays">];
  let statistics = [Statistic<"numSkipping", "num-skipping",
                              "layers that skip zeros">,
                    Statistic<"numLeft", "num-left", "layers left">];
  let dependentDialects = ["arith::ArithDialect", "patconv::PatConvDialect",
                           "tensor::TensorDialect"];
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

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULEPASSES
