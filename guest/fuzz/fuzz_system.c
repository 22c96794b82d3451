// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_system.c - calls on files, mappings and processes that race with ioctls */
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/lib/guest_kernel.h"
#include "guest/fuzz/fuzz_world.h"
#include "kbench/kb_uapi.h"

#define P FUZZ_FILE_PAGES
#define NUM(name, max)                             \
	{                                          \
		name, FUZZ_NUMBER, 0, 8, max, NULL \
	}
#define BY NUM("by", 1) /* 0: the program's task, 1: a process forked for it */

/* Whether this process makes the call; a forked one exits in done() */
static bool is_doer(uint64_t by)
{
	return !by || !fork();
}

static int done(uint64_t by, long ret)
{
	if (by)
		_exit(0);
	return ret < 0 ? -errno : 0;
}

static int do_truncate(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	if (!is_doer(v[0]))
		return 0;
	return done(v[0], ftruncate(w->file[on], v[1] * FUZZ_PAGE + v[2]));
}

static int do_fallocate(struct fuzz_world *w, unsigned int on,
			const uint64_t *v)
{
	static const int modes[] = {
		FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		FALLOC_FL_ZERO_RANGE,
		FALLOC_FL_COLLAPSE_RANGE,
		FALLOC_FL_INSERT_RANGE,
		0, /* allocates, so the size is bounded below */
	};
	int mode = modes[v[1] % 5];
	uint64_t nr = mode ? v[3] : v[3] % (2 * P);

	if (!is_doer(v[0]))
		return 0;
	return done(v[0], fallocate(w->file[on], mode, v[2] * FUZZ_PAGE,
				    nr * FUZZ_PAGE));
}

static int do_open(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	int fd;

	if (!is_doer(v[0]))
		return 0;
	fd = open(w->path[on], O_RDWR | O_TRUNC | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return done(v[0], fd);
}

static int do_write(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	static const char page[FUZZ_PAGE] = "fuzz";

	return done(0,
		    pwrite(w->file[on], page, sizeof(page), v[0] * FUZZ_PAGE));
}

static int do_remap_range(struct fuzz_world *w, unsigned int on,
			  const uint64_t *v)
{
	struct file_clone_range range = {
		.src_fd = w->file[v[1] % FUZZ_SLOTS],
		.src_offset = v[2] * FUZZ_PAGE,
		.src_length = v[4] * FUZZ_PAGE,
		.dest_offset = v[3] * FUZZ_PAGE,
	};
	loff_t from = range.src_offset, to = range.dest_offset;

	if (v[0])
		return done(0, copy_file_range(range.src_fd, &from, w->file[on],
					       &to, range.src_length, 0));
	return done(0, ioctl(w->file[on], FICLONERANGE, &range));
}

/* Remove the file's name and create another file of that name */
static int do_unlink(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	int old = w->file[on];
	int ret;

	unlink(w->path[on]);
	w->file[on] = open(w->path[on], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	ret = ftruncate(w->file[on], P * FUZZ_PAGE);
	return done(0, close(old) ? -1 : ret);
}

static int do_sync(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return done(0, fdatasync(w->file[on]));
}

/* Wrap [first, first + nr) into a mapping's slot: its address */
static char *part(struct fuzz_world *w, unsigned int on, uint64_t first,
		  uint64_t *nr)
{
	first %= P;
	*nr = 1 + *nr % (P - first);
	return w->map[on] + first * FUZZ_PAGE;
}

static int do_mmap(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	uint64_t nr = v[3];
	char *addr = part(w, on, v[2], &nr);
	int flags = MAP_FIXED | (v[1] & 1 ? MAP_PRIVATE : MAP_SHARED);

	if (v[1] & 2)
		flags |= MAP_ANONYMOUS;
	addr = mmap(addr, nr * FUZZ_PAGE, PROT_READ | PROT_WRITE, flags,
		    v[1] & 2 ? -1 : w->file[v[0] % FUZZ_SLOTS],
		    v[2] % P * FUZZ_PAGE);
	return done(0, addr == MAP_FAILED ? -1 : 0);
}

static int do_munmap(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	uint64_t nr = v[1];
	char *addr = part(w, on, v[0], &nr);

	return done(0, munmap(addr, nr * FUZZ_PAGE));
}

static int do_mremap(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	uint64_t nr = v[2];
	char *from = part(w, on, v[1], &nr);

	from = mremap(from, nr * FUZZ_PAGE, nr * FUZZ_PAGE,
		      MREMAP_MAYMOVE | MREMAP_FIXED, w->map[v[0] % FUZZ_SLOTS]);
	return done(0, from == MAP_FAILED ? -1 : 0);
}

static int do_madvise(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	static const int advices[] = {
		MADV_DONTNEED, MADV_REMOVE,   MADV_COLD,	   MADV_PAGEOUT,
		MADV_DONTFORK, MADV_HUGEPAGE, MADV_POPULATE_WRITE,
	};
	uint64_t nr = v[2];
	char *addr = part(w, on, v[1], &nr);

	return done(0, madvise(addr, nr * FUZZ_PAGE, advices[v[0] % 7]));
}

static int do_protect(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return done(0, mprotect(w->map[on], FUZZ_MAP_BYTES,
				v[0] ? PROT_READ | PROT_WRITE : PROT_READ));
}

static int do_fork(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	if (!fork()) {
		usleep(v[0] % 100 * 1000);
		_exit(0);
	}
	return 0;
}

static int do_exec(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return done(0, execl("/bin/busybox", "busybox", "true", NULL));
}

static int do_kill(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return done(0, kill(getpid(), SIGKILL));
}

static int do_sleep(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return done(0, usleep(v[0] % 20000));
}

static int empty_slot(volatile int *slot)
{
	int fd = *slot;

	*slot = -1;
	return done(0, close(fd));
}

static int do_close(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return empty_slot(&w->region[on]);
}

static int do_dup(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	w->region[v[0] % FUZZ_REGIONS] =
		fcntl(w->region[on], F_DUPFD_CLOEXEC, 3);
	return 0;
}

static int do_poll(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	struct pollfd fd = { .fd = w->region[on], .events = POLLIN };

	return done(0, poll(&fd, 1, v[0] % 300));
}

static int do_read(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	struct kb_event events[4];
	struct pollfd fd[FUZZ_REGIONS];
	unsigned int i;
	ssize_t ret;

	for (i = 0; i < FUZZ_REGIONS; i++)
		fd[i] = (struct pollfd){
			.fd = w->region[(on + i) % FUZZ_REGIONS],
			.events = POLLIN
		};
	if (poll(fd, FUZZ_REGIONS, 0) < 1)
		return -EAGAIN;
	for (i = 0; i < FUZZ_REGIONS - 1 && !(fd[i].revents & POLLIN); i++)
		;
	if (!fd[i].revents)
		return -EAGAIN;
	ret = read(fd[i].fd, events, v[0] % (sizeof(events) + 1));
	return ret > 0 ? 0 : -ENODATA;
}

static int do_reopen(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	int old = w->node[on];

	w->node[on] = open("/dev/kbench", O_RDWR | O_CLOEXEC);
	return done(0, close(old));
}

static int do_shut(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return empty_slot(&w->node[on]);
}

static int do_unload(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	char name[64];

	snprintf(name, sizeof(name), "rvk_%s", guest_words_policies.word[v[0]]);
	return guest_unload(name);
}

/* Other tasks and forked processes may keep the modules in use: a race */
static int do_remove(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	unsigned int i;

	if (!guest_may_unload())
		return -EPERM;
	for (i = 0; i < FUZZ_REGIONS; i++)
		empty_slot(&w->region[i]);
	for (i = 0; i < FUZZ_SLOTS; i++)
		empty_slot(&w->node[i]);
	return fuzz_modules_remove(v[0]);
}

static int do_insert(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	return fuzz_modules_insert();
}

static int do_tune(struct fuzz_world *w, unsigned int on, const uint64_t *v)
{
	static const struct {
		const char *module;
		const char *name;
		unsigned int max;
	} tunes[] = {
		{ "rvk_block", "fail", 1 },
		{ "rvk_block", "timeout_ms", 63 },
		{ "rvk_delay", "grace_ms", 63 },
		{ "rvk_scratch", "fill", 63 },
		{ "rvk_scratch", "each", 1 },
	};
	unsigned int i = v[0] % 5;
	char text[32];

	snprintf(text, sizeof(text), "%u",
		 (unsigned int)(v[1] % (tunes[i].max + 1)));
	return guest_parameter(tunes[i].module, tunes[i].name, text);
}

#define CALL(name, on, weight, run, nr, ...)     \
	{                                        \
		name, on, weight, 0, 0, run, nr, \
		{                                \
			__VA_ARGS__              \
		}                                \
	}

const struct fuzz_call fuzz_system_calls[] = {
	CALL("truncate", FUZZ_ON_FILE, 14, do_truncate, 3, BY, NUM("pages", P),
	     NUM("bytes", 4095)),
	CALL("fallocate", FUZZ_ON_FILE, 10, do_fallocate, 4, BY, NUM("mode", 4),
	     NUM("first", P), NUM("nr", P)),
	CALL("o_trunc", FUZZ_ON_FILE, 2, do_open, 1, BY),
	CALL("write", FUZZ_ON_FILE, 4, do_write, 1, NUM("page", P)),
	CALL("remap_range", FUZZ_ON_FILE, 3, do_remap_range, 5, NUM("copy", 1),
	     NUM("from", FUZZ_SLOTS - 1), NUM("first", P), NUM("to", P),
	     NUM("nr", P)),
	CALL("unlink", FUZZ_ON_FILE, 3, do_unlink, 0, { 0 }),
	CALL("sync", FUZZ_ON_FILE, 2, do_sync, 0, { 0 }),
	CALL("mmap", FUZZ_ON_MAP, 8, do_mmap, 4, NUM("file", FUZZ_SLOTS - 1),
	     NUM("kind", 3), NUM("first", P), NUM("nr", P)),
	CALL("munmap", FUZZ_ON_MAP, 4, do_munmap, 2, NUM("first", P),
	     NUM("nr", P)),
	CALL("mremap", FUZZ_ON_MAP, 4, do_mremap, 3, NUM("to", FUZZ_SLOTS - 1),
	     NUM("first", P), NUM("nr", P)),
	CALL("madvise", FUZZ_ON_MAP, 5, do_madvise, 3, NUM("advice", 6),
	     NUM("first", P), NUM("nr", P)),
	CALL("protect", FUZZ_ON_MAP, 2, do_protect, 1, NUM("write", 1)),
	CALL("fork", FUZZ_ON_NOTHING, 3, do_fork, 1, NUM("ms", 60)),
	CALL("exec", FUZZ_ON_NOTHING, 1, do_exec, 0, { 0 }),
	CALL("kill", FUZZ_ON_NOTHING, 1, do_kill, 0, { 0 }),
	CALL("sleep", FUZZ_ON_NOTHING, 6, do_sleep, 1, NUM("us", 20000)),
	CALL("close", FUZZ_ON_REGION, 8, do_close, 0, { 0 }),
	CALL("dup", FUZZ_ON_REGION, 2, do_dup, 1, NUM("to", FUZZ_REGIONS - 1)),
	CALL("poll", FUZZ_ON_REGION, 2, do_poll, 1, NUM("ms", 20)),
	CALL("read", FUZZ_ON_REGION, 3, do_read, 1, NUM("bytes", 160)),
	CALL("reopen", FUZZ_ON_NODE, 2, do_reopen, 0, { 0 }),
	CALL("shut", FUZZ_ON_NODE, 1, do_shut, 0, { 0 }),
	CALL("unload", FUZZ_ON_NOTHING, 3, do_unload, 1,
	     { "name", FUZZ_NAME, 0, 8, 0, &guest_words_policies }),
	CALL("remove", FUZZ_ON_NOTHING, 4, do_remove, 1, NUM("all", 1)),
	CALL("insert", FUZZ_ON_NOTHING, 1, do_insert, 0, { 0 }),
	CALL("tune", FUZZ_ON_NOTHING, 3, do_tune, 2, NUM("what", 4),
	     NUM("value", 63)),
	{ NULL, FUZZ_ON_NOTHING, 0, 0, 0, NULL, 0, { { 0 } } },
};
