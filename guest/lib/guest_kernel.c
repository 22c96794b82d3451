// SPDX-License-Identifier: GPL-2.0-only
/* guest_kernel.c - pins, tasks, modules and log of the running kernel */
#include <cpuid.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_time.h"
#include "lib/rvb_array.h"

static int put(const char *path, const char *value)
{
	int ret, fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	ret = write(fd, value, strlen(value)) < 0 ? -errno : 0;
	close(fd);
	return ret;
}

static bool get(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	text[0] = '\0';
	if (fd < 0)
		return false;
	n = read(fd, text, size - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	return n >= 0;
}

/* The number behind @key in @text, -1 if it has no such line */
static long value_of(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	return at ? atol(at + strlen(key)) : -1;
}

long guest_pins(void)
{
	static char text[32768];
	long acquired, released;

	if (put("/proc/sys/vm/stat_refresh", "1") ||
	    !get("/proc/vmstat", text, sizeof(text)))
		return -1;
	acquired = value_of(text, "nr_foll_pin_acquired ");
	released = value_of(text, "nr_foll_pin_released ");
	return acquired < 0 || released < 0 ? -1 : acquired - released;
}

long guest_taint(void)
{
	char text[32];

	return get("/proc/sys/kernel/tainted", text, sizeof(text)) ?
		       atol(text) :
		       -1;
}

long guest_locked_kib(void)
{
	char text[4096];

	if (!get("/proc/self/status", text, sizeof(text)))
		return -1;
	return value_of(text, "VmLck:");
}

char guest_task_state(pid_t pid)
{
	char path[64], text[512], *at;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (!get(path, text, sizeof(text)))
		return 0;
	at = strrchr(text, ')');
	return at && at[1] ? at[2] : 0;
}

bool guest_task_ends(pid_t pid, unsigned int ms)
{
	struct pollfd fd = { .fd = syscall(SYS_pidfd_open, pid, 0),
			     .events = POLLIN };
	int ret = poll(&fd, 1, ms);

	close(fd.fd);
	return ret == 1 && fd.revents & POLLIN;
}

bool guest_task_sleeps(pid_t pid)
{
	int i;

	for (i = 0; i < 4; i++) {
		char state = guest_task_state(pid);

		if (state != 'S' && state != 'D')
			return false;
		guest_sleep_ms(2);
	}
	return true;
}

int guest_parameter(const char *module, const char *name, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s/parameters/%s", module,
		 name);
	return put(path, value);
}

int guest_parameter_read(const char *module, const char *name, char *value,
			 size_t size)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s/parameters/%s", module,
		 name);
	return get(path, value, size) ? 0 : -EIO;
}

long guest_parameter_number(const char *module, const char *name)
{
	char text[32];

	if (guest_parameter_read(module, name, text, sizeof(text)))
		return -1;
	return atol(text);
}

int guest_unload(const char *module)
{
	return syscall(SYS_delete_module, module, O_NONBLOCK) ? -errno : 0;
}

int guest_load(const char *module)
{
	const char *const argv[] = { "modprobe", module, NULL };

	return guest_run(argv);
}

bool guest_may_unload(void)
{
	unsigned int leaf, name[4] = { 0 };

	__cpuid(0x40000000, leaf, name[0], name[1], name[2]);
	return sysconf(_SC_NPROCESSORS_ONLN) == 1 ||
	       strcmp((char *)name, "TCGTCGTCGTCG");
}

int guest_unload_policies(char *name, size_t size)
{
	FILE *list = fopen("/proc/modules", "re");
	char line[256];
	int ret = 0;

	snprintf(name, size, "/proc/modules");
	if (!list)
		return -errno;
	while (!ret && fgets(line, sizeof(line), list)) {
		if (strncmp(line, "rvk_", 4))
			continue;
		line[strcspn(line, " ")] = '\0';
		snprintf(name, size, "%s", line);
		ret = guest_unload(name);
	}
	fclose(list);
	return ret;
}

int guest_unload_all(char *name, size_t size)
{
	static const char *const rest[] = { "kbench", "rvk" };
	int i, ret = guest_unload_policies(name, size);

	for (i = 0; !ret && i < 2; i++) {
		snprintf(name, size, "%s", rest[i]);
		ret = guest_unload(name);
	}
	return ret;
}

static void append_where(const char *pid, char *text, size_t size)
{
	char path[64], comm[32], wchan[64], stack[2048], *line, *rest;
	size_t length = strlen(text);

	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	get(path, comm, sizeof(comm));
	comm[strcspn(comm, "\n")] = '\0';
	snprintf(path, sizeof(path), "/proc/%s/wchan", pid);
	get(path, wchan, sizeof(wchan));
	snprintf(text + length, size - length, "%s%s(%s) %c in %s",
		 length ? ", " : "", comm, pid, guest_task_state(atoi(pid)),
		 wchan);

	snprintf(path, sizeof(path), "/proc/%s/stack", pid);
	get(path, stack, sizeof(stack));
	for (line = strtok_r(stack, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		printf("# %s: %s\n", pid, line);
}

void guest_task_where(pid_t group, char *text, size_t size)
{
	struct dirent *entry;
	DIR *dir = opendir("/proc");

	text[0] = '\0';
	while (dir && (entry = readdir(dir))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 0 && getpgid(pid) == group &&
		    guest_task_state(pid) != 'Z')
			append_where(entry->d_name, text, size);
	}
	if (dir)
		closedir(dir);
}

/* The host searches its log for more; a match here names the check that did it */
static bool is_splat(const char *text)
{
	static const char *const signs[] = {
		"WARNING: ",	    "BUG: ",
		"BUG at",	    "Oops",
		"refcount_t",	    "general prot",
		"blocked for more", "INFO: rcu",
		"corruption",	    "Bad page",
		"protection fault", "UBSAN: ",
		"non-static key",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(signs); i++)
		if (strstr(text, signs[i]))
			return true;
	return false;
}

bool guest_log_next(char *line, size_t size)
{
	static int fd = -1;
	bool found = false;
	char record[2048], *text;
	ssize_t n;

	if (fd < 0) {
		fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		lseek(fd, 0, SEEK_END);
		return false;
	}
	while ((n = read(fd, record, sizeof(record) - 1)) > 0 ||
	       errno == EPIPE) {
		if (n <= 0)
			continue;
		record[n] = '\0';
		text = strchr(record, ';');
		if (!text || found || !is_splat(text))
			continue;
		text[strcspn(text, "\n")] = '\0';
		snprintf(line, size, "%s", text + 1);
		found = true;
	}
	return found;
}

bool guest_group_gone(pid_t group)
{
	while (waitpid(-group, NULL, WNOHANG) > 0)
		;
	return kill(-group, 0) && errno == ESRCH;
}

bool guest_left(long *base_pins, unsigned int ms, long taint, char *why,
		size_t size)
{
	bool pinned = !guest_until(guest_pins() == *base_pins, ms), logged;
	char line[200];

	logged = guest_log_next(line, sizeof(line));
	if (pinned)
		snprintf(why, size, "pages stay pinned: %ld",
			 guest_pins() - *base_pins);
	else if (logged)
		snprintf(why, size, "kernel log: %s", line);
	else if (guest_taint() != taint)
		snprintf(why, size, "the kernel became tainted");
	else
		return false;
	if (pinned)
		*base_pins = guest_pins();
	return true;
}
