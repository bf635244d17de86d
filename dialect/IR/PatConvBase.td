//===- PatConvBase.td - What the operations share ----------*- tablegen -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVBASE_TD
#define PATCONV_DIALECT_IR_PATCONVBASE_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "dialect/IR/PatConvDialect.td"

class PatConv_Op<string opMnemonic, list<Trait> traits = []>
    : Op<PatConv_Dialect, opMnemonic, traits>;

def PatConv_Image : AnyTypeOf<[4DTensorOf<[F32]>, MemRefRankOf<[F32], [4]>]>;
def PatConv_Matrix : AnyTypeOf<[2DTensorOf<[F32]>, MemRefRankOf<[F32], [2]>]>;
def PatConv_FloatArray
    : AnyTypeOf<[1DTensorOf<[F32]>, MemRefRankOf<[F32], [1]>]>;
class PatConv_IndexArray<int rank>
    : AnyTypeOf<[TensorRankOf<[I8, I16, I32], [rank]>,
                 MemRefRankOf<[I8, I16, I32], [rank]>]>;

#endif // PATCONV_DIALECT_IR_PATCONVBASE_TD
