// SPDX-License-Identifier: GPL-2.0-only
/* adopt_row.c - rows of the result: what a policy did to a user, and whom it cost */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/adopt/adopt.h"
#include "guest/lib/guest_clock.h"
#include "guest/lib/guest_env.h"
#include "guest/lib/guest_port.h"

#define SCHEMA "revokebench/adopt-1"

static json_t *rows, *rates;

/* In exact mode a tick is an instruction, whatever the kernel calibrated */
json_t *adopt_ns(const struct adopt_cell *cell, double ticks)
{
	if (cell->timed)
		ticks *= 1000000.0 / guest_clock_khz();
	return json_integer((json_int_t)(ticks + 0.5));
}

static const char *event_of(const struct adopt_cell *cell)
{
	return cell->user->sealed ? "punch" : "truncate";
}

static json_t *new_row(const struct adopt_cell *cell, const char *what,
		       const char *phase)
{
	/* clang-format off */
	return json_pack(
		"{s:o, s:s, s:s, s:s, s:s, s:s, s:s*, s:I, s:s, s:s, s:s}",
		"name", json_sprintf("users/%s/%s/pages:%lu/%s/%s%s%s", what,
				     cell->fs, SURVEY_PAGES, cell->user->name,
				     cell->policy, phase ? "/" : "",
				     phase ?: ""),
		"scene", "users", "policy", cell->policy,
		"device", cell->user->name, "event", event_of(cell),
		"memory", cell->fs, "phase", phase,
		"pages", (json_int_t)SURVEY_PAGES,
		"mode", cell->timed ? "timed" : "exact",
		"unit", cell->timed ? "ns" : "vns", "status", "DONE");
	/* clang-format on */
}

static void set(json_t *row, const char *key, const char *value)
{
	json_object_set_new(row, key, json_string(value));
}

static bool is_refused(const struct adopt_seen *seen)
{
	return seen->pin == -EOPNOTSUPP && *seen->why;
}

bool adopt_is_missing(const struct adopt_cell *cell,
		      const struct adopt_seen *seen)
{
	return seen->pin || !seen->adopted;
}

/* Why there is nothing to measure */
static const char *missing(const struct adopt_cell *cell,
			   const struct adopt_seen *seen, char *why,
			   size_t size)
{
	if (seen->pin == -ENODEV)
		snprintf(why, size, "n/a: needs %s", cell->user->needs);
	else if (is_refused(seen))
		snprintf(why, size, "n/a: %s", seen->why);
	else if (seen->pin)
		snprintf(why, size, "n/a: the kernel refuses the pin: %s",
			 strerrorname_np(-seen->pin));
	else
		snprintf(why, size, "n/a: %s takes no pin for long",
			 cell->user->name);
	return why;
}

/* What the owner's own interface told it */
static void answer(const struct survey_user *user,
		   const struct adopt_seen *seen, char *text, size_t size)
{
	int status = seen->read > 0 ? seen->read : seen->write;

	if (seen->signal)
		snprintf(text, size, "%s", sigabbrev_np(seen->signal));
	else if (seen->pin)
		snprintf(text, size, "%s at the registration",
			 strerrorname_np(-seen->pin));
	else if (seen->told > 0)
		snprintf(text, size, "event %d, released", seen->told);
	else if (!seen->did_read && !seen->did_write)
		snprintf(text, size, "released");
	else if (status > 0 && user->status)
		snprintf(text, size, "%s", user->status);
	else if (status > 0)
		snprintf(text, size, "status %d", status);
	else if (seen->read || seen->write)
		snprintf(text, size, "%s",
			 strerrorname_np(
				 -(seen->read ? seen->read : seen->write)));
	else if (!seen->did_read)
		snprintf(text, size, "writes, %s",
			 seen->arrived ? "arrived" : "lost");
	else
		snprintf(text, size, "reads %s",
			 seen->byte == SURVEY_OLD ? "old bytes" :
			 seen->byte == SURVEY_NEW ? "the file" :
						    "scratch");
}

static bool is_stale(const struct adopt_seen *seen)
{
	return (seen->did_read && !seen->read && seen->byte == SURVEY_OLD) ||
	       (!seen->did_read && seen->did_write && !seen->write);
}

/* What the policy promises and was not seen; NULL if it has kept its promise */
static const char *broken(const struct guest_promise *p,
			  const struct adopt_seen *seen)
{
	if (seen->escaped)
		return "pages left the file unseen";
	if (seen->left)
		return "pages stay pinned when the owner has released";
	if (p->denies)
		return seen->pin == -EOPNOTSUPP ? NULL :
						  "the pin is not denied";
	if (seen->event)
		return "the truncate is refused";
	if (p->kills)
		return seen->signal != SIGKILL ? "the owner lives" :
		       seen->held	       ? "pages are still pinned" :
						 NULL;
	if (seen->signal)
		return "the owner was killed";
	if (seen->told < 0)
		return "the owner was not told";
	if (p->waits)
		return seen->held ? "pages are still pinned" : NULL;
	if (p->takes == GUEST_TAKES_REGION && seen->did_read && seen->read <= 0)
		return "the device's access ends in no error";
	if (p->stale)
		return is_stale(seen) ? NULL : "no stale access was seen";
	return is_stale(seen) ? "the old page was accessed" : NULL;
}

static int compare(const void *a, const void *b)
{
	const struct adopt_seen *x = a, *y = b;

	return x->ticks < y->ticks ? -1 : x->ticks > y->ticks;
}

static void figures(const struct adopt_cell *cell, json_t *row,
		    const struct adopt_seen *seen, unsigned int nr)
{
	struct adopt_seen sorted[ADOPT_SAMPLES_MAX];
	json_t *samples = json_array();
	unsigned int i;

	for (i = 0; i < nr; i++)
		json_array_append_new(samples, adopt_ns(cell, seen[i].ticks));
	memcpy(sorted, seen, nr * sizeof(*seen));
	qsort(sorted, nr, sizeof(*sorted), compare);
	json_object_update_new(
		row,
		json_pack("{s:o, s:i, s:o, s:o, s:o}", "samples", samples, "n",
			  nr, "min", adopt_ns(cell, sorted[0].ticks), "p50",
			  adopt_ns(cell, (sorted[(nr - 1) / 2].ticks +
					  sorted[nr / 2].ticks) /
						 2.0),
			  "max", adopt_ns(cell, sorted[nr - 1].ticks)));
	json_object_set_new(row, "counts",
			    json_pack("{s:I, s:I, s:I}", "adopted",
				      (json_int_t)seen->adopted, "held",
				      (json_int_t)seen->held, "escaped",
				      (json_int_t)seen->escaped));
}

bool adopt_row(const struct adopt_cell *cell, const struct adopt_seen *seen,
	       unsigned int nr)
{
	json_t *row = new_row(cell, event_of(cell), "return");
	const char *fault = NULL;
	char text[160];
	unsigned int i;

	for (i = 0; i < nr && !fault; i++)
		fault = broken(cell->promise, &seen[i]);
	if (cell->promise->denies && is_refused(seen)) {
		answer(cell->user, seen, text, sizeof(text));
		set(row, "answer", text);
		set(row, "refused", strerrorname_np(-seen->pin));
	} else if (adopt_is_missing(cell, seen)) {
		fault = NULL;
		set(row, "status", "SKIP");
		set(row, "reason", missing(cell, seen, text, sizeof(text)));
	} else {
		answer(cell->user, seen, text, sizeof(text));
		set(row, "answer", text);
		if (!fault)
			figures(cell, row, seen, nr);
	}
	if (fault) {
		set(row, "status", "FAIL");
		set(row, "reason", fault);
	}
	if (!rows)
		rows = json_array();
	printf("%s: %s %s\n", json_string_value(json_object_get(row, "name")),
	       json_string_value(json_object_get(row, "status")),
	       fault ? fault : text);
	fflush(stdout);
	json_array_append_new(rows, row);
	return !fault;
}

void adopt_row_rates(const struct adopt_cell *cell, json_t *points, int error)
{
	json_t *row = new_row(cell, "throughput", NULL);

	printf("%s: ", json_string_value(json_object_get(row, "name")));
	if (error) {
		set(row, "status", "FAIL");
		json_object_set_new(row, "reason",
				    json_sprintf("a revoke or the next pin: %s",
						 strerrorname_np(-error)));
		json_decref(points);
		printf("FAIL %s\n", strerrorname_np(-error));
	} else {
		json_object_set_new(row, "points", points);
		json_dumpf(points, stdout, 0);
		printf("\n");
	}
	fflush(stdout);
	if (!rates)
		rates = json_array();
	json_array_append_new(rates, row);
}

static int compare_ticks(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void adopt_row_price(const struct adopt_price *price, const uint64_t *ticks)
{
	uint64_t sorted[ADOPT_PRICE_LOOPS];
	json_int_t p50;

	memcpy(sorted, ticks, sizeof(sorted));
	qsort(sorted, ADOPT_PRICE_LOOPS, sizeof(*sorted), compare_ticks);
	p50 = sorted[ADOPT_PRICE_LOOPS / 2];
	printf("price: %s of %lu pages of %s, %s: %lld\n", price->event,
	       price->pages, price->memory, price->state, (long long)p50);
	/* clang-format off */
	json_array_append_new(rows, json_pack(
		"{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:i, s:I, s:I, s:I}",
		"name", json_sprintf("users/%s/%s/pages:%lu/kbench/%s/return",
				     price->event, price->memory, price->pages,
				     price->state),
		"scene", "users", "policy", price->state, "device", "kbench",
		"event", price->event, "memory", price->memory,
		"phase", "return", "pages", (json_int_t)price->pages,
		"mode", "exact", "unit", "vns", "status", "DONE",
		"n", ADOPT_PRICE_LOOPS, "min", (json_int_t)sorted[0],
		"p50", p50,
		"max", (json_int_t)sorted[ADOPT_PRICE_LOOPS - 1]));
	/* clang-format on */
}

int adopt_rows_send(bool timed)
{
	return guest_port_send(
		json_pack("{s:s, s:s, s:o, s:o, s:o}", "schema", SCHEMA, "mode",
			  timed ? "timed" : "exact", "guest",
			  guest_env("none", "not used"), "users",
			  rows ? rows : json_array(), "throughput",
			  rates ? rates : json_array()));
}
