// SPDX-License-Identifier: GPL-2.0-only
/* vm_splat.c - lines that a kernel log must not hold */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host/vm/vm_splat.h"

#define BEFORE_LINES 30
#define AFTER_LINES 100 /* stacks of other CPUs follow late */
#define MAX_WIDTH 240

struct rule {
	struct rule *next;
	bool allow;
	regex_t regex;
};

struct vm_splat_rules {
	struct rule *first;
};

void vm_splat_free(struct vm_splat_rules *rules)
{
	struct rule *r;

	if (!rules)
		return;
	while ((r = rules->first)) {
		rules->first = r->next;
		regfree(&r->regex);
		free(r);
	}
	free(rules);
}

static int add_rule(struct vm_splat_rules *rules, bool allow,
		    const char *pattern, char *why, size_t size)
{
	struct rule *r = calloc(1, sizeof(*r));
	int err;

	if (!r) {
		snprintf(why, size, "%s", strerror(ENOMEM));
		return -ENOMEM;
	}
	err = *pattern ? regcomp(&r->regex, pattern, REG_EXTENDED | REG_NOSUB) :
			 REG_BADPAT;
	if (err) {
		regerror(err, &r->regex, why, size);
		free(r);
		return -EINVAL;
	}
	r->allow = allow;
	r->next = rules->first;
	rules->first = r;
	return 0;
}

/* "YYYY-MM-DD REASON: REGEX" */
static int add_allow(struct vm_splat_rules *rules, const char *text,
		     const char *today, char *why, size_t size)
{
	const char *reason, *colon;
	int length = 0;

	/* Each digit counts: fewer leave the length below that of a date. */
	if (sscanf(text, "%*4[0-9]-%*2[0-9]-%*2[0-9]%n", &length) != 0 ||
	    length != 10 || text[10] != ' ') {
		snprintf(why, size, "allow needs the day it ends, YYYY-MM-DD");
		return -EINVAL;
	}
	reason = text + 11;
	colon = strstr(reason, ": ");
	if (!colon || colon == reason) {
		snprintf(why, size, "allow needs a reason before the regex");
		return -EINVAL;
	}
	if (strncmp(text, today, 10) < 0)
		return 0;
	return add_rule(rules, true, colon + 2, why, size);
}

static int add_line(struct vm_splat_rules *rules, const char *line,
		    const char *today, char *why, size_t size)
{
	if (!*line || *line == '#')
		return 0;
	if (!strncmp(line, "deny ", 5))
		return add_rule(rules, false, line + 5, why, size);
	if (!strncmp(line, "allow ", 6))
		return add_allow(rules, line + 6, today, why, size);
	snprintf(why, size, "neither deny, allow nor a comment");
	return -EINVAL;
}

const char *vm_splat_path(void)
{
	static char path[PATH_MAX];
	const char *top = getenv("RVB_TOP");

	snprintf(path, sizeof(path), "%s/host/vm/splats.txt", top ? top : "");
	return top && !access(path, R_OK) ? path : VM_SPLAT_RULES;
}

struct vm_splat_rules *vm_splat_load(const char *path, const char *today,
				     char *why, size_t size)
{
	struct vm_splat_rules *rules = calloc(1, sizeof(*rules));
	FILE *f = fopen(path, "re");
	char *line = NULL, what[128], utc[16];
	time_t now = time(NULL);
	size_t room = 0;
	int number, ret = 0;

	if (!f || !rules) {
		snprintf(why, size, "%s: %s", path, strerror(errno));
		goto fail;
	}
	if (!today) {
		strftime(utc, sizeof(utc), "%Y-%m-%d", gmtime(&now));
		today = utc;
	}
	for (number = 1; getline(&line, &room, f) >= 0; number++) {
		line[strcspn(line, "\n")] = '\0';
		ret = add_line(rules, line, today, what, sizeof(what));
		if (ret)
			break;
	}
	if (!ret && !ferror(f) && rules->first)
		goto out;
	snprintf(why, size, "%s:%d: %s", path, number, ret ? what : "no rules");
fail:
	vm_splat_free(rules);
	rules = NULL;
out:
	free(line);
	if (f)
		fclose(f);
	return rules;
}

static bool matches(const struct vm_splat_rules *rules, bool allow,
		    const char *line)
{
	const struct rule *r;

	for (r = rules->first; r; r = r->next)
		if (r->allow == allow && !regexec(&r->regex, line, 0, NULL, 0))
			return true;
	return false;
}

bool vm_splat_denied(const struct vm_splat_rules *rules, const char *line)
{
	return matches(rules, false, line) && !matches(rules, true, line);
}

/* Split @log into printable lines, listed in @lines. */
static size_t split(char *log, size_t size, char **lines)
{
	size_t n = 0, i;

	for (i = 0; i < size; i++) {
		if (!i || log[i - 1] == '\n')
			lines[n++] = log + i;
		if (log[i] != '\n' && log[i] != '\r' &&
		    !isprint((unsigned char)log[i]))
			log[i] = '?';
	}
	log[size] = '\0';
	for (i = 0; i < n; i++)
		lines[i][strcspn(lines[i], "\r\n")] = '\0';
	return n;
}

/* Join lines [from, to), as many as fit into @size bytes. */
static char *join(char **lines, size_t from, size_t to, size_t size)
{
	char *text = NULL;
	size_t length;
	FILE *f = open_memstream(&text, &length);

	if (!f)
		return NULL;
	for (; from < to && ftell(f) + MAX_WIDTH + 2 < (long)size; from++)
		fprintf(f, "%.*s\n", MAX_WIDTH, lines[from]);
	fclose(f);
	return text;
}

/* "[    1.234567] WARNING: ..." -> "WARNING: ..." */
static const char *without_time(const char *line)
{
	const char *end = *line == '[' ? strstr(line, "] ") : NULL;

	return end ? end + 2 : line;
}

const char *vm_splat_scan(const struct vm_splat_rules *rules, char *log,
			  size_t size, char **excerpt, size_t excerpt_size)
{
	char **lines = calloc(size + 1, sizeof(*lines));
	const char *found = NULL;
	size_t n, hit, from, to;

	*excerpt = NULL;
	if (!lines)
		return NULL;
	n = split(log, size, lines);
	for (hit = 0; hit < n && !found; hit++)
		if (rules && vm_splat_denied(rules, lines[hit]))
			found = without_time(lines[hit]);

	from = hit > BEFORE_LINES ? hit - BEFORE_LINES : 0;
	to = hit + AFTER_LINES < n ? hit + AFTER_LINES : n;
	*excerpt = join(lines, from, to, excerpt_size);
	free(lines);
	return found;
}
