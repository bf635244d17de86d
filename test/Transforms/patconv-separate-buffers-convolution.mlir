// RUN: patconv-opt %s -patconv-separate-buffers | FileCheck %s

// A convolution reads a copy of a slice, and its result, though inserted into
// another tensor, has a buffer of its own.
// CHECK-LABEL: func.func @conv_between_slices(
// CHECK: %[[SLICE:.*]] = tensor.extract_slice
// CHECK-DAG: %[[COPY:.*]] = bufferization.alloc_tensor() copy(%[[SLICE]]) : tensor<1x1x1x4xf32>
// CHECK-DAG: %[[OWN:.*]] = bufferization.alloc_tensor() : tensor<1x1x1x4xf32>
// CHECK: patconv.fkw_conv_2d ins(%[[COPY]] {{.*}} outs(%[[OWN]]
func.func @conv_between_slices(%x: tensor<1x2x1x4xf32>, %y: tensor<1x2x1x4xf32>,
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
