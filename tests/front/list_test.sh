#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# list_test.sh - the front door hands over to the programs, quickly
# usage: list_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export XDG_CACHE_HOME="$tmp/cache"

for what in policies devices cases users events fs kernels sections; do
	expect 0 "$top/revokebench" list $what
	lines 0 stderr
	expect 0 "$top/revokebench" list $what --json
	cp "$tmp/stdout" "$tmp/json"
	expect 0 python3 -m json.tool "$tmp/json"
done
expect 0 "$top/revokebench" list cases
says '^pin\b' stdout
says '^latency\b' stdout	# a scene is a case, too
! grep -q '^scene_' "$tmp/stdout" || wrong "what scenes share is no case"
expect 0 "$top/revokebench" list kernels
says '^6\.1\b' stdout

expect 2 "$top/revokebench" list nosuch
says 'nosuch' stderr
lines 0 stdout

# words.sh knows each option that a program has, by the program's sources.
for program in run:host/run list:host/run report:reports perf:host/perf \
	compare:reports/compare history:reports/history; do
	expect 0 "$top/revokebench" "${program%%:*}" --help
	sed -nE 's/^ +(-[a-zA-Z], )?(--[a-z-]+=?).*/\2/p' "$tmp/stdout" \
		>"$tmp/options"
	while read -r option; do
		case $option in
		--kernel=)	value=6.1 ;;
		--policies=)	value=all ;;
		--cases=)	value='*' ;;
		--devices= | --fs= | --users=) value=all ;;
		*=)		value=x ;;
		*)		value= ;;
		esac
		expect 0 "$top/scripts/words.sh" "${program%%:*}" \
			"${program#*:}" "$option$value"
	done <"$tmp/options"
done

# What is installed, and which kernels are fetched while the programs are built
while IFS=: read -r words needs; do
	# shellcheck disable=SC2086 # a list of words
	expect 0 "$top/scripts/words.sh" $words
	says "^$needs\$" stdout
done <<'END'
run host/run --quick:run 6.1
run host/run --kernel=6.12,6.1 --users=rdma:survey 6.12 6.1
run host/run -n:run
survey host/survey --here:survey
perf host/perf none pin:run 6.1
list host/run kernels:run
END

for command in run report list; do
	expect 0 "$top/revokebench" $command --help
	expect 2 "$top/revokebench" $command --nosuch
	lines 0 stdout
done
