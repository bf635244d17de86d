// RUN: patconv-opt %s -mlir-disable-threading -patconv-skip-zero-inputs="lanes=8 min-bytes=1024" -canonicalize -cse | FileCheck %s

#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (n, k)>
#y = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>

// The weights get a row for each input, and a layer keeps its name.
// CHECK-LABEL: func.func @relu_row_per_output(
// CHECK:         %[[W:.+]] = arith.constant dense_resource<"fc.weight::panels[128]"> : tensor<1x2x128xf32>
// CHECK:         %[[X:.+]] = linalg.generic
// CHECK-DAG:     %[[ROWS:.+]] = tensor.collapse_shape %[[W]] {{\[\[}}0, 1], [2]] : tensor<1x2x128xf32> into tensor<2x128xf32>
// CHECK-DAG:     %[[INIT:.+]] = tensor.empty() : tensor<1x128xf32>
// CHECK:         %[[Y:.+]] = patconv.sparse_vecmat ins(%[[X]], %[[ROWS]] : tensor<1x2xf32>, tensor<2x128xf32>)
// CHECK-SAME:        outs(%[[INIT]] : tensor<1x128xf32>) {lanes = 8 : i64, patconv.layer = "fc"} -> tensor<1x128xf32>
// CHECK:         return %[[Y]]
func.func @relu_row_per_output(%a: tensor<1x2xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<"fc.weight"> : tensor<128x2xf32>
  %i = tensor.empty() : tensor<1x2xf32>
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<1x2xf32>) outs(%i : tensor<1x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %g = arith.cmpf ugt, %in, %zero : f32
    %s = arith.select %g, %in, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  %1 = linalg.matmul indexing_maps = [#x, #w, #y] {patconv.layer = "fc"}
      ins(%x, %w : tensor<1x2xf32>, tensor<128x2xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// Hard swish is 0 below -3; shapes and maxima of windows keep zeros.
// CHECK-LABEL: func.func @hard_swish_pooled(
// CHECK:         patconv.sparse_vecmat
func.func @hard_swish_pooled(%a: tensor<1x2x2x4xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %three = arith.constant 3.0 : f32
  %six = arith.constant 6.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %w = arith.constant dense<1.0> : tensor<4x128xf32>
  %i = tensor.empty() : tensor<1x2x2x4xf32>
  %h = linalg.generic {indexing_maps = [affine_map<(n, c, y, x) -> (n, c, y, x)>, affine_map<(n, c, y, x) -> (n, c, y, x)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x2x2x4xf32>) outs(%i : tensor<1x2x2x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.addf %in, %three : f32
    %l = arith.maximumf %s, %zero : f32
    %g = arith.cmpf ugt, %l, %six : f32
    %u = arith.select %g, %six, %l : f32
    %p = arith.mulf %in, %u : f32
    %q = arith.divf %p, %six : f32
    linalg.yield %q : f32
  } -> tensor<1x2x2x4xf32>
  %k = tensor.empty() : tensor<2x2xf32>
  %q = tensor.empty() : tensor<1x2x1x2xf32>
  %f = linalg.fill ins(%least : f32) outs(%q : tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32>
  %m = linalg.pooling_nchw_max {strides = dense<2> : vector<2xi64>, dilations = dense<1> : vector<2xi64>}
      ins(%h, %k : tensor<1x2x2x4xf32>, tensor<2x2xf32>) outs(%f : tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32>
  %x = tensor.collapse_shape %m [[0], [1, 2, 3]] : tensor<1x2x1x2xf32> into tensor<1x4xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<1x4xf32>, tensor<4x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// Layers that read the same weights share them.
// CHECK-LABEL: func.func @shared(
// CHECK:         %[[W:.+]] = arith.constant dense_resource<"fc.weight::panels[128]_1"> : tensor<1x2x128xf32>
// CHECK-NOT:     dense_resource
// CHECK:         %[[ROWS:.+]] = tensor.collapse_shape %[[W]]
// CHECK:         patconv.sparse_vecmat ins(%{{.+}}, %[[ROWS]] :
// CHECK:         patconv.sparse_vecmat ins(%{{.+}}, %[[ROWS]] :
func.func @shared(%a: tensor<2x1x2xf32>) -> (tensor<1x128xf32>, tensor<1x128xf32>) {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<"fc.weight"> : tensor<128x2xf32>
  %i = tensor.empty() : tensor<1x2xf32>
  %a0 = tensor.extract_slice %a[0, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<2x1x2xf32> to tensor<1x2xf32>
  %a1 = tensor.extract_slice %a[1, 0, 0] [1, 1, 2] [1, 1, 1] : tensor<2x1x2xf32> to tensor<1x2xf32>
  %x:2 = linalg.generic {indexing_maps = [#id, #id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a0, %a1 : tensor<1x2xf32>, tensor<1x2xf32>) outs(%i, %i : tensor<1x2xf32>, tensor<1x2xf32>) {
  ^bb0(%in: f32, %other: f32, %out: f32, %out2: f32):
    %s = arith.maximumf %in, %zero : f32
    %t = arith.maximumf %zero, %other : f32
    linalg.yield %s, %t : f32, f32
  } -> (tensor<1x2xf32>, tensor<1x2xf32>)
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  %1 = linalg.matmul indexing_maps = [#x, #w, #y]
      ins(%x#0, %w : tensor<1x2xf32>, tensor<128x2xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  %2 = linalg.matmul indexing_maps = [#x, #w, #y]
      ins(%x#1, %w : tensor<1x2xf32>, tensor<128x2xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1, %2 : tensor<1x128xf32>, tensor<1x128xf32>
}

// Weight i of output n is 2 n + i: the first row has the even numbers.
// CHECK: "fc.weight::panels[128]": "0x4000000000000000000000400000804000
{-#
  dialect_resources: {
    builtin: {
      fc.weight: "0x40000000000000000000803F0000004000004040000080400000A0400000C0400000E0400000004100001041000020410000304100004041000050410000604100007041000080410000884100009041000098410000A0410000A8410000B0410000B8410000C0410000C8410000D0410000D8410000E0410000E8410000F0410000F84100000042000004420000084200000C4200001042000014420000184200001C4200002042000024420000284200002C4200003042000034420000384200003C4200004042000044420000484200004C4200005042000054420000584200005C4200006042000064420000684200006C4200007042000074420000784200007C42000080420000824200008442000086420000884200008A4200008C4200008E42000090420000924200009442000096420000984200009A4200009C4200009E420000A0420000A2420000A4420000A6420000A8420000AA420000AC420000AE420000B0420000B2420000B4420000B6420000B8420000BA420000BC420000BE420000C0420000C2420000C4420000C6420000C8420000CA420000CC420000CE420000D0420000D2420000D4420000D6420000D8420000DA420000DC420000DE420000E0420000E2420000E4420000E6420000E8420000EA420000EC420000EE420000F0420000F2420000F4420000F6420000F8420000FA420000FC420000FE420000004300000143000002430000034300000443000005430000064300000743000008430000094300000A4300000B4300000C4300000D4300000E4300000F430000104300001143000012430000134300001443000015430000164300001743000018430000194300001A4300001B4300001C4300001D4300001E4300001F430000204300002143000022430000234300002443000025430000264300002743000028430000294300002A4300002B4300002C4300002D4300002E4300002F430000304300003143000032430000334300003443000035430000364300003743000038430000394300003A4300003B4300003C4300003D4300003E4300003F430000404300004143000042430000434300004443000045430000464300004743000048430000494300004A4300004B4300004C4300004D4300004E4300004F430000504300005143000052430000534300005443000055430000564300005743000058430000594300005A4300005B4300005C4300005D4300005E4300005F430000604300006143000062430000634300006443000065430000664300006743000068430000694300006A4300006B4300006C4300006D4300006E4300006F430000704300007143000072430000734300007443000075430000764300007743000078430000794300007A4300007B4300007C4300007D4300007E4300007F43"
    }
  }
#-}
