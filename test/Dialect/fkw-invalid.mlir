// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: fkw.C1
// expected-error @below {{expected at least one filter and one channel, but got 0 and 4}}
func.func private @fkw_c1_no_filter() attributes {f = #patconv.fkw<filters = 0, channels = 4, channel_blocks = [0, 4], patterns = <"x">>}

// -----

// FAIL: fkw.C1
// expected-error @below {{expected at least one filter and one channel, but got 4 and 0}}
func.func private @fkw_c1_no_channel() attributes {f = #patconv.fkw<filters = 4, channels = 0, channel_blocks = [0, 0], patterns = <"x">>}

// -----

// FAIL: fkw.C2
// expected-error @below {{expected channel_blocks to go from 0 to 4, but got [1, 4]}}
func.func private @fkw_c2_late_start() attributes {f = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [1, 4], patterns = <"x">>}

// -----

// FAIL: fkw.C2
// expected-error @below {{expected channel_blocks to go from 0 to 4, but got [0, 2]}}
func.func private @fkw_c2_early_end() attributes {f = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 2], patterns = <"x">>}

// -----

// FAIL: fkw.C3
// expected-error @below {{expected channel_blocks to rise, but got [0, 2, 2, 4]}}
func.func private @fkw_c3_empty_block() attributes {f = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 2, 2, 4], patterns = <"x">>}

// -----

// FAIL: fkw.C3
// expected-error @below {{expected channel_blocks to rise, but got [0, 3, 1, 4]}}
func.func private @fkw_c3_falling() attributes {f = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 3, 1, 4], patterns = <"x">>}
