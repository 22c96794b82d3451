# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# revokebench.bash - completion for bash; source it, or let it be installed
_revokebench()
{
	local door line=${COMP_LINE:0:COMP_POINT} last word
	local -a typed

	door=$(readlink -f "$(type -P -- "${COMP_WORDS[0]/#\~/$HOME}")") || return
	read -ra typed <<<"$line"
	[[ $line != *[[:space:]] ]] || typed+=('')
	last=${typed[-1]}
	COMPREPLY=()
	while IFS= read -r word; do
		# bash takes what stands behind "=" for the word
		COMPREPLY+=("${word#"${last%"${last##*=}"}"}")
	done < <("${door%/*}/scripts/complete.sh" "${typed[@]:1}" 2>/dev/null)
	[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null
}
complete -o default -F _revokebench revokebench
