"""Faults of the compiler: a piece of source text and what takes its place."""

from __future__ import annotations

from dataclasses import dataclass

_FILE = "test/python/test_execution.py"
_ONE_THREAD = (f"{_FILE}::test_network[1-plain]", f"{_FILE}::test_layers[1-plain]")
_TWO_THREADS = (f"{_FILE}::test_network[2-plain]", f"{_FILE}::test_layers[2-plain]")
EVEN = ("test/python/test_lane_tiled.py::test_even_network[1]",)
_BOTTLENECK = ("test/python/test_lane_tiled.py::test_bottleneck_network[1]",)
_FULL = ("test/python/test_lane_tiled.py::test_full_network[1]",)
_EPILOGUE = ("test/python/test_epilogues.py::test_nothing_is_left_of_a_residual_block[lane_tiled]",)
_PARAMETER = ("test/python/test_epilogues.py::test_numbers_by_channel[shape0-lane_tiled-host]",)
_ERROR_FUNCTION = ("test/python/test_epilogues.py::test_error_function[host]",)
_LINEAR = tuple(f"test/python/test_linear.py::test_random_layers[{seed}]" for seed in range(3))
_ZEROS = ("test/python/test_skip_zeros.py::test_every_number_of_zeros[1]",)
_NO_ZEROS = ("test/python/test_skip_zeros.py::test_numbers_that_are_no_zeros",)
_INFINITE = ("test/python/test_skip_zeros.py::test_layers_that_stay",)
_JOINS = ("test/python/test_joins.py::test_normalised_joins_are_not_copied[lane_tiled]",)
_TRANSPOSED = ("test/python/test_transposed.py::test_random_strides[host]",)
_SCALED_PLANES = (
    "test/python/test_plane_sums.py::test_planes_are_scaled_by_their_sums[kept mean-host]",
    "test/python/test_plane_sums.py::test_shifted_planes",
)
_SCALED_WEIGHTS = (
    "test/python/test_scaled_weights.py::test_channel_blocks[200]",
    "test/python/test_scaled_weights.py::test_channel_blocks[320]",
    "test/python/test_scaled_weights.py::test_several_images_have_numbers_of_their_own",
)
_LINEARIZED = ("test/python/test_linearized.py::test_random_points[host-plain]",)
_PLANE_SUM = ("test/python/test_plane_sums.py::test_random_tails[mean-host]",)
_RESIDUAL = ("test/python/test_lane_tiled.py::test_residual_network[1]",)
_PADDING = ("test/python/test_padding_modes.py::test_random_modes[host]",)
_SEVERAL_CALLERS = ("test/python/test_model_call.py::test_calls_from_several_threads[1]",)

_PLANES_BETWEEN = ("test/python/test_planes.py::test_expansion[host-1]",)
_PLANES_OF_THREADS = ("test/python/test_planes.py::test_threads_have_planes_of_their_own",)

_VECMAT = "lib/Conversion/PatConvToVector/SparseVecmat.cpp"
_RESIDUALS = "lib/Transforms/ReuseResiduals.cpp"
_EMITTER = "lib/Conversion/PatConvToVector/TileEmitter.cpp"
_TILES = "lib/Conversion/PatConvToVector/PatConvToVector.cpp"
_LANES = "lib/Conversion/PatConvToVector/LaneTiles.cpp"
_WINOGRAD = "lib/Conversion/PatConvToVector/WinogradTiles.cpp"
_LAYOUT = "lib/Transforms/PropagateLayout.cpp"
_MEMBERS = "lib/Transforms/TiledMembers.cpp"
_GEOMETRY = "dialect/IR/TileGeometry.cpp"


@dataclass(frozen=True)
class SourceFault:
    """Replaces `old`, which occurs once in `path`, by `new`."""

    name: str
    description: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...] = _ONE_THREAD


SOURCE_FAULTS: tuple[SourceFault, ...] = (
    SourceFault(
        "bias-per-block",
        "the bias is added once for each channel block",
        _EMITTER,
        "  scf::YieldOp::create(b, loc, kept);",
        "  for (auto [sum, bias] : llvm::zip_equal(kept, emitBias()))\n"
        "    sum = arith::AddFOp::create(b, loc, sum, bias);\n"
        "  scf::YieldOp::create(b, loc, kept);",
    ),
    SourceFault(
        "remainder-tile-shifted",
        "the last rows are computed one row too high",
        _TILES,
        "emitter.emitTile(place, next,",
        "Tile shifted = place;\n"
        "    if (rows != schedule.getTileRows())\n"
        "      shifted.firstRow =\n"
        "          arith::SubIOp::create(b, loc, place.firstRow, constant(1));\n"
        "    emitter.emitTile(shifted, next,",
    ),
    SourceFault(
        "row-stride-ignored",
        "output rows are one input row apart",
        _GEOMETRY,
        "return (outputRow * strideY + dy * dilationY) / rowStep;",
        "return (outputRow + dy * dilationY) / rowStep;",
    ),
    SourceFault(
        "column-phase-ignored",
        "every tap reads the columns of the first phase",
        _GEOMETRY,
        "return llvm::find(phases, dx * dilationX % strideX) - phases.begin();",
        "return 0;",
    ),
    SourceFault(
        "last-tile-lost",
        "the threads leave out the last tile",
        _TILES,
        "balanceTiles(images, rows, vectors, geometry.tileRows,",
        "balanceTiles(images, rows - geometry.tileRows, vectors, geometry.tileRows,",
        _TWO_THREADS,
    ),
    SourceFault(
        "index-truncated",
        "indices lose their sign bit: 128 becomes -128",
        _EMITTER,
        "arith::IndexCastUIOp::create(b, loc, b.getIndexType(), number)",
        "arith::IndexCastOp::create(b, loc, b.getIndexType(), number)",
    ),
    SourceFault(
        "weights-of-next-tap",
        "a pattern's weights start one value late",
        _EMITTER,
        "arith::AddIOp::create(b, loc, position, constant(i));",
        "arith::AddIOp::create(b, loc, position,\n        constant((i + 1) % entries.size()));",
    ),
    SourceFault(
        "groups-ignored",
        "every group reads the channels of the first",
        "lib/Transforms/Fkw.cpp",
        "const int64_t firstChannel = filters.front() / filtersPerGroup * perGroup;",
        "const int64_t firstChannel = 0 * filtersPerGroup;",
    ),
    SourceFault(
        "loads-confused",
        "load redundancy elimination takes loads of other columns for equal",
        "lib/Transforms/EliminateRedundantLoads.cpp",
        "return base == other.base && indices == other.indices;",
        "return base == other.base && ArrayRef(indices).drop_back() ==\n"
        "                                 ArrayRef(other.indices).drop_back();",
    ),
    SourceFault(
        "bias-in-stored-order",
        "a filter takes the bias of another one",
        _EMITTER,
        "start = loadNumber(op.getBias(), filter);",
        "start = loadNumber(op.getBias(), OutputFilter{pass, pass});",
    ),
    SourceFault(
        "halo-too-narrow",
        "a tensor gets the halo of its last reader, not of its widest",
        _MEMBERS,
        "int64_t &halo = asked[leader(input)];\n      halo = std::max(halo, member.getHalo(i));",
        "int64_t &halo = asked[leader(input)];\n      halo = member.getHalo(i);",
        EVEN,
    ),
    SourceFault(
        "lane-tap-shifted",
        "taps of a dilated kernel are one column apart",
        _LANES,
        "constant(vector * geometry.strideX + dx * geometry.dilationX)",
        "constant(vector * geometry.strideX + dx)",
        EVEN,
    ),
    SourceFault(
        "sums-of-other-filter",
        "the filters of a pass add to each other's sums",
        _EMITTER,
        "firstSum = y / kernelRows * sumRows * tile.vectors;",
        "firstSum =\n"
        "          (geometry.filtersPerPass - 1 - y / kernelRows) * sumRows * tile.vectors;",
        _BOTTLENECK,
    ),
    SourceFault(
        "product-lost",
        "the last row of minimal filtering goes without its last product",
        _WINOGRAD,
        "      if (rows == shape.rows) {\n",
        "      if (rows == shape.rows + 1) {\n",
        _FULL,
    ),
    SourceFault(
        "points-mixed-up",
        "a row of transformed input takes its odd terms with the wrong sign",
        _WINOGRAD,
        "result = add(result, sign, half);",
        "result = add(result, parity ? 1 : sign, half);",
        _FULL,
    ),
    SourceFault(
        "products-with-bias",
        "products start from the bias, which is added once more",
        _EMITTER,
        "if (op.getBias() && !geometry.winogradRows) {",
        "if (op.getBias()) {",
        _FULL,
    ),
    SourceFault(
        "last-product-always-left-out",
        "whole tiles go without the last product, as smaller ones may",
        _EMITTER,
        "if (geometry.winogradRows && dy >= sumRows)",
        "if (geometry.winogradRows && dy >= sumRows - 1)",
        _FULL,
    ),
    SourceFault(
        "kernel-transformed-for-other-points",
        "transformed kernels have a wrong factor",
        "dialect/IR/Winograd.cpp",
        "std::pow(phase.points[k], i) / scale;",
        "std::pow(phase.points[k], i) / (k == 3 ? 8 * scale / 6 : scale);",
        _FULL,
    ),
    SourceFault(
        "phases-take-each-row",
        "with strides, minimal filtering takes rows of input that follow each other",
        _WINOGRAD,
        "const int64_t r = f + i * geometry.strideY;",
        "const int64_t r = f + i;",
        _FULL,
    ),
    SourceFault(
        "halo-of-first-filter",
        "filter by filter, the halo of the first one alone is refreshed",
        _TILES,
        "      emitPlanes(emitter, first, end);",
        "      emitPlanes(emitter, firstFilter, arith::AddIOp::create(\n"
        "          b, loc, firstFilter, constant(1)));",
        _BOTTLENECK,
    ),
    SourceFault(
        "copy-without-halo",
        "the copy of an input in another grid has no halo",
        _LAYOUT,
        "                           : tiled.copyHalos.lookup({input, grid});",
        "                           : 0 * tiled.copyHalos.lookup({input, grid});",
        _BOTTLENECK,
    ),
    SourceFault(
        "workspace-shared",
        "calls that run at once work in the same memory",
        "lib/Compiler/CompiledProgram.cpp",
        "  char *get() const { return workspace.get(); }",
        "  char *get() const {\n"
        "    static void *shared = std::aligned_alloc(kAlignment, 64 << 20);\n"
        "    return static_cast<char *>(shared);\n"
        "  }",
        _SEVERAL_CALLERS,
    ),
    SourceFault(
        "residual-halo-ignored",
        "a residual is read one row too high",
        _LANES,
        "row, vector, op.getResidualHalo(i)));",
        "row, vector, std::max<int64_t>(op.getResidualHalo(i) - 1, 0)));",
        ("test/python/test_epilogues.py::test_residuals_that_are_slices[lane_tiled]",),
    ),
    SourceFault(
        "pooling-loses-a-row",
        "the maximum leaves out the last row of each window",
        _EMITTER,
        "for (int64_t row = r * poolRows; row < (r + 1) * poolRows; ++row)",
        "for (int64_t row = r * poolRows; row == r * poolRows; ++row)",
        _EPILOGUE,
    ),
    SourceFault(
        "idle-lanes-summed",
        "the sum of a plane takes what lies beyond its ends",
        _LANES,
        "sums = sums ? arith::AddFOp::create(b, loc, sums, kept)",
        "sums = sums ? arith::AddFOp::create(b, loc, sums, value)",
        _PLANE_SUM,
    ),
    SourceFault(
        "plane-sum-of-last-tile",
        "each tile starts the sum of its plane anew",
        _LANES,
        "sum = arith::AddFOp::create(b, loc, before, sum);",
        "static_cast<void>(before);",
        _PLANE_SUM,
    ),
    SourceFault(
        "halo-summed",
        "the sum of a plane takes its halo along",
        "lib/Transforms/MaterializeLayout.cpp",
        "if (const int64_t halo = layout.getHalo())",
        "if (const int64_t halo = layout.getHalo(); halo < 0)",
        _SCALED_PLANES,
    ),
    SourceFault(
        "shifted-halo",
        "what is added to a plane is taken to keep the zeros of its halo",
        "lib/Transforms/Elementwise.cpp",
        "isa<arith::MulFOp>(inner) && llvm::any_of(operands, isZero)",
        "isa<arith::MulFOp, arith::AddFOp>(inner) && llvm::any_of(operands, isZero)",
        _SCALED_PLANES,
    ),
    SourceFault(
        "logistic-of-negated",
        "sigmoid and SiLU have the sign of their exponential's odd terms wrong",
        "lib/Transforms/ApproximateMath.cpp",
        "b.constant(i % 2 ? sign * kExp[i] : kExp[i])",
        "b.constant(kExp[i])",
        _EPILOGUE,
    ),
    SourceFault(
        "error-function-unlimited",
        "squares of large numbers are infinite in the error function",
        "lib/Transforms/ApproximateMath.cpp",
        "b.limit(op.getOperand(), kErfTop)",
        "op.getOperand()",
        _ERROR_FUNCTION,
    ),
    SourceFault(
        "panel-of-one-output",
        "all outputs of a linear layer's panel have the weights of its first",
        "lib/Transforms/LinearLayer.cpp",
        "weights[(first + n + i) * features + k + j];",
        "weights[first * features + k + j];",
        _LINEAR,
    ),
    SourceFault(
        "phases-exchanged",
        "columns of a transposed convolution's points take the rows' phase",
        "lib/Transforms/DecomposeTransposed.cpp",
        "conv.x.getTap(phase % conv.x.stride,",
        "conv.x.getTap(phase / conv.x.stride % conv.x.stride,",
        _TRANSPOSED,
    ),
    SourceFault(
        "taps-not-shifted",
        "a transposed convolution pads its input as if its first tap were the point itself",
        "lib/Transforms/DecomposeTransposed.cpp",
        "return getPhaseSize() + lastTap - input;",
        "return getPhaseSize() + lastTap - firstTap - input;",
        _TRANSPOSED,
    ),
    SourceFault(
        "joined-parts-overlap",
        "what a join grows by is written over the end of what it had",
        "lib/Transforms/DecomposeConcat.cpp",
        "filled += shape[dim];",
        "filled += shape[dim] - (written > 0 ? 1 : 0);",
        _JOINS,
    ),
    SourceFault(
        "shift-not-scaled",
        "a normalisation that stays shifts by the mean, not by its multiple",
        "lib/Transforms/FoldBatchNorm.cpp",
        "all.shift * next.scale + next.shift",
        "all.shift + next.shift",
        _JOINS,
    ),
    SourceFault(
        "body-lost",
        "the epilogue's body is lost",
        _EMITTER,
        "if (op.getEpilogue().empty())",
        "if (true)",
        _EPILOGUE,
    ),
    SourceFault(
        "parameter-of-another-filter",
        "all filters take the epilogue's numbers of the first one",
        _EMITTER,
        "parameters.push_back(loadNumber(numbers, filter));",
        "parameters.push_back(loadNumber(numbers, OutputFilter{constant(0), constant(0)}));",
        _PARAMETER,
    ),
    SourceFault(
        "residual-overwritten",
        "an output takes the place of a residual that is read afterwards",
        _RESIDUALS,
        "!isLastUse(views, op, residual)",
        "false",
        _RESIDUAL,
    ),
    SourceFault(
        "planes-of-another-thread",
        "threads that go plane by plane have their planes at one place",
        _TILES,
        "arith::MulIOp::create(b, loc, thread, constant(perPass)),",
        "arith::MulIOp::create(b, loc, thread, constant(0)),",
        _PLANES_OF_THREADS,
    ),
    SourceFault(
        "plane-of-another-filter",
        "a depthwise filter reads the first plane of its pass",
        _TILES,
        "read.setInputPlane(op.getPlanes(), add(filter, shift));",
        "read.setInputPlane(op.getPlanes(), add(first, shift));",
        _PLANES_BETWEEN,
    ),
    SourceFault(
        "planes-without-halo",
        "planes are read before their halo is refreshed",
        _TILES,
        "  emitter.emitPlanes(image, firstFilter, endFilter);",
        "  if (schedule.getFiltersPerPass() == 1)\n"
        "    emitter.emitPlanes(image, firstFilter, endFilter);",
        _PLANES_BETWEEN,
    ),
    SourceFault(
        "last-row-counts-again",
        "where no input is left, the first one of four is added once more",
        _VECMAT,
        "    if (none)\n      factor =",
        "    if (none && i > kRows)\n      factor =",
        _ZEROS,
    ),
    SourceFault(
        "last-columns-without-mask",
        "the columns that are no whole vector are left out",
        _VECMAT,
        "arith::CmpIPredicate::ugt, end,",
        "arith::CmpIPredicate::ult, end,",
        _ZEROS,
    ),
    SourceFault(
        "nan-is-zero",
        "an input that is no number is skipped",
        _VECMAT,
        "arith::CmpFPredicate::UNE,",
        "arith::CmpFPredicate::ONE,",
        _NO_ZEROS,
    ),
    SourceFault(
        "infinite-weights-are-skipped",
        "0 times infinity is taken for 0",
        "lib/Transforms/SkipZeroInputs.cpp",
        "if (haveNonFinite(",
        "if (linear->rows > 1 && haveNonFinite(",
        _INFINITE,
    ),
    SourceFault(
        "borders-of-other-points",
        "the borders of a padding are taken from where the image would lie without it",
        "lib/Transforms/ReorderPadding.cpp",
        "rewriter.getIndexAttr(inImage + ofImage)",
        "rewriter.getIndexAttr(inImage)",
        _PADDING,
    ),
    SourceFault(
        "gathered-backwards",
        "what is gathered back to front is read in order",
        "lib/Transforms/SimplifyImport.cpp",
        "    } else {\n      return std::nullopt;\n    }",
        "    } else {\n      results.push_back(getAffineDimExpr(dim, context));\n    }",
        _PADDING,
    ),
    SourceFault(
        "scaled-by-neighbouring-blocks",
        "weights of a later channel block are scaled by the numbers of the first",
        "lib/Transforms/ScaleWeights.cpp",
        "fkw.getChannelBlocks()[block] + (*index)[kernel++]",
        "(*index)[kernel++]",
        _SCALED_WEIGHTS,
    ),
    SourceFault(
        "numbers-of-channels-with-signs",
        "channels from 128 on are taken for negative ones",
        "lib/Transforms/ScaleWeights.cpp",
        "arith::IndexCastUIOp::create(",
        "arith::IndexCastOp::create(",
        _SCALED_WEIGHTS,
    ),
    SourceFault(
        "weights-scaled-for-all-images",
        "the numbers of the first image scale the weights for all",
        "lib/Transforms/ScaleWeights.cpp",
        "image.getDimSize(0) != 1",
        "image.getDimSize(0) < 1",
        _SCALED_WEIGHTS,
    ),
    SourceFault(
        "points-without-bias",
        "a convolution of points loses its bias",
        "lib/Transforms/LinearizeConvolutions.cpp",
        "if (op.getBias())\n                 value =",
        "if (op.getBias() && op.getNumFilters() == 0)\n                 value =",
        _LINEARIZED,
    ),
    SourceFault(
        "points-with-parameters-of-others",
        "the epilogue of a convolution of points reads the next number",
        "lib/Transforms/LinearizeConvolutions.cpp",
        "arguments.slice(1, body.getNumArguments() - 1)",
        "arguments.slice(2, body.getNumArguments() - 1)",
        _LINEARIZED,
    ),
)
