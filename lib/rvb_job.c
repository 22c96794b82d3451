// SPDX-License-Identifier: GPL-2.0-only
/* rvb_job.c - run a program as a child process */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/rvb_job.h"

extern char **environ;

static char *read_all(int fd)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream;
	ssize_t len;

	stream = fdopen(fd, "r");
	if (!stream) {
		close(fd);
		return NULL;
	}
	len = getdelim(&text, &size, '\0', stream);
	/* Nothing to read: the buffer holds what malloc() left in it. */
	if (len < 0 && text)
		*text = '\0';
	while (len > 0 && text[len - 1] == '\n')
		text[--len] = '\0';
	fclose(stream);
	return text;
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int rvb_job(const char *const argv[], char **out)
{
	posix_spawn_file_actions_t act;
	int ret, fd[2];
	pid_t pid;

	if (setenv("LC_ALL", "C", 1) || pipe2(fd, O_CLOEXEC))
		return -errno;
	posix_spawn_file_actions_init(&act);
	if (out)
		posix_spawn_file_actions_adddup2(&act, fd[1], STDOUT_FILENO);
	ret = posix_spawnp(&pid, argv[0], &act, NULL, (char **)argv, environ);
	posix_spawn_file_actions_destroy(&act);
	close(fd[1]);
	if (ret || !out)
		close(fd[0]);
	else
		*out = read_all(fd[0]);
	return ret ? -ret : wait_for(pid);
}
