//===- EliminateRedundantLoads.cpp - Load redundancy elimination ----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_ELIMINATEREDUNDANTLOADSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {

/// What a load reads: equal keys are equal addresses.
struct Address {
  Value base;
  /// Index values; null where the index is the constant beside it.
  SmallVector<std::pair<Value, int64_t>> indices;

  explicit Address(vector::LoadOp load) : base(load.getBase()) {
    for (Value index : load.getIndices()) {
      APInt number;
      if (matchPattern(index, m_ConstantInt(&number)))
        indices.emplace_back(Value(), number.getSExtValue());
      else
        indices.emplace_back(index, 0);
    }
  }

  bool operator==(const Address &other) const {
    return base == other.base && indices == other.indices;
  }

  /// Orders addresses by their constant indices, so that loads sweep memory.
  bool isBefore(const Address &other) const {
    for (auto [mine, theirs] : llvm::zip(indices, other.indices))
      if (mine.second != theirs.second)
        return mine.second < theirs.second;
    return false;
  }
};

/// One multiply-add of a chain.
struct Term {
  vector::FMAOp fma;
  vector::LoadOp load;
  Value factor;
  unsigned chain;
};

/// The multiply-adds of a loop body, which sum into its vector arguments.
struct Body {
  SmallVector<Term> terms;
};

} // namespace

/// The load among the two factors of `fma`, with the other factor.
static std::pair<vector::LoadOp, Value> matchFactors(vector::FMAOp fma) {
  if (auto load = fma.getLhs().getDefiningOp<vector::LoadOp>())
    return {load, fma.getRhs()};
  return {fma.getRhs().getDefiningOp<vector::LoadOp>(), fma.getLhs()};
}

/// Reads the chains of multiply-adds from each yielded value back to its
/// iteration argument; nothing where the body has another form.
static std::optional<Body> matchBody(scf::ForOp loop) {
  Body body;
  Block *block = loop.getBody();
  auto yield = cast<scf::YieldOp>(block->getTerminator());
  for (auto [chain, value] : llvm::enumerate(yield.getOperands())) {
    // The position of the weights goes along beside the sums.
    if (!isa<VectorType>(value.getType()))
      continue;
    SmallVector<Term> terms;
    Value sum = value;
    while (auto fma = sum.getDefiningOp<vector::FMAOp>()) {
      auto [load, factor] = matchFactors(fma);
      if (!load || fma->getBlock() != block || load->getBlock() != block ||
          !fma->hasOneUse())
        return std::nullopt;
      terms.push_back({fma, load, factor, unsigned(chain)});
      sum = fma.getAcc();
    }
    if (sum != loop.getRegionIterArgs()[chain])
      return std::nullopt;
    body.terms.append(terms.rbegin(), terms.rend());
  }
  // Stores between the loads could change what they read.
  bool writes = llvm::any_of(*block, [](Operation &op) {
    return !isMemoryEffectFree(&op) &&
           !hasSingleEffect<MemoryEffects::Read>(&op);
  });
  if (body.terms.empty() || writes)
    return std::nullopt;
  return body;
}

/// Loads each address once and orders the multiply-adds by the load they use.
/// The sums change their order of addition. Returns the number of loads left.
static int64_t eliminateRedundantLoads(IRRewriter &rewriter, scf::ForOp loop,
                                       Body &body) {
  SmallVector<std::pair<Address, SmallVector<Term>>> groups;
  for (Term &term : body.terms) {
    Address address(term.load);
    auto *group = llvm::find_if(
        groups, [&](auto &candidate) { return candidate.first == address; });
    if (group == groups.end()) {
      groups.emplace_back(address, SmallVector<Term>());
      group = std::prev(groups.end());
    }
    group->second.push_back(term);
  }
  llvm::stable_sort(groups, [](const auto &a, const auto &b) {
    return a.first.isBefore(b.first);
  });

  Operation *yield = loop.getBody()->getTerminator();
  SmallVector<Value> sums(loop.getRegionIterArgs());
  for (auto [sum, value] : llvm::zip_equal(sums, yield->getOperands()))
    if (!isa<VectorType>(value.getType()))
      sum = value;
  rewriter.setInsertionPoint(yield);
  for (auto &[address, terms] : groups) {
    auto load = cast<vector::LoadOp>(rewriter.clone(*terms.front().load));
    for (Term &term : terms)
      sums[term.chain] =
          vector::FMAOp::create(rewriter, term.fma.getLoc(), load.getResult(),
                                term.factor, sums[term.chain]);
  }
  rewriter.modifyOpInPlace(yield, [&] { yield->setOperands(sums); });
  for (Term &term : llvm::reverse(body.terms))
    rewriter.eraseOp(term.fma);
  for (Term &term : body.terms)
    if (term.load->getBlock() && term.load->use_empty())
      rewriter.eraseOp(term.load);
  return groups.size();
}

namespace {
struct EliminateRedundantLoads
    : patconv::impl::EliminateRedundantLoadsPassBase<EliminateRedundantLoads> {
  using EliminateRedundantLoadsPassBase::EliminateRedundantLoadsPassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    int64_t before = 0, after = 0, fmas = 0;
    SmallVector<scf::ForOp> loops;
    getOperation().walk([&](scf::ForOp loop) { loops.push_back(loop); });
    for (scf::ForOp loop : loops) {
      std::optional<Body> body = matchBody(loop);
      if (!body)
        continue;
      before += body->terms.size();
      fmas += body->terms.size();
      after += eliminateRedundantLoads(rewriter, loop, *body);
    }
    numLoadsBefore += before;
    numLoadsAfter += after;
    numFmas += fmas;
    if (report && fmas)
      getOperation().emitRemark()
          << "loads per multiply-add: " << before << "/" << fmas << " before, "
          << after << "/" << fmas << " after";
  }
};
} // namespace
