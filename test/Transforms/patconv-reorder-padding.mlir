// RUN: patconv-opt %s -split-input-file -patconv-reorder-padding | FileCheck %s

// The parts cover the result, which nothing fills then: one row above, two below, the
// second of which is gathered.
// CHECK-LABEL: func.func @whole(
// CHECK-NOT:     linalg.fill
// CHECK:         %[[E:.+]] = tensor.empty() : tensor<1x2x7x5xf32>
// CHECK:         %[[X:.+]] = linalg.exp
// CHECK-NEXT:    %[[P:.+]] = tensor.insert_slice %[[X]] into %[[E]][0, 0, 1, 0] [1, 2, 4, 5] [1, 1, 1, 1]
// CHECK:         %[[A:.+]] = tensor.extract_slice %[[P]][0, 0, 2, 0] [1, 2, 1, 5] [1, 1, 1, 1]
// CHECK:         %[[AC:.+]] = bufferization.alloc_tensor() copy(%[[A]])
// CHECK:         %[[B:.+]] = tensor.extract_slice %[[P]][0, 0, 2, 0] [1, 2, 2, 5] [1, 1, 1, 1]
// CHECK:         %[[BG:.+]] = linalg.generic
// CHECK:         tensor.extract %[[B]]
// CHECK:         %[[Q:.+]] = tensor.insert_slice %[[AC]] into %[[P]][0, 0, 0, 0] [1, 2, 1, 5]
// CHECK-NEXT:    %[[R:.+]] = tensor.insert_slice %[[BG]] into %[[Q]][0, 0, 5, 0] [1, 2, 2, 5]
// CHECK-NEXT:    return %[[R]]
func.func @whole(%a: tensor<1x2x4x5xf32>) -> tensor<1x2x7x5xf32> {
  %e = tensor.empty() : tensor<1x2x4x5xf32>
  %x = linalg.exp ins(%a : tensor<1x2x4x5xf32>) outs(%e : tensor<1x2x4x5xf32>) -> tensor<1x2x4x5xf32>
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<1x2x7x5xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x2x7x5xf32>) -> tensor<1x2x7x5xf32>
  %1 = tensor.extract_slice %x[0, 0, 1, 0] [1, 2, 1, 5] [1, 1, 1, 1] : tensor<1x2x4x5xf32> to tensor<1x2x1x5xf32>
  %2 = tensor.insert_slice %1 into %0[0, 0, 0, 0] [1, 2, 1, 5] [1, 1, 1, 1] : tensor<1x2x1x5xf32> into tensor<1x2x7x5xf32>
  %3 = tensor.extract_slice %x[0, 0, 1, 0] [1, 2, 2, 5] [1, 1, 1, 1] : tensor<1x2x4x5xf32> to tensor<1x2x2x5xf32>
  %e2 = tensor.empty() : tensor<1x2x2x5xf32>
  %4 = linalg.generic {indexing_maps = [affine_map<(n, c, y, x) -> (n, c, y, x)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%e2 : tensor<1x2x2x5xf32>) {
  ^bb0(%out: f32):
    %n = linalg.index 0 : index
    %c = linalg.index 1 : index
    %y = linalg.index 2 : index
    %column = linalg.index 3 : index
    %row = arith.subi %c1, %y : index
    %v = tensor.extract %3[%n, %c, %row, %column] : tensor<1x2x2x5xf32>
    linalg.yield %v : f32
  } -> tensor<1x2x2x5xf32>
  %5 = tensor.insert_slice %4 into %2[0, 0, 5, 0] [1, 2, 2, 5] [1, 1, 1, 1] : tensor<1x2x2x5xf32> into tensor<1x2x7x5xf32>
  %6 = tensor.insert_slice %x into %5[0, 0, 1, 0] [1, 2, 4, 5] [1, 1, 1, 1] : tensor<1x2x4x5xf32> into tensor<1x2x7x5xf32>
  return %6 : tensor<1x2x7x5xf32>
}

// -----

// Where a part of the result is left as it was filled, it is filled before the image.
// CHECK-LABEL: func.func @filled(
// CHECK:         linalg.fill
// CHECK:         linalg.exp
// CHECK-NEXT:    tensor.insert_slice
// CHECK:         tensor.insert_slice
func.func @filled(%a: tensor<4x5xf32>) -> tensor<6x5xf32> {
  %e = tensor.empty() : tensor<4x5xf32>
  %x = linalg.exp ins(%a : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %one = arith.constant 1.0 : f32
  %e1 = tensor.empty() : tensor<6x5xf32>
  %0 = linalg.fill ins(%one : f32) outs(%e1 : tensor<6x5xf32>) -> tensor<6x5xf32>
  %1 = tensor.extract_slice %x[0, 0] [1, 5] [1, 1] : tensor<4x5xf32> to tensor<1x5xf32>
  %2 = tensor.insert_slice %1 into %0[0, 0] [1, 5] [1, 1] : tensor<1x5xf32> into tensor<6x5xf32>
  %3 = tensor.insert_slice %x into %2[1, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<6x5xf32>
  return %3 : tensor<6x5xf32>
}
