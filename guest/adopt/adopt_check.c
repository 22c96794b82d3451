// SPDX-License-Identifier: GPL-2.0-only
/* adopt_check.c - hard cases: owners that truncate, die, fork, and come late */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/adopt/adopt_check.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_system.h"
#include "guest/lib/guest_time.h"
#include "lib/rvb_array.h"

struct check_now now;

bool check_begin(const char *policy)
{
	now.region.fd = memfd_create("adopt", MFD_CLOEXEC);
	return now.region.fd >= 0 &&
	       !guest_parameter("rvk_adopt", "policy", policy) &&
	       !survey_fill(now.region.fd, SURVEY_OLD, SURVEY_BYTES);
}

const struct survey_user *check_user(const char *name)
{
	int i = 0;

	while (strcmp(survey_users[i]->name, name))
		i++;
	return survey_users[i];
}

bool check_pin(const struct survey_user *user, int i)
{
	return !adopt_owner_start(user, &now.region, &now.owner[i],
				  &now.seen[i]) &&
	       !now.seen[i].pin;
}

static bool pin(int i)
{
	return check_pin(check_user("io_uring"), i);
}

void check_end(int i)
{
	adopt_owner_end(&now.owner[i], &now.seen[i]);
}

/* Nothing is adopted any more, and pins and unpins are equal */
static bool is_clean(void)
{
	return guest_until(!adopt_count("regions"), CHECK_WAIT_MS) &&
	       adopt_count("pins") == adopt_count("unpins");
}

static void on_alarm(int sig)
{
}

void check_truncate(unsigned int alarm_s)
{
	const struct sigaction action = { .sa_handler = on_alarm };

	now.truncator = fork();
	if (now.truncator)
		return;
	sigaction(SIGALRM, &action, NULL);
	alarm(alarm_s);
	_exit(-adopt_empty_file(now.region.fd, now.hole));
}

int check_truncated(void)
{
	int status;

	waitpid(now.truncator, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool check_is_waiting(void)
{
	guest_sleep_ms(100);
	return !waitpid(now.truncator, NULL, WNOHANG);
}

void check_want(bool condition, const char *text)
{
	if (condition)
		return;
	printf("# not %s\n", text);
	fflush(stdout);
	_exit(1);
}

void check_pin_or_skip(const struct survey_user *user)
{
	if (!check_pin(user, 0) && now.seen[0].pin == -ENODEV)
		_exit(CHECK_SKIPPED);
	CHECK(!now.seen[0].pin);
}

static void check_own_block(void)
{
	CHECK(check_begin("block") && pin(0));
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_TRUNCATE));
	CHECK(now.seen[0].event == -EDEADLK);
	check_end(0);
	CHECK(!ftruncate(now.region.fd, 0));
}

static void check_own_kill(void)
{
	CHECK(check_begin("kill") && pin(0));
	CHECK(!adopt_owner_say(&now.owner[0], ADOPT_TRUNCATE));
	check_end(0);
	CHECK(now.seen[0].signal == SIGKILL);
}

static void check_dies(void)
{
	CHECK(check_begin("block") && pin(0));
	check_truncate(0);
	CHECK(check_is_waiting());
	check_end(0);
	CHECK(!check_truncated());
}

/* A truncate waits until the second owner has released, too */
static void wait_for_both(void)
{
	CHECK(adopt_count("regions") == 2);
	check_truncate(0);
	CHECK(check_is_waiting());
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_RELEASE));
	CHECK(check_is_waiting());
	CHECK(adopt_owner_say(&now.owner[1], ADOPT_RELEASE));
	CHECK(!check_truncated());
	check_end(0);
	check_end(1);
}

static void check_two_owners(void)
{
	CHECK(check_begin("block") && pin(0) && pin(1));
	wait_for_both();
}

/* The child has the ring, so the death of the owner ends no pin */
static void check_fork(void)
{
	CHECK(check_begin("kill") && pin(0));
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_FORK));
	CHECK(now.seen[0].heir > 0);
	check_truncate(2);
	CHECK(check_truncated() == EINTR);
	check_end(0);
	CHECK(now.seen[0].signal == SIGKILL);
	CHECK(adopt_count("regions") == 1);
	CHECK(!kill(now.seen[0].heir, SIGKILL));
}

static void check_late_pin(void)
{
	CHECK(check_begin("block") && pin(0));
	check_truncate(0);
	CHECK(check_is_waiting());
	CHECK(!pin(1));
	CHECK(now.seen[1].pin == -EAGAIN);
	check_end(1);
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_RELEASE));
	CHECK(!check_truncated());
	check_end(0);
}

/* A region keeps the policy that it was opened with */
static void check_change(void)
{
	CHECK(check_begin("none") && pin(0));
	CHECK(!guest_parameter("rvk_adopt", "policy", "kill"));
	CHECK(!ftruncate(now.region.fd, 0));
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_RELEASE));
	check_end(0);
	CHECK(!now.seen[0].signal);
}

static void check_unload(void)
{
	CHECK(check_begin("block") && pin(0));
	CHECK(guest_unload("rvk_adopt"));
	CHECK(adopt_owner_say(&now.owner[0], ADOPT_RELEASE));
	check_end(0);
}

/* Each owner has one pin of a huge page, and the same part of it */
static void check_folio(void)
{
	const char *const pages[] = { "echo 1 >/proc/sys/vm/nr_hugepages",
				      NULL };
	const struct survey_user *user = check_user("udmabuf");

	guest_run_all(pages);
	now.region.bytes = SURVEY_HUGE;
	now.hole = SURVEY_HUGE;
	now.region.fd = survey_file("hugetlb", NULL);
	CHECK(!guest_parameter("rvk_adopt", "policy", "block"));
	check_pin_or_skip(user);
	CHECK(check_pin(user, 1));
	wait_for_both();
}

static void check_unknown(void)
{
	CHECK(guest_parameter("rvk_adopt", "policy", "nonesuch") == -ENOENT);
	CHECK(check_begin("deny") && !pin(0));
	CHECK(now.seen[0].pin == -EOPNOTSUPP);
	check_end(0);
}

static const struct adopt_check {
	const char *name;
	void (*run)(void);
	const char *user;
	const char *policy;
} checks[] = {
	{ "own/block", check_own_block },
	{ "own/kill", check_own_kill },
	{ "dies", check_dies },
	{ "two_owners", check_two_owners },
	{ "fork", check_fork },
	{ "late_pin", check_late_pin },
	{ "change", check_change },
	{ "unload", check_unload },
	{ "unknown", check_unknown },
	{ "folio/udmabuf", check_folio },
	{ "gone/rdma/block", check_gone, "rdma", "block" },
	{ "gone/rdma/fence", check_gone, "rdma", "fence" },
	{ "gone/rdma/unload", check_gone_rdma_unload },
	{ "gone/vfio/block", check_gone, "vfio", "block" },
	{ "gone/vfio/fence", check_gone, "vfio", "fence" },
	{ "gone/vfio/scratch", check_gone, "vfio", "scratch" },
	{ "twice/vfio/fence", check_twice, "vfio", "fence" },
	{ "twice/vfio/scratch", check_twice, "vfio", "scratch" },
	{ "race/vfio/fence", check_race, "vfio", "fence" },
	{ "race/vfio/scratch", check_race, "vfio", "scratch" },
};

/* Return: 0, CHECK_SKIPPED, or anything else where it failed */
static int run_check(const struct adopt_check *check)
{
	int status = 1;
	pid_t pid = fork();

	if (!pid) {
		now.region = (struct survey_region){ .fs = "memfd",
						     .bytes = SURVEY_BYTES,
						     .write = true };
		now.user = check->user;
		now.policy = check->policy;
		check->run();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	if (!is_clean() || adopt_count("escaped") || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status);
}

unsigned int adopt_checks(void)
{
	const size_t size = 2 * sizeof(*now.seen);
	unsigned int i, failed = 0;
	int ret;

	now.seen = mmap(NULL, size, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (now.seen == MAP_FAILED)
		return 1;
	for (i = 0; i < ARRAY_SIZE(checks); i++) {
		memset(now.seen, 0, size);
		ret = run_check(&checks[i]);
		printf("%sok %u - %s%s\n",
		       ret && ret != CHECK_SKIPPED ? "not " : "", i + 1,
		       checks[i].name,
		       ret == CHECK_SKIPPED ? " # SKIP no such user here" : "");
		fflush(stdout);
		failed += ret && ret != CHECK_SKIPPED;
	}
	printf("# %u failed\n", failed);
	return failed;
}
