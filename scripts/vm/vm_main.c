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

#include "reports/rp_exit.h"
#include "scripts/vm/vm_cell.h"
#include "scripts/vm/vm_kernel.h"
#include "scripts/vm/vm_options.h"
#include "scripts/vm/vm_run.h"
#include "scripts/vm/vm_speed.h"
#include "scripts/vm/vm_splat.h"

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

/* What cell.json says until the run has ended. */
static json_t *first_cell(const struct vm_options *o, double slow)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:f, s:f, s:s, s:i,"
			 " s:{s:s, s:[]}, s:f}",
			 "schema", "revokebench/cell-1", "status", "MISS",
			 "reason", "interrupted", "detail",
			 "the run has not ended, or its runner was killed",
			 "log_excerpt", "", "exit", RP_EXIT_INTERRUPTED,
			 "seconds", 0.0, "boot_seconds", 0.0, "mode",
			 o->config.exact ? "exact" : "timed", "seed",
			 o->config.seed, "qemu", "version", "", "argv", "slow",
			 slow);
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
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
	    json_pack("{s:s, s:O}", "version", out->version, "argv", argv));
}

/* The guest did well, its results could not be kept. */
static void host_failed(struct vm_verdict *v, const char *file, int err)
{
	v->status = "ERROR";
	v->reason = "bad-result";
	v->exit = RP_EXIT_HARNESS;
	snprintf(v->detail, sizeof(v->detail), "%s: %s", file, strerror(err));
}

static bool is_json(const struct vm_frame_reader *frame)
{
	json_t *root = json_loadb(frame->payload,
				  frame->seen - sizeof(frame->header),
				  JSON_REJECT_DUPLICATES, NULL);

	json_decref(root);
	return root;
}

static void keep_results(struct vm_cell *cell, struct vm_outcome *out,
			 struct vm_verdict *v)
{
	int ret = 0;

	if (!out->facts.frame && !out->facts.not_json)
		ret = vm_cell_result(cell, out->frame.payload,
				     out->frame.seen -
					     sizeof(out->frame.header));
	if (ret)
		host_failed(v, "result.json", -ret);
	if (ferror(cell->stdio) | fclose(cell->stdio))
		host_failed(v, "stdio.log", errno);
}

/* Judge, write everything down, tell the user. */
static int finish(struct vm_cell *cell, struct vm_outcome *out, json_t *argv,
		  const struct vm_splat_rules *rules)
{
	char *excerpt = NULL, *log;
	struct vm_verdict v;
	size_t size = 0;
	int ret;

	log = vm_cell_log(cell, &size);
	if (log)
		out->facts.splat = vm_splat_scan(rules, log, size, &excerpt,
						 VM_CELL_EXCERPT);
	out->facts.not_json = !out->facts.frame && !is_json(&out->frame);
	vm_ladder(&out->facts, &v);
	keep_results(cell, out, &v);
	if (v.exit != RP_EXIT_OK)
		fprintf(stderr, "vm: %s: %s (%s)\n", v.reason, v.detail,
			cell->dir);
	if (v.exit != RP_EXIT_OK && excerpt)
		fprintf(stderr, "%s", excerpt);

	fill_cell(cell->json, out, &v, argv,
		  v.exit != RP_EXIT_OK && excerpt ? excerpt : "");
	ret = vm_cell_close(cell);
	if (ret) {
		fprintf(stderr, "vm: cell.json: %s: it says MISS still\n",
			strerror(-ret));
		v.exit = RP_EXIT_HARNESS;
	}
	free(excerpt);
	free(log);
	vm_frame_free(&out->frame);
	return v.exit;
}

static int run_cell(const struct vm_options *o, struct vm_cell *cell,
		    const struct vm_splat_rules *rules, bool sandbox,
		    double slow)
{
	struct vm_limits limits = {
		.boot_s = o->boot_s * slow,
		.idle_s = o->idle_s * slow,
		.grace_s = 10 * slow,
		.progress = o->progress,
	};
	struct vm_outcome out = { .frame.limit = o->result_limit };
	struct vm_qemu qemu;
	int ret;

	ret = vm_qemu_start(&qemu, &o->config, sandbox, cell->console);
	if (!ret)
		ret = vm_run(&qemu, &limits, o->config.interactive, cell->stdio,
			     &out);
	if (ret)
		return complain(RP_EXIT_HARNESS, strerror(-ret));
	ret = finish(cell, &out, qemu.argv, rules);
	json_decref(qemu.argv);
	return ret;
}

int main(int argc, char *argv[])
{
	struct vm_splat_rules *rules;
	struct vm_cell cell;
	struct vm_options o;
	char why[PATH_MAX + 256];
	bool sandbox;
	double slow;
	int ret;

	signal(SIGPIPE, SIG_IGN);
	vm_options_parse(&o, argc, argv);
	rules = load_rules(&o, why, sizeof(why));
	if (!rules)
		return complain(RP_EXIT_USAGE, why);
	if (vm_qemu_probe(&o.config, &sandbox, why, sizeof(why)))
		return complain(RP_EXIT_HARNESS, why);

	ret = vm_kernel_unpack(o.config.kernel, &o.config.kernel_fd, why,
			       sizeof(why));
	if (ret)
		return complain(
			ret == -ENOENT ? RP_EXIT_HARNESS : RP_EXIT_USAGE, why);

	slow = vm_speed_slow();
	/* Instructions are as long on any machine, seconds are not. */
	if (!o.config.exact)
		o.config.watchdog_s = ceil(o.config.watchdog_s * slow);
	if (vm_cell_open(&cell, o.dir, first_cell(&o, slow), o.replay, why,
			 sizeof(why)))
		return complain(RP_EXIT_USAGE, why);
	ret = run_cell(&o, &cell, rules, sandbox, slow);
	vm_splat_free(rules);
	vm_options_free(&o);
	return ret;
}
