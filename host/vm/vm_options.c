// SPDX-License-Identifier: GPL-2.0-only
/* vm_options.c - the command line of vm */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <unistd.h>

#include "host/vm/vm_options.h"
#include "host/vm/vm_splat.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_frame.h"

/* The kernel panics over more than 32 words and cuts a longer line. */
#define MAX_WORDS 28
#define MAX_CMDLINE 1700

static error_t set_progress(char *arg, struct argp_state *state)
{
	struct vm_options *o = state->input;

	o->progress = rvb_argp_number(state, "progress-fd", arg, 0, INT_MAX);
	if (fcntl(o->progress, F_GETFD) < 0)
		argp_failure(state, RVB_EXIT_USAGE, errno, "--progress-fd=%s",
			     arg);
	return 0;
}

#define TEXT(member) RVB_STRING(struct vm_options, member)
#define FLAG(member) RVB_FLAG(struct vm_options, member)
#define NUMBER(member, ...) RVB_NUMBER(struct vm_options, member, __VA_ARGS__)
#define INDEX_OF(member, list) RVB_INDEX_OF(struct vm_options, member, list)

static const struct rvb_option options[] = {
	{ "kernel", TEXT(config.kernel), "FILE", "vmlinux or bzImage to boot" },
	{ "initrd", TEXT(config.initrd), "FILE",
	  "made by scripts/initramfs.sh" },
	{ NULL, TEXT(dir), "CELLDIR", "folder for logs, result and verdict",
	  .key = 'o' },
	{ "mode", INDEX_OF(config.exact, "timed,exact"), "exact|timed",
	  "count instructions (default), or use the host's clock, two CPUs" },
	{ "accel", INDEX_OF(config.kvm, "tcg,kvm"), "tcg|kvm",
	  "translate (default), or the host's own CPUs; kvm is for timed" },
	{ "iommu", INDEX_OF(config.iommu, "off,vtd,amd,virtio,none"),
	  "vtd|amd|virtio|none",
	  "q35 with QEMU's edu device behind that IOMMU, nested SVM (off)" },
	{ "iommu-mode", INDEX_OF(config.iommu_mode, "kernel,strict,lazy,pt"),
	  "strict|lazy|pt", "when DMA mappings are flushed (kernel: its own)" },
	{ "seed", NUMBER(config.seed, 1, 28), "1..28",
	  "start date of the guest's clock" },
	{ "memory", NUMBER(config.memory_mib, 128, 65536), "MIB",
	  "RAM of the guest (2048)" },
	{ "append", TEXT(config.append), "STR",
	  "for the kernel's command line" },
	{ "boot-timeout", NUMBER(boot_s, 1, 86400), "S",
	  "until it is up (60); scaled by host speed" },
	{ "idle-timeout", NUMBER(idle_s, 1, 86400), "S",
	  "between two control lines (120); scaled likewise" },
	{ "watchdog", NUMBER(config.watchdog_s, 2, 2000), "S",
	  "guest seconds until its kernel counts as hung (20)" },
	{ "progress-fd", RVB_CALL(set_progress), "N",
	  "copy control lines there" },
	{ "trace", TEXT(trace), "FILE",
	  "write the addresses of instructions there when the guest asks" },
	{ "interactive", FLAG(config.interactive), NULL,
	  "join the terminal (leave by ctrl-A x); no result is expected" },
	{ "no-result", FLAG(config.no_result), NULL,
	  "expect no result: the program has to end well, no more" },
	{ "qemu", TEXT(config.qemu), "FILE", "(qemu-system-x86_64)" },
	{ "probe", FLAG(probe), NULL,
	  "boot nothing: exit 0 if QEMU has all that is needed" },
	{ "rules", TEXT(rules), "FILE", "what a log must not hold" },
	{ "result-limit", NUMBER(result_limit, 1, RVB_FRAME_LIMIT), "BYTES",
	  .hidden = true },
	{ "foreign", FLAG(config.foreign), .hidden = true },
	{}
};

static error_t take_guest(int key, char *arg, struct argp_state *state)
{
	struct vm_options *o = state->input;

	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	o->config.guest = state->argv + state->next - 1;
	state->next = state->argc;
	return 0;
}

static const struct rvb_argp argp = {
	.options = options,
	.rest = take_guest,
	.args_doc = "--kernel FILE --initrd FILE -o CELLDIR -- GUEST ARGV",
	.doc = "Boot a guest in QEMU, run one program in it, report how it ended.",
	.flags = ARGP_IN_ORDER,
};

static noreturn void refuse(const char *what, const char *name, const char *why)
{
	fprintf(stderr, "vm: %s%s: %s\n", what, name, why);
	exit(RVB_EXIT_USAGE);
}

/* Return the absolute path, for a replay from any folder; exit if unreadable. */
static char *find_file(const char *option, const char *path)
{
	char *found;

	if (!path)
		refuse(option, "", "missing, see vm --help");
	found = realpath(path, NULL);
	if (!found || access(found, R_OK))
		refuse(option, path, strerror(errno));
	return found;
}

/* Refuse words that the kernel would split at blanks or join at quotes. */
static void check_words(const struct vm_config *c)
{
	size_t length = c->append ? strlen(c->append) : 0;
	int n;

	if (!c->guest)
		refuse("GUEST ARGV", "", "missing after --, see vm --help");
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
		.rules = (char *)vm_splat_path(),
		.boot_s = 60,
		.idle_s = 120,
		.result_limit = RVB_FRAME_LIMIT,
		.progress = -1,
	};
	rvb_argp_parse(&argp, argc, argv, o);
	if (o->probe)
		return;

	o->config.kernel = find_file("--kernel ", o->config.kernel);
	o->config.initrd = find_file("--initrd ", o->config.initrd);
	o->rules = find_file("--rules ", o->rules);
	if (o->config.kvm && o->config.exact)
		refuse("--accel kvm", "",
		       "cannot count instructions; add --mode timed");
	if (o->config.iommu_mode && (o->config.iommu == VM_IOMMU_OFF ||
				     o->config.iommu == VM_IOMMU_NONE))
		refuse("--iommu-mode", "", "needs --iommu vtd, amd or virtio");
	if (!o->dir)
		refuse("-o CELLDIR", "", "missing, see vm --help");
	if (o->trace && !o->config.exact)
		refuse("--trace ", o->trace, "needs --mode exact");
	check_words(&o->config);
}
