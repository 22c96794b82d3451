#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# usage_test.sh - usage errors: one line, exit code 2, nothing installed
# usage: usage_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

expect 2 "$top/revokebench"
says '^usage: revokebench' stderr
refused "$top/revokebench" nosuch
says "'nosuch'" stderr
refused "$top/revokebench" doctor now
refused "$top/revokebench" test now
refused "$top/revokebench" shell now
refused "$top/revokebench" shell --mode wrong
refused "$top/revokebench" calibrate --runs 1
refused "$top/revokebench" calibrate nosuch
refused "$top/revokebench" calibrate --nosuch
refused "$top/revokebench" kernels
refused "$top/revokebench" kernels fetch 6.1
refused "$top/revokebench" gate --base HEAD
refused "$top/revokebench" gate --linux "$tmp" --base HEAD
refused "$top/revokebench" bisect --linux "$tmp" --good a --bad b

expect 0 "$top/revokebench" help
says '^  doctor ' stdout
lines 0 stderr
expect 0 "$top/revokebench" --version
says '^revokebench [0-9a-f.]+' stdout
expect 0 "$top/revokebench" help gate
says '^usage: revokebench gate --linux TREE ' stdout
expect 0 "$top/revokebench" help policy
says 'rvk_wait_released' stdout
refused "$top/revokebench" help nosuch
refused "$top/revokebench" help run now
if [ -e "$top/.git" ]; then
	expect 0 env GIT_DIR="$tmp" "$top/revokebench" --version
	says '^revokebench [0-9.]+$' stdout
	says '^revokebench: no commit: fatal: ' stderr
fi

# Every command that help names is there, and help names every one that is.
"$top/revokebench" help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort >"$tmp/named"
# shellcheck disable=SC2016 # a literal dollar
sed -n '/^case \$command in/,/^esac/s/^\([a-z][^)]*\)).*/\1/p' \
	"$top/revokebench" | tr -s '| ' '\n' | grep '^[a-z]' |
	grep -vx version | sort >"$tmp/there"
expect 0 diff "$tmp/named" "$tmp/there"

# Before there is a build: an apt-get that tells on itself, and no programs.
mkdir "$tmp/bin"
printf '#!/bin/sh\ntouch "%s"\n' "$tmp/installed" >"$tmp/bin/apt-get"
chmod +x "$tmp/bin/apt-get"
export PATH="$tmp/bin:$PATH" REVOKEBENCH_BUILD="$tmp/build"
refused "$top/revokebench" report --nosuch
says "'--nosuch'" stderr
refused "$top/revokebench" nosuch
while read -r words; do
	eval refused '"$top/revokebench"' "$words"
done <<'END'
run --cases pin,nosuch
run -n --cases 'p*,x*'
run --cases=pin,
run --policies ''
run -n --policies scratch,,
run --pol nosuch
run --quick --devices gpu,nosuch -o out
run --fs tmpfs,nosuch -- --policies none
run -n --kernel ./nosuch
run --kernel bogus
run --kernel=
run --kernel "$0"
run --kernel
run --nosuch
perf nosuch pin
perf none nosuch/512
perf none latency
perf --exact none 'p*' --kernel bogus
calibrate --runs 2 -- --cases nosuch
shell --kernel ./nosuch
survey --users rdma,nosuch
survey --fs nosuch
survey --events cut
survey --kernel 6.1,bogus
survey --reproducer nosuch
survey --reproducer vfio/cut
survey --reproducer vfio/punch/write
END
[ ! -e "$tmp/installed" ] || wrong "apt-get was called"
[ ! -e "$tmp/build" ] || wrong "a build was begun"
