#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# install_test.sh - what cmake --install puts there works, and writes nothing there
# usage: install_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
built=$REVOKEBENCH_BUILD
unset REVOKEBENCH_BUILD XDG_CACHE_HOME XDG_DATA_HOME
version=$(sed -n 's/^project(.* VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
prefix=$tmp/opt/usr
home=$tmp/home
mkdir "$tmp/bin" "$home"
export HOME="$home"

# The version is in one place: NEWS has it on top, the clone and what is installed say it.
expect 0 head -n 1 "$top/NEWS"
says "^revokebench-$version release\$" stdout
expect 0 "$top/revokebench" --version
says "^revokebench $version( \(|\$)" stdout

expect 0 cmake --install "$built" --prefix "$prefix"
door=$prefix/bin/revokebench
expect 0 "$door" --version
says "^revokebench $version\$" stdout

# Where the clone lies makes no difference: CMake asks its patterns of whole paths.
above=$tmp/check/golden/a_test.d
mkdir -p "$(dirname "$above")"
ln -s "$top" "$above"
sed "s|\"$top/\([^\"]*\)\"|\"$above/\1\"|g" "$built/cmake_install.cmake" \
	>"$tmp/install.cmake"
grep -q "\"$above/scripts\"" "$tmp/install.cmake" || wrong "no folder of the clone"
expect 0 cmake -DCMAKE_INSTALL_PREFIX="$tmp/above" -P "$tmp/install.cmake"
expect 0 diff -r --no-dereference "$prefix" "$tmp/above"

# An apt-get that tells on itself: only `kernels` may call it.
for name in apt-get apt-cache sudo; do
	printf '#!/bin/sh\necho "%s $*" >>"%s"\nexit 100\n' $name "$tmp/calls" \
		>"$tmp/bin/$name"
	chmod +x "$tmp/bin/$name"
done
export PATH="$tmp/bin:$PATH"
sleep 1
touch "$tmp/installed"
chmod -R a-w "$prefix"

# The registry, the options and the help are those of the clone.
for words in 'list policies' 'list cases --json' 'list users' 'run --help' \
	'survey --help' help; do
	# shellcheck disable=SC2086 # words
	expect 0 env REVOKEBENCH_BUILD="$built" "$top/revokebench" $words
	sed '/^policies\//d; s|\./revokebench|revokebench|g' "$tmp/stdout" >"$tmp/clone"
	# shellcheck disable=SC2086 # words
	expect 0 "$door" $words
	sed 's|\./revokebench|revokebench|g' "$tmp/stdout" >"$tmp/there"
	expect 0 diff "$tmp/clone" "$tmp/there"
done
expect 0 "$door" survey --reproducer odirect_read/truncate
says '^// SPDX-License-Identifier' stdout
refused "$door" run --policies nosuch
refused "$door" run --kernel 7.3
says "^revokebench: kernel 7.3 is neither installed nor in the cache: \
revokebench kernels get 7.3\$" stderr
refused "$door" test
refused "$door" new-policy mine

# Results are the user's; plots are drawn by the files that were installed.
expect 0 "$door" run -n --quick --cases pin
says "^results  $home/.local/share/revokebench/[0-9]+-[0-9]+\$" stdout
expect 0 env XDG_DATA_HOME="$tmp/data" "$door" run -n --quick --cases pin
says "^results  $tmp/data/revokebench/" stdout
expect 0 "$door" report "$top/reports/golden/run"
says 'instructions per page, lower is better' stdout
chmod -R u+w "$prefix"
rm "$prefix/share/revokebench/plots/pin_cost.gp"
expect 0 "$door" report "$top/reports/golden/run"
! grep -q 'instructions per page, lower is better' "$tmp/stdout" ||
	wrong "a plot was drawn by the clone's files"

# A kernel that is installed beside it needs no apt.
mkdir -p "$tmp/root/boot" "$tmp/root/lib/modules/6.1.0-1-amd64/build" \
	"$tmp/root/lib/modules/6.1.0-10-amd64/build"
for n in 1 10 11; do
	touch "$tmp/root/boot/vmlinuz-6.1.0-$n-amd64"
done
touch "$tmp/root/lib/modules/6.1.0-1-amd64/build/Makefile" \
	"$tmp/root/lib/modules/6.1.0-10-amd64/build/Makefile"
expect 0 env RVB_HOST_ROOT="$tmp/root" "$door" list kernels
says '^6.1 +6.1.0-10-amd64$' stdout
says '^6.1.0-1-amd64 ' stdout
! grep -q 6.1.0-11 "$tmp/stdout" || wrong "a kernel without headers"

# What is missing is one line, and nothing is tried.
rm -f "$tmp/bin/sudo"
mkdir "$tmp/bare"
for tool in sh env awk sed grep cat id dirname readlink mktemp rm ls sort head \
	getopt; do
	ln -s "$(command -v $tool)" "$tmp/bare/$tool"
done
ln -s "$tmp/bin/apt-get" "$tmp/bare/apt-get"
refused env PATH="$tmp/bare" "$door" run --quick
says '^revokebench: missing; as root: apt-get install --no-install-recommends gcc ' stderr
! grep -q cmake "$tmp/stderr" || wrong "cmake is not needed any more"

[ ! -e "$tmp/calls" ] || wrong "called: $(cat "$tmp/calls")"
found=$(find "$prefix" -newer "$tmp/installed" -type f)
[ -z "$found" ] || wrong "written below the prefix: $found"
expect 100 "$tmp/bin/apt-get"
! "$door" kernels update 2>/dev/null || wrong "kernels update did not ask apt"
grep -q '^apt-get -qq update' "$tmp/calls" || wrong "kernels update did not ask apt"
