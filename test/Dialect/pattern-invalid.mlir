// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: pattern.C1
// expected-error @below {{expected a kernel of 1 to 64 positions, but got 5x13}}
func.func private @pattern_c1_65_positions() attributes {p = #patconv.pattern<"x............|.............|.............|.............|.............">}

// -----

// FAIL: pattern.C1
// expected-error @below {{expected a kernel of 1 to 64 positions, but got 1x0}}
func.func private @pattern_c1_empty() attributes {p = #patconv.pattern<"">}

// -----

// FAIL: pattern.C2
// expected-error @below {{expected a pattern to keep at least one position, but got none}}
func.func private @pattern_c2_nothing_kept() attributes {p = #patconv.pattern<"...|...|...">}

// -----

// FAIL: pattern.C3
// expected-error @below {{expected rows of equal length in pattern ".x.|xx|.x.", but got 3 and 2}}
func.func private @pattern_c3_short_row() attributes {p = #patconv.pattern<".x.|xx|.x.">}

// -----

// FAIL: pattern.C4
// expected-error @below {{expected 'x' or '.' in pattern ".x.|Xx.|.x.", but got 'X'}}
func.func private @pattern_c4_upper_case() attributes {p = #patconv.pattern<".x.|Xx.|.x.">}
