//===- AttributeNames.h - Discardable attributes of modules -----*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_ATTRIBUTENAMES_H
#define PATCONV_DIALECT_IR_ATTRIBUTENAMES_H

#include "mlir/Support/LLVM.h"

namespace mlir::patconv {

//===----------------------------------------------------------------------===//
// On arguments and results of @main
//===----------------------------------------------------------------------===//

/// The name of the parameter that an argument stands for.
inline constexpr StringLiteral kParameterAttr = "patconv.parameter";
/// The name of an input.
inline constexpr StringLiteral kInputAttr = "patconv.input";
/// The name of an output: of a result, later of an out-parameter.
inline constexpr StringLiteral kOutputAttr = "patconv.output";
/// Marks the argument with all large constants; on the module, and as a
/// resource's key, their bytes.
inline constexpr StringLiteral kWeightsAttr = "patconv.weights";
/// Marks the argument with the memory of all buffers.
inline constexpr StringLiteral kWorkspaceAttr = "patconv.workspace";

//===----------------------------------------------------------------------===//
// On operations and the module
//===----------------------------------------------------------------------===//

/// The name of the layer that an operation belongs to, or a function computes.
inline constexpr StringLiteral kLayerAttr = "patconv.layer";
/// The names of the layers, in the order of their functions; those of two
/// layers that run together have kLayerSeparator between them.
inline constexpr StringLiteral kLayersAttr = "patconv.layers";
inline constexpr StringLiteral kLayerSeparator = " + ";
/// The bytes of the workspace.
inline constexpr StringLiteral kWorkspaceBytesAttr = "patconv.workspace_bytes";
/// The most bytes of it that are in use at once: no plan can do with less.
inline constexpr StringLiteral kLiveBytesAttr = "patconv.live_bytes";

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_ATTRIBUTENAMES_H
