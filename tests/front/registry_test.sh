#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# registry_test.sh - needs and promises are read whatever the initializer's shape
# usage: registry_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

mkdir -p "$tmp/policies/odd" "$tmp/devices"
cd "$tmp"
source=policies/odd/rvk_odd.c
echo "policies $source" >list

# needs EXPECTED [PROMISE]: those of $source, which is standard input
needs()
{
	{
		echo "// SPDX-License-""Identifier: GPL-2.0-only"
		echo "/* rvk_odd.c - an odd - policy */"
		cat
	} >$source
	expect 0 "$top/scripts/registry.sh" list
	printf 'policies\todd\tan odd - policy\t%s\t%s\t%s\n' "$1" \
		"${2:-stale}" $source |
		cmp -s - "$tmp/stdout" || wrong "expected needs '$1', promise '$2'"
}

needs "redirect fence" <<'END'
static struct rvk_policy odd = { .name = "odd", .needs = RVK_REDIRECT | RVK_FENCE,
	.promise = { .does = RVK_STALE } };
END
needs "redirect fence" <<'END'
static struct rvk_policy odd = {
	.name = "odd",
	.needs =
		/* one, and .needs = RVK_FAULT, not */
		RVK_REDIRECT |
		(RVK_FENCE),
	.promise.does = RVK_STALE,
};
END
needs "" <<'END'
static struct rvk_policy odd = { .name = "odd", .promise = { .does = RVK_STALE } };
/* .needs = RVK_FAULT, */
END
needs "fence" "waits takes_pages EAGAIN ETXTBSY" <<'END'
static struct rvk_policy odd = {
	.promise = {
		.grace = "odd_ms",
		.refuses = { -EAGAIN, /* and */ -ETXTBSY, },
		.own = -EDEADLK,
		.does = RVK_WAITS |
			RVK_TAKES_PAGES,
	},
	.needs = RVK_FENCE,
};
END
needs "" "EBUSY" <<'END'
static struct rvk_policy odd = { .promise = { .refuses = { -EBUSY } } };
END
needs "fence;mode=hard:fence;mode=soft:" <<'END'
static const struct { } modes[] = {
	{ .mode = "hard",
	  .needs = RVK_FENCE, .does = RVK_KILLS },
	{ .mode = "soft", .needs = 0, .does = RVK_WAITS },
};
static struct rvk_policy odd = { .name = "odd", .promise.does = RVK_STALE, .needs = RVK_FENCE, };
static void init(void) { odd.needs = modes[0].needs; }
END

# What cannot be read fails the build, instead of needing or promising nothing.
sed 's/RVK_STALE/0/' $source >x && mv $source kept && mv x $source
expect 1 "$top/scripts/registry.sh" list
says "^$source: promises nothing" stderr
mv kept $source
sed -i 's/RVK_FENCE, };/NEEDS_OF_MINE, };/' $source
expect 1 "$top/scripts/registry.sh" list
says "^$source: expected RVK_\* words joined by |, not NEEDS_OF_MINE" stderr
expect 2 "$top/scripts/registry.sh" no-such-list
echo "policies policies/none.c" >list
expect 1 "$top/scripts/registry.sh" list
says "^policies/none.c: cannot read" stderr
