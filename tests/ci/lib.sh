# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# lib.sh - a clone as CI checks it out; sourced after tests/front/expect.sh

# Do not install packages and do not read the user's git configuration.
mkdir "$tmp/bin" "$tmp/home"
printf '#!/bin/sh\n' >"$tmp/bin/apt-get"
chmod +x "$tmp/bin/apt-get"
export XDG_CACHE_HOME="${XDG_CACHE_HOME:-$HOME/.cache}"
export PATH="$tmp/bin:$PATH" HOME="$tmp/home"
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test GIT_COMMITTER_NAME=test \
	GIT_COMMITTER_EMAIL=test GITHUB_STEP_SUMMARY="$tmp/step-summary"

# main is the working tree, committed or not; the clone is on a branch.
make_clone()
{
	mkdir "$tmp/origin"
	"$top/scripts/sources.sh" . | (cd "$top" && xargs -d '\n' cp --parents \
		-t "$tmp/origin")
	git -C "$tmp/origin" init -q -b main
	git -C "$tmp/origin" add -A
	git -C "$tmp/origin" commit -qm main
	git clone -q "$tmp/origin" "$tmp/clone"
	git -C "$tmp/clone" checkout -q -b change
}

# steps FILE: run all steps in the clone; exit code of those without if: always()
steps()
{
	"$here/steps.py" "$top/scripts/ci/$1" normal >"$tmp/normal.sh"
	"$here/steps.py" "$top/scripts/ci/$1" always >"$tmp/always.sh"
	(
		cd "$tmp/clone" || exit 6
		unset REVOKEBENCH_BUILD
		export CI_DEFAULT_BRANCH=main
		rc=0
		sh -e "$tmp/normal.sh" || rc=$?
		sh -e "$tmp/always.sh" || exit 6
		exit $rc
	)
}
