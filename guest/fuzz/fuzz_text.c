// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_text.c - prints and parses programs */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guest/fuzz/fuzz_program.h"

static void print_value(const struct fuzz_field *f, uint64_t v, FILE *out)
{
	if (f->kind == FUZZ_NAME)
		fprintf(out, "%s", f->words->word[v]);
	else if (f->kind == FUZZ_ADDR && v >> 32 < FUZZ_SLOTS)
		fprintf(out, "m%u+%u", (unsigned int)(v >> 32),
			(unsigned int)v);
	else if (f->kind == FUZZ_FLAGS || v > 1000000)
		fprintf(out, "%#llx", (unsigned long long)v);
	else
		fprintf(out, "%llu", (unsigned long long)v);
}

/* (out) and reserved fields are not printed */
static bool is_plain(const struct fuzz_field *f, uint64_t v)
{
	return !v && (f->kind == FUZZ_OUT || f->kind == FUZZ_FD ||
		      f->kind == FUZZ_RESERVED || f->kind == FUZZ_USER);
}

/* A field that covers several members is named by the first of them */
static int name_length(const struct fuzz_field *f)
{
	return strcspn(f->name, " ");
}

void fuzz_print(const struct fuzz_program *p, FILE *out)
{
	const struct fuzz_call *call;
	unsigned int i, j;

	for (i = 0; i < p->nr; i++) {
		call = fuzz_call_at(p->op[i].call);
		fprintf(out, "%u %s(on=%u", p->op[i].task, call->name,
			p->op[i].on);
		for (j = 0; j < call->nr_fields; j++) {
			const struct fuzz_field *f = &call->field[j];

			if (is_plain(f, p->op[i].v[j]))
				continue;
			fprintf(out, ", %.*s=", name_length(f), f->name);
			print_value(f, p->op[i].v[j], out);
		}
		fprintf(out, ")\n");
	}
}

static int parse_word(const struct guest_words *words, const char *text,
		      uint64_t *v)
{
	for (*v = 0; *v < words->nr; (*v)++)
		if (!strcmp(words->word[*v], text))
			return 0;
	return -EINVAL;
}

static int parse_number(const char *text, uint64_t *v)
{
	unsigned int slot, page;
	char *end;
	int used = 0;

	if (sscanf(text, "m%u+%u%n", &slot, &page, &used) == 2 && !text[used]) {
		*v = (uint64_t)slot << 32 | page;
		return slot < FUZZ_SLOTS ? 0 : -EINVAL;
	}
	*v = strtoull(text, &end, 0);
	return *text && *text != '-' && !*end ? 0 : -EINVAL;
}

static int parse_argument(struct fuzz_op *op, char *text)
{
	const struct fuzz_call *call = fuzz_call_at(op->call);
	char *value = strchr(text, '=');
	unsigned int i, most;
	uint64_t on;

	if (!value)
		return -EINVAL;
	*value++ = '\0';
	if (!strcmp(text, "on")) {
		most = call->on == FUZZ_ON_REGION ? FUZZ_REGIONS : FUZZ_SLOTS;
		if (parse_number(value, &on) || on >= most)
			return -EINVAL;
		op->on = on;
		return 0;
	}
	for (i = 0; i < call->nr_fields; i++) {
		const struct fuzz_field *f = &call->field[i];

		if (strlen(text) != (size_t)name_length(f) ||
		    strncmp(text, f->name, strlen(text)))
			continue;
		return f->kind == FUZZ_NAME ?
			       parse_word(f->words, value, &op->v[i]) :
			       parse_number(value, &op->v[i]);
	}
	return -EINVAL;
}

static int parse_line(struct fuzz_op *op, char *line)
{
	char name[32], *rest, *argument;
	int used = 0, ret = 0;

	memset(op, 0, sizeof(*op));
	if (sscanf(line, "%u %31[a-z_0-9](%n", &op->task, name, &used) != 2 ||
	    !used || op->task >= FUZZ_TASKS)
		return -EINVAL;
	for (; op->call < fuzz_nr_calls(); op->call++)
		if (!strcmp(fuzz_call_at(op->call)->name, name))
			break;
	if (op->call == fuzz_nr_calls())
		return -EINVAL;
	line += used;
	for (argument = strtok_r(line, ", )\n", &rest); argument && !ret;
	     argument = strtok_r(NULL, ", )\n", &rest))
		ret = parse_argument(op, argument);
	return ret;
}

int fuzz_parse(struct fuzz_program *p, FILE *in, char *why, size_t size)
{
	char line[1024];
	unsigned int number = 0;

	p->nr = 0;
	while (fgets(line, sizeof(line), in)) {
		number++;
		if (*line == '#' || *line == '\n')
			continue;
		if (p->nr == FUZZ_OPS_MAX) {
			snprintf(why, size, "line %u: more than %u calls",
				 number, FUZZ_OPS_MAX);
			return -EINVAL;
		}
		if (parse_line(&p->op[p->nr], line)) {
			snprintf(why, size, "line %u: not a call", number);
			return -EINVAL;
		}
		p->nr++;
	}
	return 0;
}
