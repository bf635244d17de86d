//===- PatConvAttrs.td - Attributes of the patconv dialect -*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVATTRS_TD
#define PATCONV_DIALECT_IR_PATCONVATTRS_TD

include "dialect/IR/PatConvDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/TensorEncoding.td"

class PatConv_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<PatConv_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

def PatConv_PatternAttr : PatConv_Attr<"Pattern", "pattern"> {
  let summary = "a set of positions in a kernel";
  let description = [{
    The positions of a KHxKW kernel that are kept, read and printed as the
    picture of the kernel's rows: `x` is kept, `.` is removed.

    ```mlir
    #patconv.pattern<".x.|xx.|.x.">
    ```

    `mask` has bit `y * width + x` set for each kept position. The full pattern is
    an ordinary pattern, and the only one of kernels of more than 64 positions,
    where all bits are set.
  }];
  let parameters = (ins "int64_t":$height, "int64_t":$width, "uint64_t":$mask);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The picture of the rows, e.g. ".x.|xx.|.x.".
    std::string getPicture() const;
    /// Reads a picture; null with a diagnostic where it is malformed.
    static PatternAttr
    fromPicture(function_ref<InFlightDiagnostic()> emitError,
                MLIRContext *context, StringRef picture);
    /// Whether position `y * width + x` is kept.
    bool isKept(int64_t position) const;
    /// The number of kept positions.
    int64_t getNumEntries() const;
    /// The kept positions (y, x) in row-major order.
    SmallVector<std::pair<int64_t, int64_t>> getEntries() const;
  }];
}

def PatConv_PatternSetAttr : PatConv_Attr<"PatternSet", "pattern_set"> {
  let summary = "distinct patterns of one kernel size, in a fixed order";
  let description = [{
    ```mlir
    #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
    ```

    Pattern numbers in kernel tables start at 1, in the order of the set; 0
    stands for a removed kernel.
  }];
  let parameters = (ins ArrayRefParameter<"PatternAttr">:$patterns);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t size() const { return getPatterns().size(); }
    int64_t getHeight() const { return getPatterns().front().getHeight(); }
    int64_t getWidth() const { return getPatterns().front().getWidth(); }
    /// The entries that every pattern has, or nothing where they differ.
    std::optional<int64_t> getUniformNumEntries() const;
  }];
}

//===----------------------------------------------------------------------===//
// Activation
//===----------------------------------------------------------------------===//

def PatConv_ActivationKind
    : I32EnumAttr<"ActivationKind",
                  "the function applied to a convolution's result",
                  [I32EnumAttrCase<"none", 0>, I32EnumAttrCase<"relu", 1>,
                   I32EnumAttrCase<"relu6", 2>, I32EnumAttrCase<"clamp", 3>]> {
  let cppNamespace = "::mlir::patconv";
  let genSpecializedAttr = 0;
}

def PatConv_ActivationAttr : PatConv_Attr<"Activation", "activation"> {
  let summary = "the function applied to a convolution's result";
  let description = [{
    ```mlir
    #patconv.activation<relu>
    #patconv.activation<clamp, -1.0, 1.0>
    ```

    `relu6` is `clamp` to [0, 6]. The bounds are given for `clamp` alone. A NaN
    stays a NaN.
  }];
  let parameters = (ins "ActivationKind":$kind,
      OptionalParameter<"FloatAttr">:$min, OptionalParameter<"FloatAttr">:$max);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let constBuilderCall =
      "::mlir::patconv::ActivationAttr::get($_builder.getContext(), $0)";
  let builders = [AttrBuilder<(ins "ActivationKind":$kind), [{
      return $_get($_ctxt, kind, FloatAttr(), FloatAttr());
    }]>];
  let extraClassDeclaration = [{
    /// The bounds that the result is held within; absent where unbounded.
    std::optional<float> getLowerBound() const;
    std::optional<float> getUpperBound() const;
  }];
}

//===----------------------------------------------------------------------===//
// Layouts
//===----------------------------------------------------------------------===//

def PatConv_PlainAttr : PatConv_Attr<"Plain", "plain"> {
  let summary = "NCHW, row-major";
  let description = [{
    The layout of a network's inputs and outputs, and of every tensor without
    an encoding.
  }];
}

def PatConv_LaneTiledAttr
    : PatConv_Attr<"LaneTiled", "lane_tiled",
                   [DeclareAttrInterfaceMethods<VerifiableTensorEncoding>]> {
  let summary = "the plane as a grid of sub-images, one per vector lane";
  let description = [{
    ```mlir
    #patconv.lane_tiled<4x4, halo = 1>
    ```

    The plane is split into `gridHeight` x `gridWidth` sub-images of
    TH = ceil(H / gridHeight) rows and TW = ceil(W / gridWidth) columns; element
    (ty, tx) of all sub-images is one vector. A halo of `halo` vectors surrounds
    the sub-images and holds the neighbours' elements, 0 beyond the image.
  }];
  let parameters = (ins "int64_t":$gridHeight, "int64_t":$gridWidth,
      "int64_t":$halo);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t getLanes() const { return getGridHeight() * getGridWidth(); }
    /// Rows and columns of a sub-image of a plane with `rows` or `columns`.
    int64_t getTileRows(int64_t rows) const;
    int64_t getTileColumns(int64_t columns) const;
    /// How an activation of the shape N x C x H x W lies in memory: planes, rows
    /// and columns with the halo, lanes.
    SmallVector<int64_t> getPhysicalShape(ArrayRef<int64_t> shape) const;
  }];
}

def PatConv_RowVectorAttr : PatConv_Attr<"RowVector", "row_vector"> {
  let summary = "one image row in one vector, zero beyond the row's end";
  let description = [{
    ```mlir
    #patconv.row_vector<16>
    ```
  }];
  let parameters = (ins "int64_t":$lanes);
  let assemblyFormat = "`<` $lanes `>`";
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// FKW
//===----------------------------------------------------------------------===//

def PatConv_FkwAttr : PatConv_Attr<"Fkw", "fkw"> {
  let summary = "the shape of filter-kernel-weight storage";
  let description = [{
    ```mlir
    #patconv.fkw<filters = 64, channels = 64, channel_blocks = [0, 32, 64],
                 patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>
    ```

    What the index and weight arrays of `patconv.fkw_conv_2d` describe:
    `filters` filters over `channels` input channels (of the whole input; a
    grouped convolution is one in which the kernels outside the groups are
    removed), stored as one FKW for each block of input channels.
    `channel_blocks` lists the blocks' boundaries: 0, rising, `channels`.
  }];
  let parameters = (ins "int64_t":$filters, "int64_t":$channels,
      ArrayRefParameter<"int64_t">:$channelBlocks, "PatternSetAttr":$patterns);
  let assemblyFormat = [{
    `<` `filters` `=` $filters `,` `channels` `=` $channels `,`
    `channel_blocks` `=` `[` $channelBlocks `]` `,`
    `patterns` `=` $patterns `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t getNumBlocks() const { return getChannelBlocks().size() - 1; }
    /// The number of channels of the largest block.
    int64_t getMaxBlockSize() const;
  }];
}

//===----------------------------------------------------------------------===//
// Schedule
//===----------------------------------------------------------------------===//

def PatConv_ThreadSplit
    : I32EnumAttr<"ThreadSplit",
                  "what the threads of a layer share out among them",
                  [I32EnumAttrCase<"none", 0>, I32EnumAttrCase<"tiles", 1>,
                   I32EnumAttrCase<"filters", 2>]> {
  let cppNamespace = "::mlir::patconv";
  let genSpecializedAttr = 0;
}

def PatConv_LoopOrder
    : I32EnumAttr<"LoopOrder", "what the outer loop of a layer goes through",
                  [I32EnumAttrCase<"tiles", 0>, I32EnumAttrCase<"filters", 1>,
                   I32EnumAttrCase<"planes", 2>,
                   I32EnumAttrCase<"follow", 3>]> {
  let cppNamespace = "::mlir::patconv";
  let genSpecializedAttr = 0;
}

def PatConv_ScheduleAttr : PatConv_Attr<"Schedule", "schedule"> {
  let summary = "how the code of one convolution is shaped";
  let description = [{
    ```mlir
    #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0,
                      channel_block = 32, threads = 2, split = filters,
                      ranges = [0, 289, 512]>
    ```

    - `lanes`: float32 lanes of a vector.
    - `tile`: the register tile, output rows x vectors of a row, whose
      accumulators live in registers.
    - `remainder`: the tile of the last rows and of the last vectors of a row
      where the tile does not divide the output; 0 where it does.
    - `channel_block`: input channels that are packed and worked off at a time.
    - `filters_per_pass`: filters that go through a tile together, so that they
      share the loads of channels which several of them keep; printed where it
      is not 1. Each of the register tile's accumulators is there once for each.
    - `winograd`: rows of output that are computed together by minimal filtering
      along the rows (see Winograd.h); the tile has as many. Printed where it is
      not 0, which computes each row by itself.
    - `order`: what the outer loop goes through; printed where it is not `tiles`:
      a tile is left when all filters are done with its input. `filters`: a pass
      is left when all its tiles are done, halo included; for filters that share
      no input, as in a depthwise convolution. `planes`: a pass is left when its
      tiles are done and the depthwise convolution that reads its planes is done
      with them (see `patconv.depth_first`). `follow`: as `filters`, each as soon
      as the convolution before has made its plane.
    - `threads`, `split`, `ranges`: what the threads share. `tiles`: threads
      take ranges of tiles of about as much output each. `filters`: thread t
      takes the filters ranges[t] .. ranges[t+1] - 1 in the stored order,
      balanced by kernels; whole passes.
  }];
  let parameters = (ins "int64_t":$lanes, "int64_t":$tileRows,
      "int64_t":$tileVectors, "int64_t":$remainderRows,
      "int64_t":$remainderVectors, "int64_t":$channelBlock,
      "int64_t":$filtersPerPass, "int64_t":$winogradRows, "LoopOrder":$order,
      "int64_t":$threads, "ThreadSplit":$split,
      ArrayRefParameter<"int64_t">:$ranges);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif // PATCONV_DIALECT_IR_PATCONVATTRS_TD
