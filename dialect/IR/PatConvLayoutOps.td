//===- PatConvLayoutOps.td - Operations on layouts ---------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVLAYOUTOPS_TD
#define PATCONV_DIALECT_IR_PATCONVLAYOUTOPS_TD

include "dialect/IR/PatConvAttrs.td"
include "dialect/IR/PatConvBase.td"

//===----------------------------------------------------------------------===//
// convert_layout
//===----------------------------------------------------------------------===//

def PatConv_ConvertLayoutOp : PatConv_Op<"convert_layout", [Pure]> {
  let summary = "changes how an activation lies in memory";
  let description = [{
    The layout is the encoding of the tensor type; no encoding means
    `#patconv.plain`. The elements are the same. It folds away where the layout
    does not change, and with its inverse.

    ```mlir
    %1 = patconv.convert_layout %0 : tensor<1x64x56x56xf32>
        -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
    ```
  }];
  let arguments = (ins 4DTensorOf<[F32]>:$input);
  let results = (outs 4DTensorOf<[F32]>:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// concat
//===----------------------------------------------------------------------===//

def PatConv_ConcatOp : PatConv_Op<"concat", [Pure]> {
  let summary = "the channels of several lane-tiled activations";
  let description = [{
    `patconv-propagate-layout` makes it of a `tensor.concat` along the channels,
    which knows no layouts; `patconv-materialize-layout` makes it one of planes.

    ```mlir
    %2 = patconv.concat %0, %1
        : tensor<1x8x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>,
          tensor<1x4x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
        -> tensor<1x12x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
    ```
  }];
  let arguments = (ins Variadic<4DTensorOf<[F32]>>:$inputs);
  let results = (outs 4DTensorOf<[F32]>:$result);
  let assemblyFormat = "$inputs attr-dict `:` type($inputs) `->` type($result)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// relayout
//===----------------------------------------------------------------------===//

def PatConv_RelayoutOp
    : PatConv_Op<
          "relayout", [DeclareOpInterfaceMethods<DestinationStyleOpInterface>,
                       DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "copies an activation from one layout to the other";
  let description = [{
    What `patconv-materialize-layout` makes of `patconv.convert_layout`: one side
    is plain, N x C x H x W, the other of the physical shape that `layout` gives
    to it. `to_plain` says which.

    ```mlir
    %1 = patconv.relayout ins(%0 : tensor<1x64x56x56xf32>)
        outs(%init : tensor<64x16x16x16xf32>)
        {layout = #patconv.lane_tiled<4x4, halo = 1>} -> tensor<64x16x16x16xf32>
    ```
  }];
  let arguments = (ins PatConv_Image:$input, PatConv_Image:$init,
      PatConv_LaneTiledAttr:$layout, UnitAttr:$to_plain);
  let results = (outs Variadic<4DTensorOf<[F32]>>:$results);
  let assemblyFormat = [{
    `ins` `(` $input `:` type($input) `)` `outs` `(` $init `:` type($init) `)`
    attr-dict (`->` type($results)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    Value getPlain() { return getToPlain() ? getInit() : getInput(); }
    Value getTiled() { return getToPlain() ? getInput() : getInit(); }
  }];
}

//===----------------------------------------------------------------------===//
// max_pool_2d
//===----------------------------------------------------------------------===//

def PatConv_MaxPool2DOp
    : PatConv_Op<"max_pool_2d",
                 [DeclareOpInterfaceMethods<DestinationStyleOpInterface>,
                  DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "maximum over windows, in the lane-tiled layout";
  let description = [{
    `patconv-propagate-layout` makes it of a pooling that stays inside the
    layout, and, with windows of one point, of what a 1x1 convolution's strides
    leave of its input; in the plain layout a pooling stays linalg. Where `padding` (the same
    on all sides) is not 0, the padding counts as 0: the input is known not to be
    negative. On tensors with an encoding, or, once materialised, on those of the
    physical shape, with `input_layout`, `output_layout` and `input_size`.

    ```mlir
    %1 = patconv.max_pool_2d
        ins(%0 : tensor<1x8x64x64xf32, #patconv.lane_tiled<4x4, halo = 1>>)
        outs(%init : tensor<1x8x32x32xf32, #patconv.lane_tiled<4x4, halo = 1>>)
        {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>}
        -> tensor<1x8x32x32xf32, #patconv.lane_tiled<4x4, halo = 1>>
    ```
  }];
  let arguments = (ins PatConv_Image:$input, PatConv_Image:$init,
      DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
      DefaultValuedAttr<I64Attr, "0">:$padding,
      OptionalAttr<PatConv_LaneTiledAttr>:$input_layout,
      OptionalAttr<PatConv_LaneTiledAttr>:$output_layout,
      OptionalAttr<DenseI64ArrayAttr>:$input_size);
  let results = (outs Variadic<4DTensorOf<[F32]>>:$results);
  let assemblyFormat = [{
    `ins` `(` $input `:` type($input) `)` `outs` `(` $init `:` type($init) `)`
    attr-dict (`->` type($results)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Rows and columns of the input, whatever its layout.
    SmallVector<int64_t> getInputPlane();
    SmallVector<int64_t> getOutputPlane();
    /// The layouts; null where they are plain, which the verifier refuses.
    LaneTiledAttr getInputTiling();
    LaneTiledAttr getOutputTiling();
  }];
}

//===----------------------------------------------------------------------===//
// upsample_2d
//===----------------------------------------------------------------------===//

def PatConv_Upsample2DOp
    : PatConv_Op<"upsample_2d",
                 [DeclareOpInterfaceMethods<DestinationStyleOpInterface>,
                  DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "points become blocks of points, in the lane-tiled layout";
  let description = [{
    `patconv-propagate-layout` makes it of what stays inside the layout; in the
    plain layout such a copy stays linalg. A block has `scales` rows and columns.
    With as many channels as the output, each point of the input is a block of
    its own value: interpolation by nearest neighbours. With as many for each
    point of a block, the input's channels are dealt out to the blocks, row by
    row: depth to space, known as pixel shuffle. On tensors with an encoding, or,
    once materialised, on those of the physical shape, with `input_layout`,
    `output_layout` and `input_size`.

    ```mlir
    %1 = patconv.upsample_2d
        ins(%0 : tensor<1x32x32x32xf32, #patconv.lane_tiled<4x4, halo = 0>>)
        outs(%init : tensor<1x8x64x64xf32, #patconv.lane_tiled<4x4, halo = 1>>)
        {scales = array<i64: 2, 2>}
        -> tensor<1x8x64x64xf32, #patconv.lane_tiled<4x4, halo = 1>>
    ```
  }];
  let arguments = (ins PatConv_Image:$input, PatConv_Image:$init,
      DenseI64ArrayAttr:$scales,
      OptionalAttr<PatConv_LaneTiledAttr>:$input_layout,
      OptionalAttr<PatConv_LaneTiledAttr>:$output_layout,
      OptionalAttr<DenseI64ArrayAttr>:$input_size);
  let results = (outs Variadic<4DTensorOf<[F32]>>:$results);
  let assemblyFormat = [{
    `ins` `(` $input `:` type($input) `)` `outs` `(` $init `:` type($init) `)`
    attr-dict (`->` type($results)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// Rows and columns of the input, whatever its layout.
    SmallVector<int64_t> getInputPlane();
    SmallVector<int64_t> getOutputPlane();
    /// The layouts; null where they are plain, which the verifier refuses.
    LaneTiledAttr getInputTiling();
    LaneTiledAttr getOutputTiling();
    /// Planes of the input for each of the output: 1, or a block's points.
    int64_t getPlanesPerPlane();
    /// Whether the blocks of a plane lie in the sub-images of its points.
    static bool staysInside(LaneTiledAttr layout, ArrayRef<int64_t> plane,
                            ArrayRef<int64_t> scales);
  }];
}

#endif // PATCONV_DIALECT_IR_PATCONVLAYOUTOPS_TD
