// SPDX-License-Identifier: GPL-2.0-only
/* survey_main.c - ask each user of pinned pages about each file and event */
#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_port.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey.h"
#include "guest/survey/survey_place.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

#define PLACE 128 /* bytes of a folder's name */
#define SCHEMA "revokebench/survey-1"
/* The holes that survey_hole() punches are asked of this kind of row. */
#define HOLE_USER "vm_writev"
#define HOLE_EVENT "hole"
#define HOLE_FS "ext4,xfs" /* those that write pages back */
#define HOLE_XFS "/tmp/survey.xfs.d"

struct survey_options {
	const char *users;
	const char *fs;
	const char *events;
	unsigned int skip;
	unsigned int limit_s;
	bool count;
};

#define OPT(kind, member, ...) \
	RVB_##kind(struct survey_options, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "users", OPT(STRING, users), "LIST",
	  "Users, a list of globs, as in all lists (default: all)" },
	{ "fs", OPT(STRING, fs), "LIST", "Kinds of file (default: all)" },
	{ "events", OPT(STRING, events), "LIST", "Events (default: all)" },
	{ "skip", OPT(NUMBER, skip, 0, 100000), "N",
	  "Leave out the first N cells: an earlier boot asked them" },
	{ "limit", OPT(NUMBER, limit_s, 1, 86400), "SECONDS",
	  "Begin no cell after that (default: 600)" },
	{ "count", OPT(FLAG, count), NULL,
	  "Only count the cells; exit 4 if there is none" },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Asks each user of pinned pages what becomes of them when the file "
	       "is truncated. A row a line, as JSON.",
};

/* The cells, in their order: the host counts them by the rows that it got. */
static struct {
	const struct survey_options *o;
	json_t *rows;
	unsigned int nr;
	bool absent; /* the user: it is not asked again */
	bool marked; /* only users and events that are marked, here */
	uint64_t until_ns;
} all;

/* A user that oopses the guest is known by its line: it has no word yet. */
static void print_line(json_t *row)
{
	json_dumpf(row, stdout, JSON_COMPACT | JSON_SORT_KEYS);
	putchar('\n');
	fflush(stdout);
}

static json_t *figures(const struct survey_seen *seen)
{
	if (seen->tries)
		return json_pack("{s:i, s:i}", "tries", seen->tries, "beside",
				 seen->beside);
	if (seen->file || seen->pin)
		return json_object();
	return json_pack("{s:I, s:I, s:I, s:I}", "pins", (json_int_t)seen->pins,
			 "held", (json_int_t)seen->held, "left",
			 (json_int_t)seen->left, "wait_ns",
			 (json_int_t)seen->wait_ns);
}

static void finish_row(json_t *row, const struct survey_user *user,
		       const struct survey_seen *seen)
{
	char why[200], line[200];
	const char *word = survey_word(seen, why, sizeof(why));

	all.absent = seen->pin == -ENODEV;
	if (all.absent) {
		snprintf(why, sizeof(why), "needs %s", user->needs);
		json_object_set_new(row, "fs", json_string("-"));
		json_object_set_new(row, "event", json_string("-"));
	}
	if ((seen->pin == -EPERM || seen->pin == -EACCES) && geteuid()) {
		word = "absent";
		snprintf(why, sizeof(why), "needs root");
	}
	json_object_update_new(row, figures(seen));
	json_object_set_new(row, "word", json_string(word));
	json_object_set_new(row, "why", json_string(why));
	if (guest_is_ours() && guest_log_next(line, sizeof(line)))
		json_object_set_new(row, "log", json_string(line));
	print_line(row);
	json_array_append_new(all.rows, row);
}

/* @event: NULL for holes */
static void ask(const struct survey_user *user, const char *fs,
		const char *folder, bool write,
		const struct survey_event *event)
{
	const struct survey_region region = { .fs = fs, .write = write };
	const char *name = event ? event->name : HOLE_EVENT;
	json_t *row;

	if (event && event->harms && !guest_is_ours() && !all.o->count)
		return;
	if (all.marked && !(event && user->further && event->further))
		return;
	if (!guest_listed(all.o->events, name) || ++all.nr <= all.o->skip ||
	    all.o->count || all.absent || guest_now_ns() > all.until_ns)
		return;
	row = json_pack("{s:s, s:s, s:s, s:s, s:i}", "user", user->name,
			"access", write ? "write" : "read", "fs", fs, "event",
			name, "cell", all.nr);
	if (!row)
		exit(RVB_EXIT_HARNESS);
	guest_port_alive(all.nr, "%s/%s/%s", user->name, fs, name);
	print_line(row);
	finish_row(row, user,
		   survey_cell(event ? user : NULL, event, &region, folder));
}

/* In the guest, the setup of HOLE_USER mounts an XFS that writes slowly. */
static const char *hole_folder(const char *fs, const char *folder)
{
	return guest_is_ours() && !strcmp(fs, "xfs") ? HOLE_XFS : folder;
}

static void ask_user(const struct survey_user *user, const char *fs,
		     const char *folder)
{
	const struct survey_event *event;

	if (user->fs && !guest_listed(user->fs, fs))
		return;
	for (event = survey_events; event->name; event++) {
		ask(user, fs, folder, true, event);
		if (user->reads)
			ask(user, fs, folder, false, event);
	}
	if (!strcmp(user->name, HOLE_USER) && guest_listed(HOLE_FS, fs))
		ask(user, fs, hole_folder(fs, folder), true, NULL);
}

/* Only the guest is set up; elsewhere nothing is loaded or bound. */
static void set_up(const struct survey_user *user)
{
	if (guest_is_ours())
		guest_run_all(user->setup);
}

/* @folder stays empty if there are no such files here */
static void use_place(const char *fs, char *folder)
{
	int ret = 0;

	if (all.o->count)
		strcpy(folder, "-");
	else
		ret = survey_place(fs, folder, PLACE);
	if (!ret)
		return;
	*folder = '\0';
	fprintf(stderr, "survey_guest: no %s here: %s\n", fs, strerror(-ret));
}

static void ask_all(const struct survey_options *o)
{
	static char folder[16][PLACE];
	int i, fs;

	for (fs = 0; survey_places[fs]; fs++)
		if (guest_listed(o->fs, survey_places[fs]))
			use_place(survey_places[fs], folder[fs]);
	for (i = 0; survey_users[i]; i++) {
		if (!guest_listed(o->users, survey_users[i]->name))
			continue;
		if (!o->count)
			set_up(survey_users[i]);
		all.absent = false;
		for (fs = 0; survey_places[fs]; fs++) {
			all.marked = fs >= SURVEY_USUAL &&
				     guest_listed(o->fs, "all");
			if (*folder[fs])
				ask_user(survey_users[i], survey_places[fs],
					 folder[fs]);
		}
	}
}

int main(int argc, char **argv)
{
	struct survey_options o = { .limit_s = 600 };
	struct utsname system;
	char line[200];

	rvb_argp_parse(&argp, argc, argv, &o);
	/* on a host nothing outlives the command that started it */
	if (!guest_is_ours())
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	uname(&system);
	guest_log_next(line, sizeof(line));
	all.o = &o;
	all.rows = json_array();
	all.until_ns = guest_now_ns() + 1000000000ULL * o.limit_s;
	ask_all(&o);
	if (!all.nr) {
		fprintf(stderr, "survey_guest: no cell matches the options\n");
		return RVB_EXIT_NOTHING;
	}
	if (o.count)
		return RVB_EXIT_OK;
	return guest_port_send(json_pack("{s:s, s:s, s:o}", "schema", SCHEMA,
					 "release", system.release, "rows",
					 all.rows)) ?
		       RVB_EXIT_HARNESS :
		       RVB_EXIT_OK;
}
