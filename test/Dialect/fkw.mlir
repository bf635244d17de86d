// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: fkw.C1, fkw.C2
// CHECK-LABEL: @fkw_c1_c2_smallest
// CHECK-SAME: #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>
func.func private @fkw_c1_c2_smallest() attributes {
  f = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>
}

// PASS: fkw.C2, fkw.C3
// CHECK-LABEL: @fkw_c3_blocks_of_unequal_size
// CHECK-SAME: #patconv.fkw<filters = 64, channels = 70, channel_blocks = [0, 32, 64, 70], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>
func.func private @fkw_c3_blocks_of_unequal_size() attributes {
  f = #patconv.fkw<filters = 64, channels = 70, channel_blocks = [0, 32, 64, 70], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>
}
