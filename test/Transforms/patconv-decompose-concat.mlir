// RUN: patconv-opt %s -patconv-decompose-concat | FileCheck %s

// CHECK-LABEL: func.func @concat(
// CHECK-SAME:    %[[A:[^:]+]]: tensor<2x4xf32>, %[[B:[^:]+]]: tensor<1x4xf32>
// CHECK:         %[[E:.+]] = tensor.empty() : tensor<3x4xf32>
// CHECK:         %[[F:.+]] = tensor.insert_slice %[[A]] into %[[E]][0, 0] [2, 4] [1, 1]
// CHECK:         %[[G:.+]] = tensor.insert_slice %[[B]] into %[[F]][2, 0] [1, 4] [1, 1]
// CHECK:         return %[[G]]
func.func @concat(%a: tensor<2x4xf32>, %b: tensor<1x4xf32>) -> tensor<3x4xf32> {
  %c = tensor.concat dim(0) %a, %b : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
  return %c : tensor<3x4xf32>
}

// Each starts with what the one before joins, and nobody reads that afterwards: one
// tensor grows. Parts may be listed one by one, or as the join that they were.
// CHECK-LABEL: func.func @growing(
// CHECK-SAME:    %[[A:[^:]+]]: tensor<1x2x4xf32>, %[[B:[^:]+]]: tensor<1x1x4xf32>
// CHECK:         %[[E:.+]] = tensor.empty() : tensor<1x7x4xf32>
// CHECK-NOT:     tensor.empty
// CHECK:         %[[F:.+]] = tensor.insert_slice %[[A]] into %[[E]][0, 0, 0] [1, 2, 4]
// CHECK:         %[[G:.+]] = tensor.insert_slice %[[B]] into %[[F]][0, 2, 0] [1, 1, 4]
// CHECK:         %[[AB:.+]] = tensor.extract_slice %[[G]][0, 0, 0] [1, 3, 4]
// CHECK:         %[[C:.+]] = math.absf %[[AB]]
// CHECK:         %[[H:.+]] = tensor.insert_slice %[[C]] into %[[G]][0, 3, 0] [1, 3, 4]
// CHECK:         %[[ABC:.+]] = tensor.extract_slice %[[H]][0, 0, 0] [1, 6, 4]
// CHECK:         math.absf %[[ABC]]
// CHECK:         %[[I:.+]] = tensor.insert_slice %[[B]] into %[[H]][0, 6, 0] [1, 1, 4]
// CHECK:         return %{{.*}}, %[[I]]
func.func @growing(%a: tensor<1x2x4xf32>, %b: tensor<1x1x4xf32>)
    -> (tensor<1x6x4xf32>, tensor<1x7x4xf32>) {
  %ab = tensor.concat dim(1) %a, %b : (tensor<1x2x4xf32>, tensor<1x1x4xf32>) -> tensor<1x3x4xf32>
  %c = math.absf %ab : tensor<1x3x4xf32>
  %abc = tensor.concat dim(1) %a, %b, %c : (tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x3x4xf32>) -> tensor<1x6x4xf32>
  %d = math.absf %abc : tensor<1x6x4xf32>
  %abcb = tensor.concat dim(1) %abc, %b : (tensor<1x6x4xf32>, tensor<1x1x4xf32>) -> tensor<1x7x4xf32>
  return %d, %abcb : tensor<1x6x4xf32>, tensor<1x7x4xf32>
}

// What is read once the tensor has grown has one of its own, also by way of a view; so
// has what lies scattered among other images.
// CHECK-LABEL: func.func @read_afterwards(
// CHECK-DAG:     tensor.empty() : tensor<1x3x4xf32>
// CHECK-DAG:     tensor.empty() : tensor<1x4x4xf32>
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @read_afterwards(%a: tensor<1x2x4xf32>, %b: tensor<1x1x4xf32>)
    -> (tensor<3x4xf32>, tensor<1x4x4xf32>) {
  %ab = tensor.concat dim(1) %a, %b : (tensor<1x2x4xf32>, tensor<1x1x4xf32>) -> tensor<1x3x4xf32>
  %view = tensor.collapse_shape %ab [[0, 1], [2]] : tensor<1x3x4xf32> into tensor<3x4xf32>
  %abb = tensor.concat dim(1) %a, %b, %b : (tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x4x4xf32>
  %c = math.absf %view : tensor<3x4xf32>
  return %c, %abb : tensor<3x4xf32>, tensor<1x4x4xf32>
}

// CHECK-LABEL: func.func @several_images(
// CHECK-DAG:     tensor.empty() : tensor<2x3x4xf32>
// CHECK-DAG:     tensor.empty() : tensor<2x4x4xf32>
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @several_images(%a: tensor<2x2x4xf32>, %b: tensor<2x1x4xf32>)
    -> (tensor<2x3x4xf32>, tensor<2x4x4xf32>) {
  %ab = tensor.concat dim(1) %a, %b : (tensor<2x2x4xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  %c = math.absf %ab : tensor<2x3x4xf32>
  %abb = tensor.concat dim(1) %a, %b, %b : (tensor<2x2x4xf32>, tensor<2x1x4xf32>, tensor<2x1x4xf32>) -> tensor<2x4x4xf32>
  return %c, %abb : tensor<2x3x4xf32>, tensor<2x4x4xf32>
}

// Two that start alike: one grows, the other has a tensor of its own.
// CHECK-LABEL: func.func @two_heirs(
// CHECK-COUNT-2: tensor.empty() : tensor<1x4x4xf32>
// CHECK-NOT:     tensor.empty
// CHECK:         return
func.func @two_heirs(%a: tensor<1x2x4xf32>, %b: tensor<1x1x4xf32>)
    -> (tensor<1x3x4xf32>, tensor<1x4x4xf32>, tensor<1x4x4xf32>) {
  %ab = tensor.concat dim(1) %a, %b : (tensor<1x2x4xf32>, tensor<1x1x4xf32>) -> tensor<1x3x4xf32>
  %c = math.absf %ab : tensor<1x3x4xf32>
  %d = math.absf %b : tensor<1x1x4xf32>
  %abb = tensor.concat dim(1) %a, %b, %b : (tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x4x4xf32>
  %abd = tensor.concat dim(1) %a, %b, %d : (tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x4x4xf32>
  return %c, %abb, %abd : tensor<1x3x4xf32>, tensor<1x4x4xf32>, tensor<1x4x4xf32>
}

// Rows that grow, of columns that grew.
// CHECK-LABEL: func.func @along_two_dimensions(
// CHECK:         %[[COLUMNS:.+]] = tensor.insert_slice %{{.*}} into %{{.*}} : tensor<1x4xf32> into tensor<1x12xf32>
// CHECK:         tensor.insert_slice %{{.*}} into %{{.*}}[0, 0] [1, 12] [1, 1] : tensor<1x12xf32> into tensor<2x12xf32>
// CHECK-NOT:     tensor.concat
// CHECK:         return %{{.*}} : tensor<3x12xf32>
func.func @along_two_dimensions(%a: tensor<1x4xf32>, %d: tensor<1x12xf32>) -> tensor<3x12xf32> {
  %a0 = tensor.concat dim(1) %a, %a : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x8xf32>
  %a1 = tensor.concat dim(1) %a0, %a : (tensor<1x8xf32>, tensor<1x4xf32>) -> tensor<1x12xf32>
  %b0 = tensor.concat dim(0) %a1, %d : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<2x12xf32>
  %b1 = tensor.concat dim(0) %b0, %d : (tensor<2x12xf32>, tensor<1x12xf32>) -> tensor<3x12xf32>
  return %b1 : tensor<3x12xf32>
}

// The places of parts of unknown size are not known.
// CHECK-LABEL: func.func @unknown_sizes(
// CHECK-NOT:     tensor.concat
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @unknown_sizes(%a: tensor<1x?x4xf32>, %c: tensor<1x2x4xf32>) -> tensor<1x8x4xf32> {
  %aa = tensor.concat dim(1) %a, %a : (tensor<1x?x4xf32>, tensor<1x?x4xf32>) -> tensor<1x6x4xf32>
  %aac = tensor.concat dim(1) %aa, %c : (tensor<1x6x4xf32>, tensor<1x2x4xf32>) -> tensor<1x8x4xf32>
  return %aac : tensor<1x8x4xf32>
}
