// RUN: patconv-opt %s -patconv-separate-buffers | FileCheck %s
// RUN: patconv-opt %s -patconv-separate-buffers -eliminate-empty-tensors | FileCheck %s --check-prefix=IN-PLACE

// A convolution reads a copy of a slice. Its result may be written where it is
// inserted, if that is a contiguous part: here the second channel.
// CHECK-LABEL: func.func @into_a_channel(
// CHECK: %[[SLICE:.*]] = tensor.extract_slice
// CHECK-DAG: %[[COPY:.*]] = bufferization.alloc_tensor() copy(%[[SLICE]]) : tensor<1x1x1x4xf32>
// CHECK-DAG: %[[E:.*]] = tensor.empty() : tensor<1x1x1x4xf32>
// CHECK: patconv.fkw_conv_2d ins(%[[COPY]] {{.*}} outs(%[[E]]
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
