//===- FilterOrder.cpp - The order of filters and kernels -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

using namespace mlir;
using namespace mlir::patconv;

/// Those of `filters` of each length, lengths ascending, in their order.
static std::map<int64_t, SmallVector<int64_t>>
groupByLength(ArrayRef<int64_t> kernels, int64_t channels,
              ArrayRef<int64_t> filters) {
  std::map<int64_t, SmallVector<int64_t>> groups;
  for (int64_t f : filters) {
    ArrayRef<int64_t> row = kernels.slice(f * channels, channels);
    groups[channels - llvm::count(row, 0)].push_back(f);
  }
  return groups;
}

//===----------------------------------------------------------------------===//
// Filters one after the other
//===----------------------------------------------------------------------===//

namespace {
/// How much the filters of one length have in common.
class Similarity {
public:
  Similarity(ArrayRef<int64_t> kernels, int64_t channels, int64_t numPatterns,
             ArrayRef<int64_t> filters)
      // Sorted by pattern number, a filter's kernels of pattern p are the
      // positions bounds[p - 1][i] .. bounds[p][i] - 1: two filters agree where
      // these intervals overlap. One row for each pattern keeps the inner loop
      // over filters contiguous.
      : bounds(numPatterns + 1, std::vector<int32_t>(filters.size(), 0)) {
    for (auto [i, filter] : llvm::enumerate(filters)) {
      for (int64_t number : kernels.slice(filter * channels, channels))
        if (number)
          ++bounds[number][i];
      for (int64_t p = 1; p <= numPatterns; ++p)
        bounds[p][i] += bounds[p - 1][i];
    }
  }

  /// Adds to `sums[i]` the number of positions at which filters i and `current`
  /// have one pattern number.
  void add(size_t current, MutableArrayRef<int32_t> sums) const {
    for (size_t p = 1; p < bounds.size(); ++p) {
      const int32_t *begins = bounds[p - 1].data(), *ends = bounds[p].data();
      const int32_t begin = begins[current], end = ends[current];
      if (begin == end)
        continue;
      for (size_t i = 0; i < sums.size(); ++i)
        sums[i] +=
            std::max(0, std::min(ends[i], end) - std::max(begins[i], begin));
    }
  }

private:
  std::vector<std::vector<int32_t>> bounds;
};
} // namespace

/// Appends `filters`, which have one length, to `order`, each the most similar
/// to the one before it.
static void chainBySimilarity(const Similarity &similarity,
                              ArrayRef<int64_t> filters,
                              SmallVectorImpl<int64_t> &order) {
  const size_t size = filters.size();
  std::vector<int32_t> sums(size);
  std::vector<char> taken(size, false);
  size_t current = 0;
  for (size_t step = 1;; ++step) {
    taken[current] = true;
    order.push_back(filters[current]);
    if (step == size)
      return;
    std::fill(sums.begin(), sums.end(), 0);
    similarity.add(current, sums);
    int32_t best = -1;
    for (size_t i = 0; i < size; ++i)
      if (!taken[i] && sums[i] > best) {
        best = sums[i];
        current = i;
      }
  }
}

//===----------------------------------------------------------------------===//
// Filters that go together
//===----------------------------------------------------------------------===//

namespace {
/// Filters that go through a tile together, and the channels that any of them
/// has kept, as bits.
struct Team {
  SmallVector<int64_t> filters;
  SmallVector<uint64_t> channels;

  int64_t countCommon(const Team &other) const {
    int64_t common = 0;
    for (auto [mine, others] : llvm::zip_equal(channels, other.channels))
      common += llvm::popcount(mine & others);
    return common;
  }
};

/// A team and the free one behind it with which it has most channels in common.
struct Match {
  int64_t common;
  size_t first, second;

  /// Most in common first, the lower ones of equals.
  bool operator<(const Match &other) const {
    return std::make_tuple(-common, first, second) <
           std::make_tuple(-other.common, other.first, other.second);
  }
};
} // namespace

/// Teams of two of `teams`, those first that have most channels in common, and
/// the one that is left over.
static std::vector<Team> pairTeams(ArrayRef<Team> teams) {
  std::vector<char> taken(teams.size(), false);
  auto findBest = [&](size_t first) -> std::optional<Match> {
    std::optional<Match> best;
    for (size_t second = first + 1; second < teams.size(); ++second) {
      if (taken[second])
        continue;
      int64_t common = teams[first].countCommon(teams[second]);
      if (!best || common > best->common)
        best = Match{common, first, second};
    }
    return best;
  };
  std::set<Match> matches;
  for (size_t i = 0; i < teams.size(); ++i)
    if (std::optional<Match> match = findBest(i))
      matches.insert(*match);

  std::vector<Team> pairs;
  while (!matches.empty()) {
    const Match match = *matches.begin();
    matches.erase(matches.begin());
    if (taken[match.first])
      continue;
    // What is left for it has no more in common: others may come before.
    if (taken[match.second]) {
      if (std::optional<Match> next = findBest(match.first))
        matches.insert(*next);
      continue;
    }
    taken[match.first] = taken[match.second] = true;
    Team pair = teams[match.first];
    llvm::append_range(pair.filters, teams[match.second].filters);
    for (auto [mine, others] :
         llvm::zip_equal(pair.channels, teams[match.second].channels))
      mine |= others;
    pairs.push_back(std::move(pair));
  }
  for (auto [i, team] : llvm::enumerate(teams))
    if (!taken[i])
      pairs.push_back(team);
  return pairs;
}

/// Pairs of pairs.
static constexpr int64_t kTeamSize = 4;

/// Teams of four filters, made of teams of two, and what is left over.
static FilterOrder orderByTeams(ArrayRef<int64_t> kernels, int64_t filters) {
  const int64_t channels = kernels.size() / filters;
  std::vector<Team> teams(filters);
  for (int64_t f = 0; f < filters; ++f) {
    teams[f].filters = {f};
    teams[f].channels.assign(llvm::divideCeil(channels, 64), 0);
    for (int64_t c = 0; c < channels; ++c)
      if (kernels[f * channels + c])
        teams[f].channels[c / 64] |= uint64_t(1) << (c % 64);
  }
  teams = pairTeams(pairTeams(teams));
  // Passes are cut from the order: what is not whole comes last.
  llvm::stable_sort(teams, [](const Team &a, const Team &b) {
    return a.filters.size() > b.filters.size();
  });
  FilterOrder result;
  for (const Team &team : teams) {
    llvm::append_range(result.order, team.filters);
    result.groups.push_back(team.filters.size());
  }
  return result;
}

static FilterOrder orderByLength(ArrayRef<int64_t> kernels, int64_t filters,
                                 int64_t numPatterns) {
  const int64_t channels = kernels.size() / filters;
  FilterOrder result;
  for (auto &[length, group] : groupByLength(
           kernels, channels, llvm::to_vector(llvm::seq<int64_t>(filters)))) {
    chainBySimilarity(Similarity(kernels, channels, numPatterns, group), group,
                      result.order);
    result.groups.push_back(group.size());
  }
  return result;
}

bool patconv::mayGoTogether(Conv2DOp conv) {
  // They share loads of the channels that several of them read.
  return conv.getPatterns().size() == 1 && conv.getGroups() == 1;
}

FilterOrder patconv::computeFilterOrder(ArrayRef<int64_t> kernels,
                                        int64_t filters, int64_t numPatterns,
                                        bool goTogether, int64_t threads) {
  const int64_t channels = kernels.size() / filters;
  auto getBound = [&](int64_t thread) {
    const int64_t bound = thread * filters / threads;
    // No team is of two threads, so that passes are whole teams.
    return goTogether && thread < threads ? llvm::alignDown(bound, kTeamSize)
                                          : bound;
  };
  FilterOrder result;
  for (int64_t t = 0; t < threads; ++t) {
    const int64_t first = getBound(t), count = getBound(t + 1) - first;
    if (count == 0)
      continue;
    ArrayRef<int64_t> share = kernels.slice(first * channels, count * channels);
    FilterOrder order = goTogether ? orderByTeams(share, count)
                                   : orderByLength(share, count, numPatterns);
    for (int64_t filter : order.order)
      result.order.push_back(first + filter);
    llvm::append_range(result.groups, order.groups);
  }
  return result;
}

FilterOrder patconv::regroupByLength(ArrayRef<int64_t> kernels,
                                     ArrayRef<int64_t> order,
                                     ArrayRef<int64_t> bounds) {
  const int64_t channels = kernels.size() / order.size();
  FilterOrder result;
  for (auto [first, end] : llvm::zip(bounds.drop_back(), bounds.drop_front()))
    for (auto &[length, group] :
         groupByLength(kernels, channels, order.slice(first, end - first))) {
      llvm::append_range(result.order, group);
      result.groups.push_back(group.size());
    }
  return result;
}
