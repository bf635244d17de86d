"""Faults of what runs over lane-tiled planes: halos, idle lanes, poolings, conversions."""

from __future__ import annotations

from source_faults import EVEN, SourceFault

_TAIL = ("test/python/test_lane_tiled.py::test_tail_network[1]",)
# Processors with narrower vectors than the first grid's refuse that.
_CONVERSIONS = (
    "test/python/test_lane_tiled.py::test_conversions[4x4-0]",
    "test/python/test_lane_tiled.py::test_conversions[2x4-0]",
)
_UPSAMPLING = ("test/python/test_upsampling.py::test_random_scales[host]",)

_EMITTER = "lib/Conversion/PatConvToVector/PlaneEmitter.cpp"
_RELAYOUT = "lib/Conversion/PatConvToVector/RelayoutPlanes.cpp"
_PLANES = "lib/Conversion/PatConvToVector/LaneTiledPlanes.cpp"


PLANE_FAULTS: tuple[SourceFault, ...] = (
    SourceFault(
        "halo-row-stale",
        "the halo below sub-images is not refreshed",
        _PLANES,
        "      e.store(e.fromNeighbour(below, 1, 0), buffer, plane,\n"
        "              e.index(rows + halo + i), x);",
        "      (void)below;",
        EVEN,
    ),
    SourceFault(
        "halo-of-wrong-lane",
        "the halo on the left comes from the lane on the right",
        _PLANES,
        "e.store(e.fromNeighbour(left, 0, -1),",
        "e.store(e.fromNeighbour(left, 0, 1),",
        EVEN,
    ),
    SourceFault(
        "halo-not-zero-at-border",
        "lanes at the image's border keep the value of a lane of the next row",
        _EMITTER,
        "      bool isThere = y >= 0 && y < height && x >= 0 && x < width;",
        "      bool isThere = y * width + x >= 0 && y * width + x < height * width;",
        EVEN,
    ),
    SourceFault(
        "halo-corner-stale",
        "the columns of the halo leave out its corners",
        _PLANES,
        "  e.loop(0, rows + 2 * halo, [&](Value y) {\n    for",
        "  e.loop(halo, rows + halo, [&](Value y) {\n    for",
        EVEN,
    ),
    SourceFault(
        "idle-lanes-not-cleared",
        "lanes beyond the image hold the bias",
        _PLANES,
        "  if (!mask)\n    return value;",
        "  if (!mask || mask)\n    return value;",
        _TAIL,
    ),
    SourceFault(
        "pool-row-lost",
        "a pooling leaves out the last row of its window",
        _PLANES,
        "for (int64_t dy = 0; dy < kernel[0]; ++dy)",
        "for (int64_t dy = 0; dy < kernel[0] - 1; ++dy)",
        EVEN,
    ),
    SourceFault(
        "run-beyond-image",
        "a run of columns is copied to the lanes, image or not",
        _RELAYOUT,
        "i < numLanes * count && x >= 0 && x < tiling.columns",
        "i < numLanes * count && x >= 0",
        _TAIL,
    ),
    SourceFault(
        "sub-image-too-wide",
        "the last sub-image of a row is stored with what its vector has beyond it",
        _RELAYOUT,
        "x + 2 * width <= tiling.columns",
        "x + width <= tiling.columns",
        _CONVERSIONS,
    ),
    SourceFault(
        "upsampled-halo-stale",
        "the halo of what is upsampled is not refreshed",
        _PLANES,
        "emitHaloRefresh(builder, op.getLoc(), to, op.getInit(), plane);",
        "",
        _UPSAMPLING,
    ),
    SourceFault(
        "points-of-blocks-transposed",
        "pixel shuffle goes through blocks column by column",
        _PLANES,
        "e.add(first, planes > 1 ? i * scaleX + j : 0),",
        "e.add(first, planes > 1 ? j * scaleY + i : 0),",
        _UPSAMPLING,
    ),
    SourceFault(
        "upsampled-from-other-plane",
        "nearest neighbours come from the plane that pixel shuffle would read",
        _PLANES,
        "Value first = e.mul(plane, planes);",
        "Value first = planes > 1 ? e.mul(plane, planes)\n"
        "                           : e.mul(plane, 0);",
        _UPSAMPLING,
    ),
    SourceFault(
        "hoisted-under-comparison",
        "layers that are compared take over what lies behind an upsampling",
        "lib/Pipelines/Phases.cpp",
        "const bool hoists = !options.exposeLayers;",
        "const bool hoists = true;",
        ("test/python/test_upsampling.py::test_layers_are_compared_as_they_are",),
    ),
)
