#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kernel_tree.sh - a kernel of one's own, as make leaves it or installed
# usage: kernel_tree.sh check PATH    refuse what cannot be run
#        kernel_tree.sh get PATH      print its folder in the cache
#        kernel_tree.sh config [BASE] print a configuration that has all that
#                                     is needed, on top of the file BASE
#
# PATH is a tree, its O= folder, its bzImage (all as `make bzImage modules` leaves
# them), a folder of kernels.sh, or any bzImage with modules and headers in
# lib/modules. Of a tree the image and the modules that the guest loads are
# copied, so that they do not change under a result: a tree built anew is another
# kernel. Its headers are the tree itself.
set -eu
. "$(dirname "$0")/env.sh"
kernels=$cache/kernels
image=arch/x86/boot/bzImage
kept=4	# folders of one tree

# tree_of PATH: print the build folder that PATH leads to; 1 if to none
tree_of()
{
	tree=$(readlink -f "$1")
	[ -d "$tree" ] || case $tree in
	*/$image)	tree=${tree%/"$image"} ;;
	*)		return 1 ;;
	esac
	[ ! -e "$tree/release" ] && [ -d "$tree" ] && echo "$tree"
}

# lacking need|part CONFIG: print the options that a configuration lacks
lacking()
{
	sed -n "s/^$1	//p" "$here/needs.tsv" |
	while IFS='	' read -r option why; do
		grep -q "^CONFIG_$option=[ym]$" "$2" ||
			printf 'CONFIG_%s (%s)' "$option" "$why"
	done | sed 's/)CONFIG_/), CONFIG_/g'
}

# check_tree DIR: refuse one that is not built, half cleaned, or of two builds
check_tree()
{
	fit "$1" "move the kernel's tree"
	[ -e "$1/Makefile" ] || die usage "$1: no kernel's tree or O= folder" \
		"(there is no Makefile in it)"
	[ -s "$1/.config" ] || die usage "$1: not configured: $me" \
		"kernels config >FILE, then make KCONFIG_ALLCONFIG=FILE allnoconfig"
	grep -q '^CONFIG_X86_64=y' "$1/.config" || die usage \
		"$1: built for $(sed -n 's|^# Linux/\([^ ]*\) .*|\1|p' \
		"$1/.config"), and the guest is an x86-64 machine"
	lack=$(lacking need "$1/.config")
	[ -z "$lack" ] || die usage "$1/.config lacks $lack: $me" \
		"kernels config $1/.config prints one that has all"
	for file in $image include/config/kernel.release Module.symvers \
		scripts/mod/modpost; do
		[ -s "$1/$file" ] || die usage "$1: not built, it has no $file:" \
			"make bzImage modules"
	done
	release=$(cat "$1/include/config/kernel.release")
	built=$(image_release "$1/$image")
	[ "$built" = "$release" ] || die usage "$1: $image is of $built and" \
		"the tree of $release: make bzImage modules"
}

# image_release FILE: print the release of a bzImage
image_release()
{
	file -b "$1" | sed -n 's/.*bzImage, version \([^ ,]*\).*/\1/p'
}

# is_image FILE: refuse what is no bzImage
is_image()
{
	[ -f "$1" ] || die usage "no such kernel image: $1"
	[ "$(tail -c +515 "$1" | head -c 4 | tr -d '\0')" = HdrS ] ||
		die usage "$1: not a bzImage"
}

check()
{
	if tree=$(tree_of "$1"); then
		check_tree "$tree"
	elif [ ! -e "$1/release" ]; then
		is_image "$1"
	fi
}

# order TREE: print the paths of its modules, as kbuild names them since 6.2
order()
{
	sed 's|^kernel/||; s/\.o$/.ko/' "$1/modules.order" 2>/dev/null || :
}

# stamp TREE: print one hash of when and how long all that is looked at was made
stamp()
{
	{
		printf '%s\n' "$image" .config Module.symvers
		order "$1"
	} | (cd "$1" && xargs stat -c '%n %.9Y %s' 2>/dev/null) | sha256sum
}

# modules TREE: fill $new/tree/lib/modules with copies of what the guest loads
modules()
{
	to=$new/tree/lib/modules/$release
	mkdir -p "$to/kernel"
	order "$1" >"$new/order"
	while read -r ko; do
		[ -s "$1/$ko" ] || die usage "$1: $ko is missing: make modules"
	done <"$new/order"
	sed 's|^|kernel/|' "$new/order" >"$to/modules.order"
	# Links first: depmod needs all to tell which ones belong together
	sed 's|/[^/]*$||' "$new/order" | sort -u |
		(cd "$to/kernel" && xargs -r mkdir -p)
	awk -v tree="$1" '{
			dir = $0
			sub("/[^/]*$", "", dir)
			files[dir] = files[dir] " " tree "/" $0
		}
		END { for (dir in files) print dir files[dir] }' "$new/order" |
	while read -r folder files; do
		# shellcheck disable=SC2086 # a list of words
		ln -s $files "$to/kernel/$folder"
	done
	cp "$1/modules.builtin" "$to/"
	[ ! -e "$1/modules.builtin.modinfo" ] ||
		cp "$1/modules.builtin.modinfo" "$to/"
	depmod -b "$new/tree" "$release"
	for name in $guest_modules; do
		modprobe --set-version "$release" -d "$new/tree" --show-depends \
			--ignore-install "$name" 2>/dev/null || :
	done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | sort -u |
	while read -r ko; do
		magic=$(modinfo -F vermagic "$ko")
		[ "${magic%% *}" = "$release" ] || die usage \
			"$(readlink -f "$ko") is of ${magic%% *} and the tree" \
			"of $release: make modules"
		strip -d -o "$ko.copy" "$ko"
		mv "$ko.copy" "$ko"
	done || exit
	find "$to/kernel" -type l -delete
	depmod -b "$new/tree" "$release"
}

# get_tree TREE: print its folder, made if the tree was built since
get_tree()
{
	check_tree "$1"
	hold_kernels
	now=$(stamp "$1")
	of_tree=$kernels/tree-$(printf %s "$1" | sha256sum | cut -c1-8)
	for folder in "$of_tree"-*; do
		[ "$(cat "$folder/stamp" 2>/dev/null)" = "$now" ] || continue
		touch "$folder"
		echo "$folder"
		return
	done
	modules "$1"
	cp "$1/$image" "$new/tree/vmlinuz" ||
		die harness "no copy of $1/$image in $kernels: see above"
	cp "$1/.config" "$new/tree/config"
	ln -s "$1" "$new/tree/headers"
	ln -s "$1" "$to/build"
	echo "$1" >"$new/tree/tree"
	echo "$release" >"$new/tree/release"
	folder=$of_tree-$(
		cd "$new/tree"
		find . -type f ! -name 'modules.*.bin' | sort >../files
		xargs sha256sum "$1/Module.symvers" <../files |
			sha256sum | cut -c1-8)
	echo "$now" >"$new/tree/stamp"
	if [ -e "$folder/release" ]; then
		mv "$new/tree/stamp" "$folder/stamp"
	else
		mv -T "$new/tree" "$folder"
		lack=$(lacking part "$1/.config")
		[ -z "$lack" ] || say "$1/.config lacks $lack"
		# shellcheck disable=SC2012 # our own names, by time
		ls -td "$of_tree"-* | tail -n +$((kept + 1)) |
			xargs -r rm -rf
	fi
	echo "$folder"
}

# get_image FILE: make a folder of links to an image with modules elsewhere
get_image()
{
	is_image "$1"
	file=$(readlink -f "$1")
	fit "$file" "move the kernel"
	release=$(image_release "$file")
	[ "$release" ] || die usage "$1: not a bzImage"
	dir=${file%/*}
	for modules in "$dir/lib/modules/$release" \
		"$dir/../lib/modules/$release" "/lib/modules/$release" ''; do
		[ ! -e "$modules/build/Makefile" ] || break
	done
	[ "$modules" ] || die usage "no modules and headers of $release in" \
		"$dir/lib/modules, $dir/../lib/modules or /lib/modules" \
		"(RELEASE/build must lead to the headers)"
	modules=$(readlink -f "$modules")
	fit "$(readlink -f "$modules/build")" "move the kernel's headers"
	hold_kernels
	folder=$kernels/own-$(printf '%s\n' "$file" "$modules" |
		sha256sum - "$file" | sha256sum | cut -c1-16)
	[ -e "$folder/release" ] || {
		mkdir -p "$new/tree/lib/modules"
		ln -s "$file" "$new/tree/vmlinuz"
		ln -s "$(readlink -f "$modules/build")" "$new/tree/headers"
		ln -s headers/.config "$new/tree/config"
		# What a distribution puts beside the image is that of the image
		[ ! -e "$dir/config-$release" ] ||
			ln -sf "$dir/config-$release" "$new/tree/config"
		ln -s "$modules" "$new/tree/lib/modules/$release"
		echo "$release" >"$new/tree/release"
		mv -T "$new/tree" "$folder"
	}
	echo "$folder"
}

get()
{
	"$here/setup.sh" run
	if tree=$(tree_of "$1"); then
		get_tree "$tree"
	elif [ -e "$1/release" ]; then
		readlink -f "$1"
	else
		get_image "$1"
	fi
}

# Later lines win in kconfig, and say so: BASE's are left out where ours differ
config()
{
	ours=$(sed '/^#/d; /^CONFIG_LOCALVERSION=/d' "$here/debug/guest.config"
		printf "CONFIG_%s=y\n" PVH PROC_KCORE)
	if [ "${1-}" ]; then
		[ -r "$1" ] || die usage "$1: cannot be read"
		echo "$ours" | sed 's/=.*//; s/.*/^&=\n^# & is not set/' |
			grep -vf - "$1" || :
	else
		echo '# A small kernel for revokebench: make' \
			'KCONFIG_ALLCONFIG=THIS_FILE allnoconfig'
	fi
	echo "$ours"
}

case $#:${1-} in
2:check)	check "$2" ;;
2:get)		get "$2" ;;
1:config)	config ;;
2:config)	config "$2" ;;
*)		die usage "usage: kernel_tree.sh check PATH | get PATH | config [BASE]" ;;
esac
