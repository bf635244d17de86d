// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: pattern_set.C1
// expected-error @below {{expected at least one pattern in the set, but got none}}
func.func private @pattern_set_c1_empty() attributes {s = #patconv.pattern_set<>}

// -----

// FAIL: pattern_set.C3
// expected-error @below {{expected patterns of one kernel size, but got 3x3 and 1x3}}
func.func private @pattern_set_c3_two_sizes() attributes {s = #patconv.pattern_set<".x.|xx.|.x.", ".xx">}

// -----

// FAIL: pattern_set.C4
// expected-error @below {{expected distinct patterns, but got ".x.|xx.|.x." twice}}
func.func private @pattern_set_c4_twice() attributes {s = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.", ".x.|xx.|.x.">}
