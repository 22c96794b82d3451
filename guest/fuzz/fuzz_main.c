// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_main.c - kb_fuzz: random programs on /dev/kbench, in the guest */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/fuzz/fuzz_world.h"
#include "guest/lib/guest_mount.h"
#include "guest/lib/guest_port.h"
#include "kbench/kb_uapi.h"
#include "lib/rvb_argp.h"
#include "lib/rvb_exit.h"

#define KEPT_MAX 256 /* programs that reached new places */
#define REDUCE_TRIES 120
#define SECONDS_MAX 1000000
#define SEED_MAX 1000000000000000
#define PROGRAMS_MAX 100000000

static struct fuzz_options {
	unsigned long seconds;
	unsigned long seed;
	unsigned long programs;
	unsigned long replays;
	const char *replay;
	const char *reduce;
	const char *with;
	const char *fs;
	bool blind;
	bool verbose;
} o = { .seconds = 30,
	.seed = 1,
	.programs = PROGRAMS_MAX,
	.replays = 50,
	.fs = "tmpfs,ext4,xfs" };

static struct fuzz_program kept[KEPT_MAX];
static unsigned int nr_kept;
static bool guided;

/* Counts for generated programs, and for mutations of kept ones */
static struct {
	unsigned int programs;
	unsigned int kept;
	unsigned int places;
} made[2];

static error_t print_doc(char *arg, struct argp_state *state)
{
	fuzz_doc();
	exit(RVB_EXIT_OK);
}

#define OPT(kind, member, ...) \
	RVB_##kind(struct fuzz_options, member, ##__VA_ARGS__)

static const struct rvb_option options[] = {
	{ "seconds", OPT(NUMBER, seconds, 0, SECONDS_MAX), "N",
	  "Run for N seconds (30)", 's' },
	{ "seed", OPT(NUMBER, seed, 0, SEED_MAX), "N",
	  "Seed of the first program (1), plus one for each next one", 'r' },
	{ "programs", OPT(NUMBER, programs, 1, PROGRAMS_MAX), "N",
	  "Run N programs at most", 'n' },
	{ "replay", OPT(STRING, replay), "FILE",
	  "Run the program in FILE, --times times", 'p' },
	{ "times", OPT(NUMBER, replays, 1, 1000000), "N",
	  "How often --replay runs the program (50)", 't' },
	{ "reduce", OPT(STRING, reduce), "FILE",
	  "Remove calls from the program in FILE while --with fails; also works outside a guest",
	  'd' },
	{ "with", OPT(STRING, with), "COMMAND",
	  "Gets the file of a program as argument; exits with 0 if it did not fail",
	  'w' },
	{ "fs", OPT(STRING, fs), "LIST",
	  "Filesystems of the files (tmpfs,ext4,xfs)", 'f' },
	{ "blind", OPT(FLAG, blind), NULL,
	  "Count reached places, but do not mutate programs by them", 'b' },
	{ "verbose", OPT(FLAG, verbose), NULL,
	  "Print each program before it runs", 'v' },
	{ "doc", RVB_CALL(print_doc), NULL, "Print the table of calls", 'D' },
	{}
};

static const struct rvb_argp argp = {
	.options = options,
	.doc = "Fuzzes /dev/kbench and races against it, in the guest.",
};

static void load(struct fuzz_program *p, const char *path)
{
	char why[128];
	FILE *in = fopen(path, "re");

	if (!in) {
		perror(path);
		exit(RVB_EXIT_USAGE);
	}
	if (fuzz_parse(p, in, why, sizeof(why))) {
		fprintf(stderr, "kb_fuzz: %s: %s\n", path, why);
		exit(RVB_EXIT_USAGE);
	}
	fclose(in);
}

/* Run --with on a program; on a host that command boots a guest */
static bool command_fails(const struct fuzz_program *p, void *unused)
{
	char path[] = "/tmp/kb_fuzz.XXXXXX", command[512];
	int fd = mkstemp(path);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	int ret;

	if (!out) {
		perror(path);
		exit(RVB_EXIT_HARNESS);
	}
	fuzz_print(p, out);
	fclose(out);
	snprintf(command, sizeof(command), "%s %s", o.with, path);
	ret = system(command);
	unlink(path);
	fprintf(stderr, "kb_fuzz: %u calls: %s\n", p->nr,
		ret ? "fails" : "does not fail");
	return ret;
}

/* Report each program to the host, which kills a silent guest; the seed repeats it */
static void alive(unsigned long nr, unsigned long seed)
{
	static uint64_t last;

	if (guest_now_ns() - last < 500000000)
		return;
	last = guest_now_ns();
	guest_port_alive(nr, "seed %lu", seed);
}

static void report_failure(struct fuzz_program *p, const struct fuzz_verdict *v,
			   unsigned long seed)
{
	printf("not ok - %s\n# the program, of seed %lu:\n", v->reason, seed);
	fuzz_print(p, stdout);
	if (!fuzz_run_fails(p, NULL)) {
		printf("# not reduced: it does not fail each time\n");
		return;
	}
	fuzz_reduce(p, fuzz_run_fails, NULL, REDUCE_TRIES);
	printf("# reduced; save it and repeat it with --replay FILE:\n");
	fuzz_print(p, stdout);
}

/* Make a program; true if it is a mutation of a kept one */
static bool make(struct fuzz_program *p, gsl_rng *r)
{
	if (!nr_kept || o.blind || !gsl_rng_uniform_int(r, 4)) {
		fuzz_generate(p, r);
		return false;
	}
	*p = kept[gsl_rng_uniform_int(r, nr_kept)];
	fuzz_mutate(p, &kept[gsl_rng_uniform_int(r, nr_kept)], r);
	return true;
}

static void keep(const struct fuzz_program *p, bool of_kept, gsl_rng *r)
{
	unsigned int places = fuzz_cover_new();

	made[of_kept].programs++;
	if (!places)
		return;
	made[of_kept].kept++;
	made[of_kept].places += places;
	if (nr_kept < KEPT_MAX)
		kept[nr_kept++] = *p;
	else
		kept[gsl_rng_uniform_int(r, KEPT_MAX)] = *p;
}

static int send_result(unsigned long nr, bool failed)
{
	return guest_port_send(json_pack(
		"{s:s, s:I, s:I, s:i, s:b}", "schema", "revokebench/fuzz-1",
		"seed", (json_int_t)o.seed, "programs", (json_int_t)nr,
		"places", (int)fuzz_cover_total(), "failed", (int)failed));
}

/* A call that never worked although the run depends on it, or NULL */
static const char *missing_call(void)
{
	const char *missing = NULL;
	unsigned int i;

	for (i = 0; i < fuzz_nr_calls(); i++) {
		const struct fuzz_call *call = fuzz_call_at(i);

		if (fuzz_counts[i].worked)
			continue;
		if (call->cmd == KB_IOC_REGION)
			missing = "no region was registered";
		else if (!strcmp(call->name, "remove") && guest_may_unload())
			missing = "our modules were never unloaded";
	}
	return missing;
}

/* A slow machine gets more time for the calls that the run depends on */
static bool has_time(uint64_t start)
{
	uint64_t passed = guest_now_ns() - start;
	uint64_t time = o.seconds * 1000000000ULL;

	return passed < time || (passed < 4 * time && missing_call());
}

static bool fuzz(unsigned long *nr)
{
	uint64_t start = guest_now_ns();
	gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
	struct fuzz_verdict verdict = { 0 };
	struct fuzz_program p;
	bool of_kept;

	for (*nr = 0; *nr < o.programs && has_time(start); ++*nr) {
		gsl_rng_set(r, o.seed + *nr);
		of_kept = make(&p, r);
		printf("# seed %lu\n", o.seed + *nr);
		if (guided || o.verbose)
			fuzz_print(&p, stdout);
		alive(*nr + 1, o.seed + *nr);
		fuzz_run(&p, &verdict);
		if (verdict.failed) {
			report_failure(&p, &verdict, o.seed + *nr);
			break;
		}
		keep(&p, of_kept, r);
	}
	gsl_rng_free(r);
	return verdict.failed;
}

/* Print how many programs reached new places */
static bool print_places(void)
{
	static const char *const of[] = { "nothing", "kept ones" };
	unsigned int i;

	for (i = 0; guided && !o.replay && i < 2; i++)
		printf("# of %s: %u programs, %u kept for %u new places\n",
		       of[i], made[i].programs, made[i].kept, made[i].places);
	return !guided || fuzz_cover_total();
}

static void print_counts(void)
{
	unsigned int i;

	for (i = 0; i < fuzz_nr_calls(); i++)
		printf("# %s: %u of %u worked\n", fuzz_call_at(i)->name,
		       fuzz_counts[i].worked, fuzz_counts[i].made);
}

static bool replay(unsigned long *nr)
{
	struct fuzz_verdict verdict = { 0 };
	struct fuzz_program p;

	load(&p, o.replay);
	fuzz_print(&p, stdout);
	for (*nr = 0; *nr < o.replays && !verdict.failed; ++*nr) {
		alive(*nr + 1, 0);
		fuzz_run(&p, &verdict);
	}
	if (verdict.failed)
		printf("not ok - %s\n", verdict.reason);
	return verdict.failed;
}

static int reduce(void)
{
	struct fuzz_program p;

	load(&p, o.reduce);
	if (!o.with || !command_fails(&p, NULL)) {
		fprintf(stderr, "kb_fuzz: %s does not fail%s\n", o.reduce,
			o.with ? "" : ": --with=COMMAND is missing");
		return RVB_EXIT_USAGE;
	}
	fuzz_reduce(&p, command_fails, NULL, REDUCE_TRIES);
	fuzz_print(&p, stdout);
	return RVB_EXIT_OK;
}

/* Prepare for programs; an exit code */
static int prepare(void)
{
	int ret = guest_load("kbench");
	int node = ret ? ret : open("/dev/kbench", O_RDWR | O_CLOEXEC);

	if (node < 0) {
		fprintf(stderr, "kb_fuzz: no /dev/kbench: modprobe kbench\n");
		return RVB_EXIT_HARNESS;
	}
	guest_words_init(node);
	close(node);
	if (fuzz_run_init(o.fs))
		return RVB_EXIT_HARNESS;
	ret = fuzz_cover_init();
	if (ret < 0) {
		fprintf(stderr, "kb_fuzz: KCOV: %s\n", strerror(-ret));
		return RVB_EXIT_HARNESS;
	}
	guided = ret;
	return RVB_EXIT_OK;
}

int main(int argc, char **argv)
{
	const char *wrong;
	unsigned long nr;
	bool failed;
	int ret;

	rvb_argp_parse(&argp, argc, argv, &o);
	if (o.reduce)
		return reduce();
	ret = prepare();
	if (ret)
		return ret;
	printf("# kb_fuzz --seed %lu --seconds %lu, %s\n", o.seed, o.seconds,
	       !guided ? "at random: no KCOV" :
	       o.blind ? "at random" :
			 "guided by coverage");
	failed = o.replay ? replay(&nr) : fuzz(&nr);
	print_counts();
	wrong = missing_call();
	if (!print_places() && !wrong)
		wrong = "KCOV reports no place in our modules";
	if (o.replay)
		wrong = NULL;
	if (!fuzz_modules_leave() && !wrong)
		wrong = "kbench or rvk stays in use without a user";
	if (wrong && !failed) {
		printf("not ok - %s\n", wrong);
		failed = true;
	}
	printf("# %lu programs, %u places reached, %s\n", nr,
	       fuzz_cover_total(), failed ? "FAILURE" : "SUCCESS");
	fflush(stdout);
	guest_unmount_all();
	if (send_result(nr, failed))
		return RVB_EXIT_HARNESS;
	return failed ? RVB_EXIT_GUEST : RVB_EXIT_OK;
}
