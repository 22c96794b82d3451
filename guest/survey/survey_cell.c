// SPDX-License-Identifier: GPL-2.0-only
/* survey_cell.c - one cell of the survey in a process that can be killed */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_time.h"
#include "guest/survey/survey.h"

#define CELL_MS 15000
#define CELL_BYTES (1UL << 30) /* address space; rings and libraries are most */

static void in_child(const struct survey_user *user,
		     const struct survey_event *event,
		     const struct survey_region *region, const char *folder,
		     struct survey_seen *seen)
{
	const struct rlimit bytes = { CELL_BYTES, CELL_BYTES };
	struct survey_region own = *region;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!user || !user->wide)
		setrlimit(RLIMIT_AS, &bytes);
	if (user)
		survey_ask(user, event, &own, folder, seen);
	else
		survey_hole(folder, seen);
	_exit(0);
}

/* The kernel may have killed it, by SIGBUS for example: that told it as well */
static void note_signal(struct survey_seen *seen, int status)
{
	if (!WIFSIGNALED(status) || seen->stage == SURVEY_DONE)
		return;
	if (seen->stage <= SURVEY_PIN)
		seen->pin = -EFAULT;
	else
		seen->killed = WTERMSIG(status);
	seen->stage = SURVEY_DONE;
	/* the kernel may release later, and the next cell counts from there */
	guest_until(survey_pins() <= seen->base, 500);
}

static void ask_once(const struct survey_user *user,
		     const struct survey_event *event,
		     const struct survey_region *region, const char *folder,
		     struct survey_seen *seen)
{
	int status = 0;
	pid_t pid;

	memset(seen, 0, sizeof(*seen));
	pid = fork();
	if (!pid)
		in_child(user, event, region, folder, seen);
	if (pid < 0) {
		seen->file = -errno;
	} else if (guest_until(waitpid(pid, &status, WNOHANG) == pid,
			       CELL_MS)) {
		note_signal(seen, status);
	} else {
		/* It may not die, either; that is told by what it was at. */
		kill(pid, SIGKILL);
		guest_until(waitpid(pid, NULL, WNOHANG) == pid, 500);
	}
}

const struct survey_seen *survey_cell(const struct survey_user *user,
				      const struct survey_event *event,
				      const struct survey_region *region,
				      const char *folder)
{
	static struct survey_seen *seen;

	if (!seen)
		seen = guest_anon(sizeof(*seen), MAP_SHARED);
	ask_once(user, event, region, folder, seen);
	/* on a busy machine an event may be late by chance, but hardly twice */
	if (seen->waited)
		ask_once(user, event, region, folder, seen);
	return seen;
}
