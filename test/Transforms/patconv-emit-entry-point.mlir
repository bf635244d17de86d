// RUN: patconv-opt %s -patconv-emit-entry-point | FileCheck %s
// RUN: patconv-opt %s -patconv-emit-entry-point | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=LLVM

// CHECK: module attributes {patconv.layers = ["a", "b"]}
module attributes {patconv.layers = ["a", "b"]} {
  // CHECK: llvm.func internal @layer_0_a(
  llvm.func @layer_0_a(%in: !llvm.ptr, %weights: !llvm.ptr, %out: !llvm.ptr) attributes {patconv.layer = "a"} {
    llvm.return
  }
  // CHECK: llvm.func internal @layer_1_b(
  llvm.func @layer_1_b(%in: !llvm.ptr, %in2: !llvm.ptr, %out: !llvm.ptr) attributes {patconv.layer = "b"} {
    llvm.return
  }

  // CHECK: llvm.func @patconv_now_ns() -> i64

  // CHECK-LABEL: llvm.func @patconv_run(
  // CHECK-SAME: %[[INPUTS:.*]]: !llvm.ptr, %[[OUTPUTS:.*]]: !llvm.ptr, %[[WEIGHTS:.*]]: !llvm.ptr, %[[WORKSPACE:.*]]: !llvm.ptr) -> i32
  // CHECK: %[[P0:.*]] = llvm.getelementptr %[[INPUTS]][0]
  // CHECK: %[[X0:.*]] = llvm.load %[[P0]] : !llvm.ptr -> !llvm.ptr
  // CHECK: %[[P1:.*]] = llvm.getelementptr %[[INPUTS]][1]
  // CHECK: %[[X1:.*]] = llvm.load %[[P1]] : !llvm.ptr -> !llvm.ptr
  // CHECK: %[[Q0:.*]] = llvm.getelementptr %[[OUTPUTS]][0]
  // CHECK: %[[Y:.*]] = llvm.load %[[Q0]] : !llvm.ptr -> !llvm.ptr
  // CHECK: %[[V:.*]] = llvm.getelementptr %[[WORKSPACE]][64]
  // CHECK-NOT: patconv_now_ns
  // CHECK: llvm.call @layer_0_a(%[[X0]], %[[WEIGHTS]], %[[V]])
  // CHECK-NEXT: llvm.call @layer_1_b(%[[V]], %[[X1]], %[[Y]])
  // CHECK-NEXT: %[[OK:.*]] = llvm.mlir.constant(0 : i32)
  // CHECK-NEXT: llvm.return %[[OK]] : i32

  // A time before the first layer, and one after each.
  // CHECK-LABEL: llvm.func @patconv_profile(
  // CHECK-SAME: %[[TIMES:[a-z0-9]*]]: !llvm.ptr) -> i32
  // CHECK: %[[T0:.*]] = llvm.call @patconv_now_ns()
  // CHECK: %[[S0:.*]] = llvm.getelementptr %[[TIMES]][0]
  // CHECK: llvm.store %[[T0]], %[[S0]] : i64
  // CHECK: llvm.call @layer_0_a
  // CHECK-NEXT: %[[T1:.*]] = llvm.call @patconv_now_ns()
  // CHECK-NEXT: %[[S1:.*]] = llvm.getelementptr %[[TIMES]][1]
  // CHECK-NEXT: llvm.store %[[T1]], %[[S1]] : i64
  // CHECK: llvm.call @layer_1_b
  // CHECK-NEXT: %[[T2:.*]] = llvm.call @patconv_now_ns()
  // CHECK-NEXT: %[[S2:.*]] = llvm.getelementptr %[[TIMES]][2]
  // CHECK-NEXT: llvm.store %[[T2]], %[[S2]] : i64
  // CHECK-NOT: patconv_now_ns
  // CHECK: llvm.return

  // A C program has a function of this name itself.
  // CHECK-NOT: @main
  llvm.func @main(%weights: !llvm.ptr {patconv.weights}, %x0: !llvm.ptr {patconv.input = "x"}, %x1: !llvm.ptr {patconv.input = "z"}, %y: !llvm.ptr {patconv.output = "y"}, %workspace: !llvm.ptr {patconv.workspace}) {
    %v = llvm.getelementptr %workspace[64] : (!llvm.ptr) -> !llvm.ptr, i8
    llvm.call @layer_0_a(%x0, %weights, %v) : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
    llvm.call @layer_1_b(%v, %x1, %y) : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
    llvm.return
  }
}

// No variable, and nothing seen from outside but the entry points.
// LLVM-NOT: {{^@}}
// LLVM: define internal void @layer_0_a
// LLVM: define internal void @layer_1_b
// LLVM: declare i64 @patconv_now_ns()
// LLVM: define i32 @patconv_run(ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, ptr %{{[0-9]+}})
// LLVM: define i32 @patconv_profile(ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, ptr %{{[0-9]+}}, ptr %{{[0-9]+}})
// LLVM-NOT: define
