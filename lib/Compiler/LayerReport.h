//===- LayerReport.h - What became of each layer ----------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_LAYERREPORT_H
#define PATCONV_LIB_COMPILER_LAYERREPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>
#include <vector>

namespace mlir::patconv {

/// Remarks of the passes by the location of the operation that they are on.
using RemarkMap = llvm::DenseMap<Attribute, llvm::SmallVector<std::string>>;

/// One layer with weights: a convolution, or an operation that stays upstream.
struct LayerReport {
  struct PatternCount {
    std::string picture;
    int64_t kernels = 0;
  };

  std::string name;
  /// Extents of input, output and weights, outermost first.
  std::vector<int64_t> input, output, weights;
  /// "pattern", "1x1", "depthwise", "dense", "linear" or "upstream".
  std::string path;
  std::string why;
  std::vector<PatternCount> patterns;
  int64_t kernels = 0, keptKernels = 0;
  /// Multiply-adds of the dense layer, and those that the code makes.
  int64_t denseMacs = 0, macs = 0;
  /// Bytes of the dense weights, and of what is stored with its indices.
  int64_t denseBytes = 0, bytes = 0;
  /// Of the latter, those of values: kept weights, or transformed ones.
  int64_t valueBytes = 0;
  /// Of the activations: "plain", or "lane_tiled" with its grid.
  std::string layout = "plain";
  /// As in the IR; empty before it is known.
  std::string schedule;
  /// "cost model", or "given" where it stood in the module; empty before.
  std::string scheduleSource;
  /// What the cost model expects of the schedule; 0 before there is one.
  double predictedCycles = 0;
  /// Vectors of input loaded for each multiply-add of vectors, without what
  /// packs or transforms it; 0 before there is a schedule.
  double loadsPerMac = 0;
};

/// Describes the layers of a module that still has `patconv.conv_2d` (phases
/// raise to schedule). Kernel tables without data are left out of the counts.
std::vector<LayerReport> collectLayerReports(ModuleOp module,
                                             const RemarkMap &remarks);

/// Sets bytes and schedule of the layers from the `patconv.fkw_conv_2d` of a
/// packed module, and the path from its `patconv.sparse_vecmat`, found by name.
void updateFromPacked(ModuleOp module, std::vector<LayerReport> &layers);

/// A JSON array of objects with the members' names in snake_case.
std::string printLayerReports(const std::vector<LayerReport> &layers);

/// Reads what `printLayerReports` wrote; nothing where it is malformed.
std::optional<std::vector<LayerReport>> parseLayerReports(StringRef json);

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_LAYERREPORT_H
