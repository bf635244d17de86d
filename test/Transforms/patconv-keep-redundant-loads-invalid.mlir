// RUN: patconv-opt %s -patconv-keep-redundant-loads -verify-diagnostics

func.func @dynamic_stride(%m: memref<2x8xf32, strided<[?, 1]>>, %i: index,
                          %w: vector<4xf32>) -> vector<4xf32> {
  // expected-remark @below {{expected a memref with constant strides, but got 'memref<2x8xf32, strided<[?, 1]>>'; the load may be merged}}
  %x = vector.load %m[%i, %i] : memref<2x8xf32, strided<[?, 1]>>, vector<4xf32>
  %s = vector.fma %x, %w, %w : vector<4xf32>
  return %s : vector<4xf32>
}
