#!/usr/bin/env bash
# Runs a command, says how long it took, and leaves with its status.
# Usage: run-timed.sh COMMAND [ARGUMENT ...]
set -uo pipefail

"$@"
status=$?
echo "wall time of the tests: $((SECONDS / 60)) min $((SECONDS % 60)) s"
exit "$status"
