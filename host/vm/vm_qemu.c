// SPDX-License-Identifier: GPL-2.0-only
/* vm_qemu.c - QEMU as a child: probe, start, end */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/vm/vm_qemu.h"
#include "lib/rvb_array.h"

/* Socket buffers hold what the guest writes while the runner is not scheduled */
#define SOCKET_BYTES (8 << 20)

/* Return what QEMU prints when asked for its devices; NULL sets errno. */
static FILE *open_probe(const struct vm_config *config,
			struct vm_confined confined, pid_t *pid)
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
		if (confined.nobody && vm_unprivileged_drop())
			_exit(126);
		execlp(config->qemu, config->qemu, "-machine", "none",
		       "-device", "help", confined.sandbox ? "-sandbox" : NULL,
		       VM_SANDBOX, NULL);
		_exit(errno == ENOENT ? 127 : 126);
	}
	close(fd[1]);
	if (*pid > 0)
		return fdopen(fd[0], "r");
	close(fd[0]);
	return NULL;
}

/* A device, and the kinds of --iommu that need it; 0: every guest does */
static const struct {
	const char *name;
	unsigned int kinds;
} needed[] = {
	{ "\"virtio-serial-pci\"", 0 },
	{ "\"virtserialport\"", 0 },
	{ "\"virtconsole\"", 0 },
	{ "\"pvpanic-pci\"", 0 },
	{ "\"i6300esb\"", 0 },
	{ "\"intel-iommu\"", 1 << VM_IOMMU_VTD },
	{ "\"amd-iommu\"", 1 << VM_IOMMU_AMD },
	{ "\"virtio-iommu-pci\"", 1 << VM_IOMMU_VIRTIO },
	{ "\"edu\"", ~(1U << VM_IOMMU_OFF) },
};

#define NEEDED (ARRAY_SIZE(needed))

/* Mark the devices QEMU has in @found. Return: its exit status. */
static int probe_once(const struct vm_config *config,
		      struct vm_confined confined, bool found[NEEDED])
{
	char *line = NULL;
	size_t room = 0, i;
	int status;
	pid_t pid;
	FILE *f;

	f = open_probe(config, confined, &pid);
	if (!f)
		return -errno;
	while (getline(&line, &room, f) >= 0)
		for (i = 0; i < NEEDED; i++)
			if (strstr(line, needed[i].name))
				found[i] = true;
	free(line);
	fclose(f);
	if (waitpid(pid, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int vm_qemu_probe(const struct vm_config *config, struct vm_confined *confined,
		  char *why, size_t size)
{
	bool found[NEEDED] = { false };
	size_t i;
	int ret = 0;

	/* Strictest first: QEMU may lack seccomp or lie in a folder of root's */
	for (i = geteuid() ? 2 : 0; i < 4; i++) {
		confined->nobody = i < 2;
		confined->sandbox = i % 2 == 0;
		ret = probe_once(config, *confined, found);
		if (ret <= 0 || (ret == 127 && !confined->nobody))
			break;
	}
	if (ret == 127) {
		snprintf(why, size,
			 "%s: no such program: apt-get install qemu-system-x86",
			 config->qemu);
		return -ENOENT;
	}
	for (i = 0; i < NEEDED && !ret; i++) {
		if (found[i] || (needed[i].kinds &&
				 !(needed[i].kinds & 1 << config->iommu)))
			continue;
		snprintf(why, size,
			 "%s: has no device %s: QEMU 7.1 or later is needed",
			 config->qemu, needed[i].name);
		return -ENODEV;
	}
	if (ret)
		snprintf(why, size, "%s: -device help failed (%d)",
			 config->qemu, ret);
	return ret < 0 ? ret : ret ? -EIO : 0;
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

/* In the child: keep only the descriptors that QEMU is to have. */
static noreturn void exec_qemu(char **argv, pid_t parent, const int *fds,
			       int nr_fds, bool nobody)
{
	int null, i;
	sigset_t none;

	if (nobody && vm_unprivileged_drop())
		_exit(127);
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

int vm_qemu_start(struct vm_qemu *qemu, const struct vm_config *config,
		  struct vm_confined confined, int console)
{
	int theirs[VM_PORTS + 4], i, ret = 0;
	pid_t self = getpid();
	char **argv;

	theirs[VM_PORTS + 1] = console;
	theirs[VM_PORTS + 2] = config->kernel_fd;
	theirs[VM_PORTS + 3] = config->initrd_fd;
	ret = connect_pair(&qemu->qmp, &theirs[VM_PORTS]);
	for (i = 0; i < VM_PORTS && !ret; i++)
		ret = connect_pair(&qemu->port[i], &theirs[i]);
	if (ret)
		return ret;

	qemu->argv = vm_argv(config, confined.sandbox, console,
			     theirs[VM_PORTS], theirs);
	argv = strings(qemu->argv);
	if (!argv)
		return -ENOMEM;
	qemu->pid = fork();
	if (!qemu->pid)
		exec_qemu(argv, self, theirs, VM_PORTS + 4, confined.nobody);
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
