// SPDX-License-Identifier: GPL-2.0-only
/* vm_qemu.c - QEMU as a child: what it can, its arguments, start and end */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scripts/vm/vm_qemu.h"

#define SANDBOX                                               \
	"on,obsolete=deny,elevateprivileges=deny,spawn=deny," \
	"resourcecontrol=deny"

/* Room for what the guest writes while we are not scheduled. */
#define SOCKET_BYTES (8 << 20)

static const char *const port_name[VM_PORTS] = {
	[VM_PORT_RESULT] = "rb.result",
	[VM_PORT_STDIO] = "rb.stdio",
	[VM_PORT_CONTROL] = "rb.control",
};

/* What a probe of @config's QEMU prints, or NULL with errno set. */
static FILE *open_probe(const struct vm_config *config, bool sandbox,
			pid_t *pid)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC))
		return NULL;
	*pid = fork();
	if (!*pid) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(fd[1], 1);
		dup2(null, 2);
		execlp(config->qemu, config->qemu, "-machine", "none",
		       "-device", "help", sandbox ? "-sandbox" : NULL, SANDBOX,
		       NULL);
		_exit(127);
	}
	close(fd[1]);
	if (*pid > 0)
		return fdopen(fd[0], "r");
	close(fd[0]);
	return NULL;
}

static const char *const needed[] = {
	"\"virtio-serial-pci\"", "\"virtserialport\"", "\"virtconsole\"",
	"\"pvpanic-pci\"",	 "\"i6300esb\"",
};

#define NEEDED (sizeof(needed) / sizeof(*needed))

/* Mark in @found what is there; the program's exit status is returned. */
static int probe_once(const struct vm_config *config, bool sandbox,
		      bool found[NEEDED])
{
	char *line = NULL;
	size_t room = 0, i;
	int status;
	pid_t pid;
	FILE *f;

	f = open_probe(config, sandbox, &pid);
	if (!f)
		return -errno;
	while (getline(&line, &room, f) >= 0)
		for (i = 0; i < NEEDED; i++)
			if (strstr(line, needed[i]))
				found[i] = true;
	free(line);
	fclose(f);
	if (waitpid(pid, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int vm_qemu_probe(const struct vm_config *config, bool *sandbox, char *why,
		  size_t size)
{
	bool found[NEEDED] = { false };
	size_t i;
	int ret;

	*sandbox = true;
	ret = probe_once(config, true, found);
	if (ret > 0 && ret != 127) {
		*sandbox = false;
		ret = probe_once(config, false, found);
	}
	if (ret == 127) {
		snprintf(why, size,
			 "%s: no such program: apt-get install qemu-system-x86",
			 config->qemu);
		return -ENOENT;
	}
	for (i = 0; i < NEEDED && !ret; i++) {
		if (found[i])
			continue;
		snprintf(why, size,
			 "%s: has no device %s: QEMU 6.2 or later is needed",
			 config->qemu, needed[i]);
		return -ENODEV;
	}
	if (ret)
		snprintf(why, size, "%s: -device help failed (%d)",
			 config->qemu, ret);
	return ret < 0 ? ret : ret ? -EIO : 0;
}

static void add(json_t *argv, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* One argument. A failed allocation shows when the array is counted. */
static void add(json_t *argv, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	json_array_append_new(argv, json_vsprintf(format, args));
	va_end(args);
}

/* Each line of @words is one argument. */
static void add_all(json_t *argv, const char *const *words)
{
	for (; *words; words++)
		add(argv, "%s", *words);
}

/*
 * What makes a run repeatable to the instruction: no clock, no random number
 * and no wait that comes from the host. Machine 7.1 is the last that does not
 * hand the kernel a random seed.
 */
static void add_machine(json_t *argv, const struct vm_config *c)
{
	static const char *const common[] = {
		"-machine", "pc-i440fx-7.1",
		"-cpu",	    "qemu64,-rdrand,-rdseed,-kvm",
		NULL,
	};
	static const char *const exact[] = {
		"-accel", "tcg", "-smp", "1", "-icount", "shift=0,sleep=off",
		NULL,
	};
	static const char *const timed[] = {
		"-accel", "tcg,thread=multi", "-smp", "2", NULL,
	};

	add_all(argv, common);
	add_all(argv, c->exact ? exact : timed);
	add(argv, "-rtc");
	add(argv, "base=2020-01-%02d,clock=vm", c->seed);
	add(argv, "-m");
	add(argv, "%d", c->memory_mib);
}

/*
 * A hung kernel is sent an NMI, which it answers with a panic and the stack of
 * what hangs; the panic then runs to its end, so that the log is whole.
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

	add(argv, "-add-fd");
	add(argv, "fd=%d,set=1", console);
	add(argv, "-chardev");
	add(argv, "file,id=console,path=/dev/fdset/1");
	add(argv, "-chardev");
	add(argv, "socket,id=qmp,fd=%d", qmp);
	add(argv, "-mon");
	add(argv, "chardev=qmp,mode=control");
	for (i = 0; i < VM_PORTS; i++) {
		bool tty = c->interactive && i == VM_PORT_STDIO;

		add(argv, "-chardev");
		add(argv, "socket,id=%s,fd=%d", port_name[i], port[i]);
		add(argv, "-device");
		add(argv, "%s,chardev=%s,name=%s",
		    tty ? "virtconsole" : "virtserialport", port_name[i],
		    port_name[i]);
	}
}

static void add_kernel(json_t *argv, const struct vm_config *c)
{
	json_t *line;
	char **word;

	add(argv, "-kernel");
	if (c->kernel_fd < 0)
		add(argv, "%s", c->kernel);
	else
		add(argv, "/proc/self/fd/%d", c->kernel_fd);
	add(argv, "-initrd");
	add(argv, "%s", c->initrd);
	add(argv, "-append");
	line = json_sprintf("console=ttyS0 nokaslr norandmaps tsc=reliable "
			    "clocksource=tsc random.trust_cpu=off "
			    "panic=-1 oops=panic softlockup_panic=1 "
			    "hung_task_panic=1 unknown_nmi_panic "
			    "cryptomgr.notests "
			    "rvb.watchdog=%d%s%s%s --",
			    c->watchdog_s, c->interactive ? " rvb.tty=1" : "",
			    c->append ? " " : "", c->append ? c->append : "");
	for (word = c->guest; *word; word++) {
		json_t *longer =
			json_sprintf("%s %s", json_string_value(line), *word);
		json_decref(line);
		line = longer;
	}
	json_array_append_new(argv, line);
}

static int connect_pair(int *ours, int *theirs)
{
	int fd[2], size = SOCKET_BYTES;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd))
		return -errno;
	*ours = fd[0];
	*theirs = fd[1];
	if (setsockopt(fd[1], SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)))
		setsockopt(fd[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	return fcntl(fd[0], F_SETFL, O_NONBLOCK) ? -errno : 0;
}

static char **strings(const json_t *array)
{
	char **argv = calloc(json_array_size(array) + 1, sizeof(*argv));
	size_t i;

	for (i = 0; argv && i < json_array_size(array); i++)
		argv[i] = (char *)json_string_value(json_array_get(array, i));
	return argv;
}

/* In the child: nothing of ours goes along but what was asked for. */
static void __attribute__((noreturn))
exec_qemu(char **argv, pid_t parent, const int *fds, int nr_fds)
{
	int null, i;
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	null = open("/dev/null", O_RDWR);
	dup2(null, 0);
	dup2(2, 1);
	for (i = 0; i < nr_fds; i++)
		fcntl(fds[i], F_SETFD, 0);
	execvp(argv[0], argv);
	_exit(127);
}

static json_t *make_argv(const struct vm_config *c, bool sandbox, int console,
			 int qmp, const int port[VM_PORTS])
{
	json_t *argv = json_array();

	add(argv, "%s", c->qemu);
	add_machine(argv, c);
	add_devices(argv);
	if (sandbox) {
		add(argv, "-sandbox");
		add(argv, SANDBOX);
	}
	add_fds(argv, c, console, qmp, port);
	add_kernel(argv, c);
	add(argv, "-S");
	return argv;
}

int vm_qemu_start(struct vm_qemu *qemu, const struct vm_config *config,
		  bool sandbox, int console)
{
	int theirs[VM_PORTS + 3], i, ret = 0;
	pid_t self = getpid();
	char **argv;

	theirs[VM_PORTS + 1] = console;
	theirs[VM_PORTS + 2] = config->kernel_fd;
	ret = connect_pair(&qemu->qmp, &theirs[VM_PORTS]);
	for (i = 0; i < VM_PORTS && !ret; i++)
		ret = connect_pair(&qemu->port[i], &theirs[i]);
	if (ret)
		return ret;

	qemu->argv =
		make_argv(config, sandbox, console, theirs[VM_PORTS], theirs);
	argv = strings(qemu->argv);
	if (!argv)
		return -ENOMEM;
	qemu->pid = fork();
	if (!qemu->pid)
		exec_qemu(argv, self, theirs, VM_PORTS + 3);
	if (qemu->pid < 0)
		ret = -errno;
	else
		setpgid(qemu->pid, qemu->pid);
	free(argv);
	for (i = 0; i < VM_PORTS + 1; i++)
		close(theirs[i]);
	return ret;
}

int vm_qemu_end(struct vm_qemu *qemu, bool kill_it)
{
	int status;

	if (kill_it)
		kill(-qemu->pid, SIGKILL);
	while (waitpid(qemu->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}
