// RUN: not patconv-opt %s --pass-pipeline='builtin.module(patconv-fence-streamed-stores)' 2>&1 | FileCheck %s

// CHECK: Can't add pass 'FenceStreamedStoresPass' restricted to 'func.func'
func.func @nothing() {
  return
}
