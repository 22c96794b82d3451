#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# replay_test.sh - how replay judges a cell; its replay.sh boots nothing here
# usage: replay_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

cell=$tmp/cell
mkdir "$cell"

# ends MODE REASON RESULT [FOLDER]: what vm leaves in a folder
ends()
{
	printf '{\n "mode": "%s",\n "qemu": {\n  "mode": "x"\n },\n "reason": "%s"\n}\n' \
		"$1" "$2" >"${4:-$cell}/cell.json"
	printf %s "$3" >"${4:-$cell}/result.json"
}

# replay CODE WORDS MODE REASON RESULT [RC]: the second boot ends so
replay()
{
	mkdir -p "$tmp/again"
	ends "$3" "$4" "$5" "$tmp/again"
	# shellcheck disable=SC2016 # for the script
	printf '#!/bin/sh\ncp %s/again/* "$1"\nexit %d\n' "$tmp" "${6:-0}" \
		>"$cell/replay.sh"
	chmod +x "$cell/replay.sh"
	expect "$1" "$top/revokebench" replay "$cell"
	says "^$2" stdout
	says "^now  $3, $4, sha256 [0-9a-f]{64}$" stdout
	kept=$(sed -n 's/.*the replay is kept in //p' "$tmp/stderr")
	[ "$1" -ne 0 ] || [ -z "$kept" ] || wrong "kept for nothing"
	[ "$1" -eq 0 ] || [ -s "$kept/cell.json" ] || wrong "not kept"
	rm -rf "$kept"
}

ends exact ok bytes
replay 0 'The same, byte for byte' exact ok bytes
replay 6 'Other bytes. Was the guest rebuilt' exact ok others
replay 6 'It ended in another way' exact panic bytes
replay 5 'It ended in another way' exact panic bytes 5
ends timed ok bytes
replay 0 'Other bytes, as no two timed boots' timed ok others
ends exact panic bytes
replay 5 'The same' exact panic bytes 5

# A cell that left no result, and a replay that leaves no cell
rm "$cell/result.json" "$tmp/again/result.json"
expect 0 sed -i 's/exit 5/exit 0/' "$cell/replay.sh"
expect 0 "$top/revokebench" replay "$cell"
says '^now  exact, panic, sha256 none$' stdout
echo '#!/bin/sh' >"$cell/replay.sh"
expect 6 "$top/revokebench" replay "$cell"
rm -rf "$(sed -n 's/.*no cell in //p' "$tmp/stderr")"

chmod -x "$cell/replay.sh"
refused "$top/revokebench" replay "$cell"
echo '{' >"$cell/cell.json"
refused "$top/revokebench" replay "$cell"
says 'not a cell directory' stderr
refused "$top/revokebench" replay "$cell" "$cell"
refused "$top/revokebench" replay --nosuch
expect 0 "$top/revokebench" replay --help
says '^usage: revokebench replay CELL' stdout
