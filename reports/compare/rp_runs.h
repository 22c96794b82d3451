/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_runs.h - several results next to each other, for those who show them */
#ifndef RP_RUNS_H
#define RP_RUNS_H

#include "reports/compare/rp_metric.h"
#include "reports/doc/rp_doc.h"

/* One metric; NULL in @m: that run does not have it. */
struct rp_runs_row {
	struct rp_runs_row *next;
	const struct rp_metric *any;
	const struct rp_metric *m[];
};

/* Several results, and the document that shows them */
struct rp_runs {
	const struct rp_saved *s; /* over kernels: in order of release */
	size_t nr; /* of @s */
	/* kernels or IOMMUs by which @s are named; NULL: runs A, B and so on */
	const char *const *kernels;
	struct rp_doc *doc;
	struct rp_runs_row *first; /* all metrics */
};

/* Make @first: the base's metrics in their order, then others'. */
void rp_runs_rows(struct rp_runs *v);

/* The name of a run in tables and figures */
const char *rp_runs_label(const struct rp_runs *v, size_t run);

/* What a run has of a metric: its median, or a word. @m: may be NULL. */
struct rp_cell rp_runs_value(const struct rp_metric *m);

/* Did the runs boot different kernels */
int rp_runs_has_kernels(const struct rp_runs *v);

/* Add the sections on kernels: figures, steps between neighbours, refusals. */
void rp_runs_kernels(const struct rp_runs *v);

/* Add a section on the IOMMUs that the runs' device edu was behind, if they differ. */
void rp_runs_iommus(const struct rp_runs *v);

/* Add a table: which policy keeps its promise to which real user, by kernel. */
void rp_runs_promises(const struct rp_runs *v);

#define RP_STEPS 3

/* A figure that moved from one kernel to the next */
struct rp_step {
	const char *figure; /* "pin/unpin" */
	size_t to; /* the run that has the new figure; the old: the one before */
	const struct rp_row *was; /* measured */
	const struct rp_row *is; /* measured */
	double by; /* per page */
	const struct rp_part *part; /* functions that changed, or NULL */
};

/*
 * Find the largest steps of costs per page at the memory and size that a report
 * of one run answers for. Pins of several cases may step together: of a phase's
 * name and two neighbours the largest counts. @steps: filled in, largest first.
 * Return: how many.
 */
size_t rp_runs_steps(const struct rp_runs *v, struct rp_step steps[RP_STEPS]);

/* A cost of a run by its name, or NULL */
const struct rp_row *rp_runs_cost(const struct rp_runs *v, size_t run,
				  const char *name);

/*
 * "pin/unpin" of "pin/tmpfs/pages:512/unpin". @memory, @pages: those wanted.
 * Return: the name, NULL for other memory or pages.
 */
const char *rp_runs_figure(const struct rp_runs *v, const char *name,
			   const char *memory, long long pages);

/*
 * Report several results next to each other, and where their kernels differ what
 * moved from one to the next. @s: the results; the first is the base of every
 * change. @names: of each, as typed. @kernels: shorter names, of kernels in order
 * of release; NULL: A, B and so on.
 */
void rp_side_by_side(const struct rp_saved *s, size_t nr,
		     const char *const *names, const char *const *kernels,
		     struct rp_doc *doc);

#endif /* RP_RUNS_H */
