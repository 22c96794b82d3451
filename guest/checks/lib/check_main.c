// SPDX-License-Identifier: GPL-2.0-only
/* check_main.c - each check on each policy, device, engine and filesystem */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/checks/lib/check_run.h"
#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_mount.h"
#include "lib/rvb_exit.h"

static void die(const char *what, int ret)
{
	fprintf(stderr, "kb_check: %s: %s\n", what, strerror(-ret));
	exit(RVB_EXIT_HARNESS);
}

static bool is_selected(const struct check_options *o, const char *check,
			const char *variant)
{
	char name[64];

	if (!variant)
		return guest_listed(o->checks, check);
	snprintf(name, sizeof(name), "%s/%s", check, variant);
	return guest_listed(o->checks, check) || guest_listed(o->checks, name);
}

/* End the program if there is no such policy */
static const struct guest_promise *promise_of(const char *policy)
{
	const struct guest_promise *promise = guest_promise_of(policy);

	if (!promise) {
		fprintf(stderr,
			"kb_check: policy %s: no module of that name loads; the kernel log may say why\n",
			policy);
		exit(RVB_EXIT_USAGE);
	}
	return promise;
}

static void run_variants(struct check *k, const struct check_options *o,
			 const struct check_case *check)
{
	static const char *const one[] = { NULL };
	const char *const *variant = check->variants ? check->variants : one;

	do {
		if (is_selected(o, check->name, *variant))
			check_run(k, check, *variant, o);
	} while (*variant && *++variant);
}

static void run_pair(struct check *k, const struct check_options *o)
{
	char reason[KB_TITLE_MAX];
	bool fits = !guest_client_probe(k->policy, k->device, reason,
					sizeof(reason));
	int i;

	for (i = 0; check_cases[i]; i++)
		if (!check_cases[i]->per_fs &&
		    (fits || check_cases[i]->all_pairs))
			run_variants(k, o, check_cases[i]);
}

static void run_policy(struct check *k, const struct check_options *o,
		       const struct guest_client_names *devices)
{
	static const char *const engines[] = { "timer", "thread" };
	unsigned int d, e;

	k->promise = promise_of(o->promise ? o->promise : k->policy);
	for (d = 0; d < devices->nr; d++)
		for (e = 0; e < 2; e++) {
			k->device = devices->name[d];
			k->can = devices->can[d];
			k->command_ns = devices->command_ns[d];
			k->engine = engines[e];
			guest_poll_ms = k->command_ns ? 50 : 5;
			if (guest_listed(o->devices, k->device) &&
			    guest_listed(o->engines, k->engine))
				run_pair(k, o);
		}
}

static void run_fs(struct check *k, const struct check_options *o,
		   const struct guest_client_names *policies,
		   const struct guest_client_names *devices)
{
	unsigned int i;

	for (i = 0; i < policies->nr; i++) {
		k->policy = policies->name[i];
		if (guest_listed(o->policies, k->policy))
			run_policy(k, o, devices);
	}
	k->policy = "-";
	k->device = "-";
	k->engine = "-";
	k->promise = promise_of("none");
	for (i = 0; check_cases[i]; i++)
		if (check_cases[i]->per_fs && !o->pairs)
			run_variants(k, o, check_cases[i]);
}

int main(int argc, char **argv)
{
	static struct guest_client_names policies, devices;
	static struct check k;
	struct check_options o;
	char folder[64], line[200];
	int i, ret;

	check_options_parse(&o, argc, argv);
	ret = guest_load("kbench");
	if (ret)
		die("modprobe kbench", ret);
	ret = guest_client_policies(&policies, o.policies);
	if (ret)
		die("policies", ret);
	ret = guest_client_devices(&devices);
	if (ret)
		die("/dev/kbench", ret);
	guest_log_next(line, sizeof(line));
	for (i = 0; guest_fs_names[i]; i++) {
		if (!guest_listed(o.fs, guest_fs_names[i]))
			continue;
		ret = guest_fs_use(guest_fs_names[i], folder, sizeof(folder));
		if (ret)
			goto unmount;
		k.fs = guest_fs_names[i];
		k.folder = folder;
		k.base_pins = guest_pins();
		if (k.base_pins < 0)
			die("/proc/vmstat counts no pins", -ENODATA);
		run_fs(&k, &o, &policies, &devices);
	}
unmount:
	guest_unmount_all();
	return ret ? RVB_EXIT_HARNESS : check_row_finish();
}
