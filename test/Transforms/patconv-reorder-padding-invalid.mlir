// RUN: patconv-opt %s -split-input-file -patconv-reorder-padding | FileCheck %s

// The image covers a part of the border: the other way round the border would cover it.
// CHECK-LABEL: func.func @overlap(
// CHECK:         %[[B:.+]] = tensor.insert_slice %{{.+}} into %{{.+}}[0, 0] [2, 5] [1, 1]
// CHECK-NEXT:    tensor.insert_slice %{{.+}} into %[[B]][1, 0] [4, 5] [1, 1]
func.func @overlap(%a: tensor<4x5xf32>, %to: tensor<6x5xf32>) -> tensor<6x5xf32> {
  %e = tensor.empty() : tensor<4x5xf32>
  %x = linalg.exp ins(%a : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %zero = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<6x5xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<6x5xf32>) -> tensor<6x5xf32>
  %1 = tensor.extract_slice %x[0, 0] [2, 5] [1, 1] : tensor<4x5xf32> to tensor<2x5xf32>
  %2 = tensor.insert_slice %1 into %0[0, 0] [2, 5] [1, 1] : tensor<2x5xf32> into tensor<6x5xf32>
  %3 = tensor.insert_slice %x into %2[1, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<6x5xf32>
  return %3 : tensor<6x5xf32>
}

// -----

// The border is of another image, and what is not covered is the caller's.
// CHECK-LABEL: func.func @other_image(
// CHECK:         %[[B:.+]] = tensor.insert_slice %{{.+}} into %{{.+}}[0, 0] [1, 5] [1, 1]
// CHECK-NEXT:    tensor.insert_slice %{{.+}} into %[[B]][1, 0] [4, 5] [1, 1]
func.func @other_image(%a: tensor<4x5xf32>, %b: tensor<1x5xf32>, %to: tensor<5x5xf32>) -> tensor<5x5xf32> {
  %e = tensor.empty() : tensor<4x5xf32>
  %x = linalg.exp ins(%a : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %2 = tensor.insert_slice %b into %to[0, 0] [1, 5] [1, 1] : tensor<1x5xf32> into tensor<5x5xf32>
  %3 = tensor.insert_slice %x into %2[1, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<5x5xf32>
  return %3 : tensor<5x5xf32>
}

// -----

// CHECK-LABEL: func.func @argument_filled_in_part(
// CHECK:         %[[B:.+]] = tensor.insert_slice %{{.+}} into %arg1[0, 0] [1, 5] [1, 1]
// CHECK-NEXT:    tensor.insert_slice %{{.+}} into %[[B]][1, 0] [4, 5] [1, 1]
func.func @argument_filled_in_part(%a: tensor<4x5xf32>, %to: tensor<6x5xf32>) -> tensor<6x5xf32> {
  %e = tensor.empty() : tensor<4x5xf32>
  %x = linalg.exp ins(%a : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %1 = tensor.extract_slice %x[0, 0] [1, 5] [1, 1] : tensor<4x5xf32> to tensor<1x5xf32>
  %2 = tensor.insert_slice %1 into %to[0, 0] [1, 5] [1, 1] : tensor<1x5xf32> into tensor<6x5xf32>
  %3 = tensor.insert_slice %x into %2[1, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<6x5xf32>
  return %3 : tensor<6x5xf32>
}

// -----

// What is gathered is added to what is there.
// CHECK-LABEL: func.func @accumulated(
// CHECK:         %[[B:.+]] = tensor.insert_slice %{{.+}} into %{{.+}}[0, 0] [1, 5] [1, 1]
// CHECK-NEXT:    tensor.insert_slice %{{.+}} into %[[B]][1, 0] [4, 5] [1, 1]
func.func @accumulated(%a: tensor<4x5xf32>, %sum: tensor<1x5xf32>) -> tensor<5x5xf32> {
  %e = tensor.empty() : tensor<4x5xf32>
  %x = linalg.exp ins(%a : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %e1 = tensor.empty() : tensor<5x5xf32>
  %1 = tensor.extract_slice %x[1, 0] [1, 5] [1, 1] : tensor<4x5xf32> to tensor<1x5xf32>
  %2 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      outs(%sum : tensor<1x5xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %v = tensor.extract %1[%i, %j] : tensor<1x5xf32>
    %s = arith.addf %v, %out : f32
    linalg.yield %s : f32
  } -> tensor<1x5xf32>
  %3 = tensor.insert_slice %2 into %e1[0, 0] [1, 5] [1, 1] : tensor<1x5xf32> into tensor<5x5xf32>
  %4 = tensor.insert_slice %x into %3[1, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<5x5xf32>
  return %4 : tensor<5x5xf32>
}
