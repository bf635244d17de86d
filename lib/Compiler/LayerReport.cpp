//===- LayerReport.cpp - What became of each layer ------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/LayerReport.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/Winograd.h"
#include "lib/Transforms/InputLoads.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InterleavedRange.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace mlir::patconv;

static constexpr int64_t kFloatBytes = 4;

static int64_t getNumElements(ArrayRef<int64_t> shape) {
  return llvm::product_of(shape);
}

static std::string printAttribute(Attribute attribute) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  attribute.print(stream);
  return text;
}

/// The name of a parameter's layer: "features.0" for "features.0.weight".
static StringRef dropParameter(StringRef name) {
  name.consume_back(".weight");
  return name;
}

static std::string joinRemarks(Location loc, const RemarkMap &remarks) {
  auto found = remarks.find(LocationAttr(loc));
  return found == remarks.end() ? "" : llvm::join(found->second, "; ");
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

static StringRef getPath(Conv2DOp op, bool anyPruned) {
  PatternSetAttr patterns = op.getPatterns();
  if (op.getGroups() > 1 && op.getChannelsPerGroup() == 1)
    return "depthwise";
  if (patterns.getHeight() == 1 && patterns.getWidth() == 1)
    return "1x1";
  return anyPruned ? "pattern" : "dense";
}

static std::string explain(Conv2DOp op, const LayerReport &layer) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  SmallVector<int64_t> entries;
  int64_t used = 0;
  for (auto [pattern, count] :
       llvm::zip_equal(op.getPatterns().getPatterns(), layer.patterns)) {
    used += count.kernels > 0;
    if (count.kernels > 0 &&
        !llvm::is_contained(entries, pattern.getNumEntries()))
      entries.push_back(pattern.getNumEntries());
  }
  llvm::sort(entries);
  int64_t positions = layer.weights[2] * layer.weights[3];
  if (entries.empty())
    stream << "every kernel is zero";
  else if (entries.size() == 1 && entries.front() == positions)
    stream << (positions == 1 ? "one position"
               : positions > kMaxPatternPositions
                   ? "large kernels with all of their positions"
                   : "no zeros inside kernels");
  else
    stream << used << (used == 1 ? " pattern of " : " patterns of ")
           << llvm::interleaved(entries, " or ") << " of " << positions
           << " positions";
  if (layer.keptKernels < layer.kernels)
    stream << ", " << layer.kernels - layer.keptKernels << " kernels are zero";
  return text;
}

/// The multiply-adds of `op`, which has `macs` of them, when minimal filtering
/// computes `winogradRows` rows together.
static int64_t countWinogradMacs(Conv2DOp op, int64_t macs,
                                 int64_t winogradRows) {
  const int64_t rows = op.getOutputTiling().getTileRows(op.getOutputShape()[2]);
  const int64_t rest = rows % winogradRows;
  const WinogradShape shape{winogradRows, op.getPatterns().getHeight(),
                            op.getStrides()[0]};
  const int64_t all = rows / winogradRows * shape.countProducts() +
                      (rest ? shape.countProducts(rest) : 0);
  return macs * all / (rows * shape.kernelRows);
}

/// The convolution that `op` goes plane by plane with, or null.
static Conv2DOp getPlanesPartner(Conv2DOp op) {
  auto hasOrder = [](Conv2DOp conv, LoopOrder order) {
    return conv && conv.getSchedule() &&
           conv.getSchedule()->getOrder() == order;
  };
  if (hasOrder(op, LoopOrder::follow)) {
    auto maker = op.getInput().getDefiningOp<Conv2DOp>();
    return hasOrder(maker, LoopOrder::planes) ? maker : nullptr;
  }
  if (hasOrder(op, LoopOrder::planes))
    for (Operation *user : op->getUsers())
      if (auto reader = dyn_cast<Conv2DOp>(user);
          hasOrder(reader, LoopOrder::follow))
        return reader;
  return nullptr;
}

static LayerReport describe(Conv2DOp op, const RemarkMap &remarks) {
  LayerReport layer;
  layer.name = op.getLayer().value_or("").str();
  layer.input = op.getInput().getType().getShape().vec();
  SmallVector<int64_t> output = op.getOutputShape();
  layer.output.assign(output.begin(), output.end());
  layer.weights = op.getWeights().getType().getShape().vec();
  layer.kernels = layer.weights[0] * layer.weights[1];
  for (PatternAttr pattern : op.getPatterns().getPatterns())
    layer.patterns.push_back({pattern.getPicture(), 0});

  int64_t entries = 0;
  if (std::optional<SmallVector<int64_t>> table = op.getKernelTable()) {
    for (int64_t number : *table) {
      if (number == 0)
        continue;
      ++layer.keptKernels;
      ++layer.patterns[number - 1].kernels;
      entries += op.getPatterns().getPatterns()[number - 1].getNumEntries();
    }
  }
  int64_t denseEntries = getNumElements(layer.weights);
  int64_t pixels = layer.output[0] * layer.output[2] * layer.output[3];
  layer.denseMacs = pixels * denseEntries;
  layer.macs = pixels * entries;
  layer.denseBytes = kFloatBytes * denseEntries;
  layer.bytes = layer.valueBytes = kFloatBytes * entries;
  layer.path = getPath(op, entries < denseEntries);
  layer.why = explain(op, layer);
  if (std::string remark = joinRemarks(op.getLoc(), remarks); !remark.empty())
    layer.why += "; " + remark;
  if (LaneTiledAttr tiled = op.getOutputTiling())
    layer.layout = llvm::formatv("lane_tiled {0}x{1}", tiled.getGridHeight(),
                                 tiled.getGridWidth());
  if (std::optional<ScheduleAttr> schedule = op.getSchedule()) {
    layer.schedule = printAttribute(*schedule);
    if (int64_t rows = schedule->getWinogradRows()) {
      layer.macs = countWinogradMacs(op, layer.macs, rows);
      layer.why +=
          llvm::formatv(", by minimal filtering of {0} rows", rows).str();
    }
    if (Conv2DOp partner = getPlanesPartner(op))
      layer.why += llvm::formatv(", plane by plane with {0}",
                                 partner.getLayer().value_or("its neighbour"))
                       .str();
    if (std::optional<LayerWork> work = getLayerWork(op)) {
      layer.predictedCycles = predictCycles(*work, *schedule);
      layer.loadsPerMac = countLoadsPerMac(*work, *schedule);
    }
  }
  return layer;
}

//===----------------------------------------------------------------------===//
// What stays upstream
//===----------------------------------------------------------------------===//

/// The constant weights of a matrix product or a convolution: its largest
/// constant operand of rank 2 or more. One number for all elements is an
/// initial value, but where the operation has a layer's name. Null for other
/// operations, which are no layers.
static ElementsAttr getWeights(linalg::LinalgOp op) {
  ElementsAttr weights;
  if (!linalg::isaContractionOpInterface(op) &&
      !linalg::isaConvolutionOpInterface(op))
    return weights;
  for (Value operand : op.getDpsInputs()) {
    ElementsAttr constant = getConstant(operand);
    if (!constant || (constant.isSplat() && !op->hasAttr(kLayerAttr)) ||
        cast<ShapedType>(constant.getType()).getRank() < 2)
      continue;
    if (!weights || weights.getNumElements() < constant.getNumElements())
      weights = constant;
  }
  return weights;
}

/// The filter of a convolution whose weights are computed or an argument; null
/// for other operations, poolings among them.
static Value getComputedFilter(linalg::LinalgOp op) {
  StringRef name = op->getName().stripDialect();
  bool isConvolution =
      name.starts_with("conv_") || name.starts_with("depthwise_conv_");
  return isConvolution ? op.getDpsInputs()[1] : Value();
}

static std::string getLayerName(linalg::LinalgOp op, ElementsAttr weights) {
  if (auto name = op->getAttrOfType<StringAttr>(kLayerAttr))
    return name.str();
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(weights))
    return dropParameter(resource.getRawHandle().getKey()).str();
  if (auto named = dyn_cast<NameLoc>(op.getLoc()))
    return named.getName().str();
  return op->getName().getStringRef().str();
}

/// `weights` is null where they are not constant; `type` is theirs.
static LayerReport describe(linalg::LinalgOp op, ElementsAttr weights,
                            ShapedType type, const RemarkMap &remarks) {
  LayerReport layer;
  layer.name = getLayerName(op, weights);
  layer.weights = type.getShape().vec();
  for (Value operand : op.getDpsInputs()) {
    bool isWeights = weights ? getConstant(operand) == weights
                             : operand == getComputedFilter(op);
    auto shaped = dyn_cast<ShapedType>(operand.getType());
    if (shaped && !isWeights)
      layer.input = shaped.getShape().vec();
  }
  layer.output =
      cast<ShapedType>(op.getDpsInits().front().getType()).getShape().vec();
  layer.path = "upstream";
  layer.why = joinRemarks(op.getLoc(), remarks);
  if (layer.why.empty())
    layer.why = linalg::isaContractionOpInterface(op)
                    ? "a matrix product"
                    : "no lowering to patconv.conv_2d";
  layer.denseMacs = layer.macs = getNumElements(op.getStaticLoopRanges());
  layer.denseBytes = layer.bytes = layer.valueBytes =
      kFloatBytes * type.getNumElements();
  return layer;
}

std::vector<LayerReport>
patconv::collectLayerReports(ModuleOp module, const RemarkMap &remarks) {
  std::vector<LayerReport> layers;
  module.walk([&](Operation *op) {
    if (auto conv = dyn_cast<Conv2DOp>(op))
      layers.push_back(describe(conv, remarks));
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (!linalgOp)
      return;
    if (ElementsAttr weights = getWeights(linalgOp))
      layers.push_back(describe(linalgOp, weights,
                                cast<ShapedType>(weights.getType()), remarks));
    else if (Value filter = getComputedFilter(linalgOp))
      layers.push_back(describe(linalgOp, ElementsAttr(),
                                cast<ShapedType>(filter.getType()), remarks));
  });
  return layers;
}

void patconv::updateFromPacked(ModuleOp module,
                               std::vector<LayerReport> &layers) {
  llvm::StringMap<LayerReport *> byName;
  for (LayerReport &layer : layers)
    byName[layer.name] = &layer;
  module.walk([&](SparseVecmatOp op) {
    auto name = op->getAttrOfType<StringAttr>(kLayerAttr);
    LayerReport *layer = name ? byName.lookup(name.getValue()) : nullptr;
    if (!layer)
      return;
    layer->path = "linear";
    layer->why = "weights of inputs that are 0 are not read";
  });
  module.walk([&](FkwConv2DOp op) {
    LayerReport *layer = byName.lookup(op.getLayer().value_or(""));
    if (!layer)
      return;
    layer->schedule = printAttribute(op.getSchedule());
    layer->valueBytes =
        cast<ShapedType>(op.getWeight().getType()).getNumElements() *
        kFloatBytes;
    layer->bytes = 0;
    for (Value array : {op.getWeight(), op.getIndex(), op.getOffset(),
                        op.getStride(), op.getReorder(), op.getWeightOffset()})
      if (array) {
        auto type = cast<ShapedType>(array.getType());
        layer->bytes +=
            type.getNumElements() * type.getElementTypeBitWidth() / 8;
      }
  });
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static llvm::json::Value toJSON(const LayerReport &layer) {
  llvm::json::Array patterns;
  for (const LayerReport::PatternCount &pattern : layer.patterns)
    patterns.push_back(llvm::json::Object{{"picture", pattern.picture},
                                          {"kernels", pattern.kernels}});
  return llvm::json::Object{{"name", layer.name},
                            {"input", llvm::json::Array(layer.input)},
                            {"output", llvm::json::Array(layer.output)},
                            {"weights", llvm::json::Array(layer.weights)},
                            {"path", layer.path},
                            {"why", layer.why},
                            {"patterns", std::move(patterns)},
                            {"kernels", layer.kernels},
                            {"kept_kernels", layer.keptKernels},
                            {"dense_macs", layer.denseMacs},
                            {"macs", layer.macs},
                            {"dense_bytes", layer.denseBytes},
                            {"bytes", layer.bytes},
                            {"value_bytes", layer.valueBytes},
                            {"layout", layer.layout},
                            {"schedule", layer.schedule},
                            {"schedule_source", layer.scheduleSource},
                            {"predicted_cycles", layer.predictedCycles},
                            {"loads_per_mac", layer.loadsPerMac}};
}

static bool fromJSON(const llvm::json::Value &value,
                     LayerReport::PatternCount &pattern,
                     llvm::json::Path path) {
  llvm::json::ObjectMapper map(value, path);
  return map && map.map("picture", pattern.picture) &&
         map.map("kernels", pattern.kernels);
}

static bool fromJSON(const llvm::json::Value &value, LayerReport &layer,
                     llvm::json::Path path) {
  llvm::json::ObjectMapper map(value, path);
  const llvm::json::Object *object = value.getAsObject();
  const llvm::json::Array *patterns =
      object ? object->getArray("patterns") : nullptr;
  if (!patterns)
    return false;
  for (const llvm::json::Value &pattern : *patterns)
    if (!fromJSON(pattern, layer.patterns.emplace_back(), path))
      return false;
  return map && map.map("name", layer.name) && map.map("input", layer.input) &&
         map.map("output", layer.output) && map.map("weights", layer.weights) &&
         map.map("path", layer.path) && map.map("why", layer.why) &&
         map.map("kernels", layer.kernels) &&
         map.map("kept_kernels", layer.keptKernels) &&
         map.map("dense_macs", layer.denseMacs) &&
         map.map("macs", layer.macs) &&
         map.map("dense_bytes", layer.denseBytes) &&
         map.map("bytes", layer.bytes) &&
         map.mapOptional("value_bytes", layer.valueBytes) &&
         map.map("layout", layer.layout) &&
         map.map("schedule", layer.schedule) &&
         map.map("schedule_source", layer.scheduleSource) &&
         map.map("predicted_cycles", layer.predictedCycles) &&
         map.mapOptional("loads_per_mac", layer.loadsPerMac);
}

std::string patconv::printLayerReports(const std::vector<LayerReport> &layers) {
  llvm::json::Array array;
  for (const LayerReport &layer : layers)
    array.push_back(toJSON(layer));
  std::string text;
  llvm::raw_string_ostream(text) << llvm::json::Value(std::move(array));
  return text;
}

std::optional<std::vector<LayerReport>>
patconv::parseLayerReports(StringRef json) {
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(json);
  if (!value) {
    llvm::consumeError(value.takeError());
    return std::nullopt;
  }
  const llvm::json::Array *array = value->getAsArray();
  if (!array)
    return std::nullopt;
  std::vector<LayerReport> layers;
  llvm::json::Path::Root root;
  for (const llvm::json::Value &element : *array)
    if (!fromJSON(element, layers.emplace_back(), llvm::json::Path(root)))
      return std::nullopt;
  return layers;
}
