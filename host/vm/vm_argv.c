// SPDX-License-Identifier: GPL-2.0-only
/* vm_argv.c - the command line of QEMU */
#include <stdio.h>
#include <string.h>

#include "host/vm/vm_argv.h"

static const char *const port_name[VM_PORTS] = {
	[VM_PORT_RESULT] = "rb.result",
	[VM_PORT_STDIO] = "rb.stdio",
	[VM_PORT_CONTROL] = "rb.control",
};

static void add(json_t *argv, json_t *word)
{
	json_array_append_new(argv, word);
}

/* Each line of @words is one argument. */
static void add_all(json_t *argv, const char *const *words)
{
	for (; *words; words++)
		add(argv, json_string(*words));
}

/*
 * Keep the host's clock, random numbers and waits away from the guest, so that
 * a run repeats to the instruction. Machine 7.1 is the last that does not pass
 * a random seed to the kernel.
 */
static void add_machine(json_t *argv, const struct vm_config *c)
{
	static const char *const common[] = {
		"-machine",
		"pc-i440fx-7.1",
		NULL,
	};
	static const char *const exact[] = {
		"-cpu",	   "qemu64,-rdrand,-rdseed,-kvm",
		"-accel",  "tcg",
		"-smp",	   "1",
		"-icount", "shift=0,sleep=off",
		NULL,
	};
	static const char *const emulated[] = {
		"-cpu",	  "qemu64,-rdrand,-rdseed,-kvm",
		"-accel", "tcg,thread=multi",
		"-smp",	  "2",
		NULL,
	};
	static const char *const native[] = {
		"-cpu", "host", "-accel", "kvm", "-smp", "2", NULL,
	};

	add_all(argv, common);
	add_all(argv, c->exact ? exact : c->kvm ? native : emulated);
	add(argv, json_string("-rtc"));
	add(argv, json_sprintf("base=2020-01-%02d,clock=vm", c->seed));
	add(argv, json_string("-m"));
	add(argv, json_sprintf("%d", c->memory_mib));
	if (c->foreign)
		return;
	/* policies/rvk_safety.c looks for it */
	add(argv, json_string("-smbios"));
	add(argv, json_string("type=1,manufacturer=revokebench"));
}

/*
 * The watchdog sends a hung kernel an NMI. The kernel panics and prints the
 * stack that hangs; nothing cuts the panic short, so the log is complete.
 */
static void add_devices(json_t *argv)
{
	static const char *const words[] = {
		"-nodefaults",
		"-no-user-config",
		"-display",
		"none",
		"-no-reboot",
		"-action",
		"panic=none,watchdog=inject-nmi",
		"-device",
		"pvpanic-pci",
		"-device",
		"i6300esb",
		"-device",
		"virtio-serial-pci,ioeventfd=off",
		"-serial",
		"chardev:console",
		NULL,
	};

	add_all(argv, words);
}

static void add_fds(json_t *argv, const struct vm_config *c, int console,
		    int qmp, const int port[VM_PORTS])
{
	int i;

	add(argv, json_string("-add-fd"));
	add(argv, json_sprintf("fd=%d,set=1", console));
	add(argv, json_string("-chardev"));
	add(argv, json_string("file,id=console,path=/dev/fdset/1"));
	add(argv, json_string("-chardev"));
	add(argv, json_sprintf("socket,id=qmp,fd=%d", qmp));
	add(argv, json_string("-mon"));
	add(argv, json_string("chardev=qmp,mode=control"));
	for (i = 0; i < VM_PORTS; i++) {
		bool tty = c->interactive && i == VM_PORT_STDIO;

		add(argv, json_string("-chardev"));
		add(argv,
		    json_sprintf("socket,id=%s,fd=%d", port_name[i], port[i]));
		add(argv, json_string("-device"));
		add(argv, json_sprintf("%s,chardev=%s,name=%s",
				       tty ? "virtconsole" : "virtserialport",
				       port_name[i], port_name[i]));
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
	NULL,
};

static json_t *kernel_line(const struct vm_config *c)
{
	const char *const *word;
	char *text = NULL, **guest;
	json_t *line;
	size_t length;
	FILE *f;

	f = open_memstream(&text, &length);
	if (!f)
		return NULL;
	for (word = kernel_words; *word; word++)
		fprintf(f, "%s ", *word);
	fprintf(f, "rvb.watchdog=%d ", c->watchdog_s);
	/* a busy host misses ticks; the guest would declare its timer broken */
	if (!c->exact)
		fprintf(f, "no_timer_check ");
	/*
	 * TCG may translate code that another CPU is about to store to, and later
	 * run the breakpoint that stood there ("qemu-x86_64 booting with 8.0.0",
	 * linux-kernel, July 2023). A kernel patches itself while it boots, so it
	 * boots on one CPU and does not patch again for the others; init_main.c
	 * brings them up.
	 */
	if (!c->exact && !c->kvm)
		fprintf(f, "maxcpus=1 noreplace-smp ");
	if (c->interactive)
		fprintf(f, "rvb.tty=1 ");
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

static json_t *file_or_fd(const char *path, int fd)
{
	return fd < 0 ? json_string(path) :
			json_sprintf("/proc/self/fd/%d", fd);
}

static void add_kernel(json_t *argv, const struct vm_config *c)
{
	add(argv, json_string("-kernel"));
	add(argv, file_or_fd(c->kernel, c->kernel_fd));
	add(argv, json_string("-initrd"));
	add(argv, file_or_fd(c->initrd, c->initrd_fd));
	add(argv, json_string("-append"));
	add(argv, kernel_line(c));
}

json_t *vm_argv(const struct vm_config *c, bool sandbox, int console, int qmp,
		const int port[VM_PORTS])
{
	json_t *argv = json_array();

	add(argv, json_string(c->qemu));
	add_machine(argv, c);
	add_devices(argv);
	if (sandbox) {
		add(argv, json_string("-sandbox"));
		add(argv, json_string(VM_SANDBOX));
	}
	add_fds(argv, c, console, qmp, port);
	add_kernel(argv, c);
	add(argv, json_string("-S"));
	return argv;
}
