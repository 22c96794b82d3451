#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# docs_test.sh - what README, NEWS and docs/ tell to type is known, and what they name is there
# usage: docs_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
cd "$top"
: >"$tmp/stdout"
: >"$tmp/stderr"

# Commands stand behind four blanks or between backticks; a comment or a pipe ends one.
# shellcheck disable=SC2016 # backticks as they are
cat README.md CONTRIBUTING.md docs/*.md |
	grep -oE '(^    |`)(\./)?revokebench [^`|;]*' |
	sed -E 's/^[ `]*(\.\/)?revokebench //; s/ #.*| && .*//' | sort -u >"$tmp/lines"
[ "$(wc -l <"$tmp/lines")" -gt 30 ] || wrong "too few commands were found"

# known COMMAND WORD...: its options are those that its help prints; gate, bisect and
# calibrate pass others on to run
known()
{
	command=$1
	shift
	case $command in
	help | --version | --help) return 0 ;;
	esac
	"$top/revokebench" help | grep -q "^  $command  " ||
		wrong "no command '$command'"
	[ -s "$tmp/of.$command" ] || {
		"$top/revokebench" "$command" --help
		case $command in
		gate | bisect | calibrate) "$top/revokebench" run --help ;;
		esac
	} >"$tmp/of.$command" 2>&1
	for word; do
		case $word in
		--)	return 0 ;;
		--*)	grep -qE -e "(^|[^a-z-])${word%%=*}($|[^a-z-])" \
				"$tmp/of.$command" ||
				wrong "$command has no ${word%%=*}" ;;
		esac
	done
}
while read -r line; do
	# shellcheck disable=SC2086 # words
	known $line
done <"$tmp/lines"
echo "ok: $(wc -l <"$tmp/lines") command lines are known"
! (known run --nosuch) >/dev/null || wrong "an unknown option was taken"

# Files that the pages link to, from their own folder
for page in README.md CONTRIBUTING.md docs/*.md; do
	for file in $(grep -oE '\]\([^)#:]+\)' "$page" | tr -d '])('); do
		[ -e "$(dirname "$page")/$file" ] || wrong "$page: no $file"
	done
done
