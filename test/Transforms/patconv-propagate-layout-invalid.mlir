// RUN: not patconv-opt %s -patconv-propagate-layout='lanes=5' 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not patconv-opt %s -patconv-propagate-layout='threads=0' 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not patconv-opt %s -patconv-propagate-layout='vector-registers=4' 2>&1 | FileCheck %s --check-prefix=REGISTERS

// LANES: error: expected lanes to be 4, 8 or 16, but got 5
// THREADS: error: expected threads to be at least 1, but got 0
// REGISTERS: error: expected vector-registers to be at least 8, but got 4
func.func @no_operation() {
  return
}
