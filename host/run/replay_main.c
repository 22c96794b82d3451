// SPDX-License-Identifier: GPL-2.0-only
/* replay_main.c - revokebench replay: run one cell again, is it the same */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/rvb_digest.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_job.h"

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **folder = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (*folder)
			argp_failure(state, RVB_EXIT_USAGE, 0,
				     "one cell at a time, not '%s' too", arg);
		*folder = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "which cell: a folder below cells/ of a run");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp argp = {
	.parser = parse,
	.args_doc = "CELL",
	.doc = "Run a cell again, as its replay.sh has it: is the result the same?\v"
	       "CELL is a folder below cells/ of a run's results; it is not touched. Exit code 0: the same, or timed and ended as well; 6: an exact cell gave other bytes; else how the replay ended.",
};

/**
 * struct ending - how a cell ended
 * @json:	its cell.json, which owns the strings
 * @mode:	exact or timed
 * @reason:	the verdict's word
 * @sha256:	of its result, empty if it gave none
 */
struct ending {
	json_t *json;
	const char *mode;
	const char *reason;
	char sha256[65];
};

static int load(struct ending *e, const char *folder)
{
	char *path = NULL, why[512];
	int ret;

	*e = (struct ending){ .mode = "", .reason = "" };
	if (asprintf(&path, "%s/cell.json", folder) < 0)
		return -ENOMEM;
	ret = rvb_json_load(path, &e->json, why, sizeof(why));
	free(path);
	if (ret) {
		fprintf(stderr, "revokebench: %s is no folder of a cell: %s\n",
			folder, why);
		return ret;
	}
	json_unpack(e->json, "{s:s, s:s}", "mode", &e->mode, "reason",
		    &e->reason);
	if (asprintf(&path, "%s/result.json", folder) < 0)
		return -ENOMEM;
	if (rvb_sha256(path, e->sha256))
		*e->sha256 = '\0';
	free(path);
	return 0;
}

static int judge(const struct ending *old, const struct ending *now, int rc)
{
	printf("was  %s, %s, sha256 %s\nnow  %s, %s, sha256 %s\n", old->mode,
	       old->reason, *old->sha256 ? old->sha256 : "none", now->mode,
	       now->reason, *now->sha256 ? now->sha256 : "none");
	if (strcmp(old->reason, now->reason)) {
		puts("It ended in another way.");
		return rc ? rc : RVB_EXIT_HARNESS;
	}
	if (!strcmp(old->sha256, now->sha256)) {
		puts("The same, byte for byte.");
		return rc;
	}
	if (strcmp(old->mode, "exact")) {
		puts("Other bytes, as no two timed boots give the same.");
		return rc;
	}
	puts("Other bytes. Was the guest built anew since, or is it not exact?");
	return rc ? rc : RVB_EXIT_HARNESS;
}

static int replay(const char *folder, struct ending *old)
{
	char into[] = "/tmp/revokebench.replay.XXXXXX", *script = NULL;
	struct ending now;
	int rc, ret;

	if (asprintf(&script, "%s/replay.sh", folder) < 0 || !mkdtemp(into))
		return RVB_EXIT_HARNESS;
	const char *const argv[] = { script, into, NULL };
	const char *const rm[] = { "rm", "-rf", into, NULL };

	rc = rvb_job(argv, NULL);
	free(script);
	if (rc < 0) {
		fprintf(stderr, "revokebench: %s/replay.sh: %s\n", folder,
			strerror(-rc));
		rmdir(into);
		return RVB_EXIT_USAGE;
	}
	ret = load(&now, into) ? RVB_EXIT_HARNESS : judge(old, &now, rc);
	json_decref(now.json);
	if (!ret)
		rvb_job(rm, NULL);
	else
		fprintf(stderr, "revokebench: the replay is kept in %s\n",
			into);
	return ret;
}

int main(int argc, char **argv)
{
	const char *folder = NULL;
	struct ending old;
	int ret;

	argp_err_exit_status = RVB_EXIT_USAGE;
	argv[0] = "revokebench replay";
	argp_parse(&argp, argc, argv, 0, NULL, &folder);
	if (load(&old, folder))
		return RVB_EXIT_USAGE;
	ret = replay(folder, &old);
	json_decref(old.json);
	return ferror(stdout) || fclose(stdout) ? RVB_EXIT_USAGE : ret;
}
