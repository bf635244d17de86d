//===- ScheduleAttr.cpp - How the code of a convolution is shaped ---------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvAttrs.h"

#include "dialect/IR/Winograd.h"

#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::patconv;

bool patconv::isVectorLength(int64_t lanes) {
  return lanes == 4 || lanes == 8 || lanes == 16;
}

LogicalResult ScheduleAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   int64_t lanes, int64_t tileRows,
                                   int64_t tileVectors, int64_t remainderRows,
                                   int64_t remainderVectors,
                                   int64_t channelBlock, int64_t filtersPerPass,
                                   int64_t winogradRows, LoopOrder order,
                                   int64_t threads, ThreadSplit split,
                                   ArrayRef<int64_t> ranges) {
  if (!isVectorLength(lanes))
    return emitError() << "expected 4, 8 or 16 lanes, but got " << lanes;
  if (tileRows < 1 || tileVectors < 1)
    return emitError() << "expected a tile of at least 1x1, but got "
                       << tileRows << "x" << tileVectors;
  if (remainderRows < 0 || remainderRows >= tileRows || remainderVectors < 0 ||
      remainderVectors >= tileVectors)
    return emitError() << "expected the remainder to be smaller than the tile "
                       << tileRows << "x" << tileVectors << ", but got "
                       << remainderRows << "x" << remainderVectors;
  if (channelBlock < 1)
    return emitError() << "expected channel_block to be at least 1, but got "
                       << channelBlock;
  if (filtersPerPass < 1)
    return emitError() << "expected filters_per_pass to be at least 1, but got "
                       << filtersPerPass;
  if (winogradRows != 0) {
    if (!WinogradShape::isSupported(winogradRows))
      return emitError()
             << "expected winograd to be 2 or 4 rows, or 0, but got "
             << winogradRows;
    if (tileRows != winogradRows)
      return emitError() << "expected a tile of winograd's " << winogradRows
                         << " rows, but got " << tileRows;
    if (order != LoopOrder::tiles)
      return emitError() << "expected order to be tiles where winograd is not "
                            "0, but got "
                         << stringifyLoopOrder(order);
  }
  if (order != LoopOrder::tiles && split == ThreadSplit::tiles)
    return emitError() << "expected order to be tiles where threads share "
                          "tiles, but got "
                       << stringifyLoopOrder(order);
  if (threads < 1)
    return emitError() << "expected at least 1 thread, but got " << threads;
  if ((split == ThreadSplit::none) != (threads == 1))
    return emitError() << "expected split to be none where there is one "
                          "thread and nowhere else, but got "
                       << stringifyThreadSplit(split) << " with " << threads;
  if (split != ThreadSplit::filters) {
    if (!ranges.empty())
      return emitError() << "expected ranges where filters are split alone, "
                            "but got them with "
                         << stringifyThreadSplit(split);
    return success();
  }
  if (int64_t(ranges.size()) != threads + 1 || ranges.front() != 0)
    return emitError() << "expected ranges to be threads + 1 numbers from 0, "
                          "but got ["
                       << ranges << "] for " << threads << " threads";
  if (!llvm::is_sorted(ranges))
    return emitError() << "expected ranges to rise, but got [" << ranges << "]";
  for (int64_t bound : ranges)
    if (bound % filtersPerPass != 0)
      return emitError() << "expected ranges to be multiples of "
                            "filters_per_pass, "
                         << filtersPerPass << ", but got " << bound;
  return success();
}

/// Parses `RxV`.
static ParseResult parsePair(AsmParser &parser, int64_t &first,
                             int64_t &second) {
  SmallVector<int64_t, 2> pair;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseDimensionList(pair, /*allowDynamic=*/false,
                                /*withTrailingX=*/false))
    return failure();
  if (pair.size() != 2)
    return parser.emitError(loc)
           << "expected two numbers, but got " << pair.size();
  first = pair[0];
  second = pair[1];
  return success();
}

Attribute ScheduleAttr::parse(AsmParser &parser, Type) {
  int64_t lanes, rows, vectors, remRows, remVectors, block, threads;
  int64_t filters = 1, winograd = 0;
  LoopOrder order = LoopOrder::tiles;
  SmallVector<int64_t> ranges;
  StringRef keyword;
  SMLoc loc = parser.getCurrentLocation();
  auto field = [&](StringRef name) -> ParseResult {
    return failure(parser.parseKeyword(name) || parser.parseEqual());
  };
  if (parser.parseLess() || field("lanes") || parser.parseInteger(lanes) ||
      parser.parseComma() || field("tile") ||
      parsePair(parser, rows, vectors) || parser.parseComma() ||
      field("remainder") || parsePair(parser, remRows, remVectors) ||
      parser.parseComma() || field("channel_block") ||
      parser.parseInteger(block) || parser.parseComma())
    return {};
  if (succeeded(parser.parseOptionalKeyword("filters_per_pass")) &&
      (parser.parseEqual() || parser.parseInteger(filters) ||
       parser.parseComma()))
    return {};
  if (succeeded(parser.parseOptionalKeyword("winograd")) &&
      (parser.parseEqual() || parser.parseInteger(winograd) ||
       parser.parseComma()))
    return {};
  if (succeeded(parser.parseOptionalKeyword("order"))) {
    SMLoc orderLoc;
    StringRef name;
    if (parser.parseEqual() || parser.getCurrentLocation(&orderLoc) ||
        parser.parseKeyword(&name))
      return {};
    std::optional<LoopOrder> found = symbolizeLoopOrder(name);
    if (!found) {
      parser.emitError(orderLoc)
          << "expected tiles, filters, planes or follow, but got '" << name
          << "'";
      return {};
    }
    order = *found;
    if (parser.parseComma())
      return {};
  }
  if (field("threads") || parser.parseInteger(threads) || parser.parseComma() ||
      field("split"))
    return {};
  SMLoc splitLoc = parser.getCurrentLocation();
  if (parser.parseKeyword(&keyword))
    return {};
  std::optional<ThreadSplit> split = symbolizeThreadSplit(keyword);
  if (!split) {
    parser.emitError(splitLoc)
        << "expected none, tiles or filters, but got '" << keyword << "'";
    return {};
  }
  if (succeeded(parser.parseOptionalComma()) &&
      (field("ranges") ||
       parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
         return parser.parseInteger(ranges.emplace_back());
       })))
    return {};
  if (parser.parseGreater())
    return {};
  return ScheduleAttr::getChecked(
      [&] { return parser.emitError(loc); }, parser.getContext(), lanes, rows,
      vectors, remRows, remVectors, block, filters, winograd, order, threads,
      *split, ArrayRef<int64_t>(ranges));
}

void ScheduleAttr::print(AsmPrinter &printer) const {
  printer << "<lanes = " << getLanes() << ", tile = " << getTileRows() << "x"
          << getTileVectors() << ", remainder = " << getRemainderRows() << "x"
          << getRemainderVectors() << ", channel_block = " << getChannelBlock();
  if (getFiltersPerPass() != 1)
    printer << ", filters_per_pass = " << getFiltersPerPass();
  if (getWinogradRows() != 0)
    printer << ", winograd = " << getWinogradRows();
  if (getOrder() != LoopOrder::tiles)
    printer << ", order = " << stringifyLoopOrder(getOrder());
  printer << ", threads = " << getThreads()
          << ", split = " << stringifyThreadSplit(getSplit());
  if (!getRanges().empty())
    printer << ", ranges = [" << getRanges() << "]";
  printer << ">";
}
