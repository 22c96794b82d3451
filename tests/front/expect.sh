# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# expect.sh - run a command, look at its exit code and at its two outputs;
# sourced by the tests of this folder

# shellcheck disable=SC2034 # for the tests
top=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM HUP

# wrong TEXT...
wrong()
{
	printf 'FAILED: %s\n' "$*"
	sed 's/^/  stdout: /' "$tmp/stdout"
	sed 's/^/  stderr: /' "$tmp/stderr"
	exit 1
}

# expect CODE COMMAND...: run it, fill $tmp/stdout and $tmp/stderr
expect()
{
	want=$1
	shift
	got=0
	"$@" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null || got=$?
	[ "$got" -eq "$want" ] || wrong "$*: exit code $got, not $want"
	echo "ok: $* gives $want"
}

# lines N stdout|stderr: it has exactly N lines
lines()
{
	[ "$(wc -l <"$tmp/$2")" -eq "$1" ] || wrong "$2 has not $1 lines"
}

# says REGEX stdout|stderr: a line of it matches
says()
{
	grep -qE -e "$1" "$tmp/$2" || wrong "$2 does not say '$1'"
}

# refused COMMAND...: a usage error is 2, one line on stderr, nothing on stdout
refused()
{
	expect 2 "$@"
	lines 1 stderr
	lines 0 stdout
}

# figures FOLDER: results.json without dates, seconds, machines and paths
figures()
{
	python3 -c '
import json, sys
r = json.load(open(sys.argv[1] + "/results.json"))
del r["context"], r["command"]
r.get("environment", {}).get("qemu", {}).pop("argv", None)
for cell in r["cells"]:
    cell.pop("node", None), cell.pop("seconds", None)
for profile in r.get("perf", []):
    profile.pop("command", None) # has the folder
    for part in profile["parts"]:
        part.pop("seen", None) # calls traced until the host stopped the trace
print(json.dumps(r, sort_keys=True))' "$1"
}
