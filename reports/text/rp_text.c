// SPDX-License-Identifier: GPL-2.0-only
/* rp_text.c - a report as a mail: ASCII, at most 72 columns */
#include <stdlib.h>
#include <string.h>

#include "reports/text/rp_text.h"
#include "reports/text/rp_text_table.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

#define LEFT_OUT "With --full also: "
#define LEFT_OUT_NAMES 4

static void rp_text_heading(struct rp_text *t, const char *text, char under)
{
	size_t length = strlen(text);

	rp_text_wrap(t, "", text);
	rp_text_repeat(t, under,
		       length < RP_TEXT_WIDTH ? length : RP_TEXT_WIDTH);
	fputc('\n', t->out);
}

static void rp_text_paragraph(struct rp_text *t, const struct rp_node *node)
{
	static const char *const first[] = {
		[RP_PLAIN] = "",
		[RP_GOOD] = "",
		[RP_WARN] = "! ",
		[RP_BAD] = "!! ",
	};

	rp_text_wrap(t, first[node->tone], node->text);
}

static void rp_text_pairs(struct rp_text *t, const struct rp_node *node)
{
	const struct rp_pair *pair;
	size_t width = 0, length;
	char first[32];

	for (pair = node->pairs; pair; pair = pair->next) {
		length = strlen(pair->key) + RP_TEXT_GAP;
		if (length > width && length < sizeof(first))
			width = length;
	}
	for (pair = node->pairs; pair; pair = pair->next) {
		if (strlen(pair->key) >= sizeof(first)) {
			rp_text_wrap(t, "", pair->key);
			snprintf(first, sizeof(first), "%*s", (int)width, "");
		} else {
			snprintf(first, sizeof(first), "%-*s", (int)width,
				 rp_text_clean(t, pair->key));
		}
		rp_text_wrap(t, first, pair->value);
	}
}

static void rp_text_pre(struct rp_text *t, const char *text)
{
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = strchrnul(text, '\n');
		rp_text_wrap(t, "    ",
			     obstack_copy0(&t->memory, text, end - text));
	}
}

/* gnuplot's dumb terminal pads its lines and feeds a form. */
static void rp_text_drawing(struct rp_text *t, char *text)
{
	char *line, *rest = text;
	size_t length;
	int begun = 0;

	while ((line = strsep(&rest, "\n\f"))) {
		for (length = strlen(line); length; length--)
			if (line[length - 1] != ' ')
				break;
		line[length] = '\0';
		if (length)
			begun = 1;
		if (begun && (length || rest))
			fprintf(t->out, "%s\n", rp_text_clean(t, line));
	}
}

static void rp_text_nodes(struct rp_text *t, const struct rp_node *node);

static void rp_text_figure(struct rp_text *t, const struct rp_node *node)
{
	char why[200], said[240], *text;
	int ret;

	ret = rp_plots_draw(t->plots, &node->figure, "dumb", &text, why,
			    sizeof(why));
	if (ret) {
		snprintf(said, sizeof(said), "(No plot: %s.)", why);
		rp_text_wrap(t, "", said);
		return;
	}
	rp_text_drawing(t, text);
	free(text);
}

static void rp_text_node(struct rp_text *t, const struct rp_node *node)
{
	switch (node->kind) {
	case RP_SECTION:
		rp_text_heading(t, node->text, '-');
		rp_text_nodes(t, node->first);
		break;
	case RP_FOLD:
		rp_text_wrap(t, "", node->text);
		fputc('\n', t->out);
		rp_text_nodes(t, node->first);
		break;
	case RP_PARAGRAPH:
		rp_text_paragraph(t, node);
		break;
	case RP_PAIRS:
		rp_text_pairs(t, node);
		break;
	case RP_TABLE:
		rp_text_table(t, node);
		break;
	case RP_FIGURE:
		rp_text_figure(t, node);
		break;
	case RP_PRE:
		rp_text_pre(t, node->text);
		break;
	}
}

static int rp_text_shown(const struct rp_text *t, const struct rp_node *node)
{
	const struct rp_node *inside;

	if (node->kind == RP_FOLD)
		return t->full;
	if (node->kind != RP_SECTION)
		return 1;
	if (!(node->length & (t->full ? RP_LONG : RP_SHORT)))
		return 0;
	for (inside = node->first; inside; inside = inside->next)
		if (rp_text_shown(t, inside))
			return 1;
	return 0;
}

/* Name what --full adds; a mail has room for some of the names only. */
static void rp_text_name_left_out(struct rp_text *t, const char *name)
{
	if (t->nr_left_out++ >= LEFT_OUT_NAMES)
		return;
	if (t->nr_left_out > 1)
		obstack_grow(&t->memory, "; ", 2);
	obstack_grow(&t->memory, name, strlen(name));
}

static void rp_text_left_out(struct rp_text *t, const struct rp_node *node)
{
	for (; node; node = node->next) {
		int whole = node->kind == RP_SECTION &&
			    !(node->length & RP_SHORT);

		if (whole || node->kind == RP_FOLD)
			rp_text_name_left_out(t, node->text);
		else if (node->kind == RP_SECTION)
			rp_text_left_out(t, node->first);
	}
}

static void rp_text_nodes(struct rp_text *t, const struct rp_node *node)
{
	int begun = 0;

	for (; node; node = node->next) {
		if (!rp_text_shown(t, node))
			continue;
		if (begun++)
			fputc('\n', t->out);
		rp_text_node(t, node);
	}
}

void rp_text_write(const struct rp_doc *doc, struct rp_plots *plots, int full,
		   FILE *out)
{
	struct rp_text t = { .out = out, .plots = plots, .full = full };

	obstack_init(&t.memory);
	rp_text_heading(&t, doc->title, '=');
	rp_text_wrap(&t, "", doc->subtitle);
	fputc('\n', out);
	rp_text_nodes(&t, doc->root.first);
	if (!full) {
		obstack_grow(&t.memory, LEFT_OUT, strlen(LEFT_OUT));
		rp_text_left_out(&t, doc->root.first);
		if (t.nr_left_out > LEFT_OUT_NAMES)
			obstack_printf(&t.memory, "; %zu more",
				       t.nr_left_out - LEFT_OUT_NAMES);
		obstack_1grow(&t.memory, '\0');
		if (t.nr_left_out) {
			fputc('\n', out);
			rp_text_wrap(&t, "", obstack_finish(&t.memory));
		}
	}
	obstack_free(&t.memory, NULL);
}
