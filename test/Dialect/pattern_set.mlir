// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: pattern_set.C1, pattern_set.C2
// CHECK-LABEL: @pattern_set_c1_one_pattern
// CHECK-SAME: #patconv.pattern_set<"xxx|xxx|xxx">
func.func private @pattern_set_c1_one_pattern() attributes {s = #patconv.pattern_set<"xxx|xxx|xxx">}

// The order is kept: it numbers the patterns.
// PASS: pattern_set.C3, pattern_set.C4
// CHECK-LABEL: @pattern_set_c3_c4_one_size_and_distinct
// CHECK-SAME: #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.", "xxx|xxx|xxx">
func.func private @pattern_set_c3_c4_one_size_and_distinct() attributes {
  s = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.", "xxx|xxx|xxx">
}
