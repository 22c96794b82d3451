// SPDX-License-Identifier: GPL-2.0-only
/* probe_main.c - revokebench probe: print what this machine can measure */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "host/run/run.h"
#include "host/vm/vm_speed.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_text.h"

static error_t parse_rest(int key, char *arg, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_failure(state, RVB_EXIT_USAGE, 0, "probe takes no '%s'", arg);
	return 0;
}

static const struct rvb_argp argp = {
	.rest = parse_rest,
	.name = "revokebench probe",
	.doc = "Print what this machine can do: KVM, CPUs, counters, speed.\v"
	       "A short trial boot finds out about KVM, once until this machine is rebooted.",
};

static void print(const char *what, const char *text)
{
	printf("%-8s %s\n", what, text);
}

static void print_kvm(const char *top)
{
	struct run run = { .top = top };
	bool known = run_kvm_known(&run.kvm);

	if (!known && run_guest(&run, "6.1", "initramfs.sh")) {
		print("kvm", "unknown: no guest for a trial boot");
		return;
	}
	if (!known)
		run_kvm_try(&run.kvm, run.kernel_dir, run.initrd);
	if (run.kvm.usable)
		print("kvm",
		      "yes: a trial boot succeeded; timed figures are nanoseconds");
	else
		printf("%-8s no: %s; timed figures are emulated, only their ratios mean anything\n",
		       "kvm", run.kvm.why);
}

static void print_cpus(void)
{
	rvb_auto char *name = rvb_text_value("/proc/cpuinfo", "model name\t:");

	printf("%-8s %ld%s%s; up to %d guests at once\n", "cpus",
	       sysconf(_SC_NPROCESSORS_ONLN), name ? ": " : "",
	       name ? name : "", run_at_once());
}

static int count_instructions(bool of_kernel)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.exclude_kernel = !of_kernel,
		.exclude_hv = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1,
			 PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static void print_pmu(void)
{
	int user = count_instructions(false), kernel = count_instructions(true);

	if (user == -ENOENT || user == -EOPNOTSUPP || user == -ENODEV)
		print("pmu",
		      "no: no instruction counter, as in most virtual machines");
	else if (user)
		printf("%-8s no: perf_event_open: %s; see kernel.perf_event_paranoid\n",
		       "pmu", strerror(-user));
	else if (kernel)
		printf("%-8s userspace only; kernel: %s; see kernel.perf_event_paranoid\n",
		       "pmu", strerror(-kernel));
	else
		print("pmu",
		      "yes: instructions in userspace and in the kernel");
}

static bool print_qemu(void)
{
	rvb_auto char *version = run_qemu_version();

	print("qemu",
	      version ? version : "none: apt-get install qemu-system-x86");
	return !version;
}

static void print_speed(void)
{
	double slow = vm_speed_slow();

	if (slow < 1.05)
		print("speed", "as fast as a 2.6 GHz Xeon or faster");
	else
		printf("%-8s at present %.1f times as slow as an idle 2.6 GHz Xeon\n",
		       "speed", slow);
}

int main(int argc, char **argv)
{
	const char *top = getenv("RVB_TOP");
	bool no_qemu;

	rvb_argp_parse(&argp, argc, argv, NULL);
	if (!top || !getenv("RVB_BIN"))
		return rvb_fail(RVB_EXIT_USAGE,
				"start this as ./revokebench probe");
	no_qemu = print_qemu();
	if (!no_qemu)
		print_kvm(top);
	print_cpus();
	print_pmu();
	print_speed();
	if (ferror(stdout) || fclose(stdout))
		return RVB_EXIT_USAGE;
	return no_qemu ? RVB_EXIT_USAGE : RVB_EXIT_OK;
}
