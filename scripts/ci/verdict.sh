# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# verdict.sh - compare $base with $out/new, and once more what regressed; sourced
#
# Sets $rc, as `compare`; writes compare.txt, compare.html, summary.md, junit.xml and
# mail.txt into $out. $options are those of compare, $patch_base is a kernel's
# commit. again CASE RUN OPTION..., which the caller has, runs the case, or all if
# it is empty, with fresh seeds into $again.

# verdict OPTION...: compare, in four formats; sets $rc
verdict()
{
	rc=0
	rm -f "$out/compare.txt"
	# shellcheck disable=SC2086 # words
	set -- $options "$@"
	"$top/revokebench" compare "$@" --moved "$out/moved" \
		-o "$out/compare.txt" "$base" "$out/new" || rc=$?
	[ -s "$out/compare.txt" ] || exit $rc
	for format in html:compare.html markdown:summary.md junit:junit.xml; do
		"$top/revokebench" compare "$@" -f "${format%:*}" \
			-o "$out/${format#*:}" "$base" "$out/new" || :
	done
	"$top/revokebench" compare "$@" -f mail \
		${patch_base:+--patch-base "$patch_base"} \
		-o "$out/mail.txt" "$base" "$out/new" || :
}

# judge RUN OPTION...
judge()
{
	verdict
	[ $rc -eq 1 ] && [ -s "$out/moved" ] || return 0
	# If one case regressed, run only that one again.
	case=$(cut -f 1 "$out/moved" | sort -u)
	case $case in
	'' | *[!a-z0-9_]*)	case= ;;
	esac
	say "regressed: running again with fresh seeds"
	again "$case" "$@"
	verdict --again "$again"
}
