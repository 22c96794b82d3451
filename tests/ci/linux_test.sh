#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# linux_test.sh - what gate and bisect of a kernel tree decide, without a kernel
# usage: linux_test.sh
#
# The tree has nothing but mm/gup.c, which holds a cost; `make` copies it as the
# image and `run` makes a result of it. All else is real: git, its worktree and
# its bisect, what is kept, the comparison, the exit codes.
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"
bin=${REVOKEBENCH_BUILD:-$top/build}/bin
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test GIT_COMMITTER_NAME=test \
	GIT_COMMITTER_EMAIL=test GIT_CONFIG_GLOBAL=/dev/null
mkdir -p "$tmp/tool" "$tmp/bin" "$tmp/build/bin" "$tmp/linux/mm"
(cd "$top" && scripts/sources.sh . | xargs -d '\n' cp --parents -t "$tmp/tool")
for program in report compare; do
	ln -s "$bin/$program" "$tmp/build/bin/$program"
done
cat >"$tmp/build/bin/perf" <<-'END'
	#!/bin/sh
	echo "no guest here" >&2
	exit 6
END
cat >"$tmp/bin/make" <<-'END'
	#!/bin/sh
	# usage: make -s -C DIR/linux O=DIR/out ...
	tree=$3
	out=${4#O=}
	echo "$*" >>"$MADE"
	case $* in
	*modules_install)	mkdir -p "$out/install" ;;
	*bzImage*)		[ ! -e "$tree/broken" ] || exit 2
				mkdir -p "$out/arch/x86/boot"
				cp "$tree/mm/gup.c" "$out/arch/x86/boot/bzImage" ;;
	esac
END
cat >"$tmp/result.py" <<-'END'
	import hashlib, json, sys
	source, image, out = sys.argv[1:]
	text = open(image).read()
	result = json.load(open(source))
	result["environment"]["kernel"]["image_sha256"] = hashlib.sha256(
	    text.encode()).hexdigest()
	for row in result["summary"]:
	    if row["name"] == "pin/tmpfs/pages:512/pin":
	        for key in ("min", "p50", "p50_low", "p50_high"):
	            row[key] = int(text.split()[1])
	json.dump(result, open(out + "/results.json", "w"))
END
cat >"$tmp/tool/revokebench" <<-END
	#!/bin/sh
	command=\$1
	shift
	case \$command in
	run)	: ;;
	compare) exec "$bin/compare" "\$@" ;;
	*)	echo "\$command"; exit ;;
	esac
	echo "\$*" >>"$tmp/ran"
	for word; do
		[ "\$last" != --kernel ] || kernel=\$word
		[ "\$last" != -o ] || out=\$word
		[ "\$word" != -- ] || break
		last=\$word
	done
	! grep -q panic "\$kernel" || exit 5
	/usr/bin/python3 "$tmp/result.py" "$top/reports/golden/run/results.json" \\
		"\$kernel" "\$out"
END
chmod +x "$tmp/bin/make" "$tmp/build/bin/perf" "$tmp/tool/revokebench"
export PATH="$tmp/bin:$PATH" MADE="$tmp/made" XDG_CACHE_HOME="$tmp/cache" \
	REVOKEBENCH_BUILD="$tmp/build"
touch "$tmp/config" "$tmp/ran"

# change TEXT: the next commit of the tree
change()
{
	n=$((n + 1))
	echo "$1" >"$tmp/linux/mm/gup.c"
	git -C "$tmp/linux" add -A
	git -C "$tmp/linux" commit -qm "change $n"
	git -C "$tmp/linux" tag "c$n"
}
n=0
git -C "$tmp/linux" init -q
change 'cost 100000'
change 'cost 100001'
touch "$tmp/linux/broken"
change 'cost 100000 again'
rm "$tmp/linux/broken"
change 'cost 100001'
change 'cost 100001 and panic'
change 'cost 100000'
change 'cost 100512'
change 'cost 100511'
change 'cost 100512'
change 'cost 100512 and panic'
change 'cost 102000'
cd "$tmp"
gate="$tmp/tool/scripts/gate.sh --linux $tmp/linux --config $tmp/config -o $tmp/gate"
bisect="$tmp/tool/scripts/bisect.sh --linux $tmp/linux --config $tmp/config -o $tmp/bisect"
pin='--metric pin/tmpfs/512/pin'
mkdir "$tmp/other"
git -C "$tmp/other" init -q
git -C "$tmp/other" commit -q --allow-empty -m none
printf '#!/bin/sh\necho; echo "/x 9 8 1000000 1%% /"\n' >"$tmp/df"
chmod +x "$tmp/df"

# shellcheck disable=SC2086 # words
{
	# Each is one line, before anything is built or written.
	refused $gate
	says '^revokebench: --base is missing' stderr
	refused $gate --base
	refused $gate --base nosuch
	says "^revokebench: --base=nosuch: no such commit in" stderr
	refused $gate --base c1 --new nosuch
	refused $gate --base HEAD
	says 'the same commit as HEAD' stderr
	refused $gate --base c1 --kernel 6.1
	refused $gate --base c1 --cases nosuch
	refused $gate --base c1 --config "$tmp/nosuch"
	refused $gate --base c1 --linux "$tmp"
	says 'not a git repository' stderr
	refused $gate --base HEAD --linux "$tmp/other"
	says 'not a commit of Linux' stderr
	echo 'cost 9' >linux/mm/gup.c
	refused $gate --base c1
	says 'changes that are in no commit' stderr
	refused $bisect --good c1 $pin
	refused $bisect --good nosuch --bad c9 $pin
	refused $bisect --good c9 --bad c1 $pin
	says '--good=c9: no ancestor of --bad=c1' stderr
	for metric in pin pin/tmpfs /tmpfs/512 pin/tmpfs/x pin/tmpfs/512/pin/x \
		nosuch/tmpfs/512 pin/nosuch/512; do
		refused $bisect --good c1 --bad c9 --metric $metric
	done
	refused $bisect --good c1 --bad c9 $pin --threshold much
	mv df bin/df
	refused $gate --base c1 --new c9
	says 'GB free' stderr
	rm bin/df
	for file in "$MADE" cache/revokebench/linux; do
		[ ! -e "$file" ] || wrong "$file: something was built"
	done

	# The tree's uncommitted change stays where it is.
	expect 1 $gate --base c6 --new c7
	says 'regressed' stdout
	for file in compare.txt compare.html summary.md junit.xml mail.txt \
		report.html; do
		[ -s "gate/$file" ] || wrong "no $file"
	done
	says 'c6|100,000|100000' stdout
	expect 0 grep -q -- ' --cases pin --seed 4 --quick$' ran
	expect 0 test "$(wc -l <ran)" -eq 3
	expect 1 $gate --base c6 --new c7
	expect 0 test "$(wc -l <ran)" -eq 3	# all was kept
	expect 0 $gate --base c7 --new c9
	expect 4 $gate --base c2 --new c3	# does not build
	says 'make .* failed' stderr
	expect 5 $gate --base c4 --new c5	# panics
	expect 0 grep -qx 'cost 9' linux/mm/gup.c

	rm -f ran made
	expect 0 $bisect --good c1 --bad c9 $pin
	says '"change 7"' stdout
	says '^pin/tmpfs/pages:512/pin: 100000 -> 100512 \(\+0.51%\)$' stdout
	expect 0 grep -q 'skipped' bisect/measured.tsv
	expect 0 grep -q 'first bad commit' bisect/bisect.log
	expect 0 test "$(grep -c . ran)" -le 7
	# Half way to c11 is above what change 7 made up.
	expect 0 $bisect --good c1 --bad c11 $pin --threshold 0.2
	says '"change 7"' stdout
	expect 2 $bisect --good c1 --bad c6 $pin
	says 'not worse there' stderr
	expect 2 $bisect --good c1 --bad c9 $pin --threshold 50
	# One of two it was, and the other cannot be measured.
	expect 3 $bisect --good c9 --bad c11 $pin
	says 'no single commit found' stderr
	expect 5 $bisect --good c4 --bad c5 $pin
	expect 0 grep -qx 'cost 9' linux/mm/gup.c
	expect 0 test "$(git -C linux rev-parse HEAD)" = \
		"$(git -C linux rev-parse c11)"
	[ ! -e linux/.git/BISECT_START ] || wrong "the tree's own bisect began"
}
