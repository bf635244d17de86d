// RUN: patconv-opt %s -canonicalize | FileCheck %s

#tiled = #patconv.lane_tiled<4x4, halo = 1>
#rows = #patconv.row_vector<16>

// CHECK-LABEL: @to_its_own_layout
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x8x8xf32>)
// CHECK-NEXT: return %[[X]]
func.func @to_its_own_layout(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32>
  return %0 : tensor<1x2x8x8xf32>
}

// CHECK-LABEL: @there_and_back
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x8x8xf32>)
// CHECK-NEXT: return %[[X]]
func.func @there_and_back(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %1 = patconv.convert_layout %0 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %1 : tensor<1x2x8x8xf32>
}

// CHECK-LABEL: @chain
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x8x8xf32>)
// CHECK-NEXT: %[[Y:.*]] = patconv.convert_layout %[[X]] : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #patconv.row_vector<16>>
// CHECK-NEXT: return %[[Y]]
func.func @chain(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32, #rows> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %1 = patconv.convert_layout %0 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32, #rows>
  return %1 : tensor<1x2x8x8xf32, #rows>
}

// The middle of a chain stays where it has another user.
// CHECK-LABEL: @chain_with_a_second_user
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x8x8xf32>)
// CHECK-DAG: %[[MIDDLE:.*]] = patconv.convert_layout %[[X]] : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #patconv.lane_tiled<4x4, halo = 1>>
// CHECK-DAG: %[[END:.*]] = patconv.convert_layout %[[X]] : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #patconv.row_vector<16>>
// CHECK: return %[[MIDDLE]], %[[END]]
func.func @chain_with_a_second_user(%x: tensor<1x2x8x8xf32>) -> (tensor<1x2x8x8xf32, #tiled>, tensor<1x2x8x8xf32, #rows>) {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %1 = patconv.convert_layout %0 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32, #rows>
  return %0, %1 : tensor<1x2x8x8xf32, #tiled>, tensor<1x2x8x8xf32, #rows>
}

// CHECK-LABEL: @one_conversion_stays
// CHECK: patconv.convert_layout
func.func @one_conversion_stays(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32, #tiled> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  return %0 : tensor<1x2x8x8xf32, #tiled>
}

// CHECK-LABEL: @unused_conversion_goes
// CHECK-NOT: patconv.convert_layout
// CHECK: return
func.func @unused_conversion_goes(%x: tensor<1x2x8x8xf32>) {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  return
}
