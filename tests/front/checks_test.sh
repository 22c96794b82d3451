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

# fails CHECK REGEX: the file $flaw makes the check fail and print REGEX
fails()
{
	expect 1 "$tmp/tree/scripts/check/$1.sh"
	cat "$tmp/stderr" >>"$tmp/stdout"
	says "$2" stdout
	rm "$flaw"
}

# write_c TEXT...: write $flaw, correct but for the TEXT
write_c()
{
	printf '%s\n' '// SPDX-License-'"Identifier: GPL-2.0-only" \
		'/* flaw.c - a flaw */' "$@" >"$flaw"
}

write_c 'int  flaw;'
fails format 'flaw.c:3'
write_c '/**' ' * flaw() - a flaw' ' * @nosuch: not there' ' */' \
	'int flaw(void);'
fails kerneldoc 'flaw.c:.*nosuch'
write_c 'int flaw = LINUX_VERSION_CODE;'
fails layout 'flaw.c:3: kernel versions'
echo 'int flaw;' >"$flaw"
fails layout 'flaw.c: no SPDX'
write_c 'int flaw;'
sed -i '2s/flaw/law/' "$flaw"
fails layout 'flaw.c:2: line 2 is not'
yes '' | head -n 401 >"$flaw"
fails layout 'flaw.c:401: more than 400'
flaw=$tmp/tree/reports/flaw.cc
write_c 'int flaw;'
fails layout 'flaw.cc:1: the only C++'

# Each arrow between folders that CONTRIBUTING.md does not draw
while read -r folder header; do
	flaw=$tmp/tree/$folder/flaw.c
	write_c "#include $header"
	fails layout "$folder/flaw.c:3: may not include"
done <<-'END'
	lib "reports/model/rp_model.h"
	lib "guest/lib/guest_text.h"
	guest/lib "host/run/run.h"
	guest/lib "reports/model/rp_model.h"
	guest/checks "ubench/ub_plan.h"
	ubench "guest/checks/lib/check.h"
	ubench "kbench/kb_run.h"
	host/vm "guest/lib/guest_text.h"
	host/run "reports/doc/rp_doc.h"
	reports/model "host/run/run.h"
	reports/sections "reports/html/rp_html.h"
	reports/sections "reports/text/rp_text.h"
	policies <stdio.h>
	policies "kbench/kb_run.h"
	kbench <stdlib.h>
	kbench "lib/rvb_file.h"
END
for flaw in "$tmp/tree/guest/checks/flaw.h" "$tmp/tree/scripts/flaw.h"; do
	printf '%s\n' '/* SPDX-License-'"Identifier: GPL-2.0-only */" \
		'/* flaw.h - a flaw */' >"$flaw"
	fails layout 'flaw.h:.*(registry holds|is shell)'
done
flaw=$tmp/tree/scripts/flaw.sh
# shellcheck disable=SC2016 # a literal dollar
printf '#!/bin/sh\n# %s\nrm $1\n' 'SPDX-License-'"Identifier: GPL-2.0-only" >"$flaw"
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

# checkpatch needs half a minute for the whole tree: leave it the flaw only
find "$tmp/tree" -name '*.[ch]' -delete
flaw=$tmp/tree/kbench/flaw.c
if "$top/scripts/checkers.sh" >/dev/null; then
	write_c 'int flaw;' 'int x(void) {' '	return(1);' '}'
	fails checkpatch 'flaw.c:.*ERROR:OPEN_BRACE'
else
	echo "not tried: checkpatch, for want of it"
fi
