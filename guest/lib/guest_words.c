// SPDX-License-Identifier: GPL-2.0-only
/* guest_words.c - names of policies, devices, engines and cases, and wrong ones */
#include <string.h>

#include "guest/lib/guest_client.h"
#include "guest/lib/guest_words.h"

#define WRONG "no_such", GUEST_WORD_EMPTY, GUEST_WORD_ENDLESS

/* Defaults, for printing and parsing programs where /dev/kbench is absent */
struct guest_words guest_words_policies = { "policy",
					    { "none", "block", "delay", "fence",
					      WRONG },
					    7 };
struct guest_words guest_words_devices = { "device", { "gpu", WRONG }, 4 };
struct guest_words guest_words_engines = { "engine",
					   { "thread", "timer", WRONG },
					   5 };
struct guest_words guest_words_cases = { "case", { "pin", WRONG }, 4 };

static void clear(struct guest_words *words)
{
	words->nr = 0;
}

static void add(struct guest_words *words, const char *word)
{
	if (words->nr < GUEST_WORDS_MAX - 1)
		words->word[words->nr++] = strdup(word);
}

static void add_wrong(struct guest_words *words)
{
	static const char *const wrong[] = { WRONG };
	unsigned int i;

	for (i = 0; i < GUEST_WORDS_WRONG; i++)
		add(words, wrong[i]);
}

static void take(struct guest_words *words,
		 const struct guest_client_names *names)
{
	unsigned int i;

	clear(words);
	for (i = 0; i < names->nr; i++)
		add(words, names->name[i]);
	add_wrong(words);
}

void guest_words_init(int node)
{
	struct kb_case_info c = { .abi = KB_ABI };
	static struct guest_client_names names;

	if (!guest_client_policies(&names, NULL))
		take(&guest_words_policies, &names);
	if (!guest_client_devices(&names))
		take(&guest_words_devices, &names);
	clear(&guest_words_cases);
	for (; !guest_client_call(node, KB_IOC_CASE, &c); c.index++)
		add(&guest_words_cases, c.name);
	add_wrong(&guest_words_cases);
}
