#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# survey_reproducer.sh - print one C file that asks one cell of the survey
# usage: survey_reproducer.sh [--check] USER[/EVENT[/read]] [FS KERNEL]
#
# FS and KERNEL, "all" where they are open, are named in its head, with the commands
# that make such a file.
# The file is made of those that the survey itself is built from: each header in
# its place, the source of the same name behind it.
set -eu
. "$(dirname "$0")/env.sh"
check=
[ "${1-}" != --check ] || { check=1; shift; }
[ $# -eq 1 ] || [ $# -eq 3 ] ||
	die usage "usage: survey_reproducer.sh USER[/EVENT[/read]] [FS KERNEL]"
cd "$top"

user=${1%%/*}
rest=${1#"$user"}
event=${rest#/}
access=${event#"${event%%/*}"}
event=${event%%/*}
[ -e "guest/users/${user:-.}.c" ] || die usage \
	"--reproducer=$1: no user '$user'; there are: $(basename -s .c guest/users/*.c |
		tr '\n' ' ')"
case $access in
'' | /read) : ;;
*)	die usage "--reproducer=$1: expected USER, USER/EVENT or USER/EVENT/read" ;;
esac
[ -z "$event" ] || [ "$event" = hole ] ||
	grep -q "\.name = \"$event\"" guest/survey/survey_event.c ||
	die usage "--reproducer=$1: no event '$event'; there are: $(sed -n \
		's/.*\.name = "\([a-z]*\)".*/\1/p' guest/survey/survey_event.c |
		tr '\n' ' ')hole"
[ -z "$check" ] || exit 0

libraries=-lpthread
! grep -q rdma "guest/users/$user.c" || libraries="-libverbs $libraries"
! grep -q rdma_cma "guest/users/$user.c" || libraries="-lrdmacm $libraries"
! grep -q liburing "guest/users/$user.c" || libraries="-luring $libraries"
fs=${2:-all}
kernel=${3:-all}
place=DIR
case $fs in
all | *,*) make="DIR is a folder on the filesystem" ;;
memfd | sealed) place=$fs make= ;;
hugetlb) place=$fs make="echo 4 >/proc/sys/vm/nr_hugepages" ;;
private) place=$fs make="the current folder is on ext4" ;;
tmpfs)	make="mount -t tmpfs none DIR" ;;
fsdax)	make="boot with memmap=400M!1G; mkfs.xfs -m reflink=0 /dev/pmem0;
 *		mount -o dax=always /dev/pmem0 DIR" ;;
overlay) make="on ext4: mkdir low up work; mount -t overlay none \\
 *		-o lowerdir=low,upperdir=up,workdir=work DIR" ;;
loop)	make="on tmpfs: truncate -s 400M F; mkfs.ext4 F; mount -o loop F DIR" ;;
*)	make="truncate -s 400M F; mkfs.$fs F; mount -o loop F DIR" ;;
esac
dir=$("$here/kernels.sh" path "$kernel" 2>/dev/null) && kernel=$(cat "$dir/release")
cat <<END
// SPDX-License-Identifier: GPL-2.0-only
/*
 * What becomes of pages of a file that $user pinned when the file loses them.
 *
 *	kernel:	$kernel
 *	file:	$fs${make:+: $make}
 *	run:	cc -O2 repro.c $libraries && ./a.out $place
 *
 * It prints one word and why: stale, lost, waits, refused, error, follows, right,
 * hangs or absent. Made by: revokebench survey --reproducer $1
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
END
hole=guest/survey/survey_hole.c
[ "$event" = hole ] || hole=
printf '%s\n' "guest/users/$user.c" $hole guest/survey/survey_repro.c | awk '
# Print @path: headers of ours in their place, once, then the source of each
function print_file(path,   line, header, later, nr, i, list)
{
	if (done[path]++)
		return
	while ((getline line < path) > 0) {
		if (line ~ /SPDX-License-Identifier/)
			continue
		if (line !~ /^#include "/) {
			print line
			continue
		}
		header = line
		gsub(/#include |"/, "", header)
		print_file(header)
		sub(/\.h$/, ".c", header)
		later = later " " header
	}
	close(path)
	nr = split(later, list, " ")
	for (i = 1; i <= nr; i++)
		print_file(list[i])
	if (path == "guest/survey/survey.h")
		for (i = 1; i <= split("file event word ask cell", list, " "); i++)
			queued[i] = "guest/survey/survey_" list[i] ".c"
}
{ print_file($0) }
END {
	if (!done["guest/survey/survey_hole.c"])
		print "#define survey_hole(folder, seen) ((void)(folder))"
	for (i = 1; i in queued; i++)
		print_file(queued[i])
}'
cat <<END

int main(int argc, char **argv)
{
	return survey_repro(argc, argv, &survey_user_$user, "${event:-regrow}",
			    ${access:+!}true);
}
END
