// SPDX-License-Identifier: GPL-2.0-only
/* kb_abi.c - in the guest: /dev/kbench keeps to its ABI and unpins all */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/rvb_array.h"
#include "lib/rvb_frame.h"
#include "tests/kbench/kb_guest.h"

static int open_without_admin(void)
{
	drop_capability(CAP_SYS_ADMIN);
	return open("/dev/kbench", O_RDWR) < 0 ? errno : 0;
}

static void test_open_needs_cap_sys_admin(void **state)
{
	assert_int_equal(in_child(open_without_admin), EPERM);
}

static void test_unknown_command(void **state)
{
	int fd = open_kbench();

	assert_int_equal(call(fd, _IO(KB_IOC_MAGIC, 0xff), NULL), ENOTTY);
	assert_int_equal(call(fd, _IO('x', 1), NULL), ENOTTY);
	close(fd);
}

static void test_info_and_cases(void **state)
{
	struct kb_info info = { .abi = KB_ABI };
	int fd = open_kbench();
	uint32_t i;

	assert_int_equal(call(fd, KB_IOC_INFO, &info), 0);
	assert_true(info.nr_cases > 0);
	assert_true(info.clock_khz > 0);
	assert_string_equal(info.policy, "none");
	for (i = 0; i <= info.nr_cases; i++) {
		struct kb_case_info c = { .abi = KB_ABI, .index = i };

		assert_int_equal(call(fd, KB_IOC_CASE, &c),
				 i < info.nr_cases ? 0 : ENOENT);
		if (i == info.nr_cases)
			break;
		assert_in_range(c.nr_phases, 1, KB_PHASES_MAX);
		assert_true(*c.name && *c.title && *c.phase[0]);
	}

	info.abi = KB_ABI + 1;
	assert_int_equal(call(fd, KB_IOC_INFO, &info), EINVAL);
	info.abi = KB_ABI;
	info.reserved[1] = 1;
	assert_int_equal(call(fd, KB_IOC_INFO, &info), EINVAL);
	assert_int_equal(call(fd, KB_IOC_INFO, NULL), EFAULT);
	close(fd);
}

static void test_policy_by_name(void **state)
{
	struct kb_policy none = { .abi = KB_ABI, .name = "none" };
	struct kb_policy bad;
	int fd = open_kbench();

	assert_int_equal(call(fd, KB_IOC_POLICY, &none), 0);
	bad = none;
	strcpy(bad.name, "no-such-policy");
	assert_int_equal(call(fd, KB_IOC_POLICY, &bad), ENOENT);
	bad = none;
	bad.flags = 1;
	assert_int_equal(call(fd, KB_IOC_POLICY, &bad), EINVAL);
	bad = none;
	memset(bad.name, 'x', sizeof(bad.name));
	assert_int_equal(call(fd, KB_IOC_POLICY, &bad), EINVAL);
	bad = none;
	bad.reserved[0] = 1;
	assert_int_equal(call(fd, KB_IOC_POLICY, &bad), EINVAL);
	close(fd);
}

/* A policy that promises nothing at all cannot be loaded, so not selected */
static void test_promise_of_the_selected(void **state)
{
	struct kb_policy policy = { .abi = KB_ABI, .name = "block" };
	struct kb_promise promise = { .abi = KB_ABI };
	int fd = open_kbench();

	assert_int_equal(call(fd, KB_IOC_PROMISE, &promise), 0);
	assert_string_equal(promise.policy, "none");
	assert_int_equal(promise.does, KB_PROMISE_STALE);
	assert_int_equal(call(fd, KB_IOC_POLICY, &policy), 0);
	assert_int_equal(call(fd, KB_IOC_PROMISE, &promise), 0);
	assert_string_equal(promise.policy, "block");
	assert_int_equal(promise.does, KB_PROMISE_WAITS);
	assert_int_equal(promise.refuses[0], -EAGAIN);
	assert_int_equal(promise.own, -EDEADLK);
	assert_string_equal(promise.grace, "timeout_ms");

	promise.reserved[0] = 1;
	assert_int_equal(call(fd, KB_IOC_PROMISE, &promise), EINVAL);
	strcpy(policy.name, "mute");
	assert_int_equal(call(fd, KB_IOC_POLICY, &policy), ENOENT);
	close(fd);
}

/* A valid call with one field changed, and the error that it must return */
struct bad_run {
	const char *field;
	size_t offset;
	size_t size;
	uint64_t value;
	int error;
};

static void test_bad_runs_are_refused(void **state)
{
	static const uint64_t kernel = 0xffff888000000000ULL;
	const struct bad_run bad[] = {
		{ "abi", offsetof(struct kb_run, abi), 4, 0, EINVAL },
		{ "flags", offsetof(struct kb_run, flags), 4, 1U << 31,
		  EINVAL },
		{ "name", offsetof(struct kb_run, name), 1, 'x', ENOENT },
		{ "addr", offsetof(struct kb_run, addr), 8, 8, EINVAL },
		{ "addr", offsetof(struct kb_run, addr), 8, 4096, EFAULT },
		{ "addr", offsetof(struct kb_run, addr), 8, kernel, EFAULT },
		{ "nr_pages", offsetof(struct kb_run, nr_pages), 8, 0, EINVAL },
		{ "nr_pages", offsetof(struct kb_run, nr_pages), 8,
		  KB_PAGES_MAX + 1, EINVAL },
		{ "nr_loops", offsetof(struct kb_run, nr_loops), 4, 0, EINVAL },
		{ "nr_loops", offsetof(struct kb_run, nr_loops), 4,
		  KB_LOOPS_MAX + 1, EINVAL },
		{ "samples", offsetof(struct kb_run, samples), 8, 8, EFAULT },
		{ "reserved", offsetof(struct kb_run, reserved), 8, 1, EINVAL },
	};
	struct kb_run run;
	void *memory = map(PAGES);
	int fd = open_kbench(), error;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		run = pin_of(memory, PAGES);
		memcpy((char *)&run + bad[i].offset, &bad[i].value,
		       bad[i].size);
		error = run_call(fd, run);
		if (error != bad[i].error)
			fail_msg("%s = %#llx: %s", bad[i].field,
				 (unsigned long long)bad[i].value,
				 strerror(error));
	}
	run = pin_of(memory, PAGES);
	memset(run.name, 'x', sizeof(run.name));
	assert_int_equal(run_call(fd, run), EINVAL);

	assert_int_equal(run_call(fd, pin_of(memory, PAGES)), 0);
	close(fd);
	munmap(memory, PAGES * page_size);
	assert_int_equal(held_pins(), 0);
}

static void test_samples_are_written(void **state)
{
	void *memory = map(PAGES);
	struct kb_run run = pin_of(memory, PAGES);
	int fd = open_kbench(), i;

	memset(samples, 0, sizeof(samples));
	assert_int_equal(call(fd, KB_IOC_RUN, &run), 0);
	assert_int_equal(run.nr_done, LOOPS);
	assert_int_equal(run.nr_pinned, PAGES);
	assert_int_equal(run.nr_phases, 2);
	for (i = 0; i < 2 * LOOPS; i++)
		assert_true(samples[i] > 0);
	assert_int_equal(samples[2 * LOOPS], 0);
	close(fd);
	munmap(memory, PAGES * page_size);
}

static void test_step(void **state)
{
	void *memory = map(PAGES);
	struct kb_run run = pin_of(memory, PAGES);
	int fd = open_kbench();

	assert_int_equal(call(fd, KB_IOC_STEP, NULL), EINVAL);
	run.flags |= KB_RUN_HOLD;
	assert_int_equal(run_call(fd, run), 0);
	assert_int_equal(call(fd, KB_IOC_STEP, NULL), EINVAL);
	assert_int_equal(call(fd, KB_IOC_DROP, NULL), 0);
	run.flags |= KB_RUN_STEP;
	assert_int_equal(run_call(fd, run), EINVAL);

	run.flags &= ~KB_RUN_HOLD;
	assert_int_equal(run_call(fd, run), 0);
	assert_int_equal(held_pins(), 0);
	assert_int_equal(call(fd, KB_IOC_STEP, NULL), 0);
	assert_int_equal(held_pins(), PAGES);
	assert_int_equal(call(fd, KB_IOC_STEP, NULL), 0);
	assert_int_equal(held_pins(), 0);

	/* KB_IOC_DROP in the middle of a loop unpins */
	assert_int_equal(call(fd, KB_IOC_STEP, NULL), 0);
	assert_int_equal(call(fd, KB_IOC_DROP, NULL), 0);
	assert_int_equal(held_pins(), 0);
	assert_int_equal(run_call(fd, run), 0);
	assert_int_equal(call(fd, KB_IOC_STEP, NULL), 0);
	close(fd);
	assert_int_equal(held_pins(), 0);
	munmap(memory, PAGES * page_size);
}

static void test_hold_and_drop(void **state)
{
	void *memory = map(PAGES);
	struct kb_run run = pin_of(memory, PAGES);
	int fd = open_kbench();

	run.flags |= KB_RUN_HOLD;
	assert_int_equal(run_call(fd, run), 0);
	assert_int_equal(held_pins(), PAGES);
	assert_int_equal(locked_kib(), PAGES * page_size / 1024);
	assert_int_equal(run_call(fd, run), EBUSY);
	assert_int_equal(call(fd, KB_IOC_DROP, NULL), 0);
	assert_int_equal(held_pins(), 0);
	assert_int_equal(locked_kib(), 0);

	/* close(2) does the same */
	assert_int_equal(run_call(fd, run), 0);
	close(fd);
	assert_int_equal(held_pins(), 0);
	assert_int_equal(locked_kib(), 0);
	munmap(memory, PAGES * page_size);
}

static int hold_then_sigkill(void)
{
	struct kb_run run = pin_of(map(PAGES), PAGES);

	run.flags |= KB_RUN_HOLD;
	if (run_call(open_kbench(), run))
		return 1;
	raise(SIGKILL);
	return 2;
}

static void test_killed_holder_leaves_nothing(void **state)
{
	assert_int_equal(in_child(hold_then_sigkill), -SIGKILL);
	assert_int_equal(held_pins(), 0);
}

static int wait_for_kill(void)
{
	pause();
	return 0;
}

/* A fork shares the open file: the end of the child must not unpin */
static void test_fork_keeps_the_pins(void **state)
{
	void *memory = map(PAGES);
	struct kb_run run = pin_of(memory, PAGES);
	int fd = open_kbench();
	pid_t pid;

	run.flags |= KB_RUN_HOLD;
	assert_int_equal(run_call(fd, run), 0);
	pid = fork();
	if (!pid)
		_exit(wait_for_kill());
	close(fd);
	assert_int_equal(held_pins(), PAGES);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_int_equal(held_pins(), 0);
	munmap(memory, PAGES * page_size);
}

/* If the result cannot be copied to the user, nothing stays pinned or open */
static void test_a_lost_answer_leaves_nothing(void **state)
{
	struct kb_region *region = map(1);
	void *memory = map(PAGES);
	struct kb_run *run = map(1);
	int fd = open_kbench(), free_fd = dup(fd);

	close(free_fd);
	*region = region_of(memory, PAGES);
	*run = pin_of(memory, PAGES);
	run->flags |= KB_RUN_HOLD;
	mprotect(region, page_size, PROT_READ);
	mprotect(run, page_size, PROT_READ);
	assert_int_equal(call(fd, KB_IOC_REGION, region), EFAULT);
	assert_int_equal(dup(fd), free_fd);
	close(free_fd);
	assert_int_equal(call(fd, KB_IOC_RUN, run), EFAULT);
	assert_int_equal(held_pins(), 0);
	assert_int_equal(locked_kib(), 0);
	munmap(region, page_size);
	munmap(run, page_size);
	munmap(memory, PAGES * page_size);
	close(fd);
}

/* A signal ends the longest possible run early */
static int run_for_ever(void)
{
	const size_t pages = 4096;
	struct kb_run run = pin_of(map(pages), pages);
	static uint64_t many[2 * KB_LOOPS_MAX];

	run.nr_loops = KB_LOOPS_MAX;
	run.samples = (uintptr_t)many;
	alarm(1);
	run_call(open_kbench(), run);
	return 1;
}

static void test_run_ends_when_killed(void **state)
{
	assert_int_equal(in_child(run_for_ever), -SIGALRM);
	assert_int_equal(held_pins(), 0);
}

static int unload(const char *module)
{
	return syscall(SYS_delete_module, module, O_NONBLOCK) ? errno : 0;
}

static void test_unload_is_refused_while_open(void **state)
{
	int fd = open_kbench();

	assert_int_equal(unload("kbench"), EWOULDBLOCK);
	close(fd);
	assert_int_equal(unload("rvk"), EWOULDBLOCK);
	assert_int_equal(unload("kbench"), 0);
	assert_int_equal(open("/dev/kbench", O_RDWR), -1);
	assert_int_equal(system("modprobe kbench"), 0);
	close(open_kbench());
}

/* Send a result, so that the host knows that all tests ran */
static int say_done(void)
{
	const char *fd = getenv("RVB_RESULT_FD");

	return fd && rvb_frame_write(atoi(fd), "{}", strlen("{}"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open_needs_cap_sys_admin),
		cmocka_unit_test(test_unknown_command),
		cmocka_unit_test(test_info_and_cases),
		cmocka_unit_test(test_policy_by_name),
		cmocka_unit_test(test_promise_of_the_selected),
		cmocka_unit_test(test_bad_runs_are_refused),
		cmocka_unit_test(test_samples_are_written),
		cmocka_unit_test(test_hold_and_drop),
		cmocka_unit_test(test_step),
		cmocka_unit_test(test_killed_holder_leaves_nothing),
		cmocka_unit_test(test_fork_keeps_the_pins),
		cmocka_unit_test(test_memlock_limit),
		cmocka_unit_test(test_memlock_limit_of_a_region),
		cmocka_unit_test(test_a_lost_answer_leaves_nothing),
		cmocka_unit_test(test_a_bad_buffer_loses_no_event),
		cmocka_unit_test(test_run_ends_when_killed),
		cmocka_unit_test(test_unload_is_refused_while_open),
	};

	page_size = sysconf(_SC_PAGESIZE);
	if (system("modprobe kbench"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL) || say_done();
}
