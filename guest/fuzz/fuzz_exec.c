// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_exec.c - runs the tasks of a program, on slots of its own */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/fuzz/fuzz_world.h"
#include "guest/lib/guest_region.h"
#include "kbench/kb_uapi.h"

/* Upper bound of what KB_IOC_RUN and KB_IOC_LOG write */
#define SAMPLES_BYTES (KB_LOG_MAX * sizeof(struct kb_move))
static_assert(SAMPLES_BYTES >= 8UL * KB_PHASES_MAX * KB_LOOPS_MAX, "samples");

struct task {
	pthread_t thread;
	struct fuzz_world *w;
	const struct fuzz_program *p;
	unsigned int number;
	pthread_barrier_t *start;
};

static uint64_t resolve(struct fuzz_world *w, const struct fuzz_field *f,
			uint64_t v)
{
	if (f->kind == FUZZ_USER && !v)
		return (uintptr_t)w->samples;
	if (f->kind == FUZZ_ADDR && v >> 32 < FUZZ_SLOTS)
		return (uintptr_t)w->map[v >> 32] + (uint32_t)v * FUZZ_PAGE;
	return f->kind == FUZZ_FILE && v < FUZZ_SLOTS ? (uint64_t)w->file[v] :
							v;
}

static void fill_name(char *to, size_t size, const char *word)
{
	if (!strcmp(word, GUEST_WORD_ENDLESS))
		memset(to, 'x', size);
	else if (strcmp(word, GUEST_WORD_EMPTY))
		strncpy(to, word, size);
}

/* The first slot with a region, from @on on; @on if there is none */
static unsigned int region_slot(const struct fuzz_world *w, unsigned int on)
{
	unsigned int i;

	for (i = on; i < on + FUZZ_REGIONS; i++)
		if (w->region[i % FUZZ_REGIONS] >= 0)
			return i % FUZZ_REGIONS;
	return on;
}

static void note_escaped(const struct kb_ledger *l)
{
	__atomic_fetch_add(fuzz_escaped, l->escaped_pages, __ATOMIC_RELAXED);
}

static int do_ioctl(struct fuzz_world *w, const struct fuzz_op *op)
{
	const struct fuzz_call *call = fuzz_call_at(op->call);
	bool is_node = call->on == FUZZ_ON_NODE;
	unsigned int slot = is_node ? 0 : region_slot(w, op->on);
	const struct fuzz_field *f = call->field;
	struct kb_region *region;
	char arg[512] = "";
	uint64_t value;
	unsigned int i;

	for (i = 0; i < call->nr_fields; i++, f++) {
		value = resolve(w, f, op->v[i]);
		if (f->kind == FUZZ_NAME)
			fill_name(arg + f->offset, f->size,
				  f->words->word[op->v[i]]);
		else
			memcpy(arg + f->offset, &value,
			       f->size < 8 ? f->size : 8);
	}
	if (ioctl(is_node ? w->node[op->on] : w->region[slot], call->cmd, arg))
		return -errno;
	if (call->cmd == KB_IOC_LEDGER)
		note_escaped((struct kb_ledger *)arg);
	region = (struct kb_region *)arg;
	if (call->cmd != KB_IOC_REGION || region->fd < 0)
		return 0;
	i = __atomic_fetch_add(&w->nr_regions, 1, __ATOMIC_RELAXED);
	w->region[i % FUZZ_REGIONS] = region->fd;
	return 0;
}

static void do_op(struct fuzz_world *w, const struct fuzz_op *op)
{
	const struct fuzz_call *call = fuzz_call_at(op->call);
	struct fuzz_count *count = &fuzz_counts[op->call];
	int ret;

	__atomic_fetch_add(&count->made, 1, __ATOMIC_RELAXED);
	if (call->run)
		ret = call->run(w,
				call->on == FUZZ_ON_REGION ?
					region_slot(w, op->on) :
					op->on,
				op->v);
	else
		ret = do_ioctl(w, op);
	if (ret >= 0)
		__atomic_fetch_add(&count->worked, 1, __ATOMIC_RELAXED);
}

static void *run_task(void *data)
{
	struct task *task = data;
	const struct fuzz_program *p = task->p;
	unsigned int i;

	pthread_barrier_wait(task->start);
	fuzz_cover_begin(task->number);
	for (i = 0; i < p->nr; i++)
		if (p->op[i].task == task->number)
			do_op(task->w, &p->op[i]);
	return NULL;
}

/* Slots 0 and 1 map their file shared, 2 private; 3 maps anonymous memory */
static void prepare(struct fuzz_world *w)
{
	int i, flags;
	char *area = mmap(NULL, 2 * FUZZ_SLOTS * FUZZ_MAP_BYTES, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	for (i = 0; i < FUZZ_REGIONS; i++)
		w->region[i] = -1;
	w->samples = mmap(NULL, SAMPLES_BYTES, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	for (i = 0; i < FUZZ_SLOTS; i++) {
		w->node[i] = open("/dev/kbench", O_RDWR | O_CLOEXEC);
		w->map[i] = area + 2 * i * FUZZ_MAP_BYTES;
		flags = MAP_FIXED | (i < 2 ? MAP_SHARED : MAP_PRIVATE);
		mmap(w->map[i], FUZZ_MAP_BYTES, PROT_READ | PROT_WRITE,
		     i < 3 ? flags : flags | MAP_ANONYMOUS,
		     i < 3 ? w->file[i] : -1, 0);
	}
}

void fuzz_exec(struct fuzz_world *w, const struct fuzz_program *p)
{
	struct task tasks[FUZZ_TASKS];
	struct kb_ledger ledger;
	pthread_barrier_t start;
	unsigned int i;

	prepare(w);
	pthread_barrier_init(&start, NULL, FUZZ_TASKS);
	for (i = 0; i < FUZZ_TASKS; i++) {
		tasks[i] = (struct task){ 0, w, p, i, &start };
		if (i &&
		    pthread_create(&tasks[i].thread, NULL, run_task, &tasks[i]))
			_exit(1);
	}
	run_task(&tasks[0]);
	for (i = 1; i < FUZZ_TASKS; i++)
		pthread_join(tasks[i].thread, NULL);
	for (i = 0; i < FUZZ_REGIONS; i++)
		if (!guest_region_ledger(w->region[i], &ledger))
			note_escaped(&ledger);
	_exit(0);
}
