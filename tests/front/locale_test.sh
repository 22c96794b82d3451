#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# locale_test.sh - the user's language and decimal comma change nothing
# usage: locale_test.sh
set -eu
. "$(dirname "$0")/expect.sh"
# shellcheck disable=SC2034 # the table below reads it
results=$(find "$top/reports/golden" -name results.json | sort | head -n 1)
kernel=$("$top/scripts/kernels.sh" path 6.1 2>/dev/null) || kernel=
[ "$kernel" ] || echo "not tried: the guest, for want of a kernel"

# Stand-ins for what is read: each tells if it was not asked to speak plainly.
mkdir "$tmp/bin"
for tool in apt-cache apt-get ldd gcc df id file modprobe depmod readelf pfunct \
	sha256sum cpio cmake ninja git sort sed awk qemu-system-x86_64 gnuplot; do
	real=$(command -v $tool) || continue
	cat >"$tmp/bin/$tool" <<-END
	#!/bin/sh
	[ "\${LC_ALL-}" = C ] || echo "$tool \$*" >>"$tmp/told"
	exec $real "\$@"
	END
	chmod 755 "$tmp/bin/$tool"
done
chmod 755 "$tmp" "$tmp/bin"

# outputs FOLDER: those of the front door and of the scripts that it calls
outputs()
{
	mkdir "$1"
	while read -r name command; do
		eval "expect 0 env PATH=\"$tmp/bin:$PATH\" $command"
		# Free disk and memory, and the machine's speed, change by themselves.
		sed -E 's/[0-9.]+ (MiB|s, up)|about .*//; s/just now .*//' \
			"$tmp/stdout" >"$1/$name"
	done <<-'END'
		doctor "$top/revokebench" doctor
		cases "$top/revokebench" list cases
		kernels "$top/revokebench" kernels list
		plan "$top/revokebench" run -n --quick -o "$tmp/out"
		report "$REVOKEBENCH_BUILD/bin/report" "$results"
		csv "$top/revokebench" report -f csv "$results"
		packages "$top/scripts/packages.sh" all
	END
	[ -z "$kernel" ] ||
		expect 0 env PATH="$tmp/bin:$PATH" "$top/scripts/initramfs.sh" "$kernel"
}

export LC_ALL=C
outputs "$tmp/C"
[ ! -e "$tmp/told" ] || wrong "a stand-in told, though all was plain"
# Messages, capital letters (the Turkish i), order and the decimal point
for language in de_DE tr_TR ja_JP; do
	localedef -i $language -f UTF-8 "$tmp/$language" >/dev/null 2>&1 || {
		echo "not tried: $language, for want of Debian's locales"
		continue
	}
	export LOCPATH="$tmp" LC_ALL=$language LANGUAGE=${language%_*}
	[ $language != de_DE ] || [ "$(/usr/bin/printf %.1f 0,5)" = 0,5 ] ||
		wrong "$language has no effect"
	outputs "$tmp/out.$language"
	expect 0 diff -r "$tmp/C" "$tmp/out.$language"
done
export LC_ALL=C.UTF-8 LANGUAGE=de
outputs "$tmp/out.C.UTF-8"
expect 0 diff -r "$tmp/C" "$tmp/out.C.UTF-8"
[ ! -e "$tmp/told" ] || {
	sort -u "$tmp/told" | head -n 5
	wrong "was run in the user's language: see above"
}
