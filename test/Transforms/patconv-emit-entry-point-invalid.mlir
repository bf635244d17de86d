// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-emit-entry-point

// A function that is not lowered yet is not enough.
// expected-error @+1 {{expected an llvm.func @main of one block, but got none}}
module {
  func.func @main() {
    return
  }
}

// -----

// expected-error @+1 {{expected an llvm.func @main of one block, but got another form}}
llvm.func @main()

// -----

// expected-error @+1 {{expected argument 1 to be marked as input, output, weights or workspace, but got no mark}}
llvm.func @main(%x: !llvm.ptr {patconv.input = "x"}, %y: !llvm.ptr) {
  llvm.return
}

// -----

// expected-error @+1 {{expected argument 0 to be a bare pointer, but got 'i64'}}
llvm.func @main(%x: i64 {patconv.input = "x"}) {
  llvm.return
}

// -----

module attributes {patconv.layers = ["a", "b"]} {
  llvm.func @layer_0_a() attributes {patconv.layer = "a"} {
    llvm.return
  }
  // expected-error @+1 {{expected a call for each of the 2 names in patconv.layers, but got 1}}
  llvm.func @main() {
    llvm.call @layer_0_a() : () -> ()
    llvm.return
  }
}

// -----

module {
  // expected-error @+1 {{expected the name @patconv_run to be free, but it is taken}}
  llvm.func @patconv_run() {
    llvm.return
  }
  llvm.func @main() {
    llvm.return
  }
}
