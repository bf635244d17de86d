// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: pattern.C1
// expected-error @below {{expected a kernel of 1 to 1024 positions, but got 25x41}}
func.func private @pattern_c1_1025_positions() attributes {p = #patconv.pattern<"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx">}

// -----

// FAIL: pattern.C1
// expected-error @below {{expected a kernel of 1 to 1024 positions, but got 1x0}}
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

// -----

// FAIL: pattern.C5
// expected-error @below {{expected the full pattern of a kernel of more than 64 positions, but got a part of 5x13}}
func.func private @pattern_c5_last_position_missing() attributes {p = #patconv.pattern<"xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxx.">}

// -----

// FAIL: pattern.C2
// expected-error @below {{expected a pattern to keep at least one position, but got none}}
func.func private @pattern_c2_large_and_empty() attributes {p = #patconv.pattern<".............|.............|.............|.............|.............">}
