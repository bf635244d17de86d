#!/usr/bin/env bash
# Installs the Debian packages that the build needs and that are not there yet.
# Usage: install-system-packages.sh PYTHON
set -euo pipefail

python=$1
packages=(
  llvm-22-dev libmlir-22-dev mlir-22-tools llvm-22-tools clang-22 lld-22 libomp-22-dev
  zlib1g-dev libzstd-dev libxml2-dev libcurl4-openssl-dev libedit-dev
)

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
for tool in git make; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
header=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include") + "/Python.h")')
[[ -e $header ]] || missing+=(python3-dev)

if ((${#missing[@]} == 0)); then
  echo "system packages: all present"
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || {
    echo "error: expected root or sudo to install: ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
echo "system packages: installing ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends "${missing[@]}"
