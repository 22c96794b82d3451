#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shell_test.sh - shell --with refuses what cannot run before anything is built
# usage: shell_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

# No build, and an apt-get that tells on itself
mkdir "$tmp/bin"
printf '#!/bin/sh\ntouch "%s"\n' "$tmp/installed" >"$tmp/bin/apt-get"
chmod +x "$tmp/bin/apt-get"
export PATH="$tmp/bin:$PATH" REVOKEBENCH_BUILD="$tmp/build"

# no REGEX WORD...: shell refuses the words
no()
{
	regex=$1
	shift
	refused "$top/revokebench" shell "$@"
	says "$regex" stderr
}

cd "$tmp"
echo 'int answer(void) { return 42; }' |
	gcc -shared -fPIC -Wl,-soname,libanswer.so -o libanswer.so -x c -
echo 'int answer(void); int main(void) { return answer(); }' |
	gcc -o lost -x c - -L. -lanswer
cp /bin/true foreign
printf '\267' | dd of=foreign bs=1 seek=18 conv=notrunc 2>/dev/null # AArch64
mkdir other folder
cp lost other/
echo >>other/lost
for line in /nosuch/sh '/usr/bin/env nosuch' "$tmp/foreign -x" "$tmp/nested"; do
	printf '#!%s\n' "$line" >"$(echo "$line" | tr -d '/ ')"
done
printf '#!/nosuch/deep\n' >nested

no '--with=nosuch: no such file' --with nosuch
no '--with=folder: no such file' --with folder
no '--with=lost: needs .*libanswer.so' --with lost -- ./lost
no '--with=foreign: not for x86-64:.*AArch64' --with foreign
no 'needs /nosuch/sh, which is not there' --with nosuchsh
no 'needs nosuch, which is not there' --with usrbinenvnosuch
no 'not for x86-64' --with "$(echo "$tmp/foreign -x" | tr -d '/ ')"
no 'needs /nosuch/deep' --with "$(echo "$tmp/nested" | tr -d '/')"
printf '#!%s\n' "$tmp/bin/apt-get" >mounted
no 'needs .*/bin/apt-get, over which the guest mounts' --with mounted
export LD_LIBRARY_PATH="$tmp"
no 'there is another lost' --with lost other/lost
no "--policy: no 'nosuch' among" --with lost --policy nosuch
no "--policy: no 'all' among" --with lost --policy all -- ./lost
no 'expected exact or timed' --with lost --mode kvm -- ./lost --mode timed
chmod -x libanswer.so
no 'libanswer.so: not executable' --with lost libanswer.so -- ./libanswer.so
no 'no such kernel image' --with lost --kernel ./nosuch -- ./lost
no "unrecognized option '--nosuch'" --with lost --nosuch -- ./lost
no "takes no 'lost'" lost
[ ! -e "$tmp/installed" ] || wrong "apt-get was called"
[ ! -e "$tmp/build" ] || wrong "a build was begun"
expect 0 "$top/revokebench" shell --help
says '^usage: revokebench shell \[--with FILE' stdout
