// SPDX-License-Identifier: GPL-2.0-only
/* scene_dio.c - a bystander that reads by O_DIRECT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_system.h"
#include "guest/scenes/lib/scene.h"
#include "guest/scenes/lib/scene_dio.h"

#define DEVICE "/dev/nullb0"
#define NR_PAGES 16

/* Open a null_blk device whose requests a timer completes after 200 us */
static int disk(void)
{
	static const char *const modprobe[] = {
		"modprobe",
		"null_blk",
		"nr_devices=1",
		"irqmode=2",
		"completion_nsec=200000",
		"gb=1",
		"queue_mode=2",
		NULL,
	};

	if (access(DEVICE, F_OK) && guest_is_ours())
		guest_run(modprobe);
	return open(DEVICE, O_RDONLY | O_DIRECT | O_CLOEXEC);
}

static void __attribute__((noreturn))
be_victim(const struct scene_dio *victim, int fd, char *buffer)
{
	uint64_t i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (i = 0; pread(fd, buffer + i % NR_PAGES * SCENE_PAGE, SCENE_PAGE,
			  i % 1024 * SCENE_PAGE) == SCENE_PAGE;
	     i++)
		*victim->bytes += SCENE_PAGE;
	_exit(1);
}

void scene_dio_begin(struct scene_dio *victim, const char *folder)
{
	char *buffer;
	int ret, fd = disk();

	*victim = (struct scene_dio){ 0 };
	if (fd < 0)
		return;
	ret = scene_file_make(&victim->file, folder, NR_PAGES);
	if (ret)
		scene_die(victim->file.path, ret);
	buffer = guest_file_map(&victim->file, NR_PAGES);
	victim->bytes = mmap(NULL, SCENE_PAGE, PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!buffer || victim->bytes == MAP_FAILED)
		scene_die("mmap", -errno);
	fflush(NULL);
	victim->pid = fork();
	if (!victim->pid)
		be_victim(victim, fd, buffer);
	if (victim->pid < 0)
		scene_die("fork", -errno);
	munmap(buffer, NR_PAGES * SCENE_PAGE);
	close(fd);
}

uint64_t scene_dio_bytes(const struct scene_dio *victim)
{
	return victim->pid ? *victim->bytes : 0;
}

void scene_dio_end(struct scene_dio *victim)
{
	if (!victim->pid)
		return;
	kill(victim->pid, SIGKILL);
	waitpid(victim->pid, NULL, 0);
	munmap((void *)victim->bytes, SCENE_PAGE);
	guest_file_remove(&victim->file);
}
