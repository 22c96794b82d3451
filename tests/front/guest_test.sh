#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# guest_test.sh - a guest is known by each module in it, not by the kernel's name
# usage: guest_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
kernel=$("$top/scripts/kernels.sh" path 6.1 2>/dev/null) || {
	echo "skipped: no kernel: ./revokebench kernels get 6.1"
	exit 77
}
release=$(cat "$kernel/release")
# Images of this test stay out of the build's
mkdir "$tmp/build"
ln -s "$REVOKEBENCH_BUILD/bin" "$tmp/build/bin"
export REVOKEBENCH_BUILD="$tmp/build"

# A second kernel of the same release name: the same files, as links
own=$tmp/own
mkdir -p "$own/lib/modules"
cp "$kernel/release" "$own"
cp -rs "$kernel/lib/modules/$release" "$own/lib/modules" 2>/dev/null || :
ln -s "$kernel/headers" "$own/headers"
in_own=$own/lib/modules/$release

# image FOLDER: set $image to the guest of a kernel
image()
{
	expect 0 "$top/scripts/initramfs.sh" "$1"
	image=$(cat "$tmp/stdout")
}

# rebuild MODULE: another file of the same name
rebuild()
{
	file=$(find "$in_own/kernel" -name "$1")
	cp -L "$file" "$tmp/module"
	printf '\n' >>"$tmp/module"
	rm "$file"
	cp "$tmp/module" "$file"
}

image "$kernel"
first=$image
sum=$(sha256sum "$first")
image "$own"
expect 0 cmp "$first" "$image"
expect 0 cmp "$first.modules" "$image.modules"
# One that is asked for, two that others need, one that a kernel may lack
for module in xfs.ko libcrc32c.ko jbd2.ko null_blk.ko; do
	last=$image
	rebuild $module
	image "$own"
	expect 1 cmp "$last" "$image"
	expect 1 cmp "$last.modules" "$image.modules"
	(cd "$tmp" && cpio --quiet -idu "*/$module") <"$image"
	expect 0 cmp "$tmp/module" "$(find "$tmp/lib" -name $module)"
done
last=$image
rebuild soundcore.ko
image "$own"
[ "$image" = "$last" ] || wrong "a module that stays out made another guest"
[ "$(sha256sum "$first")" = "$sum" ] || wrong "the first kernel's guest changed"

# Our own modules are of one kernel, though another has its release name.
for dir in "$kernel" "$own"; do
	dir=$(cd "$dir" && pwd -P)
	sh -c '. "$0"; modules_of "$1"' "$top/scripts/env.sh" "$dir"
done >"$tmp/folders"
[ "$(uniq "$tmp/folders" | wc -l)" -eq 2 ] || wrong "two kernels, one folder"

# compare names what differs, and refuses.
python3 - "$top/reports/golden/run/results.json" "$tmp" <<'END'
import json, sys
for side in "base", "new", "old":
    results = json.load(open(sys.argv[1]))
    if side != "old":
        results["environment"]["kernel"]["modules_sha256"] = side
    json.dump(results, open("%s/%s.json" % (sys.argv[2], side), "w"))
END
compare=$REVOKEBENCH_BUILD/bin/compare
expect 0 "$compare" "$tmp/base.json" "$tmp/base.json"
for side in new old; do
	expect 4 "$compare" "$tmp/base.json" "$tmp/$side.json"
	cat "$tmp/stderr" >>"$tmp/stdout"
	says 'kernel.modules_sha256' stdout
done
