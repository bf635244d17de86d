#!/usr/bin/env bash
# Writes the reference of the dialect and of the passes, as Markdown, from their TableGen files.
# Usage: generate-docs.sh FOLDER
set -euo pipefail

out=$1
tblgen=$(llvm-config-22 --bindir)/mlir-tblgen
include=(-I . -I "$(llvm-config-22 --includedir)")

mkdir -p "$out"
"$tblgen" -gen-dialect-doc -dialect=patconv "${include[@]}" dialect/IR/PatConvOps.td -o "$out/dialect.md"
while IFS= read -r passes; do
  name=$(dirname "${passes#lib/}" | tr / -)
  "$tblgen" -gen-pass-doc "${include[@]}" "$passes" -o "$out/passes-${name,,}.md"
done < <(find lib -name Passes.td | sort)
echo "reference: $out"
