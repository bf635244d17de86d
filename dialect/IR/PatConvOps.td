//===- PatConvOps.td - Operations of the patconv dialect ---*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVOPS_TD
#define PATCONV_DIALECT_IR_PATCONVOPS_TD

include "dialect/IR/PatConvAttrs.td"
include "dialect/IR/PatConvBase.td"
include "dialect/IR/PatConvLayoutOps.td"

//===----------------------------------------------------------------------===//
// conv_2d
//===----------------------------------------------------------------------===//

def PatConv_Conv2DOp
    : PatConv_Op<
          "conv_2d", [Pure, AttrSizedOperandSegments, IsolatedFromAbove,
                      DeclareOpInterfaceMethods<DestinationStyleOpInterface>]> {
  let summary = "2-D convolution with patterns and connectivity";
  let description = [{
    The semantic level: input NCHW, weights FCHW with C = channels / groups,
    zero padding (top, bottom, left, right), and an epilogue: bias, activation,
    the body `epilogue`, pooling, in this order.

    The body takes an element, those of the `residuals` at the same place, and the
    filter's number in each of the `parameters`, and yields what becomes of it.
    `max_pool` is a window: its maxima, side by side, are the result. With
    `sum_pool` the result is the sum of each plane, N x F x 1 x 1 in the plain
    layout. A pooled convolution is lane-tiled (`patconv-propagate-layout` fuses
    the pooling), with whole windows in each sub-image.

    `kernels` is the table of F x C pattern numbers: 0 where the kernel is
    removed, else the number (from 1) of its pattern in `patterns`. It says
    which weights count: others are taken as 0 whatever they hold
    (`patconv-verify-weights` proves that constant weights hold 0 there).

    `filter_order`, set by `patconv-reorder-filter-kernels` and refined by
    `patconv-assign-schedule`, lists the filters
    in the order of computation, and `filter_groups` the sizes of its groups;
    neither changes the result. `schedule` shapes the code.
    `layer` names the layer in reports.

    ```mlir
    %y = patconv.conv_2d ins(%x, %w : tensor<1x3x8x8xf32>, tensor<2x3x3x3xf32>)
        bias(%b : tensor<2xf32>) outs(%init : tensor<1x2x8x8xf32>) {
          activation = #patconv.activation<relu>,
          kernels = dense<[[1, 0, 2], [0, 2, 1]]> : tensor<2x3xi8>,
          padding = array<i64: 1, 1, 1, 1>,
          patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
        } -> tensor<1x2x8x8xf32>
    ```

    A residual addition with its activation:

    ```mlir
    %z = patconv.conv_2d ins(%x, %w : tensor<1x3x8x8xf32>, tensor<2x3x3x3xf32>)
        residuals(%y : tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x8x8xf32>) {
          ...
        } -> tensor<1x2x8x8xf32> epilogue {
    ^bb0(%value: f32, %residual: f32):
      %0 = arith.addf %value, %residual : f32
      %1 = math.absf %0 : f32
      patconv.yield %1
    }
    ```

    The init tensor gives the result's shape; its content is not read.
  }];
  let arguments = (ins 4DTensorOf<[F32]>:$input, 4DTensorOf<[F32]>:$weights,
      Optional<1DTensorOf<[F32]>>:$bias, Variadic<4DTensorOf<[F32]>>:$residuals,
      Variadic<1DTensorOf<[F32]>>:$parameters, 4DTensorOf<[F32]>:$init,
      PatConv_PatternSetAttr:$patterns, ElementsAttr:$kernels,
      DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
      DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
      DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
      DefaultValuedAttr<I64Attr, "1">:$groups,
      DefaultValuedAttr<PatConv_ActivationAttr,
                        "::mlir::patconv::ActivationKind::none">:$activation,
      OptionalAttr<DenseI64ArrayAttr>:$max_pool, UnitAttr:$sum_pool,
      OptionalAttr<DenseI64ArrayAttr>:$filter_order,
      OptionalAttr<DenseI64ArrayAttr>:$filter_groups,
      OptionalAttr<PatConv_ScheduleAttr>:$schedule,
      OptionalAttr<StrAttr>:$layer);
  let results = (outs 4DTensorOf<[F32]>:$result);
  let regions = (region MaxSizedRegion<1>:$epilogue);
  let assemblyFormat = [{
    `ins` `(` $input `,` $weights `:` type($input) `,` type($weights) `)`
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`residuals` `(` $residuals^ `:` type($residuals) `)`)?
    (`parameters` `(` $parameters^ `:` type($parameters) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict `->` type($result)
    (`epilogue` $epilogue^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    int64_t getNumFilters() { return getWeights().getType().getDimSize(0); }
    int64_t getNumChannels() { return getInput().getType().getDimSize(1); }
    int64_t getChannelsPerGroup() { return getWeights().getType().getDimSize(1); }
    /// The kernel table, row-major F x C/groups; nothing where its data are
    /// not loaded.
    std::optional<SmallVector<int64_t>> getKernelTable();
    /// What is convolved, N x F x OH x OW: the result's shape before pooling.
    SmallVector<int64_t> getOutputShape();
    Pooled getPooled();
    /// The layout of what is convolved; null where it is plain.
    LaneTiledAttr getOutputTiling();
  }];
}

//===----------------------------------------------------------------------===//
// fkw_conv_2d
//===----------------------------------------------------------------------===//

def PatConv_FkwConv2DOp
    : PatConv_Op<"fkw_conv_2d",
                 [AttrSizedOperandSegments, IsolatedFromAbove,
                  DeclareOpInterfaceMethods<DestinationStyleOpInterface>,
                  DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "2-D convolution over FKW storage";
  let description = [{
    The storage level, on tensors or memrefs. The arrays hold, for each channel
    block b of `fkw`, one after the other (F filters, P patterns, K kernels):

    | array | type | meaning |
    | --- | --- | --- |
    | `weight` | entries x f32 | kept values in the order of use |
    | `index` | K x iN | input channel, relative to the block |
    | `offset` | B x (F+1) x iN | kernels offset[b][r] .. offset[b][r+1]-1 are filter r's |
    | `stride` | B x F x (P+1) x iN | cumulative kernel counts per pattern |
    | `reorder` | F x iN | the output channel of stored filter r |

    Where the schedule's `filters_per_pass` G is not 1, G neighbours of `reorder`
    are stored as one filter, a pass: there are F/G rows in `offset`, `stride` and
    `weight_offset`, and the patterns have G times the kernel's rows, the first
    filter's on top.

    Where the schedule has `winograd`, kernels are stored transformed, as full
    patterns with a row for each product (see Winograd.h).

    offset[0][0] is 0, each block goes on where the one before ended. Where patterns differ in their number of
    entries, `weight_offset` (as offset) says where a filter's values start;
    else they start at entries * offset. Integers are unsigned, of the
    narrowest width that fits.

    Input and output have one layout: plain, or `#patconv.lane_tiled` with one
    grid; sums of planes are plain. On tensors it is their encoding.
    `patconv-materialize-layout` turns a lane-tiled activation into one of its
    physical shape, and notes the layouts as `input_layout` and `output_layout`
    and the input's rows and columns as `input_size`. A lane-tiled output is
    written with its halo. Residuals have the output's grid and any halo.

    The epilogue is that of `patconv.conv_2d`.

    `scratch` is memory for packed or transformed input tiles and accumulators
    (see TileGeometry.h for its size). Without it the lowering allocates.
  }];
  let arguments = (ins PatConv_Image:$input, PatConv_FloatArray:$weight,
      PatConv_IndexArray<1>:$index, PatConv_IndexArray<2>:$offset,
      PatConv_IndexArray<3>:$stride, PatConv_IndexArray<1>:$reorder,
      Optional<PatConv_IndexArray<2>>:$weight_offset,
      Optional<PatConv_FloatArray>:$bias, Variadic<PatConv_Image>:$residuals,
      Variadic<PatConv_FloatArray>:$parameters, PatConv_Image:$init,
      Optional<MemRefRankOf<[I8], [1]>>:$scratch, PatConv_FkwAttr:$fkw,
      PatConv_ScheduleAttr:$schedule,
      DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
      DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
      DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
      DefaultValuedAttr<PatConv_ActivationAttr,
                        "::mlir::patconv::ActivationKind::none">:$activation,
      OptionalAttr<DenseI64ArrayAttr>:$max_pool, UnitAttr:$sum_pool,
      OptionalAttr<PatConv_LaneTiledAttr>:$input_layout,
      OptionalAttr<PatConv_LaneTiledAttr>:$output_layout,
      OptionalAttr<DenseI64ArrayAttr>:$input_size,
      OptionalAttr<StrAttr>:$layer);
  let results = (outs Variadic<4DTensorOf<[F32]>>:$results);
  let regions = (region MaxSizedRegion<1>:$epilogue);
  let assemblyFormat = [{
    `ins` `(` $input `:` type($input) `)`
    `weight` `(` $weight `:` type($weight) `)`
    `index` `(` $index `:` type($index) `)`
    `offset` `(` $offset `:` type($offset) `)`
    `stride` `(` $stride `:` type($stride) `)`
    `reorder` `(` $reorder `:` type($reorder) `)`
    (`weight_offset` `(` $weight_offset^ `:` type($weight_offset) `)`)?
    (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`residuals` `(` $residuals^ `:` type($residuals) `)`)?
    (`parameters` `(` $parameters^ `:` type($parameters) `)`)?
    (`scratch` `(` $scratch^ `:` type($scratch) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($results)^)?
    (`epilogue` $epilogue^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The activations, N x C x H x W, whatever their layout.
    SmallVector<int64_t> getInputShape();
    /// What is convolved, and what of it is stored: the same without pooling.
    SmallVector<int64_t> getOutputShape();
    SmallVector<int64_t> getPooledShape();
    Pooled getPooled();
    /// The halo of residual number `i`, once materialised.
    int64_t getResidualHalo(unsigned i);
    /// The layouts of the input and of what is convolved; null where they are
    /// plain.
    LaneTiledAttr getInputTiling();
    LaneTiledAttr getOutputTiling();
    /// The size of one filter's kernels.
    KernelSize getKernelSize();
    /// How often the filters go through a tile.
    int64_t getNumPasses();
    /// Output vectors below each other and beside each other in a plane, before
    /// pooling.
    std::pair<int64_t, int64_t> getOutputVectors();
  }];
}

//===----------------------------------------------------------------------===//
// depth_first
//===----------------------------------------------------------------------===//

def PatConv_DepthFirstOp
    : PatConv_Op<"depth_first",
                 [SingleBlock, NoTerminator, RecursiveMemoryEffects,
                  DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "a convolution and the depthwise one after it, plane by plane";
  let description = [{
    Two `patconv.fkw_conv_2d` on memrefs: the first, whose schedule has the order
    `planes`, writes the body's argument, all planes between the two, and the
    second, depthwise and of the order `follow`, reads it. Only the planes of one
    pass for each thread exist, in `planes`: the second convolution goes through
    them as soon as the pass is done. Both have one `reorder`: stored filter r of
    the second reads the plane that stored filter r of the first makes. Threads
    share the passes of the first; its schedule counts.

    ```mlir
    patconv.depth_first planes(%ring : memref<4x9x4x16xf32>) {
    ^bb0(%between: memref<96x9x4x16xf32>):
      patconv.fkw_conv_2d ... outs(%between : ...) ...
      patconv.fkw_conv_2d ins(%between : ...) ...
    }
    ```
  }];
  let arguments = (ins MemRefRankOf<[F32], [4]>:$planes);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `planes` `(` $planes `:` type($planes) `)` attr-dict-with-keyword $body
  }];
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The convolution that makes the planes, and the one that reads them.
    FkwConv2DOp getMaker();
    FkwConv2DOp getReader();
    /// Why the two cannot go plane by plane; empty where they can.
    static std::string explainMisfit(FkwConv2DOp maker, FkwConv2DOp reader);
    /// The planes of this type that exist between them, of `type` for all.
    static MemRefType getPlanesType(FkwConv2DOp maker, MemRefType type);
  }];
}

//===----------------------------------------------------------------------===//
// yield
//===----------------------------------------------------------------------===//

def PatConv_YieldOp
    : PatConv_Op<"yield", [Pure, Terminator,
                           ParentOneOf<["Conv2DOp", "FkwConv2DOp"]>]> {
  let summary = "ends the body of an epilogue";
  let description = "The element that becomes of a convolution's.";
  let arguments = (ins F32:$value);
  let assemblyFormat = "$value attr-dict";
}

//===----------------------------------------------------------------------===//
// sparse_vecmat
//===----------------------------------------------------------------------===//

def PatConv_SparseVecmatOp
    : PatConv_Op<"sparse_vecmat",
                 [DeclareOpInterfaceMethods<DestinationStyleOpInterface>,
                  DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "a vector that has zeros times a matrix";
  let description = [{
    What `patconv-skip-zero-inputs` makes of a linear layer of one row whose input
    comes from an activation such as ReLU. The matrix has a row for each element
    of the vector; where an element is 0, its row is not read. This is the matrix
    product where the numbers of such rows are finite. Sums start from 0, and
    vectors of `lanes` run along the columns.

    ```mlir
    %1 = patconv.sparse_vecmat ins(%x, %w : tensor<1x25088xf32>, tensor<25088x4096xf32>)
        outs(%init : tensor<1x4096xf32>) {lanes = 16} -> tensor<1x4096xf32>
    ```
  }];
  let arguments = (ins PatConv_Matrix:$input, PatConv_Matrix:$weights,
      PatConv_Matrix:$init, I64Attr:$lanes);
  let results = (outs Variadic<2DTensorOf<[F32]>>:$results);
  let assemblyFormat = [{
    `ins` `(` $input `,` $weights `:` type($input) `,` type($weights) `)`
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($results)^)?
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// weights_view
//===----------------------------------------------------------------------===//

def PatConv_WeightsViewOp : PatConv_Op<"weights_view", [Pure]> {
  let summary = "an array inside the weights argument";
  let description = [{
    The constant that starts `offset` bytes into the model's one weights
    argument. Offsets are multiples of 64 bytes.

    ```mlir
    %w = patconv.weights_view %weights[128] : tensor<4096xi8> -> tensor<64xf32>
    ```
  }];
  let arguments =
      (ins AnyTypeOf<[1DTensorOf<[I8]>, MemRefRankOf<[I8], [1]>]>:$weights,
          I64Attr:$offset);
  let results =
      (outs AnyTypeOf<[AnyStaticShapeTensor, AnyStaticShapeMemRef]>:$result);
  let assemblyFormat = [{
    $weights `[` $offset `]` attr-dict `:` type($weights) `->` type($result)
  }];
  let hasVerifier = 1;
}

#endif // PATCONV_DIALECT_IR_PATCONVOPS_TD
