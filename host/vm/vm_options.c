// SPDX-License-Identifier: GPL-2.0-only
/* vm_options.c - the command line of vm */
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <unistd.h>

#include "host/vm/vm_options.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_frame.h"

/* The kernel panics over more than 32 words, and takes no longer line. */
#define MAX_WORDS 28
#define MAX_CMDLINE 1700

enum {
	OPT_KERNEL = 0x100,
	OPT_INITRD,
	OPT_MODE,
	OPT_SEED,
	OPT_MEMORY,
	OPT_APPEND,
	OPT_BOOT,
	OPT_IDLE,
	OPT_WATCHDOG,
	OPT_PROGRESS,
	OPT_TRACE,
	OPT_INTERACTIVE,
	OPT_ACCEL,
	OPT_NO_RESULT,
	OPT_QEMU,
	OPT_PROBE,
	OPT_RULES,
	OPT_LIMIT,
	OPT_FOREIGN,
};

static const struct argp_option options[] = {
	{ "kernel", OPT_KERNEL, "FILE", 0, "bzImage to boot", 0 },
	{ "initrd", OPT_INITRD, "FILE", 0, "made by scripts/initramfs.sh", 0 },
	{ NULL, 'o', "CELLDIR", 0, "folder for all that comes of it", 0 },
	{ "mode", OPT_MODE, "exact|timed", 0,
	  "count instructions (default), or the host's clock, two CPUs", 0 },
	{ "accel", OPT_ACCEL, "tcg|kvm", 0,
	  "translate (default), or the host's own CPUs; kvm is for timed", 0 },
	{ "seed", OPT_SEED, "1..28", 0, "start date of the guest's clock", 0 },
	{ "memory", OPT_MEMORY, "MIB", 0, "RAM of the guest (2048)", 0 },
	{ "append", OPT_APPEND, "STR", 0, "for the kernel's command line", 0 },
	{ "boot-timeout", OPT_BOOT, "S", 0,
	  "until it is up (60); scaled by host speed", 0 },
	{ "idle-timeout", OPT_IDLE, "S", 0,
	  "between two control lines (120); scaled as the other", 0 },
	{ "watchdog", OPT_WATCHDOG, "S", 0,
	  "guest seconds until its kernel counts as hung (20)", 0 },
	{ "progress-fd", OPT_PROGRESS, "N", 0, "copy control lines there", 0 },
	{ "trace", OPT_TRACE, "FILE", 0,
	  "write the addresses of instructions there when the guest asks", 0 },
	{ "interactive", OPT_INTERACTIVE, NULL, 0,
	  "join the terminal (leave by ctrl-A x); no result is expected", 0 },
	{ "no-result", OPT_NO_RESULT, NULL, 0,
	  "that the program ends well is all that is asked", 0 },
	{ "qemu", OPT_QEMU, "FILE", 0, "(qemu-system-x86_64)", 0 },
	{ "probe", OPT_PROBE, NULL, 0,
	  "boot nothing: 0 where QEMU is here with all that is needed", 0 },
	{ "rules", OPT_RULES, "FILE", 0, "what a log must not hold", 0 },
	{ "result-limit", OPT_LIMIT, "BYTES", OPTION_HIDDEN, NULL, 0 },
	{ "foreign", OPT_FOREIGN, NULL, OPTION_HIDDEN, NULL, 0 },
	{ 0 },
};

static bool is_exact(struct argp_state *state, const char *arg)
{
	if (strcmp(arg, "exact") && strcmp(arg, "timed"))
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--mode=%s: neither exact nor timed", arg);
	return !strcmp(arg, "exact");
}

static bool is_kvm(struct argp_state *state, const char *arg)
{
	if (strcmp(arg, "tcg") && strcmp(arg, "kvm"))
		argp_failure(state, RVB_EXIT_USAGE, 0,
			     "--accel=%s: neither tcg nor kvm", arg);
	return !strcmp(arg, "kvm");
}

static int open_fd(struct argp_state *state, const char *arg)
{
	int fd = rvb_argp_number(state, "progress-fd", arg, 0, INT_MAX);

	if (fcntl(fd, F_GETFD) < 0)
		argp_failure(state, RVB_EXIT_USAGE, errno, "--progress-fd=%s",
			     arg);
	return fd;
}

static error_t parse_number(int key, char *arg, struct argp_state *state)
{
	struct vm_options *o = state->input;

	switch (key) {
	case OPT_SEED:
		o->config.seed = rvb_argp_number(state, "seed", arg, 1, 28);
		return 0;
	case OPT_MEMORY:
		o->config.memory_mib =
			rvb_argp_number(state, "memory", arg, 128, 65536);
		return 0;
	case OPT_BOOT:
		o->boot_s =
			rvb_argp_number(state, "boot-timeout", arg, 1, 86400);
		return 0;
	case OPT_IDLE:
		o->idle_s =
			rvb_argp_number(state, "idle-timeout", arg, 1, 86400);
		return 0;
	case OPT_WATCHDOG:
		o->config.watchdog_s =
			rvb_argp_number(state, "watchdog", arg, 2, 2000);
		return 0;
	case OPT_LIMIT:
		o->result_limit = rvb_argp_number(state, "result-limit", arg, 1,
						  RVB_FRAME_LIMIT);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct vm_options *o = state->input;

	switch (key) {
	case OPT_KERNEL:
		o->config.kernel = arg;
		break;
	case OPT_INITRD:
		o->config.initrd = arg;
		break;
	case OPT_APPEND:
		o->config.append = arg;
		break;
	case OPT_PROBE:
		o->probe = true;
		break;
	case OPT_QEMU:
		o->config.qemu = arg;
		break;
	case OPT_RULES:
		o->rules = arg;
		break;
	case OPT_MODE:
		o->config.exact = is_exact(state, arg);
		break;
	case OPT_PROGRESS:
		o->progress = open_fd(state, arg);
		break;
	case OPT_TRACE:
		o->trace = arg;
		break;
	case OPT_FOREIGN:
		o->config.foreign = true;
		break;
	case OPT_INTERACTIVE:
		o->config.interactive = true;
		break;
	case OPT_ACCEL:
		o->config.kvm = is_kvm(state, arg);
		break;
	case OPT_NO_RESULT:
		o->config.no_result = true;
		break;
	case 'o':
		o->dir = arg;
		break;
	case ARGP_KEY_ARG:
		o->config.guest = state->argv + state->next - 1;
		state->next = state->argc;
		break;
	default:
		return parse_number(key, arg, state);
	}
	return 0;
}

static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "--kernel FILE --initrd FILE -o CELLDIR -- GUEST ARGV",
	.doc = "Boot a guest in QEMU, run one program in it, say how it ended.",
};

static noreturn void refuse(const char *what, const char *name, const char *why)
{
	fprintf(stderr, "vm: %s%s: %s\n", what, name, why);
	exit(RVB_EXIT_USAGE);
}

/* Absolute, so that the replay works from any folder; ends when unreadable. */
static char *find_file(const char *option, const char *path)
{
	char *found;

	if (!path)
		refuse(option, "", "is needed, see vm --help");
	found = realpath(path, NULL);
	if (!found || access(found, R_OK))
		refuse(option, path, strerror(errno));
	return found;
}

/* The kernel splits its command line at blanks and joins at quotes. */
static void check_words(const struct vm_config *c)
{
	size_t length = c->append ? strlen(c->append) : 0;
	int n;

	if (!c->guest)
		refuse("GUEST ARGV", "", "is needed behind --, see vm --help");
	for (n = 0; c->guest[n]; n++) {
		length += strlen(c->guest[n]) + 1;
		if (!*c->guest[n] || strpbrk(c->guest[n], " \t\n\"'"))
			refuse("guest argument ", c->guest[n],
			       "empty, or holds a blank or a quote");
	}
	if (n > MAX_WORDS || length > MAX_CMDLINE)
		refuse("GUEST ARGV", "",
		       "too long for a command line of the kernel");
}

void vm_options_parse(struct vm_options *o, int argc, char *argv[])
{
	*o = (struct vm_options){
		.config = {
			.qemu = "qemu-system-x86_64",
			.exact = true,
			.seed = 1,
			.memory_mib = 2048,
			.watchdog_s = 20,
			.kernel_fd = -1,
			.initrd_fd = -1,
		},
		.rules = VM_SPLAT_RULES,
		.boot_s = 60,
		.idle_s = 120,
		.result_limit = RVB_FRAME_LIMIT,
		.progress = -1,
	};
	argp_err_exit_status = RVB_EXIT_USAGE;
	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, o);
	if (o->probe)
		return;

	o->config.kernel = find_file("--kernel ", o->config.kernel);
	o->config.initrd = find_file("--initrd ", o->config.initrd);
	o->rules = find_file("--rules ", o->rules);
	if (o->config.kvm && o->config.exact)
		refuse("--accel kvm", "",
		       "counts no instructions: --mode timed");
	if (!o->dir)
		refuse("-o CELLDIR", "", "is needed, see vm --help");
	if (o->trace && !o->config.exact)
		refuse("--trace ", o->trace, "is of exact mode: one CPU");
	check_words(&o->config);
}

void vm_options_free(struct vm_options *o)
{
	free((char *)o->config.kernel);
	free((char *)o->config.initrd);
	free(o->rules);
}
