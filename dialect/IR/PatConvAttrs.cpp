//===- PatConvAttrs.cpp - Attributes of the patconv dialect ---------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvAttrs.h"

#include "dialect/IR/PatConvDialect.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::patconv;

#include "dialect/IR/PatConvEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialect/IR/PatConvAttrs.cpp.inc"

void PatConvDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialect/IR/PatConvAttrs.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// PatternAttr
//===----------------------------------------------------------------------===//

LogicalResult PatternAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                  int64_t height, int64_t width,
                                  uint64_t mask) {
  // Both sides first: their product may not fit an integer.
  if (height < 1 || width < 1 || height > kMaxKernelPositions ||
      width > kMaxKernelPositions || height * width > kMaxKernelPositions)
    return emitError() << "expected a kernel of 1 to " << kMaxKernelPositions
                       << " positions, but got " << height << "x" << width;
  if (mask == 0)
    return emitError() << "expected a pattern to keep at least one position, "
                          "but got none";
  const uint64_t full = getFullMask(height * width);
  if (height * width > kMaxPatternPositions && mask != full)
    return emitError() << "expected the full pattern of a kernel of more than "
                       << kMaxPatternPositions << " positions, but got a part "
                       << "of " << height << "x" << width;
  if ((mask & ~full) != 0)
    return emitError() << "expected positions inside the " << height << "x"
                       << width << " kernel, but got mask " << mask;
  return success();
}

std::string PatternAttr::getPicture() const {
  std::string picture;
  for (int64_t y = 0; y < getHeight(); ++y) {
    if (y)
      picture += '|';
    for (int64_t x = 0; x < getWidth(); ++x)
      picture += isKept(y * getWidth() + x) ? 'x' : '.';
  }
  return picture;
}

PatternAttr
PatternAttr::fromPicture(function_ref<InFlightDiagnostic()> emitError,
                         MLIRContext *context, StringRef picture) {
  SmallVector<StringRef> rows;
  picture.split(rows, '|');
  int64_t width = rows.front().size();
  uint64_t mask = 0;
  int64_t position = 0, kept = 0;
  for (StringRef row : rows) {
    if (int64_t(row.size()) != width) {
      emitError() << "expected rows of equal length in pattern \"" << picture
                  << "\", but got " << width << " and " << row.size();
      return {};
    }
    for (char c : row) {
      if (c != 'x' && c != '.') {
        emitError() << "expected 'x' or '.' in pattern \"" << picture
                    << "\", but got '" << StringRef(&c, 1) << "'";
        return {};
      }
      if (c == 'x' && position < kMaxPatternPositions)
        mask |= uint64_t(1) << position;
      kept += c == 'x';
      ++position;
    }
  }
  // The first word may be full where a later position is missing: another mask,
  // which the verifier refuses.
  if (position > kMaxPatternPositions && kept < position)
    mask = kept > 0 ? 1 : 0;
  return PatternAttr::getChecked(emitError, context, int64_t(rows.size()),
                                 width, mask);
}

bool PatternAttr::isKept(int64_t position) const {
  return position >= kMaxPatternPositions || (getMask() >> position) & 1;
}

int64_t PatternAttr::getNumEntries() const {
  const int64_t positions = getHeight() * getWidth();
  return positions > kMaxPatternPositions ? positions
                                          : llvm::popcount(getMask());
}

SmallVector<std::pair<int64_t, int64_t>> PatternAttr::getEntries() const {
  SmallVector<std::pair<int64_t, int64_t>> entries;
  for (int64_t i = 0, e = getHeight() * getWidth(); i < e; ++i)
    if (isKept(i))
      entries.emplace_back(i / getWidth(), i % getWidth());
  return entries;
}

/// Parses a picture in quotes.
static PatternAttr parsePicture(AsmParser &parser) {
  std::string picture;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseString(&picture))
    return {};
  return PatternAttr::fromPicture([&] { return parser.emitError(loc); },
                                  parser.getContext(), picture);
}

Attribute PatternAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  PatternAttr pattern = parsePicture(parser);
  if (!pattern || parser.parseGreater())
    return {};
  return pattern;
}

void PatternAttr::print(AsmPrinter &printer) const {
  printer << "<\"" << getPicture() << "\">";
}

//===----------------------------------------------------------------------===//
// PatternSetAttr
//===----------------------------------------------------------------------===//

LogicalResult
PatternSetAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                       ArrayRef<PatternAttr> patterns) {
  if (patterns.empty())
    return emitError() << "expected at least one pattern in the set, but got "
                          "none";
  if (patterns.size() > 65535)
    return emitError() << "expected at most 65535 patterns in the set, but got "
                       << patterns.size();
  for (auto [i, pattern] : llvm::enumerate(patterns)) {
    if (pattern.getHeight() != patterns[0].getHeight() ||
        pattern.getWidth() != patterns[0].getWidth())
      return emitError() << "expected patterns of one kernel size, but got "
                         << patterns[0].getHeight() << "x"
                         << patterns[0].getWidth() << " and "
                         << pattern.getHeight() << "x" << pattern.getWidth();
    if (llvm::is_contained(patterns.take_front(i), pattern))
      return emitError() << "expected distinct patterns, but got \""
                         << pattern.getPicture() << "\" twice";
  }
  return success();
}

std::optional<int64_t> PatternSetAttr::getUniformNumEntries() const {
  int64_t entries = getPatterns().front().getNumEntries();
  for (PatternAttr pattern : getPatterns())
    if (pattern.getNumEntries() != entries)
      return std::nullopt;
  return entries;
}

Attribute PatternSetAttr::parse(AsmParser &parser, Type) {
  SmallVector<PatternAttr> patterns;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(
          AsmParser::Delimiter::LessGreater, [&]() -> ParseResult {
            PatternAttr pattern = parsePicture(parser);
            if (!pattern)
              return failure();
            patterns.push_back(pattern);
            return success();
          }))
    return {};
  return PatternSetAttr::getChecked([&] { return parser.emitError(loc); },
                                    parser.getContext(), patterns);
}

void PatternSetAttr::print(AsmPrinter &printer) const {
  printer << "<";
  llvm::interleaveComma(getPatterns(), printer, [&](PatternAttr pattern) {
    printer << '"' << pattern.getPicture() << '"';
  });
  printer << ">";
}

//===----------------------------------------------------------------------===//
// ActivationAttr
//===----------------------------------------------------------------------===//

LogicalResult
ActivationAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                       ActivationKind kind, FloatAttr min, FloatAttr max) {
  if (kind != ActivationKind::clamp) {
    if (min || max)
      return emitError() << "expected bounds for clamp alone, but got them for "
                         << stringifyActivationKind(kind);
    return success();
  }
  if (!min || !max)
    return emitError() << "expected clamp to have two bounds, but got fewer";
  if (!min.getType().isF32() || !max.getType().isF32())
    return emitError() << "expected f32 bounds, but got " << min.getType()
                       << " and " << max.getType();
  if (!(min.getValueAsDouble() <= max.getValueAsDouble()))
    return emitError() << "expected the lower bound to be at most the upper, "
                          "but got "
                       << min.getValueAsDouble() << " and "
                       << max.getValueAsDouble();
  return success();
}

std::optional<float> ActivationAttr::getLowerBound() const {
  switch (getKind()) {
  case ActivationKind::none:
    return std::nullopt;
  case ActivationKind::relu:
  case ActivationKind::relu6:
    return 0.0f;
  case ActivationKind::clamp:
    return getMin().getValue().convertToFloat();
  }
  llvm_unreachable("unknown activation");
}

std::optional<float> ActivationAttr::getUpperBound() const {
  switch (getKind()) {
  case ActivationKind::none:
  case ActivationKind::relu:
    return std::nullopt;
  case ActivationKind::relu6:
    return 6.0f;
  case ActivationKind::clamp:
    return getMax().getValue().convertToFloat();
  }
  llvm_unreachable("unknown activation");
}

Attribute ActivationAttr::parse(AsmParser &parser, Type) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef keyword;
  if (parser.parseLess() || parser.parseKeyword(&keyword))
    return {};
  std::optional<ActivationKind> kind = symbolizeActivationKind(keyword);
  if (!kind) {
    parser.emitError(loc) << "expected none, relu, relu6 or clamp, but got '"
                          << keyword << "'";
    return {};
  }
  FloatAttr bounds[2];
  Type f32 = parser.getBuilder().getF32Type();
  for (FloatAttr &bound : bounds) {
    if (failed(parser.parseOptionalComma()))
      break;
    // Bounds without a decimal form (infinity) print as the bits of an f32.
    APFloat value(APFloat::IEEEsingle());
    if (parser.parseFloat(APFloat::IEEEsingle(), value))
      return {};
    bound = FloatAttr::get(f32, value);
  }
  if (parser.parseGreater())
    return {};
  return ActivationAttr::getChecked([&] { return parser.emitError(loc); },
                                    parser.getContext(), *kind, bounds[0],
                                    bounds[1]);
}

void ActivationAttr::print(AsmPrinter &printer) const {
  printer << "<" << stringifyActivationKind(getKind());
  for (FloatAttr bound : {getMin(), getMax()}) {
    if (!bound)
      continue;
    printer << ", ";
    printer.printFloat(bound.getValue());
  }
  printer << ">";
}

//===----------------------------------------------------------------------===//
// FkwAttr
//===----------------------------------------------------------------------===//

LogicalResult FkwAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                              int64_t filters, int64_t channels,
                              ArrayRef<int64_t> channelBlocks,
                              PatternSetAttr patterns) {
  if (filters < 1 || channels < 1)
    return emitError() << "expected at least one filter and one channel, but "
                          "got "
                       << filters << " and " << channels;
  if (channelBlocks.size() < 2 || channelBlocks.front() != 0 ||
      channelBlocks.back() != channels)
    return emitError() << "expected channel_blocks to go from 0 to " << channels
                       << ", but got [" << channelBlocks << "]";
  for (size_t i = 1; i < channelBlocks.size(); ++i)
    if (channelBlocks[i] <= channelBlocks[i - 1])
      return emitError() << "expected channel_blocks to rise, but got ["
                         << channelBlocks << "]";
  return success();
}

int64_t FkwAttr::getMaxBlockSize() const {
  int64_t largest = 0;
  for (int64_t b = 0; b < getNumBlocks(); ++b)
    largest =
        std::max(largest, getChannelBlocks()[b + 1] - getChannelBlocks()[b]);
  return largest;
}
