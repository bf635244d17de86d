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

// -----

// Without names, the caller would make room for no times.
module {
  llvm.func @layer_0_a() attributes {patconv.layer = "a"} {
    llvm.return
  }
  // expected-error @+1 {{expected a call for each of the 0 names in patconv.layers, but got 1}}
  llvm.func @main() {
    llvm.call @layer_0_a() : () -> ()
    llvm.return
  }
}

// -----

// expected-error @+1 {{expected patconv.layers to be a list of strings, but got [1]}}
module attributes {patconv.layers = [1]} {
  llvm.func @layer_0_a() attributes {patconv.layer = "a"} {
    llvm.return
  }
  llvm.func @main() {
    llvm.call @layer_0_a() : () -> ()
    llvm.return
  }
}

// -----

// expected-error @+1 {{expected patconv.layers to be a list of strings, but got "a"}}
module attributes {patconv.layers = "a"} {
  llvm.func @main() {
    llvm.return
  }
}

// -----

// What surrounds an operation that is left says less than the operation.
module {
  llvm.func @layer(%x: i32) {
    %0 = builtin.unrealized_conversion_cast %x : i32 to index
    // expected-error @+1 {{'math.ctlz' op expected everything to be lowered to the LLVM dialect, but this is left}}
    %1 = math.ctlz %0 : index
    llvm.return
  }
  llvm.func @main() {
    llvm.return
  }
}

// -----

module {
  llvm.func @main() {
    %x = llvm.mlir.constant(1 : i32) : i32
    // expected-error @+1 {{'builtin.unrealized_conversion_cast' op expected everything to be lowered}}
    %0 = builtin.unrealized_conversion_cast %x : i32 to index
    llvm.return
  }
}
