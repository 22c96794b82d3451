// SPDX-License-Identifier: GPL-2.0-only
/* guest_words.c - the names that programs use */
#include <string.h>

#include "guest/fuzz/fuzz_table.h"
#include "guest/lib/guest_client.h"

#define WRONG "no_such", KF_WORD_EMPTY, KF_WORD_ENDLESS

/* Without a kernel to ask: enough for a program to be printed and read */
struct kf_words kf_policies = { "policy",
				{ "none", "block", "delay", "fence", WRONG },
				7 };
struct kf_words kf_devices = { "device", { "gpu", WRONG }, 4 };
struct kf_words kf_engines = { "engine", { "thread", "timer", WRONG }, 5 };
struct kf_words kf_cases = { "case", { "pin", WRONG }, 4 };

static void clear(struct kf_words *words)
{
	words->nr = 0;
}

static void add(struct kf_words *words, const char *word)
{
	if (words->nr < KF_WORDS_MAX - 1)
		words->word[words->nr++] = strdup(word);
}

static void add_wrong(struct kf_words *words)
{
	static const char *const wrong[] = { WRONG };
	unsigned int i;

	for (i = 0; i < 3; i++)
		add(words, wrong[i]);
}

static void take(struct kf_words *words, const struct kb_client_names *names)
{
	unsigned int i;

	clear(words);
	for (i = 0; i < names->nr; i++)
		if (strcmp(names->name[i], "broken")) /* is there to fail */
			add(words, names->name[i]);
	add_wrong(words);
}

void kf_words_init(int node)
{
	struct kb_case_info c = { .abi = KB_ABI };
	static struct kb_client_names names;

	if (!kb_client_policies(&names))
		take(&kf_policies, &names);
	if (!kb_client_devices(&names))
		take(&kf_devices, &names);
	clear(&kf_cases);
	for (; !kb_client_call(node, KB_IOC_CASE, &c); c.index++)
		add(&kf_cases, c.name);
	add_wrong(&kf_cases);
}
