#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tally.sh - list the longest tests and those that did not pass, count all
# usage: tally.sh JUNIT          exit 0 none failed, 1 some did, 4 none ran
set -eu
. "$(dirname "$0")/env.sh"
junit=$1

count()
{
	xmllint --xpath "count($1)" "$junit"
}
# ctest reports a test whose program is missing as skipped. Only a test that
# printed a reason counts as skipped here; any other that did not pass failed.
miss='//testcase[skipped and not(starts-with(skipped/@message, "SKIP_"))]'
skip='//testcase[starts-with(skipped/@message, "SKIP_")]'
total=$(count '//testcase')
passed=$(count '//testcase[@status="run"]')
skipped=$(count "$skip")
failed=$((total - passed - skipped))

# each WORD TESTS WHERE: a line for each of them; where its reason is
each()
{
	n=0
	while [ $n -lt "$(count "$2")" ]; do
		n=$((n + 1))
		test="($2)[$n]"
		why=$(xmllint --xpath "string($test/$3)" "$junit" |
			sed '/^[[:space:]]*$/d' | tail -n 1)
		echo "$1 $(xmllint --xpath "string($test/@name)" "$junit"):" \
			"${why:-no reason given}"
	done
}

# Where the time went; ctest writes name and time of a test in this order.
echo "the longest, in seconds:"
xmllint --xpath '//testcase/@name | //testcase/@time' "$junit" |
	cut -d '"' -f 2 | paste - - | sort -k 2,2 -rn | head -n 10 |
	awk '{ printf "%7.1f  %s\n", $2, $1 }'

each SKIP "$skip" system-out
each MISS "$miss" skipped/@message

echo "$passed passed, $failed failed, $skipped skipped"
[ "$total" -gt 0 ] || die nothing "no test ran"
[ "$failed" -eq 0 ] || exit 1
