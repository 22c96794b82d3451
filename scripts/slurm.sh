#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# slurm.sh - what run --on slurm asks of Slurm
# usage: slurm.sh check [PARTITION] | stage DIR KERNEL INITRD |
#        submit PARTITION ALONE LIMIT MINUTES EXCLUDE DIR CELL... |
#        states JOB,...
#
# check: is there a Slurm, and such a partition. stage: put what a node boots into
# DIR. submit: queue an array, a task a CELL (a folder below DIR), and print its
# number; a word that is empty leaves its option out. states: a line "JOB TASK
# STATE NODE EXITCODE" for each task that Slurm knows.
set -eu
. "$(dirname "$0")/env.sh"
command=$1
shift

# ask COMMAND...: its output; its last complaint as one line if it fails. sbatch finds
# a full queue temporarily unavailable, and tries for two minutes.
ask()
{
	answer=$("$@" 2>&1) ||
		die harness "$1: $(echo "$answer" | sed 's/^[a-z]*: error: //
			s/temporarily unavailable$/&: a full queue? The same command goes on/' |
			tail -n 1)"
	echo "$answer"
}

check()
{
	command -v sbatch >/dev/null ||
		die usage "--on slurm: no sbatch here: install slurm-client," \
			"or run this on a machine that submits jobs"
	partitions=$(ask sinfo --noheader -o %R) || exit
	[ -z "${1-}" ] || echo "$partitions" | grep -qxF "$1" ||
		die usage "--on slurm:$1: no such partition; there are:" \
			"$(echo "$partitions" | tr '\n' ' ')"
}

# place FILE AT: copy it unless it is there; tasks of an earlier submit may run
place()
{
	cmp -s "$1" "$2" || {
		cp "$1" "$2.new"
		mv "$2.new" "$2"
	}
}

stage()
{
	mkdir -p "$1"
	place "$2/vmlinux" "$1/vmlinux"
	place "$3" "$1/initrd"
	place "$RVB_BIN/vm" "$1/vm"
	place "$top/host/vm/splats.txt" "$1/splats.txt"
	qemu-system-x86_64 --version | head -n 1 >"$1/qemu"
}

submit()
{
	partition=$1 alone=$2 limit=$3 minutes=$4 exclude=$5
	shift 5
	cpus=1
	[ -z "$alone" ] || cpus=2
	ask sbatch --parsable --job-name=revokebench --requeue --chdir=/ \
		--output=/dev/null --array="0-$(($# - 2))${limit:+%$limit}" \
		--time="$minutes" --mem=3G --cpus-per-task=$cpus \
		${alone:+--exclusive} ${partition:+--partition="$partition"} \
		${exclude:+--exclude="$exclude"} "$here/slurm_cell.sh" "$@"
}

# Slurm forgets each task some minutes after its end; accounting, if any, does not.
# What squeue says comes last, and counts.
states()
{
	format='ArrayJobID:|,ArrayTaskID:|,State:|,NodeList:|,exit_code:|'
	known=$(squeue --noheader --array --states=all --jobs="$1" \
		-O "$format" 2>&1) || case $known in
	*'Invalid job id'*) known= ;;
	*)	exit 1 ;;
	esac
	ended=$(sacct -n -P -X -j "$1" -o JobID,State,NodeList,ExitCode \
		2>/dev/null | sed 's/_/|/; s/:[0-9]*$/|/') || ended=
	# squeue has the status of wait(), sacct CODE:SIGNAL
	printf '%s\n' "$ended" "$known" | awk -F '|' 'NF > 4 {
		sub(/ .*/, "", $3)
		code = $5 > 255 ? $5 / 256 : $5
		print $1, $2, $3, ($4 == "" ? "-" : $4), code
	}'
}

"$command" "$@"
