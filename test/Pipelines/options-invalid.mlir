// RUN: not patconv-opt %s -patconv-cpu-pipeline=stop-after=vectorize 2>&1 | FileCheck %s --check-prefix=STOP
// RUN: not patconv-opt %s -patconv-cpu-pipeline=resume-after=parse 2>&1 | FileCheck %s --check-prefix=RESUME
// RUN: not patconv-opt %s -patconv-cpu-pipeline="resume-after=pack stop-after=raise" 2>&1 | FileCheck %s --check-prefix=ORDER

// STOP: expected stop-after to be one of import, raise, reorder, layout, schedule, pack, bufferize, lower, but got 'vectorize'
// RESUME: expected resume-after to be one of import, raise, reorder, layout, schedule, pack, bufferize, lower, but got 'parse'
// ORDER: expected stop-after to come after the phase 'pack', but got 'raise'
