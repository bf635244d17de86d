// RUN: patconv-opt %s -patconv-relax-zero-signs | FileCheck %s

// Other flags stay; additions keep the signs of their zeros.
// CHECK-LABEL: func.func @relaxed(
// CHECK-SAME:      %[[X:.*]]: vector<16xf32>, %[[Y:.*]]: vector<16xf32>)
// CHECK:         %[[MAX:.*]] = arith.maximumf %[[X]], %[[Y]] fastmath<nsz> : vector<16xf32>
// CHECK:         %[[MIN:.*]] = arith.minimumf %[[MAX]], %[[Y]] fastmath<nsz,contract> : vector<16xf32>
// CHECK:         arith.addf %[[MIN]], %[[Y]] : vector<16xf32>
func.func @relaxed(%x: vector<16xf32>, %y: vector<16xf32>) -> vector<16xf32> {
  %0 = arith.maximumf %x, %y : vector<16xf32>
  %1 = arith.minimumf %0, %y fastmath<contract> : vector<16xf32>
  %2 = arith.addf %1, %y : vector<16xf32>
  return %2 : vector<16xf32>
}
