// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: schedule.C1, schedule.C2, schedule.C4, schedule.C5, schedule.C6
// CHECK-LABEL: @schedule_c2_smallest
// CHECK-SAME: #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 1, threads = 1, split = none>
func.func private @schedule_c2_smallest() attributes {
  s = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 1, threads = 1, split = none>
}

// PASS: schedule.C1, schedule.C3, schedule.C6, schedule.C7
// CHECK-LABEL: @schedule_c3_largest_remainder_and_c7_tiles_without_ranges
// CHECK-SAME: #patconv.schedule<lanes = 8, tile = 14x2, remainder = 13x1, channel_block = 32, threads = 2, split = tiles>
func.func private @schedule_c3_largest_remainder_and_c7_tiles_without_ranges() attributes {
  s = #patconv.schedule<lanes = 8, tile = 14x2, remainder = 13x1, channel_block = 32, threads = 2, split = tiles>
}

// PASS: schedule.C7, schedule.C8, schedule.C9
// CHECK-LABEL: @schedule_c8_ranges_for_each_thread
// CHECK-SAME: #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0, channel_block = 32, threads = 2, split = filters, ranges = [0, 289, 512]>
func.func private @schedule_c8_ranges_for_each_thread() attributes {
  s = #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0, channel_block = 32, threads = 2, split = filters, ranges = [0, 289, 512]>
}

// PASS: schedule.C9
// CHECK-LABEL: @schedule_c9_thread_without_filters
// CHECK-SAME: ranges = [0, 0, 1]
func.func private @schedule_c9_thread_without_filters() attributes {
  s = #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0, channel_block = 32, threads = 2, split = filters, ranges = [0, 0, 1]>
}

// PASS: schedule.C10, schedule.C11
// CHECK-LABEL: @schedule_c11_whole_passes
// CHECK-SAME: channel_block = 32, filters_per_pass = 4, threads = 2, split = filters, ranges = [0, 4, 12]>
func.func private @schedule_c11_whole_passes() attributes {
  s = #patconv.schedule<lanes = 16, tile = 7x1, remainder = 0x0, channel_block = 32, filters_per_pass = 4, threads = 2, split = filters, ranges = [0, 4, 12]>
}

// PASS: schedule.C12
// CHECK-LABEL: @schedule_c12_filters_outside
// CHECK-SAME: channel_block = 32, order = filters, threads = 2, split = filters, ranges = [0, 4, 12]>
func.func private @schedule_c12_filters_outside() attributes {
  s = #patconv.schedule<lanes = 16, tile = 7x1, remainder = 0x0, channel_block = 32, order = filters, threads = 2, split = filters, ranges = [0, 4, 12]>
}

// PASS: schedule.C12
// CHECK-LABEL: @schedule_c12_planes
// CHECK-SAME: channel_block = 32, order = planes, threads = 2, split = filters, ranges = [0, 4, 12]>
func.func private @schedule_c12_planes() attributes {
  s = #patconv.schedule<lanes = 16, tile = 7x1, remainder = 0x0, channel_block = 32, order = planes, threads = 2, split = filters, ranges = [0, 4, 12]>
}

// PASS: schedule.C13, schedule.C14, schedule.C15
// CHECK-LABEL: @schedule_c13_to_c15_winograd
// CHECK-SAME: tile = 4x2, remainder = 3x0, channel_block = 32, filters_per_pass = 2, winograd = 4, threads = 1, split = none>
func.func private @schedule_c13_to_c15_winograd() attributes {
  s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, filters_per_pass = 2, winograd = 4, threads = 1, split = none>
}

// PASS: schedule.C12
// What is not printed may be written.
// CHECK-LABEL: @schedule_defaults
// CHECK-SAME: channel_block = 32, threads = 2, split = tiles>
func.func private @schedule_defaults() attributes {
  s = #patconv.schedule<lanes = 16, tile = 7x1, remainder = 0x0, channel_block = 32, filters_per_pass = 1, winograd = 0, order = tiles, threads = 2, split = tiles>
}
