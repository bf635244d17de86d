// RUN: patconv-opt %s -patconv-separate-buffers | FileCheck %s
// RUN: patconv-opt %s -patconv-separate-buffers -eliminate-empty-tensors | FileCheck %s --check-prefix=IN-PLACE

// A convolution reads a slice that lies in one piece, and its result may be
// written where it is inserted, if that is a contiguous part: here the second
// channel.
// CHECK-LABEL: func.func @into_a_channel(
// CHECK: %[[SLICE:.*]] = tensor.extract_slice
// CHECK: %[[E:.*]] = tensor.empty() : tensor<1x1x1x4xf32>
// CHECK: patconv.fkw_conv_2d ins(%[[SLICE]] {{.*}} outs(%[[E]]
// IN-PLACE-LABEL: func.func @into_a_channel(
// IN-PLACE-SAME: %{{[a-z0-9]+}}: tensor<1x2x1x4xf32> {{{[^}]*}}}, %[[Y:[a-z0-9]+]]: tensor<1x2x1x4xf32>
// IN-PLACE: %[[PART:.*]] = tensor.extract_slice %[[Y]][0, 1, 0, 0]
// IN-PLACE: patconv.fkw_conv_2d {{.*}} outs(%[[PART]]
func.func @into_a_channel(%x: tensor<1x2x1x4xf32>, %y: tensor<1x2x1x4xf32>,
    %w: tensor<1xf32>, %i: tensor<1xi8>, %o: tensor<1x2xi8>,
    %s: tensor<1x1x2xi8>, %r: tensor<1xi8>) -> tensor<1x2x1x4xf32> {
  %slice = tensor.extract_slice %x[0, 1, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<1x2x1x4xf32> to tensor<1x1x1x4xf32>
  %e = tensor.empty() : tensor<1x1x1x4xf32>
  %c = patconv.fkw_conv_2d ins(%slice : tensor<1x1x1x4xf32>)
    weight(%w : tensor<1xf32>) index(%i : tensor<1xi8>)
    offset(%o : tensor<1x2xi8>) stride(%s : tensor<1x1x2xi8>)
    reorder(%r : tensor<1xi8>) outs(%e : tensor<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    -> tensor<1x1x1x4xf32>
  %z = tensor.insert_slice %c into %y[0, 1, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<1x1x1x4xf32> into tensor<1x2x1x4xf32>
  return %z : tensor<1x2x1x4xf32>
}

// Columns of a wider tensor are not contiguous: the result has a buffer of its
// own.
// CHECK-LABEL: func.func @into_columns(
// CHECK: %[[OWN:.*]] = bufferization.alloc_tensor() : tensor<1x1x2x4xf32>
// CHECK: patconv.fkw_conv_2d {{.*}} outs(%[[OWN]]
func.func @into_columns(%x: tensor<1x1x2x4xf32>, %y: tensor<1x1x2x8xf32>,
    %w: tensor<1xf32>, %i: tensor<1xi8>, %o: tensor<1x2xi8>,
    %s: tensor<1x1x2xi8>, %r: tensor<1xi8>) -> tensor<1x1x2x8xf32> {
  %e = tensor.empty() : tensor<1x1x2x4xf32>
  %c = patconv.fkw_conv_2d ins(%x : tensor<1x1x2x4xf32>)
    weight(%w : tensor<1xf32>) index(%i : tensor<1xi8>)
    offset(%o : tensor<1x2xi8>) stride(%s : tensor<1x1x2xi8>)
    reorder(%r : tensor<1xi8>) outs(%e : tensor<1x1x2x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    -> tensor<1x1x2x4xf32>
  %z = tensor.insert_slice %c into %y[0, 0, 0, 4] [1, 1, 2, 4] [1, 1, 1, 1] : tensor<1x1x2x4xf32> into tensor<1x1x2x8xf32>
  return %z : tensor<1x1x2x8xf32>
}

// A slice in pieces, columns of a wider tensor, is copied.
// CHECK-LABEL: func.func @from_columns(
// CHECK: %[[SLICE:.*]] = tensor.extract_slice
// CHECK: %[[COPY:.*]] = bufferization.alloc_tensor() copy(%[[SLICE]]) : tensor<1x1x2x4xf32>
// CHECK: patconv.fkw_conv_2d ins(%[[COPY]]
func.func @from_columns(%x: tensor<1x1x2x8xf32>,
    %w: tensor<1xf32>, %i: tensor<1xi8>, %o: tensor<1x2xi8>,
    %s: tensor<1x1x2xi8>, %r: tensor<1xi8>) -> tensor<1x1x2x4xf32> {
  %slice = tensor.extract_slice %x[0, 0, 0, 4] [1, 1, 2, 4] [1, 1, 1, 1] : tensor<1x1x2x8xf32> to tensor<1x1x2x4xf32>
  %e = tensor.empty() : tensor<1x1x2x4xf32>
  %c = patconv.fkw_conv_2d ins(%slice : tensor<1x1x2x4xf32>)
    weight(%w : tensor<1xf32>) index(%i : tensor<1xi8>)
    offset(%o : tensor<1x2xi8>) stride(%s : tensor<1x1x2xi8>)
    reorder(%r : tensor<1xi8>) outs(%e : tensor<1x1x2x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    -> tensor<1x1x2x4xf32>
  return %c : tensor<1x1x2x4xf32>
}

// What reads one channel and becomes the next has a buffer of its own.
// CHECK-LABEL: func.func @beside_what_is_read(
// CHECK: %[[SLICE:.*]] = tensor.extract_slice
// CHECK: %[[OWN:.*]] = bufferization.alloc_tensor() : tensor<1x1x1x4xf32>
// CHECK: patconv.fkw_conv_2d ins(%[[SLICE]] {{.*}} outs(%[[OWN]]
func.func @beside_what_is_read(%y: tensor<1x2x1x4xf32>,
    %w: tensor<1xf32>, %i: tensor<1xi8>, %o: tensor<1x2xi8>,
    %s: tensor<1x1x2xi8>, %r: tensor<1xi8>) -> tensor<1x2x1x4xf32> {
  %slice = tensor.extract_slice %y[0, 0, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<1x2x1x4xf32> to tensor<1x1x1x4xf32>
  %e = tensor.empty() : tensor<1x1x1x4xf32>
  %c = patconv.fkw_conv_2d ins(%slice : tensor<1x1x1x4xf32>)
    weight(%w : tensor<1xf32>) index(%i : tensor<1xi8>)
    offset(%o : tensor<1x2xi8>) stride(%s : tensor<1x1x2xi8>)
    reorder(%r : tensor<1xi8>) outs(%e : tensor<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    -> tensor<1x1x1x4xf32>
  %z = tensor.insert_slice %c into %y[0, 1, 0, 0] [1, 1, 1, 4] [1, 1, 1, 1] : tensor<1x1x1x4xf32> into tensor<1x2x1x4xf32>
  return %z : tensor<1x2x1x4xf32>
}

// Joined channels of two images may be written among those of a larger join: they are
// copied before they are brought into a layout, which is not by rows.
// CHECK-LABEL: func.func @joined_twice(
// CHECK: %[[JOINED:.*]] = tensor.insert_slice %{{.*}}[0, 1, 0, 0]
// CHECK: %[[COPY:.*]] = bufferization.alloc_tensor() copy(%[[JOINED]])
// CHECK: patconv.relayout ins(%[[COPY]]
func.func @joined_twice(%x: tensor<2x1x2x2xf32>) -> (tensor<4x1x1x4xf32>, tensor<2x3x2x2xf32>) {
  %e = tensor.empty() : tensor<2x2x2x2xf32>
  %0 = tensor.insert_slice %x into %e[0, 0, 0, 0] [2, 1, 2, 2] [1, 1, 1, 1] : tensor<2x1x2x2xf32> into tensor<2x2x2x2xf32>
  %1 = tensor.insert_slice %x into %0[0, 1, 0, 0] [2, 1, 2, 2] [1, 1, 1, 1] : tensor<2x1x2x2xf32> into tensor<2x2x2x2xf32>
  %init = tensor.empty() : tensor<4x1x1x4xf32>
  %tiled = patconv.relayout ins(%1 : tensor<2x2x2x2xf32>) outs(%init : tensor<4x1x1x4xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 0>} -> tensor<4x1x1x4xf32>
  %e3 = tensor.empty() : tensor<2x3x2x2xf32>
  %2 = tensor.insert_slice %1 into %e3[0, 0, 0, 0] [2, 2, 2, 2] [1, 1, 1, 1] : tensor<2x2x2x2xf32> into tensor<2x3x2x2xf32>
  %3 = tensor.insert_slice %x into %2[0, 2, 0, 0] [2, 1, 2, 2] [1, 1, 1, 1] : tensor<2x1x2x2xf32> into tensor<2x3x2x2xf32>
  return %tiled, %3 : tensor<4x1x1x4xf32>, tensor<2x3x2x2xf32>
}

// So are a reshape of what may be written among the columns of a larger tensor, and
// a part of that reshape.
// CHECK-LABEL: func.func @reshape_of_columns(
// CHECK: %[[RESHAPED:.*]] = tensor.expand_shape
// CHECK: %[[PART:.*]] = tensor.extract_slice %[[RESHAPED]]
// CHECK: %[[COPY:.*]] = bufferization.alloc_tensor() copy(%[[RESHAPED]])
// CHECK: patconv.relayout ins(%[[COPY]]
// CHECK: %[[OTHER:.*]] = bufferization.alloc_tensor() copy(%[[PART]])
// CHECK: patconv.relayout ins(%[[OTHER]]
func.func @reshape_of_columns(%x: tensor<4x4x2xf32>, %w: tensor<4x4x4xf32>)
    -> (tensor<4x2x1x4xf32>, tensor<2x2x1x4xf32>, tensor<4x4x4xf32>) {
  %e = tensor.empty() : tensor<4x4x2xf32>
  %v = linalg.exp ins(%x : tensor<4x4x2xf32>) outs(%e : tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
  %s = tensor.expand_shape %v [[0, 1], [2], [3]] output_shape [1, 4, 4, 2] : tensor<4x4x2xf32> into tensor<1x4x4x2xf32>
  %k = tensor.extract_slice %s[0, 0, 0, 0] [1, 2, 4, 2] [1, 1, 1, 1] : tensor<1x4x4x2xf32> to tensor<1x2x4x2xf32>
  %e0 = tensor.empty() : tensor<4x2x1x4xf32>
  %0 = patconv.relayout ins(%s : tensor<1x4x4x2xf32>) outs(%e0 : tensor<4x2x1x4xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 0>} -> tensor<4x2x1x4xf32>
  %e1 = tensor.empty() : tensor<2x2x1x4xf32>
  %1 = patconv.relayout ins(%k : tensor<1x2x4x2xf32>) outs(%e1 : tensor<2x2x1x4xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 0>} -> tensor<2x2x1x4xf32>
  %w1 = tensor.insert_slice %v into %w[0, 0, 0] [4, 4, 2] [1, 1, 1] : tensor<4x4x2xf32> into tensor<4x4x4xf32>
  return %0, %1, %w1 : tensor<4x2x1x4xf32>, tensor<2x2x1x4xf32>, tensor<4x4x4xf32>
}
