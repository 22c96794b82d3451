// SPDX-License-Identifier: GPL-2.0-only
/* ub_gbench.cc - Google Benchmark for C; no exception leaves this file */
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <regex>
#include <string>
#include <unistd.h>
#include <vector>

#include "lib/rvb_exit.h"
#include "ubench/ub_gbench.h"

struct ub_gb_state {
	benchmark::State &state;
};

namespace
{

std::vector<std::string> names;
bool format_given, lists;

bool is_option(const char *arg, const char *name)
{
	size_t length = strlen(name);

	return !strncmp(arg, name, length) &&
	       (arg[length] == '=' || arg[length] == '\0');
}

/* Parse a boolean flag as Google Benchmark does: no value is true */
bool is_true(const char *arg)
{
	const char *value = strchr(arg, '=');

	return !value || (strcmp(value, "=false") && strcmp(value, "=no") &&
			  strcmp(value, "=off") && strcmp(value, "=0"));
}

/* Replace what Google Benchmark does for a bad value: print help and exit with 0 */
void bad_value()
{
	fprintf(stderr,
		"ubench: bad value for a --benchmark_ option, see --help\n");
	_exit(RVB_EXIT_USAGE);
}

/* Match a filter as Google Benchmark does: -RE excludes RE */
std::regex filter_regex(bool *negative)
{
	std::string text = benchmark::GetBenchmarkFilter();

	if (text.empty() || text == "all")
		text = ".";
	*negative = text[0] == '-';
	return std::regex(text.substr(*negative), std::regex::extended);
}

class Reporter : public benchmark::BenchmarkReporter {
    public:
	explicit Reporter(const struct ub_gb_reporter &vtable)
		: vtable(vtable)
	{
	}

	bool ReportContext(const Context &context) override
	{
		vtable.context(context.name_field_width);
		return true;
	}

	void ReportRuns(const std::vector<Run> &runs) override
	{
		for (const Run &run : runs)
			if (run.run_type != Run::RT_Aggregate)
				report(run);
	}

    private:
	void report(const Run &run)
	{
		std::string name = run.benchmark_name();
		struct ub_gb_run out = {};

		out.name = name.c_str();
		out.label = run.report_label.c_str();
		if (run.error_occurred)
			out.error = run.error_message.c_str();
		out.impl = &run;
		vtable.run(&out);
	}

	struct ub_gb_reporter vtable;
};

int init(int *argc, char **argv)
{
	/* One batch is one run: the caller sets the number of loops */
	static char no_min_time[] = "--benchmark_min_time=0";
	static char no_warmup[] = "--benchmark_min_warmup_time=0";
	std::vector<char *> args(argv, argv + *argc);
	bool negative;
	int nr;

	for (char *arg : args) {
		if (is_option(arg, "--benchmark_format"))
			format_given = true;
		if (is_option(arg, "--benchmark_list_tests"))
			lists = is_true(arg);
		if (is_option(arg, "--benchmark_min_time") ||
		    is_option(arg, "--benchmark_min_warmup_time")) {
			fprintf(stderr,
				"ubench: %s: use --loops and --warmups\n", arg);
			return -EINVAL;
		}
	}

	args.insert(args.begin() + 1, { no_min_time, no_warmup });
	nr = args.size();
	args.push_back(nullptr);
	benchmark::Initialize(&nr, args.data(), bad_value);
	std::copy(args.begin(), args.begin() + nr, argv);
	argv[nr] = nullptr;
	*argc = nr;

	try {
		filter_regex(&negative);
	} catch (const std::regex_error &e) {
		fprintf(stderr, "ubench: --benchmark_filter=%s: %s\n",
			benchmark::GetBenchmarkFilter().c_str(), e.what());
		return -EINVAL;
	}
	return 0;
}

void add(const char *name, void (*fn)(struct ub_gb_state *state, void *user),
	 void *user)
{
	auto *b = benchmark::RegisterBenchmark(
		name, [fn, user](benchmark::State &state) {
			struct ub_gb_state wrapped = { state };

			fn(&wrapped, user);
		});

	b->Unit(benchmark::kNanosecond);
	b->UseManualTime();
	/* Compose the name as Google Benchmark does */
	names.push_back(std::string(name) + "/manual_time");
}

size_t nr_matches()
{
	bool negative;
	std::regex re = filter_regex(&negative);

	return std::count_if(
		names.begin(), names.end(), [&](const std::string &name) {
			return std::regex_search(name, re) != negative;
		});
}

} /* namespace */

int ub_gb_init(int *argc, char **argv)
{
	try {
		return init(argc, argv);
	} catch (...) {
		return -ENOMEM;
	}
}

bool ub_gb_lists(void)
{
	return lists;
}

int ub_gb_add_context(const char *key, const char *value)
{
	try {
		benchmark::AddCustomContext(key, value);
		return 0;
	} catch (...) {
		return -ENOMEM;
	}
}

int ub_gb_register(const char *name,
		   void (*fn)(struct ub_gb_state *state, void *user),
		   void *user)
{
	try {
		add(name, fn, user);
		return 0;
	} catch (...) {
		return -ENOMEM;
	}
}

size_t ub_gb_nr_matches(void)
{
	try {
		return nr_matches();
	} catch (...) {
		return 0;
	}
}

long ub_gb_run_all(const struct ub_gb_reporter *reporter)
{
	try {
		std::unique_ptr<Reporter> ours;

		if (!format_given)
			ours = std::make_unique<Reporter>(*reporter);
		return benchmark::RunSpecifiedBenchmarks(ours.get());
	} catch (const std::bad_alloc &) {
		return -ENOMEM;
	} catch (...) {
		return -EIO;
	}
}

int ub_gb_run_counter(const struct ub_gb_run *run, const char *name,
		      double *value)
{
	try {
		using Run = benchmark::BenchmarkReporter::Run;
		auto *impl = static_cast<const Run *>(run->impl);
		auto found = impl->counters.find(name);

		if (found == impl->counters.end())
			return -ENOENT;
		*value = found->second.value;
		return 0;
	} catch (...) {
		return -ENOENT;
	}
}

bool ub_gb_keep_running_batch(struct ub_gb_state *state, int64_t n)
{
	try {
		return state->state.KeepRunningBatch(n);
	} catch (...) {
		return false;
	}
}

void ub_gb_set_iteration_time(struct ub_gb_state *state, double seconds)
{
	try {
		state->state.SetIterationTime(seconds);
	} catch (...) {
		ub_gb_skip_error(state, "cannot set the time");
	}
}

void ub_gb_counter(struct ub_gb_state *state, const char *name, double value)
{
	try {
		state->state.counters[name] = value;
	} catch (...) {
		ub_gb_skip_error(state, "out of memory");
	}
}

void ub_gb_set_label(struct ub_gb_state *state, const char *label)
{
	try {
		state->state.SetLabel(label);
	} catch (...) {
		ub_gb_skip_error(state, "out of memory");
	}
}

void ub_gb_skip_error(struct ub_gb_state *state, const char *why)
{
	try {
		state->state.SkipWithError(why);
	} catch (...) {
		/* Without memory for the reason the row stays empty */
	}
}
