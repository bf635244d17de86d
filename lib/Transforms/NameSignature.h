//===- NameSignature.h - Names for inputs and outputs -----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_NAMESIGNATURE_H
#define PATCONV_LIB_TRANSFORMS_NAMESIGNATURE_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::patconv {

/// Names the inputs and outputs of `@main` that have no name, by which later
/// passes know them: an input after the position of its argument, `input_0`,
/// and an output after its position, `output_0`, or `output` where it is the
/// only one. Parameters and the weights argument are no inputs. Fails, and
/// changes nothing, where a name is no string or two are equal.
LogicalResult nameSignature(ModuleOp module);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_NAMESIGNATURE_H
