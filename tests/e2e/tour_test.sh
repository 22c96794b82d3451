#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tour_test.sh - the commands of docs/tour.md, in order, with a run of one case
# usage: tour_test.sh
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
page=$top/docs/tour.md
cd "$tmp"

sed -n 's/^    \.\/revokebench //p' "$page" >commands
[ "$(wc -l <commands)" -ge 7 ] || wrong "the tour has fewer commands"
while read -r command; do
	more=
	case $command in
	'run '*)	more='--cases pin --fs tmpfs' ;;
	esac
	# shellcheck disable=SC2086 # words
	expect 0 "$top/revokebench" $command $more
	case $command in
	'run '*)
		cp stdout answer ;;
	'compare '*)
		says 'no regression in [0-9]+ metrics' stdout ;;
	'list '*)
		# what the page shows of it is what it prints
		while read -r line; do
			grep -qxF -e "$line" stdout || wrong "the tour has '$line'"
		done <<-END
		$(awk -v first="$(head -n 1 stdout | cut -d' ' -f1)" '
			/^```/ { on = !on; next }
			on && / promises: / && first == "block" { print }
			on && first == "cmdq" && /^(cmdq|edu|fixed|gpu|odp)  / &&
				!/redirects|yes|no / { print }' "$page")
		END
		;;
	esac
done <commands

# The page quotes this release: there the figures are the same to the digit.
tr '\n' ' ' <"$page" | grep -oE 'On Linux [^ ]+, pinning a page costs [0-9.]+ instructions and unpinning it [0-9.]+' >quoted
tr '\n' ' ' <answer | grep -oE 'On Linux [^ ]+, pinning a page costs [0-9.]+ instructions and unpinning it [0-9.]+' >measured
[ "$(cut -d' ' -f3 quoted)" != "$(cut -d' ' -f3 measured)" ] ||
	expect 0 diff quoted measured
expect 0 xmllint --noout "$top/docs/pareto.svg"
