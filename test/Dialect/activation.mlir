// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: activation.C1
// CHECK-LABEL: @activation_c1_kinds_without_bounds
// CHECK-SAME: a = #patconv.activation<none>, b = #patconv.activation<relu>, c = #patconv.activation<relu6>
func.func private @activation_c1_kinds_without_bounds() attributes {
  a = #patconv.activation<none>, b = #patconv.activation<relu>, c = #patconv.activation<relu6>
}

// PASS: activation.C2
// CHECK-LABEL: @activation_c2_two_bounds
// CHECK-SAME: #patconv.activation<clamp, -1.000000e+00, 2.500000e+00>
func.func private @activation_c2_two_bounds() attributes {a = #patconv.activation<clamp, -1.0, 2.5>}

// PASS: activation.C3
// CHECK-LABEL: @activation_c3_equal_bounds
// CHECK-SAME: #patconv.activation<clamp, 1.000000e+00, 1.000000e+00>
func.func private @activation_c3_equal_bounds() attributes {a = #patconv.activation<clamp, 1.0, 1.0>}

// PASS: activation.C3
// CHECK-LABEL: @activation_c3_infinite_bounds
// CHECK-SAME: #patconv.activation<clamp, 0xFF800000, 0x7F800000>
func.func private @activation_c3_infinite_bounds() attributes {a = #patconv.activation<clamp, 0xFF800000, 0x7F800000>}

// A bound that no decimal of six digits holds keeps its bits.
// CHECK-LABEL: @activation_bound_without_short_decimal
// CHECK-SAME: #patconv.activation<clamp, 0.000000e+00, 0.333333343>
func.func private @activation_bound_without_short_decimal() attributes {a = #patconv.activation<clamp, 0.0, 0x3EAAAAAB>}
