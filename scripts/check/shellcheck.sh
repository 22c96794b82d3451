#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# check/shellcheck.sh - shellcheck reports nothing
# usage: shellcheck.sh
set -eu
. "$(dirname "$0")/../env.sh"
cd "$top"
command -v shellcheck >/dev/null || skip "no shellcheck"
files=$("$top/scripts/sources.sh" '*.sh' '*.bash' revokebench .ci/run)
# shellcheck disable=SC2086 # our names have no blanks
shellcheck -x $files || exit 1
