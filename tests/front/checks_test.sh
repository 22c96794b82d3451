#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# checks_test.sh - each static check fails over a flaw of its kind
# usage: checks_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
export REVOKEBENCH_BUILD="$tmp/build"
mkdir "$tmp/tree"
"$top/scripts/sources.sh" '*' | tar -C "$top" -cf - -T - |
	tar -C "$tmp/tree" -xf -
flaw=$tmp/tree/reports/flaw.c

# fails CHECK REGEX: the file $flaw makes it fail, and it says so
fails()
{
	expect 1 "$tmp/tree/scripts/check/$1.sh"
	cat "$tmp/stderr" >>"$tmp/stdout"
	says "$2" stdout
	rm "$flaw"
}

# write_c TEXT...: a file that is well but for the TEXT
write_c()
{
	printf '%s\n' '// SPDX-License-Identifier: GPL-2.0-only' \
		'/* flaw.c - a flaw */' "$@" >"$flaw"
}

write_c 'int  flaw;'
fails format 'flaw.c:3'
write_c '/**' ' * flaw() - a flaw' ' * @nosuch: not there' ' */' \
	'int flaw(void);'
fails kerneldoc 'flaw.c:.*nosuch'
write_c 'int flaw = LINUX_VERSION_CODE;'
fails layout 'flaw.c: kernel versions'
echo 'int flaw;' >"$flaw"
fails layout 'flaw.c: line 2 is not'
yes '' | head -n 401 >"$flaw"
fails layout 'flaw.c: 401 lines'
flaw=$tmp/tree/reports/flaw.cc
write_c 'int flaw;'
fails layout 'flaw.cc: the only C++'
flaw=$tmp/tree/scripts/flaw.sh
# shellcheck disable=SC2016 # a literal dollar
printf '#!/bin/sh\n# %s\nrm $1\n' 'SPDX-License-Identifier: GPL-2.0-only' >"$flaw"
fails shellcheck 'SC2086'

flaw=$tmp/tree/flaw.txt
printf 't%sh\n' e >"$flaw"
fails codespell 'flaw.txt:1'

if "$top/scripts/kernels.sh" path 6.1 >/dev/null; then
	main=$tmp/tree/kbench/kb_main.c
	printf '\nint kb_flaw(int __user *p);\nint kb_flaw(int __user *p)\n%s\n' \
		'{ return *p; }' >>"$main"
	expect 1 "$tmp/tree/scripts/check/sparse.sh"
	says 'dereference of noderef' stderr
else
	echo "not tried: sparse, for want of a kernel"
fi

# checkpatch takes half a minute for the whole of it: nothing else is left for it
find "$tmp/tree" -name '*.[ch]' -delete
flaw=$tmp/tree/kbench/flaw.c
if "$top/scripts/checkers.sh" >/dev/null; then
	write_c 'int flaw;' 'int x(void) {' '	return(1);' '}'
	fails checkpatch 'flaw.c:.*ERROR:OPEN_BRACE'
else
	echo "not tried: checkpatch, for want of it"
fi
