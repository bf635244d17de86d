// RUN: patconv-opt %s -patconv-keep-redundant-loads -verify-diagnostics

func.func @dynamic_shape(%m: memref<?xf32>, %i: index,
                         %w: vector<4xf32>) -> vector<4xf32> {
  // expected-remark @below {{expected a static memref with the identity layout, but got 'memref<?xf32>'; the load may be merged}}
  %x = vector.load %m[%i] : memref<?xf32>, vector<4xf32>
  %s = vector.fma %x, %w, %w : vector<4xf32>
  return %s : vector<4xf32>
}
