// SPDX-License-Identifier: GPL-2.0-only
/* vm_main.c - boot a guest, run one program in it, report how it ended */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/vm/vm_cell.h"
#include "host/vm/vm_options.h"
#include "host/vm/vm_qemu.h"
#include "host/vm/vm_run.h"
#include "host/vm/vm_speed.h"
#include "host/vm/vm_splat.h"
#include "lib/rvb_exit.h"

static int complain(int code, const char *what)
{
	fprintf(stderr, "vm: %s\n", what);
	return code;
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

/* What cell.json holds of this runner until the run has ended. */
static json_t *first_cell(const struct vm_options *o,
			  struct vm_confined confined, double slow)
{
	json_t *json = json_object();

	set(json, "seconds", json_real(0));
	set(json, "boot_seconds", json_real(0));
	set(json, "mode", json_string(o->config.exact ? "exact" : "timed"));
	set(json, "accel", json_string(o->config.kvm ? "kvm" : "tcg"));
	set(json, "seed", json_integer(o->config.seed));
	set(json, "qemu", json_pack("{s:s, s:[]}", "version", "", "argv"));
	set(json, "slow", json_real(slow));
	set(json, "confined",
	    json_pack("{s:b, s:b}", "sandbox", confined.sandbox, "nobody",
		      confined.nobody));
	return json;
}

/* Complete cell.json, judge the run, report to the user. */
static int finish(struct vm_cell *cell, struct vm_outcome *out, json_t *argv,
		  const struct vm_splat_rules *rules)
{
	const struct vm_ended ended = {
		.program = "vm",
		.facts = &out->facts,
		.frame = &out->frame,
		.rules = rules,
		.lost = out->trace ? "the trace of instructions" : NULL,
		.lost_errno = -out->trace,
	};

	set(cell->json, "seconds", json_real(out->seconds));
	set(cell->json, "boot_seconds", json_real(out->boot_s));
	set(cell->json, "qemu",
	    json_pack("{s:s, s:O, s:s}", "version", out->version, "argv", argv,
		      "turns", out->turns ? strerror(-out->turns) : ""));
	return vm_judge(cell, &ended);
}

static int run_cell(const struct vm_options *o, struct vm_cell *cell,
		    const struct vm_splat_rules *rules,
		    struct vm_confined confined, double slow)
{
	struct vm_limits limits = {
		.boot_s = o->boot_s * slow,
		.idle_s = o->idle_s * slow,
		.grace_s = 10 * slow,
		.progress = o->progress,
		.trace = o->trace,
	};
	struct vm_outcome out = { .frame.limit = o->result_limit };
	struct vm_qemu qemu;
	int ret;

	ret = vm_qemu_start(&qemu, &o->config, confined, cell->console);
	if (!ret)
		ret = vm_run(&qemu, &limits, &o->config, cell->stdio, &out);
	if (ret)
		return complain(RVB_EXIT_HARNESS, strerror(-ret));
	ret = finish(cell, &out, qemu.argv, rules);
	json_decref(qemu.argv);
	return ret;
}

/* QEMU boots an ELF vmlinux, or a bzImage by its header's magic */
static int check_kernel(const char *path, char *why, size_t size)
{
	char elf[4] = "", magic[4] = "";
	FILE *f = fopen(path, "re");
	int ret = 0;

	if (!f) {
		ret = -errno;
		snprintf(why, size, "%s: %s", path, strerror(-ret));
		return ret;
	}
	if (fread(elf, 4, 1, f) != 1 || fseek(f, 0x202, SEEK_SET) ||
	    fread(magic, 4, 1, f) != 1 ||
	    (memcmp(elf, "\177ELF", 4) && memcmp(magic, "HdrS", 4))) {
		snprintf(why, size, "%s: not a bzImage or vmlinux", path);
		ret = -EINVAL;
	}
	fclose(f);
	return ret;
}

/* Copy the files that root may read and QEMU as nobody may not */
static int copy_files(struct vm_config *c, char *why, size_t size)
{
	c->kernel_fd = vm_unprivileged_copy(c->kernel);
	c->initrd_fd = vm_unprivileged_copy(c->initrd);
	if (c->kernel_fd >= 0 && c->initrd_fd >= 0)
		return 0;
	snprintf(why, size, "no memory for %s: %s", c->initrd,
		 strerror(-(c->initrd_fd < 0 ? c->initrd_fd : c->kernel_fd)));
	return RVB_EXIT_HARNESS;
}

/* Refuse what can be refused before anything is written. */
static int prepare(struct vm_options *o, struct vm_splat_rules **rules,
		   struct vm_confined *confined, char *why, size_t size)
{
	int ret;

	*rules = vm_splat_load(o->rules, NULL, why, size);
	if (!*rules)
		return RVB_EXIT_USAGE;
	ret = vm_run_signals();
	if (ret) {
		snprintf(why, size, "signals: %s", strerror(-ret));
		return RVB_EXIT_HARNESS;
	}
	if (vm_qemu_probe(&o->config, confined, why, size))
		return RVB_EXIT_HARNESS;
	if (check_kernel(o->config.kernel, why, size))
		return RVB_EXIT_USAGE;
	/* The user nobody cannot open the fifo of a trace, nor /dev/kvm */
	if (o->trace || o->config.kvm)
		confined->nobody = false;
	return confined->nobody ? copy_files(&o->config, why, size) : 0;
}

static int open_cell(struct vm_cell *cell, const struct vm_options *o,
		     struct vm_confined confined, double slow, char *why,
		     size_t size)
{
	char *replay = vm_replay(o);
	int ret;

	if (!replay) {
		ret = -errno;
		snprintf(why, size, "a path or --append: %s",
			 ret == -EINVAL ? "holds a single quote" :
					  strerror(-ret));
		return ret;
	}
	ret = vm_cell_open(cell, o->dir, first_cell(o, confined, slow), replay,
			   why, size);
	free(replay);
	return ret;
}

int main(int argc, char *argv[])
{
	struct vm_splat_rules *rules;
	struct vm_cell cell;
	struct vm_options o;
	char why[PATH_MAX + 256];
	struct vm_confined confined;
	double slow;
	int ret;

	signal(SIGPIPE, SIG_IGN);
	vm_options_parse(&o, argc, argv);
	if (o.probe)
		return vm_qemu_probe(&o.config, &confined, why, sizeof(why)) ?
			       complain(RVB_EXIT_HARNESS, why) :
			       RVB_EXIT_OK;
	ret = prepare(&o, &rules, &confined, why, sizeof(why));
	if (ret)
		return complain(ret, why);
	slow = vm_speed_slow();
	if (open_cell(&cell, &o, confined, slow, why, sizeof(why)))
		return complain(RVB_EXIT_USAGE, why);

	/* In timed mode a guest second takes longer on a slow host. */
	if (!o.config.exact)
		o.config.watchdog_s = ceil(o.config.watchdog_s * slow);
	return run_cell(&o, &cell, rules, confined, slow);
}
