// SPDX-License-Identifier: GPL-2.0-only
/* vm_judge.c - how a run ended, into its cell folder */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/vm/vm_cell.h"
#include "lib/rvb_exit.h"

/* The run itself succeeded, but the host could not keep what came of it. */
static void host_failed(struct vm_verdict *v, const char *file, int err)
{
	v->status = "ERROR";
	v->reason = "bad-result";
	v->exit = RVB_EXIT_HARNESS;
	snprintf(v->detail, sizeof(v->detail), "%s: %s", file, strerror(err));
}

static bool is_json(const struct rvb_frame_reader *frame)
{
	json_auto_t *root = json_loadb(frame->payload,
				       frame->seen - sizeof(frame->header),
				       JSON_REJECT_DUPLICATES, NULL);

	return root;
}

static void keep_result(struct vm_cell *cell, const struct vm_ended *ended,
			struct vm_verdict *v)
{
	const struct rvb_frame_reader *frame = ended->frame;
	int ret;

	/* A run that failed explains by itself why something else is missing. */
	if (ended->lost && v->exit == RVB_EXIT_OK)
		host_failed(v, ended->lost, ended->lost_errno);
	if (ended->facts->frame || ended->facts->not_json)
		return;
	ret = vm_cell_result(cell, frame->payload,
			     frame->seen - sizeof(frame->header));
	if (ret)
		host_failed(v, "result.json", -ret);
}

/* The end of what the program printed, for a kernel log without a finding. */
static char *program_printed(const struct vm_cell *cell)
{
	rvb_auto char *log = NULL;
	char *excerpt = NULL;
	size_t size = 0;

	log = vm_cell_log(cell, "stdio.log", &size);
	if (log && size)
		vm_splat_scan(NULL, log, size, &excerpt, VM_CELL_EXCERPT);
	return excerpt;
}

/* Fill in the verdict and, in @excerpt, the part of a log that explains it. */
static void judge(struct vm_cell *cell, const struct vm_ended *ended,
		  struct vm_verdict *v, char **excerpt)
{
	bool written = !ferror(cell->stdio) & !fclose(cell->stdio);
	struct vm_facts *facts = ended->facts;
	char *log, *printed = NULL;
	size_t size = 0;

	*excerpt = NULL;
	log = vm_cell_log(cell, "console.log", &size);
	if (log)
		facts->splat = vm_splat_scan(ended->rules, log, size, excerpt,
					     VM_CELL_EXCERPT);
	facts->not_json = !facts->frame && !is_json(ended->frame);
	vm_ladder(facts, v);
	keep_result(cell, ended, v);
	if (!written)
		host_failed(v, "stdio.log", EIO);

	if (facts->exited && !facts->splat)
		printed = program_printed(cell);
	/* A user who leaves a shell by ctrl-A x needs no explanation. */
	if (printed || v->exit == RVB_EXIT_OK ||
	    (facts->interrupted && !facts->need_result)) {
		free(*excerpt);
		*excerpt = printed;
	}
	free(log);
}

int vm_judge(struct vm_cell *cell, const struct vm_ended *ended)
{
	struct vm_verdict v;
	const char *shown;
	char *excerpt;
	int ret;

	judge(cell, ended, &v, &excerpt);
	shown = v.exit != RVB_EXIT_OK && excerpt ? excerpt : "";
	/* On a terminal the line of progress of a run may stand there. */
	if (v.exit != RVB_EXIT_OK)
		fprintf(stderr, "%s%s: %s: %s (%s)\n%s",
			isatty(STDERR_FILENO) ? "\r\033[J" : "", ended->program,
			v.reason, v.detail, cell->dir, shown);
	json_object_update_new(cell->json,
			       json_pack("{s:s, s:s, s:s, s:i, s:s}", "status",
					 v.status, "reason", v.reason, "detail",
					 v.detail, "exit", v.exit,
					 "log_excerpt", shown));
	ret = vm_cell_close(cell);
	if (ret) {
		fprintf(stderr, "%s: cell.json: %s: it still has MISS\n",
			ended->program, strerror(-ret));
		v.exit = RVB_EXIT_HARNESS;
	}
	free(excerpt);
	rvb_frame_free(ended->frame);
	return v.exit;
}
