#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# sparse.sh - the modules build under sparse without a warning, on each kernel
# usage: sparse.sh
set -eu
. "$(dirname "$0")/../env.sh"
command -v sparse >/dev/null || skip "no sparse"

for name in 6.1 6.12; do
	kernel=$("$top/scripts/kernels.sh" path $name) ||
		skip "kernel $name is not in the cache"
	C=1 "$top/scripts/kmod.sh" "$kernel" >/dev/null || exit 1
done
