// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: relayout.C1
func.func @relayout_c1_memref_among_tensors(%x: memref<1x2x8x8xf32>, %init: tensor<2x6x6x4xf32>) {
  // expected-error @below {{expected operands to be all tensors or all memrefs, but got 'memref<1x2x8x8xf32>'}}
  %y = patconv.relayout ins(%x : memref<1x2x8x8xf32>) outs(%init : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x4xf32>
  return
}

// -----

// FAIL: relayout.C2
func.func @relayout_c2_no_result(%x: tensor<1x2x8x8xf32>, %init: tensor<2x6x6x4xf32>) {
  // expected-error @below {{expected 1 results, but got 0}}
  patconv.relayout ins(%x : tensor<1x2x8x8xf32>) outs(%init : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>}
  return
}

// -----

// FAIL: relayout.C3
func.func @relayout_c3_dynamic(%x: tensor<?x2x8x8xf32>, %init: tensor<2x6x6x4xf32>) {
  // expected-error @below {{expected static shapes, but got 'tensor<?x2x8x8xf32>'}}
  %y = patconv.relayout ins(%x : tensor<?x2x8x8xf32>) outs(%init : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x4xf32>
  return
}

// -----

// FAIL: relayout.C4
func.func @relayout_c4_other_result(%x: tensor<1x2x8x8xf32>, %init: tensor<2x6x6x4xf32>) {
  // expected-error @below {{expected the result to have the type of outs, 'tensor<2x6x6x4xf32>', but got 'tensor<2x6x6x8xf32>'}}
  %y = patconv.relayout ins(%x : tensor<1x2x8x8xf32>) outs(%init : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x8xf32>
  return
}

// -----

// FAIL: relayout.C5
func.func @relayout_c5_no_halo(%x: tensor<1x2x8x8xf32>, %init: tensor<2x4x4x4xf32>) {
  // expected-error @below {{expected the tiled side to have the shape [2, 6, 6, 4], but got [2, 4, 4, 4]}}
  %y = patconv.relayout ins(%x : tensor<1x2x8x8xf32>) outs(%init : tensor<2x4x4x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x4x4x4xf32>
  return
}

// -----

// FAIL: relayout.C6
func.func @relayout_c6_large_halo(%x: memref<2x5x5x4xf32>, %init: memref<1x2x2x2xf32>) {
  // expected-error @below {{expected sub-images of the tiled side to be at least as large as the halo, but got [2, 2]}}
  patconv.relayout ins(%x : memref<2x5x5x4xf32>) outs(%init : memref<1x2x2x2xf32>) {layout = #patconv.lane_tiled<2x2, halo = 2>, to_plain}
  return
}

// -----

// FAIL: relayout.C7
func.func @relayout_c7_large(%x: memref<1x1x65536x65536xf32>, %init: memref<1x32768x32768x4xf32>) {
  // expected-error @below {{expected a lane-tiled plane to have fewer than 2^31 elements, but got [65536, 65536]}}
  patconv.relayout ins(%x : memref<1x1x65536x65536xf32>) outs(%init : memref<1x32768x32768x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 0>}
  return
}
