#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# replay.sh - run one cell of a run again and compare the results
# usage: replay CELL
#
# CELL is a folder below cells/ of a run's results; it is not written to. Exit
# code 0: the same bytes, or a timed cell that ended the same way; 6: an exact
# cell gave other bytes; otherwise that of the cell's replay.sh.
set -eu
. "$(dirname "$0")/env.sh"

# ending FOLDER: mode, verdict and digest; cell.json has a key a line
ending()
{
	[ -f "$1/cell.json" ] || return 1
	digest=none
	[ ! -e "$1/result.json" ] || digest=$(sha256sum <"$1/result.json")
	for key in mode reason; do
		value=$(sed -n 's/^ "'$key'": "\(.*\)",*$/\1/p' "$1/cell.json")
		printf '%s, ' "${value:?}"
	done 2>/dev/null && echo "sha256 ${digest%% *}"
}

case ${1-} in
--help)	exec "$here/help.sh" replay ;;
-*)	die usage "replay: unknown option '$1'" ;;
esac
[ $# -eq 1 ] || die usage "replay: expected one folder below cells/ of a run"
old=$(ending "$1") || die usage "$1: not a cell directory: no usable cell.json"
[ -x "$1/replay.sh" ] || die usage "$1/replay.sh: not executable"
"$here/setup.sh" run
"$here/build.sh"

into=$(mktemp -d /tmp/revokebench.replay.XXXXXX)
code=0
"$1/replay.sh" "$into" || code=$?
new=$(ending "$into") || die harness "the replay left no cell in $into"
printf 'was  %s\nnow  %s\n' "$old" "$new"
if [ "$old" = "$new" ]; then
	echo "The same, byte for byte."
elif [ "${old%, sha256*}" != "${new%, sha256*}" ]; then
	echo "It ended in another way."
	[ $code -ne 0 ] || code=6
elif [ "${old%%,*}" != exact ]; then
	echo "Other bytes, as no two timed boots give the same."
else
	echo "Other bytes. Was the guest rebuilt since, or is it not exact?"
	[ $code -ne 0 ] || code=6
fi
[ $code -eq 0 ] || say "the replay is kept in $into"
[ $code -ne 0 ] || rm -rf "$into"
exit $code
