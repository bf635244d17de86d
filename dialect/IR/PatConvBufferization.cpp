//===- PatConvBufferization.cpp - Bufferisation of the patconv ops --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace mlir::patconv;

namespace {

/// Of an operation that overwrites its only init.
template <typename OpTy>
struct OverwritingInterface
    : DstBufferizableOpInterfaceExternalModel<OverwritingInterface<OpTy>,
                                              OpTy> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    // The init tensor gives the shape; its content is overwritten.
    return !cast<DestinationStyleOpInterface>(op).isDpsInit(&operand);
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    Value init = cast<OpTy>(op).getInit();
    if (isa<MemRefType>(init.getType()))
      return success();
    IRMapping buffers;
    for (Value operand : op->getOperands()) {
      if (!isa<TensorType>(operand.getType()) || buffers.contains(operand))
        continue;
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      buffers.map(operand, *buffer);
    }
    SmallVector<Value> operands = llvm::map_to_vector(
        op->getOperands(), [&](Value v) { return buffers.lookupOrDefault(v); });
    OperationState newState(op->getLoc(), op->getName(), operands, TypeRange(),
                            op->getAttrs());
    newState.propertiesAttr = op->getPropertiesAsAttribute();
    for (Region &region : op->getRegions())
      newState.addRegion()->takeBody(region);
    rewriter.create(newState);
    replaceOpWithBufferizedValues(rewriter, op, buffers.lookupOrDefault(init));
    return success();
  }
};

struct WeightsViewInterface
    : BufferizableOpInterface::ExternalModel<WeightsViewInterface,
                                             WeightsViewOp> {
  bool bufferizesToMemoryRead(Operation *, OpOperand &,
                              const AnalysisState &) const {
    return false;
  }
  bool bufferizesToMemoryWrite(Operation *, OpOperand &,
                               const AnalysisState &) const {
    return false;
  }
  AliasingValueList getAliasingValues(Operation *op, OpOperand &,
                                      const AnalysisState &) const {
    return {{op->getOpResult(0), BufferRelation::Unknown}};
  }
  // The weights are read-only.
  bool isWritable(Operation *, Value, const AnalysisState &) const {
    return false;
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto view = cast<WeightsViewOp>(op);
    FailureOr<Value> weights =
        getBuffer(rewriter, view.getWeights(), options, state);
    if (failed(weights))
      return failure();
    auto type = cast<RankedTensorType>(view.getResult().getType());
    Value offset = arith::ConstantIndexOp::create(rewriter, op->getLoc(),
                                                  view.getOffset());
    replaceOpWithNewBufferizedOp<memref::ViewOp>(
        rewriter, op, MemRefType::get(type.getShape(), type.getElementType()),
        *weights, offset, ValueRange());
    return success();
  }

  FailureOr<BufferLikeType> getBufferType(Operation *op, Value value,
                                          const BufferizationOptions &,
                                          const BufferizationState &,
                                          SmallVector<Value> &) const {
    auto type = cast<RankedTensorType>(value.getType());
    return cast<BufferLikeType>(
        MemRefType::get(type.getShape(), type.getElementType()));
  }
};

} // namespace

void patconv::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, PatConvDialect *) {
    FkwConv2DOp::attachInterface<OverwritingInterface<FkwConv2DOp>>(*context);
    MaxPool2DOp::attachInterface<OverwritingInterface<MaxPool2DOp>>(*context);
    RelayoutOp::attachInterface<OverwritingInterface<RelayoutOp>>(*context);
    SparseVecmatOp::attachInterface<OverwritingInterface<SparseVecmatOp>>(
        *context);
    Upsample2DOp::attachInterface<OverwritingInterface<Upsample2DOp>>(*context);
    WeightsViewOp::attachInterface<WeightsViewInterface>(*context);
  });
}
