//===- ConvertLayoutOp.cpp - patconv.convert_layout -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

/// The layout of a tensor; plain where it has no encoding.
static Attribute getLayout(RankedTensorType type) {
  Attribute encoding = type.getEncoding();
  return encoding ? encoding : PlainAttr::get(type.getContext());
}

LogicalResult ConvertLayoutOp::verify() {
  auto input = cast<RankedTensorType>(getInput().getType());
  auto result = cast<RankedTensorType>(getResult().getType());
  if (input.getShape() != result.getShape())
    return emitOpError("expected input and result to have one shape, but got ")
           << input << " and " << result;
  for (RankedTensorType type : {input, result})
    if (!isa<PlainAttr, LaneTiledAttr, RowVectorAttr>(getLayout(type)))
      return emitOpError("expected the encoding to be a patconv layout, but "
                         "got ")
             << type.getEncoding();
  for (RankedTensorType type : {input, result})
    if (auto rows = dyn_cast<RowVectorAttr>(getLayout(type)))
      if (type.getDimSize(3) > rows.getLanes())
        return emitOpError("expected rows of at most ")
               << rows.getLanes() << " elements in a row vector, but got "
               << type.getDimSize(3);
  return success();
}

OpFoldResult ConvertLayoutOp::fold(FoldAdaptor) {
  if (getInput().getType() == getResult().getType())
    return getInput();
  auto producer = getInput().getDefiningOp<ConvertLayoutOp>();
  if (!producer)
    return {};
  if (producer.getInput().getType() == getResult().getType())
    return producer.getInput();
  // A chain needs its ends alone.
  getInputMutable().assign(producer.getInput());
  return getResult();
}
