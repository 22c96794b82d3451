#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# slurm_cell.sh - a task of Slurm's array: boot one cell on this node
# usage: sbatch --array=0-N slurm_cell.sh DIR CELL...   CELL: a folder below DIR
#
# CELL/slurm/ has the command line (boot), what the runner reports (progress), a
# log, and, once there is a verdict, its exit code (exit). Slurm copies this file:
# nothing but DIR need be on the node. 40 to 42: this node is unfit.
set -u
dir=$1
shift $((SLURM_ARRAY_TASK_ID + 1))
stage=$dir/${1%cells/*}nodes
cell=$dir/$1/slurm
tries=$((${SLURM_RESTART_COUNT:-0} + 1))
most=4

[ -r "$stage/qemu" ] && [ -w "$cell" ] || exit 40
exec >>"$cell/log" 2>&1 </dev/null
echo "try $tries of $most on $SLURMD_NODENAME"

# end CODE: this task is not run again
end()
{
	echo "$1" >"$cell/exit.new"
	mv "$cell/exit.new" "$cell/exit"
	exit "$1"
}

qemu=$(qemu-system-x86_64 --version 2>/dev/null | head -n 1)
[ "$qemu" ] || {
	echo "there is no qemu-system-x86_64"
	end 41
}
[ "$qemu" = "$(cat "$stage/qemu")" ] || {
	echo "$qemu is not that of the run, $(cat "$stage/qemu")"
	end 42
}
[ $tries -le $most ] || {
	echo "lost $most times"
	end 43
}

sh "$cell/boot" 9>"$cell/progress" &
boot=$!
trap 'kill $boot' TERM INT
wait $boot
code=$?
trap - TERM INT
case $code in
130 | 143) # Slurm ends this task; it may start it again
	exit 130 ;;
6)	[ $tries -ge $most ] || {
		scontrol requeue "$SLURM_JOB_ID" && sleep 60
	} ;;
esac
end $code
