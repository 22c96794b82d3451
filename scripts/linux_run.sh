# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# linux_run.sh - measure a commit of a kernel tree; sourced with $dir of linux.sh

# measure RUN COMMIT WORD...: build it and run into RUN, unless that was done with
# the same words, configuration and version; an exit code
measure()
{
	run=$1
	at=$2
	shift 2
	key="$at $(printf '%s\n' "$@" "$("$top/revokebench" --version)" |
		cat - "$dir/config" | sha256sum | cut -c 1-12)"
	[ "$key" = "$(cat "$run/commit" 2>/dev/null)" ] || rm -rf "$run"
	[ ! -e "$run/done" ] || return 0
	kernel=$("$here/linux_build.sh" "$dir" "$at") || return
	mkdir -p "$run"
	echo "$key" >"$run/commit"
	# WORD... may end in those for the guest, behind --
	"$top/revokebench" run --kernel "$kernel" -o "$run" "$@" >/dev/null ||
		return
	touch "$run/done"
}
