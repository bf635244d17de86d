//===- TiledMembers.h - Which operations are lane-tiled ---------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_TILEDMEMBERS_H
#define PATCONV_LIB_TRANSFORMS_TILEDMEMBERS_H

#include "lib/Transforms/ScheduleSearch.h"

#include "dialect/IR/LaneTiling.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::patconv {

/// An operation that can work in the lane-tiled layout.
struct TiledMember {
  Operation *op;
  /// The activations that it reads, and the one that it makes.
  SmallVector<Value> inputs;
  Value output;
  /// The halo that it asks of its first input; of the others, the residuals of
  /// a convolution, it reads none.
  int64_t halo = 0;
  bool isElementwise = false;
  /// Whether a convolution reads a copy of what its strides leave of the input.
  bool subsamples = false;
  /// Whether it asks for a halo that it does not read.
  bool standsAside = false;
  /// Whether it adds up the planes that it reads: what it makes is plain.
  bool isPlain = false;
  /// What adds up the planes of a convolution, and nothing else reads them:
  /// the convolution can do so.
  Operation *planeSum = nullptr;
  /// Cycles that the layout saves; of a convolution alone.
  double gain = 0;

  int64_t getHalo(size_t input) const { return input == 0 ? halo : 0; }
};

/// Rows and columns of an activation.
inline ArrayRef<int64_t> getPlane(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape().take_back(2);
}

/// Which operations of a function work in the lane-tiled layout, and with what
/// halos.
class TiledMembers {
public:
  TiledMembers(MLIRContext *context, const ScheduleTarget &target,
               bool fusePooling)
      : context(context), target(target), fusePooling(fusePooling) {}

  /// Finds what can work in it.
  void collect(func::FuncOp function);
  /// Drops what is faster without.
  void dropLosses();
  void chooseHalos();

  /// The grid that a value is made in.
  LaneTiledAttr getGrid(Value value) const {
    if (LaneTiledAttr chosen = chosenGrids.lookup(value))
      return chosen;
    return chooseGrid(context, getPlane(value), target.lanes);
  }
  /// Puts `value`, which lies in `layout`, in the place of what `before` was as
  /// the output of a member; those that read it follow.
  void replace(Value before, Value value, LaneTiledAttr layout);
  /// Puts `after`, which stays plain, in the place of `before` where members
  /// read it; a convolution that makes it sums its planes.
  void replacePlain(Value before, Value after);
  bool isTiled(Value value) const {
    return producers.contains(value) && !plainSums.contains(value);
  }
  /// Whether a member reads a value of `use`, which another one made, as an
  /// activation.
  bool isActivationOfMember(OpOperand &use) const;
  /// Whether `member` reads `input` as another member made it. Strides may ask
  /// for another grid than the input's own; then it reads a copy.
  bool readsTiled(const TiledMember &member, Value input) const {
    return isTiled(input) && hasOwnGrid(member, input);
  }
  bool hasOwnGrid(const TiledMember &member, Value input) const {
    return member.isPlain || getGrid(input) == getGrid(member.output);
  }

  SmallVector<TiledMember> members;
  /// The member that makes a value.
  DenseMap<Value, unsigned> producers;
  /// The halo of each value that lies in lane-tiled memory, made so or
  /// converted.
  DenseMap<Value, int64_t> halos;
  /// The halos of copies in a grid other than the value's own.
  DenseMap<std::pair<Value, Attribute>, int64_t> copyHalos;

private:
  /// Lets the members that read `before` read `after`, with the halos of
  /// copies.
  void replaceInput(Value before, Value after);
  std::optional<TiledMember> match(Conv2DOp op);
  std::optional<TiledMember> match(linalg::PoolingNchwMaxOp op);
  std::optional<TiledMember> match(linalg::GenericOp op);
  std::optional<TiledMember> match(tensor::ConcatOp op);
  /// The last step of an upsampling.
  std::optional<TiledMember> match(tensor::CollapseShapeOp op);
  /// A sum of planes that no convolution takes.
  std::optional<TiledMember> matchSum(Operation *op);
  /// Puts what an element-wise operation makes into the grid of what it reads.
  /// False where nothing of that is tiled, or one grid does not do.
  bool takeGridOf(Value output, ValueRange inputs);
  /// Lets what makes the input of convolution `reader` make it in the grid that
  /// is asked for, where it is cheaper to convert what that reads instead.
  void askForGrid(const TiledMember &reader);
  /// The cycles of a convolution with this work.
  double predict(const LayerWork &work) const;
  /// The same where it reads from planes of this size with a halo of 1 that it
  /// has no use for, which is made for it.
  double predictAside(LayerWork work, ArrayRef<int64_t> plane) const;
  /// The cycles of a copy of `value` from the plain layout or to it.
  double predictCopy(Value value) const;
  /// The cycles that it takes to bring `input` into the grid of `member`.
  double predictConversion(const TiledMember &member, Value input) const;

  MLIRContext *context;
  ScheduleTarget target;
  bool fusePooling;
  /// The grids that were chosen for values; any other has its plane's.
  DenseMap<Value, LaneTiledAttr> chosenGrids;
  /// The sums of planes that members make.
  DenseSet<Value> plainSums;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_TILEDMEMBERS_H
