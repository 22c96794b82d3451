// SPDX-License-Identifier: GPL-2.0-only
/* survey_word.c - what was seen of a user, in one word */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest/survey/survey.h"

static const char *error_name(int error)
{
	const char *name = strerrorname_np(-error);

	return name ? name : "an unknown error";
}

static const char *const stages[] = {
	[SURVEY_FILE] = "making the file",
	[SURVEY_PIN] = "the registration",
	[SURVEY_EVENT] = "the event",
	[SURVEY_READ] = "the device's read",
	[SURVEY_WRITE] = "the device's write",
	[SURVEY_UNPIN] = "the release",
};

/* Whoever did not come to a judgement: no such user, refused, or stuck */
static const char *early(const struct survey_seen *s, char *why, size_t size)
{
	if (s->file) {
		snprintf(why, size, "no such file here: %s",
			 error_name(s->file));
		return "absent";
	}
	if (s->stage != SURVEY_DONE) {
		snprintf(why, size, "%s does not end", stages[s->stage]);
		return "hangs";
	}
	if (s->pin == -ENODEV) {
		snprintf(why, size, "not on this kernel");
		return "absent";
	}
	if (s->pin) {
		snprintf(why, size, "registration: %s", error_name(s->pin));
		return "refused";
	}
	return NULL;
}

static const char *of_event(const struct survey_seen *s, char *why, size_t size)
{
	if (s->hung) {
		snprintf(why, size,
			 "the event has not returned %d ms after the release",
			 SURVEY_HANG_MS);
		return "hangs";
	}
	if (s->event == -EOPNOTSUPP) {
		snprintf(why, size, "this file has no such event");
		return "absent";
	}
	if (s->event) {
		snprintf(why, size, "the event: %s", error_name(s->event));
		return "refused";
	}
	if (s->waited) {
		snprintf(why, size, "the event returned after the release");
		return "waits";
	}
	return NULL;
}

/* Errors below 0 are the kernel's, numbers above it a status of the device */
static bool told(const char *what, int ret, char *why, size_t size)
{
	if (ret < 0)
		snprintf(why, size, "the device's %s: %s", what,
			 error_name(ret));
	else if (ret)
		snprintf(why, size, "the device's %s: status %d", what, ret);
	return ret;
}

const char *survey_word(const struct survey_seen *s, char *why, size_t size)
{
	const char *word = early(s, why, size);

	if (word)
		return word;
	if (s->tries) {
		snprintf(why, size, "bytes beside the hole in %u of %u tries",
			 s->beside, s->tries);
		return s->beside ? "lost" : "right";
	}
	word = of_event(s, why, size);
	if (word)
		return word;
	if (s->killed) {
		snprintf(why, size, "its process: killed by SIG%s",
			 sigabbrev_np(s->killed));
		return "error";
	}
	if (told("read", s->read, why, size) ||
	    told("write", s->write, why, size))
		return "error";
	if (s->did_read && s->byte != s->leaves) {
		snprintf(why, size, "reads %s",
			 s->byte == SURVEY_OLD ? "the old bytes" :
						 "what no file has");
		return s->byte == SURVEY_OLD ? "stale" : "lost";
	}
	if (s->did_write && !s->arrived) {
		snprintf(why, size, "its writes are in no %s",
			 s->own ? "mapping" : "file");
		return "lost";
	}
	snprintf(why, size, "as the %s", s->own ? "mapping" : "file");
	return s->holds_none && s->leaves != SURVEY_OLD ? "follows" : "right";
}
