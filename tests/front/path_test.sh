#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# path_test.sh - a path that make or kbuild would split is refused at once
# usage: path_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
commands='run report compare history list perf test doctor kernels probe replay
	shell new-policy calibrate'

# An apt-get that tells on itself: nothing may be installed before the refusal.
mkdir "$tmp/bin"
printf '#!/bin/sh\ntouch "%s"\n' "$tmp/installed" >"$tmp/bin/apt-get"
chmod +x "$tmp/bin/apt-get"
export PATH="$tmp/bin:$PATH"

for command in $commands; do
	refused env REVOKEBENCH_BUILD="$tmp/a build" "$top/revokebench" "$command"
	says "'$tmp/a build': .*: set REVOKEBENCH_BUILD to another" stderr
	refused env XDG_CACHE_HOME="$tmp/a:cache" "$top/revokebench" "$command"
	says "'$tmp/a:cache/revokebench': .*: set XDG_CACHE_HOME to" stderr
done

# Every character that a shell, make, CMake or QEMU takes for its own
for c in ' ' : ';' ',' "'" '"' '`' \$ '&' '|' '<' '>' '(' ')' '{' '}' '[' ']' \\ \
	'*' '?' '!' '#' % = ^ "$(printf '\t')"; do
	refused env REVOKEBENCH_BUILD="$tmp/a${c}b" "$top/scripts/build.sh"
	[ ! -e "$tmp/a${c}b" ] || wrong "a folder was made"
done
for name in plain '-._+@~' Größe; do
	expect 0 env REVOKEBENCH_BUILD="$tmp/$name" XDG_CACHE_HOME="$tmp/$name" \
		"$top/revokebench" kernels list
done

# The clone itself: the front door and its scripts are enough to see it.
for clone in 'my tree' 'tree:2' scripts/tree; do
	mkdir -p "$tmp/$clone"
	cp -r "$top/revokebench" "$top/scripts" "$top/CMakeLists.txt" "$tmp/$clone"
	case $clone in scripts/*) break ;; esac
	for command in $commands; do
		refused env -u REVOKEBENCH_BUILD "$tmp/$clone/revokebench" "$command"
		says "'$tmp/$clone': .*: move the clone" stderr
	done
done
# "scripts" above the clone is no folder of ours, nor is a link to the front door
ln -s "$tmp/scripts/tree/revokebench" "$tmp/door"
expect 0 env -u REVOKEBENCH_BUILD "$tmp/door" doctor
says "^ok    build folder +$tmp/scripts/tree/build," stdout
[ ! -e "$tmp/installed" ] || wrong "apt-get was called"
