// SPDX-License-Identifier: GPL-2.0-only
/* vm_argv.c - the command line of QEMU */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "host/vm/vm_qemu.h"
#include "host/vm/vm_speed.h"
#include "host/vm/vm_tty.h"
#include "lib/rvb_compiler.h"

static const char *const port_name[VM_PORTS] = {
	[VM_PORT_RESULT] = "rb.result",
	[VM_PORT_STDIO] = "rb.stdio",
	[VM_PORT_CONTROL] = "rb.control",
};

static const char *const iommu_device[] = {
	[VM_IOMMU_VTD] = "intel-iommu,intremap=on",
	[VM_IOMMU_AMD] = "amd-iommu",
	[VM_IOMMU_VIRTIO] = "virtio-iommu-pci",
	[VM_IOMMU_NONE] = NULL,
};

/* Debian builds VT-d off and lazy, AMD's on, and no IOMMU as passthrough */
static const char *const iommu_words[] = {
	[VM_IOMMU_KERNEL] = "",
	[VM_IOMMU_STRICT] = "iommu.passthrough=0 iommu.strict=1 ",
	[VM_IOMMU_LAZY] = "iommu.passthrough=0 iommu.strict=0 ",
	[VM_IOMMU_PT] = "iommu.passthrough=1 ",
};

/* Add the words of a line: none of them holds a blank. */
static void add(json_t *argv, const char *format, ...) __printf(2, 3);
static void add(json_t *argv, const char *format, ...)
{
	char line[512], *rest = line, *word;
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	while ((word = strsep(&rest, " ")))
		json_array_append_new(argv, json_string(word));
}

/*
 * Keep the host's clock, random numbers and waits away from the guest, so that
 * a run repeats to the instruction. Machine 7.1 is the last that does not pass
 * a random seed to the kernel.
 */
static void add_machine(json_t *argv, const struct vm_config *c)
{
	add(argv, "-machine %s", c->iommu ? "pc-q35-7.1" : "pc-i440fx-7.1");
	if (!c->exact && c->kvm)
		add(argv, "-cpu host -accel kvm -smp 2");
	else
		add(argv, "-cpu qemu64,-rdrand,-rdseed,-kvm%s -accel %s",
		    c->iommu ? ",+svm,+npt" : "",
		    c->exact ? "tcg -smp 1 -icount shift=0,sleep=off" :
			       "tcg,thread=multi -smp 2");
	add(argv, "-rtc base=2020-01-%02d,clock=vm -m %d", c->seed,
	    c->memory_mib);
	/* policies/rvk_safety.c looks for it */
	if (!c->foreign)
		add(argv, "-smbios type=1,manufacturer=revokebench");
}

/*
 * The watchdog sends a hung kernel an NMI. The kernel panics and prints the
 * stack that hangs; nothing cuts the panic short, so the log is complete.
 */
static void add_devices(json_t *argv, const struct vm_config *c)
{
	add(argv, "-nodefaults -no-user-config -display none -no-reboot");
	add(argv, "-action panic=none,watchdog=inject-nmi");
	/* an IOMMU comes before what is behind it */
	if (iommu_device[c->iommu])
		add(argv, "-device %s", iommu_device[c->iommu]);
	if (c->iommu)
		add(argv, "-device edu,dma_mask=0xffffffffff,addr=05.0");
	add(argv, "-device pvpanic-pci -device i6300esb");
	add(argv, "-device virtio-serial-pci,ioeventfd=off");
	add(argv, "-serial chardev:console");
}

static void add_fds(json_t *argv, const struct vm_config *c, int console,
		    int qmp, const int port[VM_PORTS])
{
	int i;

	add(argv, "-add-fd fd=%d,set=1", console);
	add(argv, "-chardev file,id=console,path=/dev/fdset/1");
	add(argv, "-chardev socket,id=qmp,fd=%d", qmp);
	add(argv, "-mon chardev=qmp,mode=control");
	for (i = 0; i < VM_PORTS; i++) {
		bool tty = c->interactive && i == VM_PORT_STDIO;

		add(argv, "-chardev socket,id=%s,fd=%d", port_name[i], port[i]);
		add(argv, "-device %s,chardev=%s,name=%s",
		    tty ? "virtconsole" : "virtserialport", port_name[i],
		    port_name[i]);
	}
}

static const char *const kernel_words[] = {
	"console=ttyS0",
	"nokaslr",
	"norandmaps",
	"tsc=reliable",
	"clocksource=tsc",
	"random.trust_cpu=off",
	/* an oops or a hung task ends the guest; an NMI makes it panic */
	"panic=-1",
	"oops=panic",
	"softlockup_panic=1",
	"hung_task_panic=1",
	"unknown_nmi_panic",
	"panic_print=0x40",
	/* self-tests of crypto take a second of every boot */
	"cryptomgr.notests",
	/*
	 * The check of the timer busily reads the TSC, which TCG is slow at; a
	 * busy host misses ticks, and the guest would declare the timer broken.
	 */
	"no_timer_check",
	/* It calibrates the HPET again, in the same way, for /dev/hpet only */
	"initcall_blacklist=hpet_late_init",
	NULL,
};

static json_t *kernel_line(const struct vm_config *c)
{
	const char *const *word;
	char *text = NULL, **guest;
	unsigned long khz;
	json_t *line;
	size_t length;
	FILE *f;

	f = open_memstream(&text, &length);
	if (!f)
		return NULL;
	for (word = kernel_words; *word; word++)
		fprintf(f, "%s ", *word);
	fprintf(f, "rvb.watchdog=%d ", c->watchdog_s);
	/*
	 * TCG may translate code that another CPU is about to store to, and later
	 * run the breakpoint that stood there ("qemu-x86_64 booting with 8.0.0",
	 * linux-kernel, July 2023). A kernel patches itself while it boots, so it
	 * boots on one CPU and does not patch again for the others; init_main.c
	 * brings them up.
	 */
	if (!c->exact && !c->kvm)
		fprintf(f, "maxcpus=1 noreplace-smp ");
	/*
	 * A kernel calibrates the local APIC's timer in 100 ms of virtual time, in
	 * a loop of RDTSC and PAUSE that takes TCG half of a boot. The frequency of
	 * the HPET can be read, and with one CPU it serves as well. A kernel on one
	 * CPU also drops its lock prefixes, 8,000 stores each through a mapping of
	 * its own, and for each TCG flushes its TLB twice.
	 */
	if (c->exact)
		fprintf(f, "nolapic_timer noreplace-smp ");
	/*
	 * TCG shows the host's time-stamp counter. A guest that loses its CPU while
	 * it calibrates that by the PIT has a clock several times too fast.
	 */
	khz = c->exact || c->kvm ? 0 : vm_speed_tsc_khz();
	if (khz)
		fprintf(f, "tsc_early_khz=%lu ", khz);
	if (c->interactive)
		fprintf(f, "rvb.tty=%d ", vm_tty_is_ours() ? 1 : 2);
	if (c->iommu == VM_IOMMU_VTD)
		fprintf(f, "intel_iommu=on ");
	if (c->iommu == VM_IOMMU_VIRTIO)
		fprintf(f, "rvb.virtio_iommu=1 ");
	fprintf(f, "%s", iommu_words[c->iommu_mode]);
	if (c->append)
		fprintf(f, "%s ", c->append);
	fprintf(f, "--");
	for (guest = c->guest; *guest; guest++)
		fprintf(f, " %s", *guest);
	fclose(f);
	line = json_string(text);
	free(text);
	return line;
}

/* Add an option with a file, whose path may hold blanks */
static void add_file(json_t *argv, const char *option, const char *path, int fd)
{
	add(argv, "%s", option);
	if (fd < 0)
		json_array_append_new(argv, json_string(path));
	else
		add(argv, "/proc/self/fd/%d", fd);
}

json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS])
{
	json_t *argv = json_pack("[s]", c->qemu);

	add_machine(argv, c);
	add_devices(argv, c);
	if (sandbox)
		add(argv, "-sandbox " VM_SANDBOX);
	add_fds(argv, c, console, qmp, port);
	add_file(argv, "-kernel", c->kernel, c->kernel_fd);
	add_file(argv, "-initrd", c->initrd, c->initrd_fd);
	add(argv, "-append");
	json_array_append_new(argv, kernel_line(c));
	add(argv, "-S");
	return argv;
}
