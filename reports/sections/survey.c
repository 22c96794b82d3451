// SPDX-License-Identifier: GPL-2.0-only
/* survey.c - who pins file pages, and what becomes of them at an event */
#include <stddef.h>
#include <string.h>

#include "lib/rvb_array.h"
#include "reports/views/rp_section.h"

/* The event of the short report: truncate, grow again, write anew */
#define FIRST "regrow"
#define HOLE "hole"
#define ABSENT "absent"
/* So many kinds of file fit into a line of mail; the others get a table more */
#define MAX_FS 5

/* What the tables of one survey have in common */
struct matrix {
	const struct rp_model *m;
	struct rp_doc *doc;
	struct rp_words kernels;
	struct rp_words users;
	struct rp_words events;
	struct rp_words all_fs;
	struct rp_words fs; /* the columns of the table that is made */
};

/* The values of one key, "-" left out. @offset: of a string in struct rp_survey */
static struct rp_words values(const struct rp_model *m, struct rp_doc *doc,
			      size_t offset)
{
	struct rp_words words = { 0 };
	const struct rp_survey *s;
	const char *text;

	rvb_each(s, m, survey) {
		text = *(const char *const *)((const char *)s + offset);
		if (strcmp(text, "-"))
			rp_words_add(doc, &words, text);
	}
	return words;
}

static int is_of(const char *has, const char *wanted)
{
	return !strcmp(has, "-") || !strcmp(has, wanted);
}

/* The row, or NULL; that of an absent user stands for all files and events */
static const struct rp_survey *find(const struct rp_model *m,
				    const struct rp_survey *like)
{
	const struct rp_survey *s;

	rvb_each(s, m, survey)
		if (!strcmp(s->kernel, like->kernel) &&
		    !strcmp(s->user, like->user) &&
		    (!strcmp(s->event, "-") ||
		     !strcmp(s->access, like->access)) &&
		    is_of(s->fs, like->fs) && is_of(s->event, like->event))
			return s;
	return NULL;
}

/* A word with how bad it is; "-" for NULL */
static struct rp_cell cell_of(const struct rp_survey *row)
{
	static const struct {
		const char *word;
		enum rp_tone tone;
	} tones[] = {
		{ "oops", RP_BAD },   { "hangs", RP_BAD },
		{ "lost", RP_BAD },   { "stale", RP_BAD },
		{ "waits", RP_WARN }, { "refused", RP_WARN },
		{ "error", RP_WARN }, { "follows", RP_GOOD },
		{ "right", RP_GOOD },
	};
	size_t i;

	if (!row)
		return rp_cell_text("-");
	for (i = 0; i < ARRAY_SIZE(tones); i++)
		if (!strcmp(row->word, tones[i].word))
			return rp_cell_word(row->word, tones[i].tone);
	return rp_cell_text(row->word);
}

/* "vfio/read" where the user was asked with both kinds of region */
static const char *user_label(struct rp_doc *doc, const struct rp_survey *s)
{
	return strcmp(s->access, "read") ?
		       s->user :
		       rp_doc_printf(doc, "%s/read", s->user);
}

/* The pages that a user pinned of files in this table; NaN if unknown or none */
static double pins_of(const struct matrix *x, const struct rp_survey *like)
{
	const struct rp_survey *s;
	double pins = NAN;

	rvb_each(s, x->m, survey)
		if (rp_words_find(&x->fs, s->fs) >= 0 &&
		    !strcmp(s->user, like->user) &&
		    !strcmp(s->access, like->access) &&
		    !strcmp(s->kernel, like->kernel) && !isnan(s->pins))
			pins = isnan(pins) || s->pins > pins ? s->pins : pins;
	return pins;
}

/* @absent_too: a user that is not on this kernel gets a row as well */
static int add_row(const struct matrix *x, struct rp_node *table,
		   struct rp_survey *like, int absent_too)
{
	const struct rp_survey *row[MAX_FS];
	struct rp_cell *cells;
	size_t i, nr = 0;

	for (i = 0; i < x->fs.nr; i++) {
		like->fs = x->fs.word[i];
		row[i] = find(x->m, like);
		nr += row[i] && (strcmp(row[i]->event, "-") || absent_too);
	}
	if (!nr)
		return 0;
	cells = rp_doc_add(x->doc, table,
			   rp_cell_text(user_label(x->doc, like)),
			   rp_cell_text(like->kernel));
	for (i = 0; i < x->fs.nr; i++)
		cells[2 + i] = cell_of(row[i]);
	cells[2 + i] = rp_cell_figure(pins_of(x, like), "-");
	return 1;
}

static const char *title_of(const struct matrix *x, const char *event)
{
	const char *what =
		strcmp(event, HOLE) ?
			rp_doc_printf(x->doc, "Event %s", event) :
			"Event hole: bytes beside a hole punched while an unpin makes a page dirty";

	return x->fs.word == x->all_fs.word ?
		       what :
		       rp_doc_printf(x->doc, "%s, further kinds of file", what);
}

static void add_table(const struct matrix *x, const char *event, int absent_too)
{
	static const char *const accesses[] = { "write", "read" };
	struct rp_column columns[MAX_FS + 3] = { { "user" }, { "kernel" } };
	struct rp_survey like = { .event = event };
	struct rp_node *table;
	size_t i, k, a;

	for (i = 0; i < x->fs.nr; i++)
		columns[2 + i] = (struct rp_column){ x->fs.word[i] };
	columns[2 + i] = (struct rp_column){ "pins", RP_COUNT };
	table = rp_doc_columns(x->doc, title_of(x, event), columns, 3 + i);
	for (i = 0; i < x->users.nr; i++)
		for (a = 0; a < ARRAY_SIZE(accesses); a++)
			for (k = 0; k < x->kernels.nr; k++) {
				like.user = x->users.word[i];
				like.access = accesses[a];
				like.kernel = x->kernels.word[k];
				add_row(x, table, &like, absent_too && !a);
			}
	rp_doc_keep(x->doc, table);
}

/* A user that is on no kernel is told in the first table only. */
static void add_matrix(struct matrix *x, const char *event, int absent_too)
{
	const struct rp_words all = x->all_fs;
	size_t from;

	for (from = 0; from < all.nr; from += MAX_FS) {
		x->fs.word = all.word + from;
		x->fs.nr = all.nr - from < MAX_FS ? all.nr - from : MAX_FS;
		add_table(x, event, absent_too && !from);
	}
}

/* What differs between two kernels for a user and a kind of file */
struct change {
	const struct rp_survey *of;
	const char *fs;
	const char *old;
	const char *new;
	const char *events;
};

static const char *add_word(struct rp_doc *doc, const char *list,
			    const char *word)
{
	return strstr(list, word) ? list : rp_doc_join(doc, list, ", ", word);
}

static int is_missing(const struct rp_survey *s)
{
	return !s || (!strcmp(s->word, ABSENT) && strcmp(s->event, "-"));
}

/* An event that a kind of file lacks on one of them is no change. */
static struct change compare(const struct matrix *x, const struct rp_survey *s,
			     const char *kernel)
{
	struct change c = { s, s->fs, "", "", "" };
	const struct rp_survey *now, *then;
	struct rp_survey like = *s;
	size_t i, same = 0;

	for (i = 0; i < x->events.nr; i++) {
		like.event = x->events.word[i];
		like.kernel = s->kernel;
		then = find(x->m, &like);
		like.kernel = kernel;
		now = find(x->m, &like);
		if (is_missing(now) || is_missing(then))
			continue;
		if (!strcmp(now->word, then->word)) {
			same++;
			continue;
		}
		c.old = add_word(x->doc, c.old, then->word);
		c.new = add_word(x->doc, c.new, now->word);
		c.events = rp_doc_join(x->doc, c.events, ", ", like.event);
	}
	if (*c.events && !same)
		c.events = "all";
	return c;
}

/* One row for all kinds of file where a user's words changed alike */
static void note_change(struct rp_doc *doc, struct change *list, size_t *nr,
			const struct change *c)
{
	size_t i;

	for (i = 0; i < *nr; i++)
		if (!strcmp(list[i].of->user, c->of->user) &&
		    !strcmp(list[i].of->access, c->of->access) &&
		    !strcmp(list[i].old, c->old) &&
		    !strcmp(list[i].new, c->new))
			break;
	if (i == *nr)
		list[(*nr)++] = *c;
	else
		list[i].fs = add_word(doc, list[i].fs, c->fs);
}

static void add_changes(const struct matrix *x, size_t from, size_t to)
{
	const char *old = x->kernels.word[from], *new = x->kernels.word[to];
	struct change *list, c;
	const struct rp_survey *s;
	struct rp_node *table;
	size_t i, nr = 0;

	list = obstack_alloc(&x->doc->memory,
			     (x->m->nr_survey + 1) * sizeof(*list));
	rvb_each(s, x->m, survey) {
		if (strcmp(s->kernel, old) || !strcmp(s->fs, "-"))
			continue;
		c = compare(x, s, new);
		if (*c.events)
			note_change(x->doc, list, &nr, &c);
	}
	table = rp_doc_table(x->doc,
			     rp_doc_printf(x->doc,
					   "What changed between %s and %s",
					   old, new),
			     { "user" }, { "fs", RP_TEXT }, { old, RP_TEXT },
			     { new, RP_TEXT }, { "at the events", RP_TEXT });
	for (i = 0; i < nr; i++)
		rp_doc_add(x->doc, table,
			   rp_cell_text(user_label(x->doc, list[i].of)),
			   rp_cell_text(list[i].fs), rp_cell_text(list[i].old),
			   rp_cell_text(list[i].new),
			   rp_cell_text(list[i].events));
	rp_doc_keep(x->doc, table);
}

static void build(const struct rp_model *m, struct rp_doc *doc)
{
	struct matrix x = { .m = m, .doc = doc };
	const char *first;
	size_t i;

	if (!m->nr_survey)
		return;
	x.kernels = values(m, doc, offsetof(struct rp_survey, kernel));
	x.users = values(m, doc, offsetof(struct rp_survey, user));
	x.all_fs = values(m, doc, offsetof(struct rp_survey, fs));
	x.events = values(m, doc, offsetof(struct rp_survey, event));
	rp_say(doc, RP_PLAIN,
	       "Each user pinned pages of a file, and another process did what the table names. stale: the device reads the old bytes; lost: its writes are in no file, or bytes beside a hole are gone; hangs: the event never returned; waits: it returned once the pins were released; refused: the registration or the event was; error: the device was told; follows, right: as the file; absent: no such user, file or event there; -: not asked.");
	first = rp_words_find(&x.events, FIRST) >= 0 ? FIRST :
		x.events.nr			     ? x.events.word[0] :
						       "";
	add_matrix(&x, first, 1);
	if (strcmp(first, HOLE))
		add_matrix(&x, HOLE, 0);
	for (i = 1; i < x.kernels.nr; i++)
		add_changes(&x, i - 1, i);
	rp_say(doc, RP_PLAIN,
	       "One cell again: ./revokebench survey --kernel K --users U --fs F --events E. A C file for a bug report: ./revokebench survey --reproducer U/E --fs F --kernel K.");
	rp_doc_open(doc, RP_FOLD, "every other event");
	for (i = 0; i < x.events.nr; i++)
		if (strcmp(x.events.word[i], first) &&
		    strcmp(x.events.word[i], HOLE))
			add_matrix(&x, x.events.word[i], 0);
	rp_doc_close(doc);
}

const struct rp_section rp_section_survey = {
	.title = "Who pins, and what becomes of the pages",
	.order = 12,
	.of_survey = 1,
	.length = RP_BOTH,
	.build = build,
};
