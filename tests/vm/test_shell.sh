#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# test_shell.sh - shell --with runs programs of one's own under a policy
# Names that are set nowhere here come from lib.sh.
# shellcheck disable=SC1091,SC2154
set -eu
. "$(dirname "$0")/lib.sh"
find_kernel

# A program with a shared library that is nowhere in the guest, and a script
cat >"$work/part.c" <<'END'
#include <fcntl.h>
#include <sys/ioctl.h>
#include "kbench/kb_uapi.h"

const char *policy(void)
{
	static struct kb_info info = { .abi = KB_ABI };
	int fd = open("/dev/kbench", O_RDWR);

	return fd < 0 || ioctl(fd, KB_IOC_INFO, &info) ? "none at all" :
							 info.policy;
}
END
cat >"$work/repro.c" <<'END'
#include <stdio.h>

const char *policy(void);

int main(int argc, char *argv[])
{
	printf("%s: %d words, the last %s\n", policy(), argc, argv[argc - 1]);
	return 7;
}
END
cat >"$work/a script" <<'END'
#!/usr/bin/env bash
words=("$@")
echo "${#words[@]} words, input $(cat)"
kill -TERM $$
END
chmod +x "$work/a script"
gcc -I "$top" -shared -fPIC -o "$work/libpart.so" "$work/part.c"
gcc -o "$work/repro" "$work/repro.c" -L"$work" -lpart -Wl,-rpath,"$work"

# shell CODE WORD...: run it; its output is compared with standard input
shell()
{
	cat >"$work/want"
	want=$1
	shift
	code=0
	echo typed | "$top/revokebench" shell "$@" >"$work/seen" \
		2>"$work/err" || code=$?
	check "$*: exit code $want" [ "$code" -eq "$want" ]
	check "$*: its output" cmp "$work/want" "$work/seen"
}

cd "$work"
shell 7 --with repro --policy scratch -- ./repro 'a  b' "it's \"all\"" <<'END'
scratch: 3 words, the last it's "all"
END
shell 143 --with 'a script' repro --kernel "$release" -- "$work/a script" 1 -- 3 <<'END'
3 words, input typed
Terminated
END
shell 2 -- nosuch </dev/null
check "nosuch: said so" grep -q 'nosuch: neither a FILE' "$work/err"

# A program that panics the guest: its log is kept, 5 is the guest's code.
printf '#!/bin/sh\necho c >/proc/sysrq-trigger\n' >panics
chmod +x panics
code=0
"$top/revokebench" shell --with panics -- ./panics </dev/null \
	>"$work/seen" 2>"$work/err" || code=$?
kept=$(sed -n 's/.*log is kept in //p' "$work/err")
check "panics: exit code 5" [ "$code" -eq 5 ]
check "panics: the log is kept" grep -q 'sysrq' "$kept/console.log"
rm -r "${kept%/cell}"
finish
