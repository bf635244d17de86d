// RUN: patconv-opt %s -patconv-materialize-layout -split-input-file | FileCheck %s

// Two images of three channels: six planes. 7 rows make sub-images of 4 rows.

// CHECK-LABEL: func.func @convolution(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<2x3x7x8xf32>
// CHECK:         %[[INIT:.+]] = tensor.empty() : tensor<6x6x6x4xf32>
// CHECK:         %[[TILED:.+]] = patconv.relayout ins(%[[X]] : tensor<2x3x7x8xf32>) outs(%[[INIT]] : tensor<6x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>}
// CHECK:         %[[OUT:.+]] = tensor.empty() : tensor<4x4x4x4xf32>
// CHECK:         %[[Y:.+]] = patconv.fkw_conv_2d ins(%[[TILED]] : tensor<6x6x6x4xf32>)
// CHECK-SAME:      outs(%[[OUT]] : tensor<4x4x4x4xf32>)
// CHECK-SAME:      input_layout = #patconv.lane_tiled<2x2, halo = 1>
// CHECK-SAME:      input_size = array<i64: 7, 8>
// CHECK-SAME:      output_layout = #patconv.lane_tiled<2x2, halo = 0>
// CHECK:         %[[PLAIN:.+]] = tensor.empty() : tensor<2x2x7x8xf32>
// CHECK:         patconv.relayout ins(%[[Y]] : tensor<4x4x4x4xf32>) outs(%[[PLAIN]] : tensor<2x2x7x8xf32>) {layout = #patconv.lane_tiled<2x2, halo = 0>, to_plain}
#input = #patconv.lane_tiled<2x2, halo = 1>
#output = #patconv.lane_tiled<2x2, halo = 0>
func.func @convolution(%x: tensor<2x3x7x8xf32>, %w: tensor<9xf32>,
    %i: tensor<3xi8>, %o: tensor<1x3xi8>, %s: tensor<1x2x2xi8>,
    %r: tensor<2xi8>) -> tensor<2x2x7x8xf32> {
  %0 = patconv.convert_layout %x : tensor<2x3x7x8xf32> -> tensor<2x3x7x8xf32, #input>
  %init = tensor.empty() : tensor<2x2x7x8xf32, #output>
  %1 = patconv.fkw_conv_2d ins(%0 : tensor<2x3x7x8xf32, #input>)
      weight(%w : tensor<9xf32>) index(%i : tensor<3xi8>)
      offset(%o : tensor<1x3xi8>) stride(%s : tensor<1x2x2xi8>)
      reorder(%r : tensor<2xi8>) outs(%init : tensor<2x2x7x8xf32, #output>) {
        fkw = #patconv.fkw<filters = 2, channels = 3, channel_blocks = [0, 3],
                           patterns = <"xxx|...|...">>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0,
                                     channel_block = 3, threads = 1, split = none>
      } -> tensor<2x2x7x8xf32, #output>
  %2 = patconv.convert_layout %1 : tensor<2x2x7x8xf32, #output> -> tensor<2x2x7x8xf32>
  return %2 : tensor<2x2x7x8xf32>
}

// -----

// Element-wise operations run over whole planes, halos included; from one halo to
// another the way leads through the plain layout.

// CHECK-LABEL: func.func @elementwise(
// CHECK:         patconv.relayout {{.*}} outs(%{{.*}} : tensor<2x6x6x4xf32>)
// CHECK:         %[[Y:.+]] = linalg.generic
// CHECK-SAME:      ins(%{{.*}} : tensor<2x6x6x4xf32>) outs(%{{.*}} : tensor<2x6x6x4xf32>)
// CHECK:         } -> tensor<2x6x6x4xf32>
// CHECK:         %[[PLAIN:.+]] = patconv.relayout ins(%[[Y]] : tensor<2x6x6x4xf32>) {{.*}} to_plain} -> tensor<1x2x8x8xf32>
// CHECK:         %[[Z:.+]] = patconv.relayout ins(%[[PLAIN]] : tensor<1x2x8x8xf32>) {{.*}} -> tensor<2x4x4x4xf32>
// CHECK:         %[[POOLED:.+]] = patconv.max_pool_2d ins(%[[Z]] : tensor<2x4x4x4xf32>) outs(%{{.*}} : tensor<2x2x2x4xf32>)
// CHECK-SAME:      input_size = array<i64: 8, 8>
#tiled = #patconv.lane_tiled<2x2, halo = 1>
#bare = #patconv.lane_tiled<2x2, halo = 0>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
func.func @elementwise(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x4x4xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  %1 = linalg.generic {indexing_maps = [#identity, #identity],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0 : tensor<1x2x8x8xf32, #tiled>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %in : f32
    linalg.yield %sum : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32, #bare>
  %pooled = tensor.empty() : tensor<1x2x4x4xf32, #bare>
  %3 = patconv.max_pool_2d ins(%2 : tensor<1x2x8x8xf32, #bare>)
      outs(%pooled : tensor<1x2x4x4xf32, #bare>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>}
      -> tensor<1x2x4x4xf32, #bare>
  %4 = patconv.convert_layout %3 : tensor<1x2x4x4xf32, #bare> -> tensor<1x2x4x4xf32>
  return %4 : tensor<1x2x4x4xf32>
}

// -----

// Channels of one image are planes one after the other.
// CHECK-LABEL: func.func @concat(
// CHECK: %[[C:.+]] = tensor.concat dim(0) %{{.*}}, %{{.*}} : (tensor<2x6x6x4xf32>, tensor<1x6x6x4xf32>) -> tensor<3x6x6x4xf32>
// CHECK: patconv.relayout ins(%[[C]] :
func.func @concat(%x: tensor<1x2x8x8xf32>, %y: tensor<1x1x8x8xf32>) -> tensor<1x3x8x8xf32> {
  %a = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %b = patconv.convert_layout %y : tensor<1x1x8x8xf32> -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %c = patconv.concat %a, %b : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %z = patconv.convert_layout %c : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> -> tensor<1x3x8x8xf32>
  return %z : tensor<1x3x8x8xf32>
}

// -----

// Sums of planes stay plain; what is convolved is in the input's grid, without a halo.
// CHECK-LABEL: func.func @plane_sums(
// CHECK:         patconv.fkw_conv_2d ins(%{{.*}} : tensor<3x6x6x4xf32>)
// CHECK-SAME:      outs(%{{.*}} : tensor<1x2x1x1xf32>)
// CHECK-SAME:      input_layout = #patconv.lane_tiled<2x2, halo = 1>
// CHECK-SAME:      output_layout = #patconv.lane_tiled<2x2, halo = 0>
// CHECK-SAME:      -> tensor<1x2x1x1xf32>
// CHECK-NEXT:    return
#input = #patconv.lane_tiled<2x2, halo = 1>
func.func @plane_sums(%x: tensor<1x3x7x8xf32>, %w: tensor<9xf32>,
    %i: tensor<3xi8>, %o: tensor<1x3xi8>, %s: tensor<1x2x2xi8>,
    %r: tensor<2xi8>) -> tensor<1x2x1x1xf32> {
  %0 = patconv.convert_layout %x : tensor<1x3x7x8xf32> -> tensor<1x3x7x8xf32, #input>
  %init = tensor.empty() : tensor<1x2x1x1xf32>
  %1 = patconv.fkw_conv_2d ins(%0 : tensor<1x3x7x8xf32, #input>)
      weight(%w : tensor<9xf32>) index(%i : tensor<3xi8>)
      offset(%o : tensor<1x3xi8>) stride(%s : tensor<1x2x2xi8>)
      reorder(%r : tensor<2xi8>) outs(%init : tensor<1x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 3, channel_blocks = [0, 3],
                           patterns = <"xxx|...|...">>,
        padding = array<i64: 1, 1, 1, 1>, sum_pool,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0,
                                     channel_block = 3, threads = 1, split = none>
      } -> tensor<1x2x1x1xf32>
  return %1 : tensor<1x2x1x1xf32>
}

// -----

// Numbers by channel are numbers by plane. What they make of zeros does not
// matter where nobody reads halos or idle lanes.
// CHECK-DAG: #[[ELEMENT:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[PLANE:.+]] = affine_map<(d0, d1, d2, d3) -> (d0)>
// CHECK-LABEL: func.func @channelwise(
// CHECK:         linalg.generic {indexing_maps = [#[[ELEMENT]], #[[PLANE]], #[[ELEMENT]]]
// CHECK-SAME:      ins(%{{.*}}, %{{.*}} : tensor<2x4x4x4xf32>, tensor<2xf32>)
#bare = #patconv.lane_tiled<2x2, halo = 0>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1)>
func.func @channelwise(%x: tensor<1x2x7x8xf32>, %shift: tensor<2xf32>) -> tensor<1x2x7x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x7x8xf32> -> tensor<1x2x7x8xf32, #bare>
  %init = tensor.empty() : tensor<1x2x7x8xf32, #bare>
  %1 = linalg.generic {indexing_maps = [#identity, #channel, #identity],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %shift : tensor<1x2x7x8xf32, #bare>, tensor<2xf32>)
      outs(%init : tensor<1x2x7x8xf32, #bare>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %sum = arith.addf %in, %by : f32
    linalg.yield %sum : f32
  } -> tensor<1x2x7x8xf32, #bare>
  %2 = patconv.convert_layout %1 : tensor<1x2x7x8xf32, #bare> -> tensor<1x2x7x8xf32>
  return %2 : tensor<1x2x7x8xf32>
}

// -----

// Sums leave halos out; numbers by plane, of any number of images, lie in a row.
// CHECK-DAG: #[[ELEMENT:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[PLANE:.+]] = affine_map<(d0, d1, d2, d3) -> (d0)>
// CHECK-LABEL: func.func @gates(
// CHECK:         %[[X:.+]] = patconv.relayout
// CHECK:         %[[INSIDE:.+]] = tensor.extract_slice %[[X]][0, 1, 1, 0] [6, 4, 4, 4] [1, 1, 1, 1] : tensor<6x6x6x4xf32> to tensor<6x4x4x4xf32>
// CHECK:         %[[START:.+]] = tensor.collapse_shape %{{.*}} {{\[\[}}0, 1, 2, 3]] : tensor<2x3x1x1xf32> into tensor<6xf32>
// CHECK:         %[[SUM:.+]] = linalg.generic {indexing_maps = [#[[ELEMENT]], #[[PLANE]]], iterator_types = ["parallel", "reduction", "reduction", "reduction"]}
// CHECK-SAME:      ins(%[[INSIDE]] : tensor<6x4x4x4xf32>) outs(%[[START]] : tensor<6xf32>)
// CHECK:         %[[KEPT:.+]] = tensor.expand_shape %[[SUM]]
// CHECK:         %[[BY:.+]] = tensor.collapse_shape %[[KEPT]]
// CHECK:         linalg.generic {indexing_maps = [#[[ELEMENT]], #[[PLANE]], #[[ELEMENT]]]
// CHECK-SAME:      ins(%[[X]], %[[BY]] : tensor<6x6x6x4xf32>, tensor<6xf32>)
#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#plane = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>
func.func @gates(%x: tensor<2x3x7x8xf32>) -> tensor<2x3x7x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = patconv.convert_layout %x : tensor<2x3x7x8xf32> -> tensor<2x3x7x8xf32, #tiled>
  %e = tensor.empty() : tensor<2x3x1x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x3x1x1xf32>) -> tensor<2x3x1x1xf32>
  %sum = linalg.generic {indexing_maps = [#identity, #plane],
                         iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%0 : tensor<2x3x7x8xf32, #tiled>) outs(%f : tensor<2x3x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.addf %in, %out : f32
    linalg.yield %s : f32
  } -> tensor<2x3x1x1xf32>
  %init = tensor.empty() : tensor<2x3x7x8xf32, #tiled>
  %1 = linalg.generic {indexing_maps = [#identity, #plane, #identity],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %sum : tensor<2x3x7x8xf32, #tiled>, tensor<2x3x1x1xf32>)
      outs(%init : tensor<2x3x7x8xf32, #tiled>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %scaled = arith.mulf %in, %by : f32
    linalg.yield %scaled : f32
  } -> tensor<2x3x7x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<2x3x7x8xf32, #tiled> -> tensor<2x3x7x8xf32>
  return %2 : tensor<2x3x7x8xf32>
}

// -----

// CHECK-LABEL: func.func @upsampling(
// CHECK:         patconv.upsample_2d ins(%{{.*}} : tensor<4x4x4x4xf32>) outs(%{{.*}} : tensor<1x6x6x4xf32>)
// CHECK-SAME:      input_layout = #patconv.lane_tiled<2x2, halo = 1>
// CHECK-SAME:      input_size = array<i64: 4, 4>
// CHECK-SAME:      output_layout = #patconv.lane_tiled<2x2, halo = 1>
func.func @upsampling(%x: tensor<1x4x4x4xf32>) -> tensor<1x1x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x4x4x4xf32> -> tensor<1x4x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %init = tensor.empty() : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %1 = patconv.upsample_2d ins(%0 : tensor<1x4x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      outs(%init : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  %2 = patconv.convert_layout %1 : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> -> tensor<1x1x8x8xf32>
  return %2 : tensor<1x1x8x8xf32>
}
