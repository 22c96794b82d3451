// SPDX-License-Identifier: GPL-2.0-only
/* vm_main.c - boot a guest, run one program in it, say how it ended */
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host/vm/vm_cell.h"
#include "host/vm/vm_options.h"
#include "host/vm/vm_replay.h"
#include "host/vm/vm_run.h"
#include "host/vm/vm_speed.h"
#include "host/vm/vm_splat.h"
#include "host/vm/vm_unprivileged.h"
#include "lib/rvb_exit.h"

static int complain(int code, const char *what)
{
	fprintf(stderr, "vm: %s\n", what);
	return code;
}

static struct vm_splat_rules *load_rules(const struct vm_options *o, char *why,
					 size_t size)
{
	time_t now = time(NULL);
	char today[16];

	strftime(today, sizeof(today), "%Y-%m-%d", gmtime(&now));
	return vm_splat_load(o->rules, today, why, size);
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

/* What cell.json says until the run has ended. */
static json_t *first_cell(const struct vm_options *o,
			  struct vm_confined confined, double slow)
{
	json_t *json = json_object();

	set(json, "schema", json_string("revokebench/cell-1"));
	set(json, "status", json_string("MISS"));
	set(json, "reason", json_string("interrupted"));
	set(json, "detail", json_string("not ended, or the runner was killed"));
	set(json, "log_excerpt", json_string(""));
	set(json, "exit", json_integer(RVB_EXIT_INTERRUPTED));
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

static void fill_cell(json_t *json, const struct vm_outcome *out,
		      const struct vm_verdict *v, json_t *argv,
		      const char *excerpt)
{
	set(json, "status", json_string(v->status));
	set(json, "reason", json_string(v->reason));
	set(json, "detail", json_string(v->detail));
	set(json, "exit", json_integer(v->exit));
	set(json, "log_excerpt", json_string(excerpt));
	set(json, "seconds", json_real(out->seconds));
	set(json, "boot_seconds", json_real(out->boot_s));
	set(json, "qemu",
	    json_pack("{s:s, s:O, s:s}", "version", out->version, "argv", argv,
		      "turns", out->turns ? strerror(-out->turns) : ""));
}

/* The guest did well, its results could not be kept. */
static void host_failed(struct vm_verdict *v, const char *file, int err)
{
	v->status = "ERROR";
	v->reason = "bad-result";
	v->exit = RVB_EXIT_HARNESS;
	snprintf(v->detail, sizeof(v->detail), "%s: %s", file, strerror(err));
}

static bool is_json(const struct rvb_frame_reader *frame)
{
	json_t *root = json_loadb(frame->payload,
				  frame->seen - sizeof(frame->header),
				  JSON_REJECT_DUPLICATES, NULL);

	json_decref(root);
	return root;
}

static void keep_result(struct vm_cell *cell, struct vm_outcome *out,
			struct vm_verdict *v)
{
	int ret;

	/* Why a guest that failed has not asked for a trace is known. */
	if (out->trace && v->exit == RVB_EXIT_OK)
		host_failed(v, "the trace of instructions", -out->trace);

	if (out->facts.frame || out->facts.not_json)
		return;
	ret = vm_cell_result(cell, out->frame.payload,
			     out->frame.seen - sizeof(out->frame.header));
	if (ret)
		host_failed(v, "result.json", -ret);
}

/* When the kernel has nothing to say, the program may. */
static char *program_said(const struct vm_cell *cell)
{
	char *excerpt = NULL, *log;
	size_t size = 0;

	log = vm_cell_log(cell, "stdio.log", &size);
	if (log && size)
		vm_splat_scan(NULL, log, size, &excerpt, VM_CELL_EXCERPT);
	free(log);
	return excerpt;
}

/* Judge; the part of a log that explains it comes back in @excerpt. */
static void judge(struct vm_cell *cell, struct vm_outcome *out,
		  const struct vm_splat_rules *rules, struct vm_verdict *v,
		  char **excerpt)
{
	bool written = !ferror(cell->stdio) & !fclose(cell->stdio);
	char *log, *said;
	size_t size = 0;

	*excerpt = NULL;
	log = vm_cell_log(cell, "console.log", &size);
	if (log)
		out->facts.splat = vm_splat_scan(rules, log, size, excerpt,
						 VM_CELL_EXCERPT);
	out->facts.not_json = !out->facts.frame && !is_json(&out->frame);
	vm_ladder(&out->facts, v);
	keep_result(cell, out, v);
	if (!written)
		host_failed(v, "stdio.log", EIO);

	said = out->facts.exited && !out->facts.splat ? program_said(cell) :
							NULL;
	/* Who leaves a shell by ctrl-A x need not be told why. */
	if (said || v->exit == RVB_EXIT_OK ||
	    (out->facts.interrupted && !out->facts.need_result)) {
		free(*excerpt);
		*excerpt = said;
	}
	free(log);
}

/* Judge, write everything down, tell the user. */
static int finish(struct vm_cell *cell, struct vm_outcome *out, json_t *argv,
		  const struct vm_splat_rules *rules)
{
	struct vm_verdict v;
	char *excerpt;
	int ret;

	judge(cell, out, rules, &v, &excerpt);
	if (v.exit != RVB_EXIT_OK)
		fprintf(stderr, "vm: %s: %s (%s)\n%s", v.reason, v.detail,
			cell->dir, excerpt ? excerpt : "");
	fill_cell(cell->json, out, &v, argv,
		  v.exit != RVB_EXIT_OK && excerpt ? excerpt : "");
	ret = vm_cell_close(cell);
	if (ret) {
		fprintf(stderr, "vm: cell.json: %s: it says MISS still\n",
			strerror(-ret));
		v.exit = RVB_EXIT_HARNESS;
	}
	free(excerpt);
	rvb_frame_free(&out->frame);
	return v.exit;
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

/* All that can be refused before anything is written. */
static int prepare(struct vm_options *o, struct vm_splat_rules **rules,
		   struct vm_confined *confined, char *why, size_t size)
{
	int ret;

	*rules = load_rules(o, why, size);
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
	/* Nobody may not open the pipe of a trace by its name, nor /dev/kvm */
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

	/* Instructions are as long on any machine, seconds are not. */
	if (!o.config.exact)
		o.config.watchdog_s = ceil(o.config.watchdog_s * slow);
	ret = run_cell(&o, &cell, rules, confined, slow);
	vm_splat_free(rules);
	vm_options_free(&o);
	return ret;
}
