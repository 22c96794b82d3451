// SPDX-License-Identifier: GPL-2.0-only
/* init_main.c - PID 1 of the guest: run one program, report how it ended */
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <linux/watchdog.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "guest/init/init_port.h"
#include "lib/rvb_array.h"

#define WATCHDOG_DEFAULT_S 20
#define MAX_WORDS 64

/* Print to the kernel log: the console carries nothing else. */
static int kmsg = -1;

static noreturn void power_off(void)
{
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

/* In one write(2): dprintf(3) asks for a position first, which kmsg has not */
__attribute__((format(printf, 1, 2))) static void print(const char *format, ...)
{
	char line[256];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (write(kmsg, line, length) < 0)
		return; /* there is no other place to say so */
}

/* A failure before the program runs can only be logged: then power off. */
static noreturn void give_up(const char *what)
{
	print("<0>vm_init: failed: %s: %s\n", what, strerror(errno));
	power_off();
}

static void mount_all(void)
{
	static const struct {
		const char *type, *on;
		bool optional;
	} mounts[] = {
		{ "devtmpfs", "/dev" },
		{ "proc", "/proc" },
		{ "sysfs", "/sys" },
		{ "debugfs", "/sys/kernel/debug", true },
		{ "tmpfs", "/tmp" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mounts); i++) {
		if (mount(mounts[i].type, mounts[i].on, mounts[i].type, 0,
			  NULL) &&
		    errno != EBUSY && !mounts[i].optional)
			give_up(mounts[i].on);
		/* As soon as /dev is there, so that the next failure is seen */
		if (kmsg < 0)
			kmsg = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	}
}

/*
 * Nothing in the guest is secret. Without a seed, whoever reads /dev/urandom
 * first keeps the CPU busy for a second, as this CPU has no random numbers.
 */
static void seed_random(void)
{
	static const struct {
		struct rand_pool_info info;
		uint8_t seed[32];
	} pool = { .info = { .entropy_count = 8 * sizeof(pool.seed),
			     .buf_size = sizeof(pool.seed) } };
	int fd = open("/dev/random", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &pool))
		give_up("/dev/random");
	close(fd);
}

static void put(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		give_up(path);
	close(fd);
}

/*
 * Turn periodic writeback off: it would write-protect dirty pages in the middle
 * of a measurement and make the next pin fault.
 */
static void stop_writeback(void)
{
	put("/proc/sys/vm/dirty_writeback_centisecs", "0");
	put("/proc/sys/vm/dirty_ratio", "95");
	put("/proc/sys/vm/dirty_background_ratio", "90");
}

static char cmdline[4096];

static void read_cmdline(void)
{
	FILE *f = fopen("/proc/cmdline", "re");

	if (!f || !fgets(cmdline, sizeof(cmdline), f))
		give_up("/proc/cmdline");
	cmdline[strcspn(cmdline, "\n")] = '\0';
	fclose(f);
}

/* Return: the number after @key in /proc/cmdline, or @fallback. */
static int option(const char *key, int fallback)
{
	const char *at = strstr(cmdline, key);

	return at ? atoi(at + strlen(key)) : fallback;
}

/*
 * Split the words after " -- ". main()'s argv does not serve: the kernel puts
 * options that only its decompressor knows (nokaslr) in front of them.
 */
static char **program(void)
{
	static char *words[MAX_WORDS + 1], shell[] = "/bin/sh";
	char *rest = strstr(cmdline, " -- ");
	char *word;
	int n = 0;

	for (word = strtok(rest ? rest + 4 : shell, " "); word && n < MAX_WORDS;
	     word = strtok(NULL, " "))
		words[n++] = word;
	return words;
}

/* The status in the form of a shell: 128 + N for signal N. */
static int shell_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				     WEXITSTATUS(status);
}

static void load_module(const char *name)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		give_up("fork");
	if (!pid) {
		execl("/sbin/modprobe", "modprobe", name, NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || status) {
		errno = ENODEV;
		give_up(name);
	}
}

static void load_modules(void)
{
	FILE *list = fopen("/etc/modules", "re");
	char name[128];

	if (!list)
		give_up("/etc/modules");
	/* All other devices wait for it: see viot_iommu_configure() */
	if (option("rvb.virtio_iommu=", 0))
		load_module("virtio_iommu");
	while (fscanf(list, "%127s", name) == 1)
		load_module(name);
	fclose(list);
}

/*
 * Bring up the CPUs that vm_argv.c keeps out of the boot. A new CPU calibrates
 * its clock by the ticks of this one, which is kept busy: it has none when idle.
 */
static void start_cpus(void)
{
	char path[64];
	pid_t busy;
	long cpu;

	if (!option("maxcpus=", 0))
		return;
	busy = fork();
	if (busy < 0)
		give_up("fork");
	if (!busy) {
		for (;;)
			;
	}
	for (cpu = 1; cpu < sysconf(_SC_NPROCESSORS_CONF); cpu++) {
		snprintf(path, sizeof(path),
			 "/sys/devices/system/cpu/cpu%ld/online", cpu);
		put(path, "1");
	}
	kill(busy, SIGKILL);
	waitpid(busy, NULL, 0);
}

/*
 * From here on the watchdog must be fed, or the host declares a hang. Return -1
 * if the kernel has none: a hang is then seen when time is out.
 */
static int start_watchdog(int seconds)
{
	int fd = open("/dev/watchdog", O_WRONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT) {
		print("<5>vm_init: no watchdog in this kernel\n");
		return -1;
	}
	if (fd < 0 || ioctl(fd, WDIOC_SETTIMEOUT, &seconds))
		give_up("/dev/watchdog");
	return fd;
}

/* Without a terminal at the other end nothing is echoed, and lines end in \n. */
static void set_plain(int tty)
{
	struct termios t;

	if (tcgetattr(tty, &t))
		give_up("/dev/hvc0");
	t.c_lflag &= ~ECHO;
	t.c_oflag &= ~ONLCR;
	if (tcsetattr(tty, TCSANOW, &t))
		give_up("/dev/hvc0");
}

struct ports {
	int control, result, stdio;
};

static void open_ports(struct ports *p)
{
	p->control = init_port_open("rb.control");
	p->result = init_port_open("rb.result");
	if (option("rvb.tty=", 0))
		p->stdio = open("/dev/hvc0", O_RDWR);
	else
		p->stdio = init_port_open("rb.stdio");
	if (p->control < 0 || p->result < 0 || p->stdio < 0)
		give_up("virtio-serial port");
	if (option("rvb.tty=", 0) == 2)
		set_plain(p->stdio);
}

static void export_fd(const char *name, int fd)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", fd);
	setenv(name, text, 1);
}

static noreturn void run(const struct ports *p, char *argv[])
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	ioctl(p->stdio, TIOCSCTTY, 0); /* a terminal in interactive mode */
	export_fd("RVB_CONTROL_FD", p->control);
	export_fd("RVB_RESULT_FD", p->result);
	setenv("PATH", "/bin:/sbin:/usr/bin:/usr/sbin", 1);
	setenv("HOME", "/tmp", 1);
	dup2(p->stdio, 0);
	dup2(p->stdio, 1);
	dup2(p->stdio, 2);
	if (p->stdio > 2)
		close(p->stdio);
	execvp(argv[0], argv);
	dprintf(2, "vm_init: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/*
 * Feed the watchdog from each CPU in turn, so that one hung CPU stops the
 * feeder as surely as all of them.
 */
static void feed(int watchdog)
{
	static int cpu;
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);
	cpu_set_t only;

	if (cpus > 1) {
		cpu = (cpu + 1) % cpus;
		CPU_ZERO(&only);
		CPU_SET(cpu, &only);
		sched_setaffinity(0, sizeof(only), &only);
	}
	ioctl(watchdog, WDIOC_KEEPALIVE, 0);
}

/* Reap whatever ends and feed the watchdog until @pid is gone. */
static int wait_for(pid_t pid, int watchdog, int interval_s)
{
	struct timespec interval = { .tv_sec = interval_s };
	sigset_t child;
	int status;
	pid_t gone;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	for (;;) {
		feed(watchdog);
		while ((gone = waitpid(-1, &status, WNOHANG)) > 0)
			if (gone == pid)
				return shell_status(status);
		sigtimedwait(&child, NULL, &interval);
	}
}

int main(void)
{
	struct sched_param first = { .sched_priority = 99 };
	int watchdog, watchdog_s;
	sigset_t child;
	struct ports p;
	pid_t pid;

	mount_all();
	seed_random();
	read_cmdline();
	stop_writeback();
	load_modules();
	start_cpus();

	/* The feeder has the highest priority: only a hung kernel stops it. */
	if (sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &first))
		give_up("sched_setscheduler");
	watchdog_s = option("rvb.watchdog=", WATCHDOG_DEFAULT_S);
	watchdog = start_watchdog(watchdog_s);
	open_ports(&p);

	/* Block SIGCHLD first, or the wait misses a program that ends at once. */
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);

	dprintf(p.control, "up\n");
	pid = fork();
	if (pid < 0)
		give_up("fork");
	if (!pid)
		run(&p, program());
	dprintf(p.control, "exit %d\n",
		wait_for(pid, watchdog, watchdog_s > 4 ? watchdog_s / 4 : 1));
	power_off();
}
