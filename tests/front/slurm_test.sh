#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# slurm_test.sh - run --on slurm against a stand-in for Slurm that boots nothing
# usage: slurm_test.sh; slurm/nodes has the real one
set -eu
. "$(dirname "$0")/expect.sh"

# The real run and its scripts; kernel, guest, runner and Slurm are stand-ins. The
# word in node/NAME is what ails that node.
build=$tmp/build
mkdir -p "$build/bin" "$tmp/top/scripts" "$tmp/top/host/vm" "$tmp/kernel" \
	"$tmp/kernel/headers" "$tmp/bin" "$tmp/jobs" "$tmp/node" "$tmp/other"
cp "$REVOKEBENCH_BUILD/registry.tsv" "$build"
cp "$REVOKEBENCH_BUILD/bin/run" "$REVOKEBENCH_BUILD/bin/report" "$build/bin"
cp "$top/scripts/env.sh" "$top/scripts"/slurm*.sh "$tmp/top/scripts"
touch "$tmp/top/host/vm/splats.txt" "$tmp/compiler" "$tmp/kernel/vmlinuz" "$tmp/kernel/vmlinux" \
	"$tmp/kernel/initrd" "$tmp/kernel/config"
for script in kernels:"$tmp/kernel" kmod:"$tmp" initramfs:"$tmp/kernel/initrd"; do
	printf '#!/bin/sh\necho "%s"\n' "${script#*:}" \
		>"$tmp/top/scripts/${script%%:*}.sh"
done
cat >"$build/bin/vm" <<END
#!/bin/sh
for word; do case \$word in -o*) cell=\${word#-o} ;; --probe) exit 0 ;; esac; done
code=\$(cat "$tmp/code")
[ "\$code" = 0 ] && status=DONE reason=ok || status=ERROR reason=qemu-died
echo "{\"status\":\"\$status\",\"reason\":\"\$reason\",\"seconds\":1}" >"\$cell/cell.json"
cat "$tmp/frame" >"\$cell/result.json"
exit \$code
END
cat >"$tmp/frame" <<'END'
{"schema": "revokebench/scene-1", "guest": {"release": "6.1"},
"distributions": [{"name": "a", "policy": "block", "mode": "exact",
"unit": "vns", "phase": "return", "status": "DONE", "n": 3, "min": 10,
"p50": 10.4, "max": 30, "histogram": [[10, 2], [30, 1]],
"samples": [10, 30, 10], "counts": {"faults": 0}}],
"throughput": [], "ledger": [], "scaling": []}
END
cat >"$tmp/bin/sbatch" <<END
#!/bin/sh
echo "\$*" >>"$tmp/submits"
[ ! -e "$tmp/full" ] || {
	echo "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy" >&2
	exit 1
}
exclude=
while :; do
	case \$1 in
	--array=*)	last=\${1#--array=0-}; last=\${last%\%*} ;;
	--exclude=*)	exclude=,\${1#*=}, ;;
	--*)		: ;;
	*)		break ;;
	esac
	shift
done
job=\$(wc -l <"$tmp/submits")
for node in n1 n2 n3; do
	case \$exclude in *,\$node,*) ;; *) nodes="\$nodes \$node" ;; esac
done
[ "\$nodes" ] || {
	echo "sbatch: error: Batch job submission failed: Requested node configuration is not available" >&2
	exit 1
}
for task in \$(seq 0 \$last); do
	node=\$(echo \$nodes | cut -d ' ' -f \$((task % \$(echo \$nodes | wc -w) + 1)))
	setsid "$tmp/bin/task" \$job \$task \$node "\$@" >/dev/null 2>&1 &
done
echo \$job
END
cat >"$tmp/bin/task" <<END
#!/bin/sh
job=\$1 task=\$2 node=\$3
shift 4
state() { echo "\$job|\$task|\$1|\$node|\$2|" >"$tmp/jobs/\${job}_\$task"; }
state PENDING 0
tries=0
while :; do
	ails=\$(cat "$tmp/node/\$node")
	while [ -e "$tmp/wait" ]; do sleep 0.1; done
	state RUNNING 0
	rm -f "$tmp/again.\$job.\$task"
	path=$tmp/bin:\$PATH dir=\$1
	[ "\$ails" != qemu ] || path=$tmp/other:\$path
	[ "\$ails" != unshared ] || dir=/nowhere
	[ "\$ails" != dies ] || { state NODE_FAIL 0; exit; }
	code=0
	(shift; PATH=\$path SLURM_ARRAY_TASK_ID=\$task SLURMD_NODENAME=\$node \
		SLURM_JOB_ID=\$job.\$task SLURM_RESTART_COUNT=\$tries \
		sh "$top/scripts/slurm_cell.sh" "\$dir" "\$@") || code=\$?
	[ -e "$tmp/again.\$job.\$task" ] || break
	tries=\$((tries + 1))
done
[ \$code = 0 ] && state COMPLETED 0 || state FAILED \$((code * 256))
END
cat >"$tmp/bin/scontrol" <<END
#!/bin/sh
touch "$tmp/again.\$2"
kill -9 \$PPID
END
cat >"$tmp/bin/squeue" <<END
#!/bin/sh
cat "$tmp"/jobs/* 2>/dev/null || :
END
printf '#!/bin/sh\nexit 1\n' >"$tmp/bin/sacct"
printf '#!/bin/sh\necho lab\n' >"$tmp/bin/sinfo"
printf '#!/bin/sh\necho QEMU 7.2\n' >"$tmp/bin/qemu-system-x86_64"
printf '#!/bin/sh\necho QEMU 8.0\n' >"$tmp/other/qemu-system-x86_64"
chmod +x "$tmp"/bin/* "$tmp"/other/* "$tmp/top/scripts"/*.sh "$build/bin/vm"
export RVB_TOP="$tmp/top" RVB_BIN="$build/bin" REVOKEBENCH_BUILD="$build"
export PATH="$tmp/bin:$PATH" RVB_SLURM_S=0.1

# fresh WORD...: a new cluster whose nodes n1, n2 and n3 ail from that
fresh()
{
	rm -rf "$tmp/jobs" "$tmp/out" "$tmp/submits" "$tmp"/again.*
	mkdir "$tmp/jobs"
	: >"$tmp/submits"
	echo 0 >"$tmp/code"
	for node in n1 n2 n3; do
		echo "$1" >"$tmp/node/$node"
		shift
	done
}
run="$build/bin/run --quick --cases latency --fs tmpfs"
slurm="$run --on slurm:lab -o $tmp/out"

# Refused before anything is written.
fresh ok ok ok
# shellcheck disable=SC2086 # words
for words in '--on moon -o out' '--on slurms -o out' '--on slurm' \
	'--on slurm:nosuch -o out' '--on slurm -o out --mode timed --target host --i-know-this-loads-kernel-code'; do
	refused $run $words
done
# shellcheck disable=SC2086 # words
PATH=/usr/bin:/bin refused $run --on slurm -o "$tmp/out" ||
	wrong "no sbatch is needed"
[ ! -e "$tmp/out" ] || wrong "a folder was made"

# All is well: the figures are those of a run without Slurm.
# shellcheck disable=SC2086 # words
expect 0 $run -o "$tmp/here"
# Ended again, the run keeps what `perf -o` has added to its result.
sed -i '1s/{/{"perf": [],/' "$tmp/here/results.json"
# shellcheck disable=SC2086 # words
expect 0 $run -o "$tmp/here"
grep -q '"perf": \[\]' "$tmp/here/results.json" || wrong "profiles are lost"
sed -i 's/"perf": \[\],*//' "$tmp/here/results.json"
figures "$tmp/here" >"$tmp/here.figures"
same()
{
	figures "$tmp/out" >"$tmp/out.figures"
	cmp "$tmp/out.figures" "$tmp/here.figures" ||
		wrong "the figures are others"
}
# shellcheck disable=SC2086 # words
expect 0 $slurm --jobs 2
says '^revokebench: job 1: 4 cells$' stderr
says '^\[4/4\] scene-exact-seed[1-3](-again)? +ok, 1.0 s on n[123]$' stderr
same
grep -q -e '--requeue.*--array=0-3%2 .*--time=.*--mem=.*--partition=lab' \
	"$tmp/submits" || wrong "other words for sbatch"

# An IOMMU that the kernel cannot drive is told before any boot; others are run.
# shellcheck disable=SC2086 # words
expect 4 $run --devices edu --iommu virtio -o "$tmp/na"
says '^revokebench: --iommu virtio: n/a: kernel 6.1 is built without CONFIG_VIRTIO_IOMMU$' stderr
[ ! -e "$tmp/na" ] || wrong "a folder was made"
# shellcheck disable=SC2086 # words
expect 6 $run --devices edu --iommu virtio,none -o "$tmp/na"	# no frame of a check
says '^revokebench: --iommu virtio: n/a: ' stderr
says '^\[5/5\] none/' stderr
[ ! -e "$tmp/na/virtio-strict" ] || wrong "it was run"

# Timed cells ask for a node alone.
fresh ok ok ok
# shellcheck disable=SC2086 # words
expect 6 $slurm --mode timed	# the frame is an exact one
says '^revokebench: job 1: 1 cell, a node alone each$' stderr
grep -q -e '--exclusive' "$tmp/submits" || wrong "not alone"

# An unfit node is told once and gets no cells; two are not too many, three are.
fresh ok qemu unshared
# shellcheck disable=SC2086 # words
expect 0 $slurm
says '^revokebench: node n2: QEMU 8.0 is not that of the run, QEMU 7.2: ' stderr
says "^revokebench: node n3: it does not see $tmp/out, -o must be a" stderr
[ "$(grep -c ': node n' "$tmp/stderr")" -eq 2 ] || wrong "told more than once"
same
fresh qemu qemu qemu
# shellcheck disable=SC2086 # words
expect 6 $slurm
says '^revokebench: sbatch: .*node configuration is not available$' stderr

# A runner that fails is started four times in all, and then it is an ERROR.
fresh ok ok ok
echo 6 >"$tmp/code"
# shellcheck disable=SC2086 # words
expect 6 $slurm
says 'qemu-died, 1.0 s on n' stderr
[ "$(cat "$tmp"/out/cells/*/slurm/log | grep -c '^try')" -eq 16 ] ||
	wrong "not four tries each"

# A lost node: the others' cells are kept, the same words boot the rest only. Here
# Slurm is asked less often than the files are looked at, as it is by default.
fresh ok dies ok
# shellcheck disable=SC2086 # words
expect 6 timeout 60 env RVB_SLURM_S=2 $slurm
says "task 1_1 ended as NODE_FAIL before it began, node n2: see $tmp/out/" stderr
grep -q '"reason": "node"' "$tmp/out/cells/scene-exact-seed1-again/cell.json" ||
	wrong "no verdict"
echo ok >"$tmp/node/n2"
# shellcheck disable=SC2086 # words
expect 0 $slurm
says '^revokebench: job 2: 1 cell$' stderr
same

# The submitting shell dies: its job goes on, the same words take it up.
fresh ok ok ok
touch "$tmp/wait"
# shellcheck disable=SC2086 # words
$slurm >"$tmp/stdout" 2>"$tmp/stderr" &
until [ -e "$tmp/out/cells/scene-exact-seed3/slurm/job" ]; do sleep 0.1; done
kill -KILL $!
wait $! 2>/dev/null || :
rm "$tmp/wait"
# shellcheck disable=SC2086 # words
expect 0 $slurm
[ "$(wc -l <"$tmp/submits")" -eq 1 ] || wrong "submitted again"
same

# A queue that is full
fresh ok ok ok
touch "$tmp/full"
# shellcheck disable=SC2086 # words
expect 6 $slurm
says '^revokebench: sbatch: .*Job violates accounting/QOS policy$' stderr
[ "$(grep -c '^revokebench: ' "$tmp/stderr")" -eq 2 ] || wrong "more than a line"
rm "$tmp/full"
# shellcheck disable=SC2086 # words
expect 0 $slurm
same
