// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-externalize-weights='threshold=16'

// expected-error @+1 {{expected a function @main with a body, but got none}}
module {
  func.func @other() {
    return
  }
}

// -----

// expected-error @+1 {{expected a function @main with a body, but got a declaration}}
module {
  func.func private @main()
}

// -----

func.func @main() {
  // expected-error @+1 {{expected resource 'missing' to hold the constant's bytes, but got too few or none}}
  %0 = arith.constant dense_resource<missing> : tensor<8xf32>
  return
}

// -----

module attributes {patconv.weights = dense<0> : tensor<64xi8>} {
  // expected-error @+1 {{expected constants that were not moved before, but got the module attribute patconv.weights}}
  func.func @main(%w: tensor<64xi8> {patconv.weights}) {
    return
  }
}

// -----

func.func @main() {
  // expected-remark @+1 {{constant stays in the code: its elements, 'i1', are not an array of whole bytes}}
  %0 = arith.constant dense<true> : tensor<32xi1>
  return
}
