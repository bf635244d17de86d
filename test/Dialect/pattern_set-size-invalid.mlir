// A set one pattern too large: every number from 1 to 65536 as a row of 17 positions.
// RUN: %python -c "print('func.func private @f() attributes {s = #patconv.pattern_set<' + ', '.join('\"' + format(i, '017b').replace('0', '.').replace('1', 'x') + '\"' for i in range(1, 65537)) + '>}')" > %t.mlir
// RUN: not patconv-opt %t.mlir 2>&1 | FileCheck %s

// FAIL: pattern_set.C2
// CHECK: error: expected at most 65535 patterns in the set, but got 65536
