#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# slurm_test.sh - three nodes of a real Slurm, one dies, and so does who submitted:
# the bytes of a run without it
# usage: slurm_test.sh [FOLDER OPTION...]     run's options, as --quick --kernel 6.1,7.3;
#        FOLDER has the run without it, made or finished first
#
# Timed cells are run, but no bytes of theirs are compared.
# Where slurmdbd and mariadbd are installed there is accounting, and Slurm forgets a
# job after two seconds: what became of it then only sacct knows.
set -eu
# shellcheck source=tests/front/expect.sh
. "$(dirname "$0")/../front/expect.sh"

PATH=$PATH:/usr/sbin:/sbin
for program in slurmctld slurmd munged setpriv python3; do
	command -v $program >/dev/null || {
		echo "skipped: no $program: packages slurm-wlm, munge and python3"
		exit 77
	}
done
[ "$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" -gt 6000 ] || {
	echo "skipped: three guests want 6 GB of memory"
	exit 77
}

# jobs WORD: what nodes run now with WORD in its environment, and the slurmstepd
# above it, which is no child of its slurmd
jobs()
{
	grep -lzxF "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null |
		xargs -r grep -lzE "^$1" 2>/dev/null | cut -d / -f 3 |
		while read -r pid; do
			parent=$(ps -o ppid= -p "$pid" | tr -d ' ')
			# $pid may have ended meanwhile
			[ "$(ps -o comm= -p "${parent:-1}")" != slurmstepd ] ||
				echo "$parent"
			echo "$pid"
		done
}

# Daemons end with this shell, however that ends; what a node runs, by the trap.
daemons=
stop()
{
	# shellcheck disable=SC2046,SC2086 # numbers
	kill -KILL $daemons $(jobs SLURMD_NODENAME=) 2>/dev/null || :
	rm -rf "$tmp"
}
trap stop EXIT
export SLURM_CONF="$tmp/slurm.conf"
daemon()
{
	setpriv --pdeathsig KILL "$@" >>"$tmp/daemons" 2>&1 &
	daemons="$daemons $!"
}

me=$(id -un)
port=$(python3 -c '
import socket
held = [socket.socket() for _ in range(5)]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in held])')
mkdir -m 755 "$tmp/run"
mkdir -m 700 "$tmp/munge" "$tmp/state"
chmod 755 "$tmp"
head -c 64 /dev/urandom >"$tmp/munge/key"
chmod 600 "$tmp/munge/key"
cat >"$SLURM_CONF" <<END
ClusterName=loopback
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=$(echo "$port" | cut -d ' ' -f 1)
SlurmUser=$me
SlurmdUser=$me
StateSaveLocation=$tmp/state
SlurmdSpoolDir=$tmp/spool.%n
SlurmctldPidFile=$tmp/ctld.pid
SlurmdPidFile=$tmp/%n.pid
SlurmctldLogFile=$tmp/ctld.log
SlurmdLogFile=$tmp/%n.log
AuthType=auth/munge
AuthInfo=socket=$tmp/run/munge
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=1
SlurmdTimeout=6
PartitionName=lab Nodes=ALL Default=YES MaxTime=INFINITE
END
accounting=
if command -v slurmdbd >/dev/null && command -v mariadbd >/dev/null; then
	accounting=1
	cat >>"$SLURM_CONF" <<END
MinJobAge=2
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$(echo "$port" | cut -d ' ' -f 2)
AccountingStoragePass=$tmp/run/munge
END
	cat >"$tmp/slurmdbd.conf" <<END
AuthType=auth/munge
AuthInfo=socket=$tmp/run/munge
DbdHost=localhost
DbdPort=$(echo "$port" | cut -d ' ' -f 2)
SlurmUser=$me
StorageType=accounting_storage/mysql
StorageUser=$me
PidFile=$tmp/dbd.pid
LogFile=$tmp/dbd.log
END
	chmod 600 "$tmp/slurmdbd.conf"
	export MYSQL_UNIX_PORT="$tmp/run/mariadb"
	mariadb-install-db --no-defaults --datadir="$tmp/db" --user="$me" \
		--auth-root-authentication-method=normal --skip-test-db \
		>"$tmp/mariadb" 2>&1
	daemon mariadbd --no-defaults --datadir="$tmp/db" --user="$me" \
		--socket="$MYSQL_UNIX_PORT" --skip-networking
fi

# A cell has 3 GB of memory, so a node has one; a timed one asks for two CPUs.
cpus=$(nproc)
n=0
for number in $(echo "$port" | cut -d ' ' -f 3-); do
	n=$((n + 1))
	echo "NodeName=n$n NodeHostname=$(hostname) NodeAddr=127.0.0.1" \
		"Port=$number CPUs=$((cpus < 2 ? cpus : 2)) RealMemory=4000" >>"$SLURM_CONF"
done
daemon munged --foreground --force --key-file="$tmp/munge/key" \
	--socket="$tmp/run/munge" --pid-file="$tmp/munge/pid" \
	--log-file="$tmp/munge/log" --seed-file="$tmp/munge/seed"
until [ -S "$tmp/run/munge" ]; do sleep 0.1; done
if [ "$accounting" ]; then
	until [ -S "$MYSQL_UNIX_PORT" ]; do sleep 0.1; done
	daemon slurmdbd -D
	for _ in $(seq 100); do
		! sacctmgr -n show cluster >"$tmp/sacctmgr" 2>&1 || break
		sleep 0.3
	done
	sacctmgr -i add cluster loopback >/dev/null
fi
daemon slurmctld -D
nodes=
for n in 1 2 3; do
	daemon slurmd -D -N n$n
	nodes="$nodes $!"
done

# idle N: wait until as many nodes are
idle()
{
	for _ in $(seq 100); do
		[ "$(sinfo -h -t idle -o %D 2>/dev/null)" != "$1" ] || return 0
		sleep 0.3
	done
	tail -n 20 "$tmp/daemons" "$tmp/ctld.log"
	wrong "no $1 idle nodes"
}
idle 3
echo "ok: three nodes of $(slurmctld -V)${accounting:+, accounting}"

# A run on this machine, and the same on the nodes.
here=${1-$tmp/here}
[ $# -gt 0 ] || set -- "$here" --quick --cases pin --fs anon
shift
expect 0 "$top/revokebench" run "$@" -o "$here"
"$top/revokebench" run "$@" --on slurm:lab -o "$tmp/out" >"$tmp/stdout" \
	2>"$tmp/stderr" &
submitter=$!
daemons="$daemons $submitter"

# The node of a second seed dies while it boots, then who submitted.
until log=$(find "$tmp/out" -path '*/exact-seed2/slurm/log' -exec \
	grep -l '^try 1 .* on n[1-3]$' {} + 2>/dev/null | head -n 1) && [ "$log" ]; do
	kill -0 $submitter || wrong "it ended early"
	sleep 0.2
done
sleep 2
node=$(sed -n 's/^try 1 .* on n//p' "$log")
victim=$(echo "$nodes" | awk -v n="$node" '{ print $n }')
kill -KILL "$victim"
# shellcheck disable=SC2046 # numbers
kill -KILL $(jobs "SLURMD_NODENAME=n$node") 2>/dev/null || :
kill -KILL $submitter
wait $submitter 2>/dev/null || :
echo "ok: node n$node and the submitting shell died"

# Slurm lets two minutes pass before it starts a requeued task: an operator need not.
(
	until [ -e "$tmp/out/results.json" ]; do
		for task in $(squeue -h -r -t PENDING -o '%i|%r' |
			sed -n 's/|BeginTime$//p'); do
			scontrol update JobId="$task" StartTime=now
		done
		sleep 1
	done
) >/dev/null 2>&1 &
daemons="$daemons $!"
cells=$(find "$here" -name result.json | wc -l)
expect 0 "$top/revokebench" run "$@" --on slurm:lab -o "$tmp/out"
cat "$tmp/stderr"
! grep -q '^revokebench: job' "$tmp/stderr" || wrong "submitted again"
[ "$(grep -c '^try' "$log")" -eq 2 ] || wrong "the lost cell was not run again"
! tail -n 1 "$log" | grep -q "on n$node$" || wrong "it ran on a dead node"

(cd "$here" && find . -name result.json ! -path '*timed*') | while read -r frame; do
	cmp "$here/$frame" "$tmp/out/$frame" || exit
done || wrong "other bytes"
find "$here" -name results.json | while read -r file; do
	folder=$(dirname "${file#"$here"/}")
	! grep -q '"mode": *"timed"' "$file" || continue
	figures "$here/$folder" >"$tmp/figures"
	figures "$tmp/out/$folder" | cmp - "$tmp/figures" || exit
	expect 0 "${REVOKEBENCH_BUILD:-$top/build}/bin/compare" "$here/$folder" "$tmp/out/$folder"
done || wrong "other figures"
echo "ok: the bytes of a run on this machine, $cells cells"
[ "$accounting" ] || exit 0

# An operator ends a task for good, and Slurm has forgotten it when it is asked.
rm -rf "$tmp/out"
RVB_SLURM_S=10 "$top/revokebench" run --quick --cases pin --fs anon --on slurm:lab \
	-o "$tmp/out" >"$tmp/stdout" 2>"$tmp/stderr" &
submitter=$!
until task=$(squeue -h -r -t RUNNING -o %i | head -n 1) && [ "$task" ]; do
	kill -0 $submitter || wrong "it ended early"
	sleep 0.2
done
scancel -f "$task"
wait $submitter && wrong "a cancelled cell is an error"
says "Slurm's task $task ended as CANCELLED" stderr
