// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: activation.C1
// expected-error @below {{expected bounds for clamp alone, but got them for relu}}
func.func private @activation_c1_relu_with_bounds() attributes {a = #patconv.activation<relu, 0.0, 6.0>}

// -----

// FAIL: activation.C1
// expected-error @below {{expected bounds for clamp alone, but got them for none}}
func.func private @activation_c1_none_with_one_bound() attributes {a = #patconv.activation<none, 0.0>}

// -----

// FAIL: activation.C2
// expected-error @below {{expected clamp to have two bounds, but got fewer}}
func.func private @activation_c2_no_bounds() attributes {a = #patconv.activation<clamp>}

// -----

// FAIL: activation.C2
// expected-error @below {{expected clamp to have two bounds, but got fewer}}
func.func private @activation_c2_one_bound() attributes {a = #patconv.activation<clamp, 0.0>}

// -----

// FAIL: activation.C3
// expected-error @below {{expected the lower bound to be at most the upper, but got 1.000000e+00 and 5.000000e-01}}
func.func private @activation_c3_wrong_order() attributes {a = #patconv.activation<clamp, 1.0, 0.5>}

// -----

// FAIL: activation.C3
// expected-error @below {{expected the lower bound to be at most the upper, but got}}
func.func private @activation_c3_nan() attributes {a = #patconv.activation<clamp, 0x7FC00000, 0.5>}

// -----

// expected-error @below {{expected none, relu, relu6 or clamp, but got 'gelu'}}
func.func private @activation_unknown() attributes {a = #patconv.activation<gelu>}
