// SPDX-License-Identifier: GPL-2.0-only
/* guest_perf.c - in the guest: perf stat and perf record around one cell */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kbench/kb_uapi.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_frame.h"

#define EVENTS                                                    \
	"task-clock,context-switches,cpu-migrations,page-faults," \
	"cycles:k,instructions:k,L1-dcache-load-misses:k,"        \
	"LLC-load-misses:k,dTLB-load-misses:k,branch-misses:k"
#define FRAME "/tmp/frame"
#define STAT "/tmp/stat"
#define DATA "/tmp/perf.data"
#define SCRIPT "/tmp/script"
#define WORDS_MAX 64

static void say(unsigned int step, const char *what)
{
	dprintf(atoi(getenv("RVB_CONTROL_FD")), "at %u 4 %s\n", step, what);
}

/* All of a file, which perf or the kernel wrote; NULL and 0 without it */
static char *slurp(const char *path, size_t *size)
{
	char *text, why[256];

	*size = 0;
	return rvb_file_read(path, &text, size, why, sizeof(why)) ? NULL : text;
}

/* Run ubench with its result in a file here. Return: 0 or its exit code. */
static int run(const char *const argv[], const char *out)
{
	int status, frame, fd;
	char number[16];
	pid_t pid = fork();

	if (!pid) {
		frame = open(FRAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
		snprintf(number, sizeof(number), "%d", frame);
		setenv("RVB_RESULT_FD", number, 1);
		fd = out ? open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600) : 1;
		dup2(fd, 1);
		execvp(argv[0], (char **)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return RVB_EXIT_HARNESS;
	return WIFEXITED(status) ? WEXITSTATUS(status) : RVB_EXIT_GUEST;
}

/* Load the result that ubench wrote last. */
static json_t *read_frame(void)
{
	struct rvb_frame_reader r = { .limit = RVB_FRAME_LIMIT };
	json_t *root = NULL;
	size_t size;
	char *raw = slurp(FRAME, &size);

	if (raw && !rvb_frame_feed(&r, raw, size) && !rvb_frame_end(&r))
		root = json_loadb(r.payload, r.seen - sizeof(r.header), 0,
				  NULL);
	rvb_frame_free(&r);
	free(raw);
	return root;
}

/* Scale the loops of the first run to about @seconds; always odd. */
static unsigned int loops_for(const json_t *result, unsigned int seconds)
{
	json_t *guest = json_object_get(result, "guest"), *row;
	double khz = json_number_value(json_object_get(guest, "clock_khz"));
	double ticks = 0, loops;
	size_t i;

	json_array_foreach(json_object_get(result, "rows"), i, row)
		ticks += json_number_value(json_object_get(row, "p50"));
	loops = ticks > 0 ? seconds * 1000.0 * khz / ticks : 0;
	loops = loops < 51 ? 51 : loops > KB_LOOPS_MAX ? KB_LOOPS_MAX : loops;
	return (unsigned int)(loops - 1) | 1;
}

/* Sample cycles where there is a PMU, else the clock. */
static const char *choose_event(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.exclude_user = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);

	if (fd < 0)
		return "cpu-clock";
	close(fd);
	return "cycles";
}

static void add_words(const char *argv[WORDS_MAX], char **words)
{
	int n;

	for (n = 0; argv[n]; n++)
		;
	while (*words && n < WORDS_MAX - 2)
		argv[n++] = *words++;
	argv[n] = NULL;
}

/* Run perf stat, which also shows how long a loop takes. */
static int count(char **cell)
{
	const char *argv[WORDS_MAX] = { "perf", "stat", "-x,",	"-o",
					STAT,	"-e",	EVENTS, "--" };

	add_words(argv, cell);
	say(1, "perf stat");
	return run(argv, NULL);
}

static int record(char **cell, const char *event, const char *frequency,
		  const char *loops)
{
	const char *argv[WORDS_MAX] = { "perf", "record",  "-qNag", "-e", event,
					"-F",	frequency, "-o",    DATA, "--" };
	const char *more[] = { "--loops", loops, NULL };

	add_words(argv, cell);
	add_words(argv, (char **)more);
	say(2, "perf record");
	return run(argv, NULL);
}

static int script(void)
{
	const char *const argv[] = { "perf", "script", "-i",
				     DATA,   "-F",     "comm,tid,ip,sym,dso",
				     NULL };

	say(3, "perf script");
	return run(argv, SCRIPT);
}

static int send_result(json_t *cell, const char *event, const char *loops)
{
	char *stat, *text, *modules, *payload = NULL;
	size_t size;
	json_t *root;
	int ret = RVB_EXIT_HARNESS;

	say(4, "result");
	stat = slurp(STAT, &size);
	text = slurp(SCRIPT, &size);
	modules = slurp("/proc/modules", &size);
	root = json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:s*, s:O*, s:O*}",
			 "schema", "revokebench/perf-guest-1", "event", event,
			 "loops", loops, "stat", stat, "script", text,
			 "modules", modules, "guest",
			 json_object_get(cell, "guest"), "rows",
			 json_object_get(cell, "rows"));
	if (root)
		payload = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	if (payload && !rvb_frame_write(atoi(getenv("RVB_RESULT_FD")), payload,
					strlen(payload)))
		ret = 0;
	free(payload);
	json_decref(root);
	free(stat);
	free(text);
	free(modules);
	return ret;
}

/* guest_perf FREQUENCY SECONDS UBENCH... */
int main(int argc, char **argv)
{
	const char *event = choose_event();
	char loops[16];
	json_t *cell;
	int ret;

	if (argc < 4 || !getenv("RVB_RESULT_FD") || !getenv("RVB_CONTROL_FD")) {
		fprintf(stderr, "usage: guest_perf HZ SECONDS UBENCH...\n");
		return RVB_EXIT_USAGE;
	}
	ret = count(argv + 3);
	cell = read_frame();
	snprintf(loops, sizeof(loops), "%u", loops_for(cell, atoi(argv[2])));
	if (!ret)
		ret = record(argv + 3, event, argv[1], loops);
	if (!ret)
		ret = script();
	if (!ret)
		ret = send_result(cell, event, loops);
	json_decref(cell);
	return ret;
}
