// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: schedule.C1
// expected-error @below {{expected 4, 8 or 16 lanes, but got 12}}
func.func private @schedule_c1_12_lanes() attributes {s = #patconv.schedule<lanes = 12, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 1, split = none>}

// -----

// FAIL: schedule.C2
// expected-error @below {{expected a tile of at least 1x1, but got 0x2}}
func.func private @schedule_c2_no_row() attributes {s = #patconv.schedule<lanes = 16, tile = 0x2, remainder = 0x0, channel_block = 32, threads = 1, split = none>}

// -----

// FAIL: schedule.C2
// expected-error @below {{expected a tile of at least 1x1, but got 4x0}}
func.func private @schedule_c2_no_vector() attributes {s = #patconv.schedule<lanes = 16, tile = 4x0, remainder = 0x0, channel_block = 32, threads = 1, split = none>}

// -----

// FAIL: schedule.C3
// expected-error @below {{expected the remainder to be smaller than the tile 4x2, but got 4x0}}
func.func private @schedule_c3_remainder_rows() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 4x0, channel_block = 32, threads = 1, split = none>}

// -----

// FAIL: schedule.C3
// expected-error @below {{expected the remainder to be smaller than the tile 4x2, but got 0x2}}
func.func private @schedule_c3_remainder_vectors() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 0x2, channel_block = 32, threads = 1, split = none>}

// -----

// FAIL: schedule.C4
// expected-error @below {{expected channel_block to be at least 1, but got 0}}
func.func private @schedule_c4_no_channel() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 0, threads = 1, split = none>}

// -----

// FAIL: schedule.C5
// expected-error @below {{expected at least 1 thread, but got 0}}
func.func private @schedule_c5_no_thread() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 0, split = none>}

// -----

// FAIL: schedule.C6
// expected-error @below {{expected split to be none where there is one thread and nowhere else, but got tiles with 1}}
func.func private @schedule_c6_split_with_one_thread() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 1, split = tiles>}

// -----

// FAIL: schedule.C6
// expected-error @below {{expected split to be none where there is one thread and nowhere else, but got none with 2}}
func.func private @schedule_c6_no_split_with_two_threads() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = none>}

// -----

// FAIL: schedule.C7
// expected-error @below {{expected ranges where filters are split alone, but got them with tiles}}
func.func private @schedule_c7_ranges_of_tiles() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = tiles, ranges = [0, 1, 2]>}

// -----

// FAIL: schedule.C7
// expected-error @below {{expected ranges where filters are split alone, but got them with none}}
func.func private @schedule_c7_ranges_without_split() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 1, split = none, ranges = [0, 2]>}

// -----

// FAIL: schedule.C8
// expected-error @below {{expected ranges to be threads + 1 numbers from 0, but got [] for 2 threads}}
func.func private @schedule_c8_no_ranges() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = filters>}

// -----

// FAIL: schedule.C8
// expected-error @below {{expected ranges to be threads + 1 numbers from 0, but got [0, 8] for 2 threads}}
func.func private @schedule_c8_too_few() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = filters, ranges = [0, 8]>}

// -----

// FAIL: schedule.C8
// expected-error @below {{expected ranges to be threads + 1 numbers from 0, but got [1, 4, 8] for 2 threads}}
func.func private @schedule_c8_late_start() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = filters, ranges = [1, 4, 8]>}

// -----

// FAIL: schedule.C9
// expected-error @below {{expected ranges to rise, but got [0, 9, 8]}}
func.func private @schedule_c9_falling() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 2, split = filters, ranges = [0, 9, 8]>}

// -----

// FAIL: schedule.C10
// expected-error @below {{expected filters_per_pass to be at least 1, but got 0}}
func.func private @schedule_c10_no_filter() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, filters_per_pass = 0, threads = 1, split = none>}

// -----

// FAIL: schedule.C11
// expected-error @below {{expected ranges to be multiples of filters_per_pass, 2, but got 5}}
func.func private @schedule_c11_half_a_pass() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, filters_per_pass = 2, threads = 2, split = filters, ranges = [0, 5, 8]>}

// -----

// FAIL: schedule.C12
// expected-error @below {{expected order to be tiles where threads share tiles, but got filters}}
func.func private @schedule_c12_filters_outside_tiles() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, order = filters, threads = 2, split = tiles>}

// -----

// FAIL: schedule.C12
// expected-error @below {{expected order to be tiles where threads share tiles, but got planes}}
func.func private @schedule_c12_planes_outside_tiles() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, order = planes, threads = 2, split = tiles>}

// -----

// FAIL: schedule.C13
// expected-error @below {{expected winograd to be 2 or 4 rows, or 0, but got 3}}
func.func private @schedule_c13_three_rows() attributes {s = #patconv.schedule<lanes = 16, tile = 3x2, remainder = 0x0, channel_block = 32, winograd = 3, threads = 1, split = none>}

// -----

// FAIL: schedule.C14
// expected-error @below {{expected a tile of winograd's 4 rows, but got 2}}
func.func private @schedule_c14_other_tile() attributes {s = #patconv.schedule<lanes = 16, tile = 2x2, remainder = 0x0, channel_block = 32, winograd = 4, threads = 1, split = none>}

// -----

// FAIL: schedule.C15
// expected-error @below {{expected order to be tiles where winograd is not 0, but got filters}}
func.func private @schedule_c15_filters_outside() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 0x0, channel_block = 32, winograd = 4, order = filters, threads = 1, split = none>}

// -----

// expected-error @below {{expected tiles, filters, planes or follow, but got 'rows'}}
func.func private @schedule_unknown_order() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, order = rows, threads = 1, split = none>}

// -----

// expected-error @below {{expected two numbers, but got 3}}
func.func private @schedule_tile_of_three_numbers() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2x1, remainder = 3x0, channel_block = 32, threads = 1, split = none>}

// -----

// expected-error @below {{expected none, tiles or filters, but got 'rows'}}
func.func private @schedule_unknown_split() attributes {s = #patconv.schedule<lanes = 16, tile = 4x2, remainder = 3x0, channel_block = 32, threads = 1, split = rows>}
