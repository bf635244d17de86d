//===- OutlineLayers.cpp - Give each layer a function of its own ----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_OUTLINELAYERSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct Layer {
  SmallVector<Operation *> ops;
  /// The name that the operations give; empty where they give none.
  std::string name;
};

/// Bytes `begin` to `end` - 1 of what `root` points to; a negative `end` means
/// all of it.
struct Extent {
  Value root;
  int64_t begin = 0;
  int64_t end = -1;
};
} // namespace

//===----------------------------------------------------------------------===//
// Which operations make a layer
//===----------------------------------------------------------------------===//

/// The layer that `op` says it belongs to, or an empty name; both layers of
/// what runs by planes, if they have names.
static std::string getLayerTag(Operation *op) {
  if (auto conv = dyn_cast<FkwConv2DOp>(op))
    return conv.getLayer().value_or("").str();
  if (auto block = dyn_cast<DepthFirstOp>(op)) {
    const std::string maker = getLayerTag(block.getMaker());
    const std::string reader = getLayerTag(block.getReader());
    return maker.empty() || reader.empty()
               ? ""
               : maker + kLayerSeparator.str() + reader;
  }
  if (auto tag = op->getAttrOfType<StringAttr>(kLayerAttr))
    return tag.getValue().str();
  return "";
}

/// What an operation without a name is called.
static StringRef getKind(Operation *op) {
  if (isa<FkwConv2DOp, DepthFirstOp>(op))
    return "conv";
  // A maximum over one point is what is left of a convolution's strides.
  if (auto pool = dyn_cast<MaxPool2DOp>(op);
      pool && llvm::all_of(pool.getKernel(), [](int64_t n) { return n == 1; }))
    return "subsampling";
  if (isa<linalg::PoolingNchwMaxOp, MaxPool2DOp>(op))
    return "maxpool";
  if (isa<Upsample2DOp>(op))
    return "upsampling";
  if (isa<linalg::PoolingNchwSumOp>(op))
    return "sumpool";
  if (isa<SparseVecmatOp>(op))
    return "linear";
  if (isa<linalg::FillOp>(op))
    return "fill";
  if (isa<memref::CopyOp, linalg::CopyOp>(op))
    return "copy";
  if (auto generic = dyn_cast<linalg::LinalgOp>(op)) {
    if (linalg::isaContractionOpInterface(generic))
      return "linear";
    if (generic.getNumLoops() == generic.getNumParallelLoops())
      return "elementwise";
    return "reduction";
  }
  return op->getName().stripDialect();
}

/// Whether `op` is work, in contrast to views, constants and calls.
static bool isWork(Operation *op) {
  return !op->hasTrait<OpTrait::IsTerminator>() && !isa<CallOpInterface>(op) &&
         !isMemoryEffectFree(op);
}

/// The operation that `fill` makes the destination for: the next one that uses
/// its buffer, if it writes there.
static Operation *getFilledOp(linalg::FillOp fill) {
  Value buffer = fill.getDpsInits().front();
  Operation *next = nullptr;
  for (Operation *user : buffer.getUsers()) {
    Operation *op = fill->getBlock()->findAncestorOpInBlock(*user);
    if (op && fill->isBeforeInBlock(op) && (!next || op->isBeforeInBlock(next)))
      next = op;
  }
  auto linalgOp = dyn_cast_or_null<linalg::LinalgOp>(next);
  if (!linalgOp || !llvm::is_contained(linalgOp.getDpsInits(), buffer) ||
      isa<linalg::FillOp>(next))
    return nullptr;
  return next;
}

/// Splits the work of `body` into layers, in order.
static FailureOr<SmallVector<Layer>> findLayers(Block &body) {
  SmallVector<Layer> layers;
  DenseMap<Operation *, SmallVector<Operation *>> fills;
  for (Operation &op : body) {
    if (!isWork(&op))
      continue;
    if (hasEffect<MemoryEffects::Allocate>(&op) ||
        hasEffect<MemoryEffects::Free>(&op))
      return op.emitOpError("expected memory to be planned before layers are "
                            "outlined, but got an operation that allocates or "
                            "frees it");
    if (op.getNumResults() != 0)
      return op.emitOpError("expected a layer to write its results to memory, "
                            "but got ")
             << op.getNumResults() << " results";
    if (auto fill = dyn_cast<linalg::FillOp>(op))
      if (Operation *filled = getFilledOp(fill)) {
        fills[filled].push_back(fill);
        continue;
      }
    std::string tag = getLayerTag(&op);
    if (layers.empty() || tag.empty() || layers.back().name != tag)
      layers.push_back({{}, std::move(tag)});
    llvm::append_range(layers.back().ops, fills[&op]);
    layers.back().ops.push_back(&op);
  }
  for (auto [number, layer] : llvm::enumerate(layers))
    if (layer.name.empty())
      layer.name = (getKind(layer.ops.back()) + "_" + Twine(number)).str();
  return layers;
}

//===----------------------------------------------------------------------===//
// What a layer uses
//===----------------------------------------------------------------------===//

/// The memory behind `memref`, through views, as exactly as it is easy.
static Extent getExtent(Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  Extent extent{memref, 0, -1};
  bool known = type.hasStaticShape() && type.getLayout().isIdentity() &&
               type.getElementType().isIntOrFloat();
  if (known)
    extent.end = type.getNumElements() *
                 llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  while (Operation *op = extent.root.getDefiningOp()) {
    if (auto view = dyn_cast<memref::ViewOp>(op)) {
      IntegerAttr shift;
      extent.root = view.getSource();
      if (!known || !matchPattern(view.getByteShift(), m_Constant(&shift))) {
        known = false;
        continue;
      }
      extent.begin += shift.getInt();
      extent.end += shift.getInt();
    } else if (isa<memref::ExpandShapeOp, memref::CollapseShapeOp,
                   memref::CastOp>(op)) {
      extent.root = op->getOperand(0);
    } else if (auto view = dyn_cast<ViewLikeOpInterface>(op)) {
      extent.root = view.getViewSource();
      // The source, if it is whole, tells more than a strided piece of it.
      Extent source = getExtent(extent.root);
      return source;
    } else {
      break;
    }
  }
  if (!known)
    extent.begin = 0, extent.end = -1;
  return extent;
}

static bool mayOverlap(const Extent &a, const Extent &b) {
  if (a.root != b.root)
    // Arguments of the main function do not overlap: that is its contract.
    return !isa<BlockArgument>(a.root) || !isa<BlockArgument>(b.root);
  return a.end < 0 || b.end < 0 || (a.begin < b.end && b.begin < a.end);
}

/// Whether `value` can be made again inside a function.
static bool isClonable(Value value) {
  Operation *op = value.getDefiningOp();
  return op && (matchPattern(op, m_Constant()) || isa<memref::GetGlobalOp>(op));
}

/// The values from outside that `ops` use, in the order of use.
static llvm::SetVector<Value> getCaptures(ArrayRef<Operation *> ops) {
  llvm::SetVector<Value> captures;
  for (Operation *op : ops) {
    captures.insert_range(op->getOperands());
    getUsedValuesDefinedAbove(op->getRegions(), captures);
  }
  return captures;
}

//===----------------------------------------------------------------------===//
// The function of a layer
//===----------------------------------------------------------------------===//

/// `name` as part of a symbol that any assembler takes.
static std::string makeSymbol(size_t number, StringRef name) {
  std::string symbol = ("layer_" + Twine(number) + "_" + name).str();
  for (char &c : symbol)
    if (!llvm::isAlnum(c) && c != '_' && c != '.')
      c = '_';
  return symbol;
}

/// Moves `layer` into a new function and calls it where the last of its
/// operations was.
static void outlineLayer(const Layer &layer, size_t number,
                         SymbolTable &symbols) {
  Operation *last = layer.ops.back();
  MLIRContext *context = last->getContext();
  SmallVector<Value> arguments, constants;
  for (Value value : getCaptures(layer.ops))
    (isClonable(value) ? constants : arguments).push_back(value);

  OpBuilder builder(context);
  Location loc = last->getLoc();
  auto function = func::FuncOp::create(
      builder, loc, makeSymbol(number, layer.name),
      builder.getFunctionType(TypeRange(ValueRange(arguments)), {}));
  function.setPrivate();
  function->setAttr(kLayerAttr, builder.getStringAttr(layer.name));
  symbols.insert(function);

  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToEnd(entry);
  IRMapping mapping;
  mapping.map(arguments, entry->getArguments());
  for (Value constant : constants)
    builder.clone(*constant.getDefiningOp(), mapping);
  for (Operation *op : layer.ops) {
    // The function has the layer's name now.
    Operation *clone = builder.clone(*op, mapping);
    clone->removeAttr(kLayerAttr);
    clone->walk([](FkwConv2DOp conv) { conv.removeLayerAttr(); });
  }
  func::ReturnOp::create(builder, loc);

  SmallVector<std::pair<unsigned, Extent>> extents;
  for (auto [i, argument] : llvm::enumerate(arguments))
    if (isa<MemRefType>(argument.getType()))
      extents.push_back({i, getExtent(argument)});
  for (auto &[i, extent] : extents)
    if (llvm::none_of(extents, [&, i = i, &extent = extent](auto &other) {
          return other.first != i && mayOverlap(extent, other.second);
        }))
      function.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(),
                          builder.getUnitAttr());

  builder.setInsertionPoint(last);
  func::CallOp::create(builder, loc, function, arguments);
  for (Operation *op : llvm::reverse(layer.ops))
    op->erase();
  for (Value constant : constants)
    if (constant.use_empty())
      constant.getDefiningOp()->erase();
}

namespace {
struct OutlineLayers : patconv::impl::OutlineLayersPassBase<OutlineLayers> {
  using OutlineLayersPassBase::OutlineLayersPassBase;

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!main || !llvm::hasSingleElement(main.getBody())) {
      emitError(main ? main.getLoc() : getOperation().getLoc(),
                "expected a function @main of one block, but got ")
          << (main ? "another form" : "none");
      return signalPassFailure();
    }
    FailureOr<SmallVector<Layer>> layers = findLayers(main.getBody().front());
    if (failed(layers))
      return signalPassFailure();
    SymbolTable symbols(getOperation());
    SmallVector<Attribute> names;
    for (auto [number, layer] : llvm::enumerate(*layers)) {
      names.push_back(StringAttr::get(&getContext(), layer.name));
      outlineLayer(layer, number, symbols);
    }
    getOperation()->setAttr(kLayersAttr, ArrayAttr::get(&getContext(), names));
    numLayers += layers->size();
  }
};
} // namespace
