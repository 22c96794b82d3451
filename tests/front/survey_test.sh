#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# survey_test.sh - survey --here leaves nothing behind; --reproducer is one C file
# usage: survey_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export RVB_TOP="$top" RVB_BIN="$REVOKEBENCH_BUILD/bin"

# It says in one line what it will do, asks, and keeps no file and no module.
mkdir "$tmp/cwd"
cd "$tmp/cwd"
cut -d' ' -f1 /proc/modules | sort >"$tmp/modules"
expect 0 "$RVB_BIN/survey" --here --users vmsplice,vm_readv --fs tmpfs,memfd \
	--events regrow,munmap -o "$tmp/out"
says '^revokebench: survey --here: files .* nothing is loaded' stderr
says '^vmsplice +here +(stale +)+' stdout
says '^vm_readv +here +(follows +)+' stdout
cut -d' ' -f1 /proc/modules | sort | expect 0 cmp - "$tmp/modules"
[ -z "$(find "$tmp/cwd" /dev/shm /tmp /var/tmp -maxdepth 1 -name 'survey.*')" ] ||
	wrong "files are left"
expect 0 "$RVB_BIN/report" -f html -o "$tmp/page.html" "$tmp/out"
grep -q 'stale' "$tmp/page.html" || wrong "no word in the page"

# What cannot be asked here says what it needs, in its row.
expect 0 "$RVB_BIN/survey" --here --users rdma_odp --fs memfd -o "$tmp/odp"
grep -Eq '"why": *"(needs CONFIG_|as the file)' "$tmp/odp/results.json" ||
	wrong "rdma_odp: no reason"
expect 4 "$RVB_BIN/survey" --here --users udmabuf --fs tmpfs -o "$tmp/none"
expect 4 "$RVB_BIN/survey" --kernel 6.1 --users udmabuf --fs tmpfs -o "$tmp/vm"
[ ! -e "$tmp/vm/cells" ] || wrong "a guest booted for no cell"

# A killed survey leaves nothing that runs
"$RVB_BIN/survey" --here -o "$tmp/killed" >/dev/null 2>&1 &
survey=$!
sleep 0.3
kill -KILL $survey
wait $survey 2>/dev/null || :
for i in 1 2 3 4 5 6 7 8 9 10; do
	left=$(find /proc -maxdepth 2 -name exe -lname "$RVB_BIN/survey_guest" \
		2>/dev/null | wc -l)
	[ "$left" -gt 0 ] || break
	sleep "$((i / 5)).5"
done
[ "$left" -eq 0 ] || wrong "$left processes are left"

# Every user's reproducer compiles by itself, and one is tried.
for user in "$top"/guest/users/*.c; do
	user=$(basename "$user" .c)
	expect 0 "$top/scripts/survey_reproducer.sh" "$user/punch"
	cp "$tmp/stdout" "$tmp/$user.c"
	! grep -n '#include "' "$tmp/$user.c" || wrong "$user needs a header of ours"
	cc -O1 -Wall -Werror -o "$tmp/$user" "$tmp/$user.c" -lrdmacm -libverbs \
		-luring -lpthread ||
		wrong "$user does not compile"
done
expect 0 "$RVB_BIN/survey" --reproducer vmsplice --fs sealed --kernel 6.x
says '^ \*	kernel:	6.x$' stdout
says '^ \*	run:	.* ./a.out sealed$' stdout
expect 0 "$tmp/vmsplice" sealed
says '^punch: stale: ' stdout
expect 0 "$tmp/vmsplice" memfd
says '^punch: stale: ' stdout
expect 2 "$tmp/vmsplice"
