// SPDX-License-Identifier: GPL-2.0-only
/* fuzz_story.c - sequences of calls that only work in this order, on one object */
#include <stdio.h>
#include <string.h>

#include "guest/fuzz/fuzz_program.h"
#include "lib/rvb_array.h"

#define REGION(on, file)                                                   \
	"0 region(on=" on ", abi=1, flags=0x1, device=gpu, engine=timer, " \
	"addr=m" file                                                      \
	"+0, nr_pages=16, depth=4, latency_ns=50000, nr_log=8)\n"
#define POLICY(on, name) "0 policy(on=" on ", abi=1, name=" name ")\n"

/* fuzz_table_test.c parses each */
static const char *const texts[] = {
	/* The owner reads the event and releases */
	POLICY("0", "delay")
		REGION("0", "0") "0 truncate(on=0, by=1, pages=2)\n"
				 "0 poll(on=0, ms=250)\n"
				 "0 read(on=0, bytes=160)\n"
				 "0 answer(on=0, abi=1, first=0, nr_pages=16)\n"
				 "0 ledger(on=0, abi=1)\n",
	/* The owner releases by closing the region */
	POLICY("1", "delay") REGION(
		"1", "1") "0 fallocate(on=1, by=1, mode=0, first=1, nr=9)\n"
			  "0 poll(on=0, ms=250)\n"
			  "0 read(on=0, bytes=40)\n"
			  "0 close(on=0)\n",
	/* A task polls the region */
	POLICY("2", "block")
		REGION("2", "0") "0 truncate(on=0, by=1, pages=3)\n"
				 "0 sleep(us=15000)\n"
				 "0 timeline(on=0, abi=1)\n"
				 "0 log(on=0, abi=1, nr_moves=8)\n"
				 "0 close(on=0)\n",
	/* A policy without users is unloaded */
	POLICY("3", "fence")
		REGION("3", "0") "0 truncate(on=0, by=0, pages=5)\n"
				 "0 close(on=0)\n"
				 "0 sleep(us=5000)\n" POLICY(
					 "3", "none") "0 unload(name=fence)\n",
	/* All modules are unloaded during a truncate, and loaded again */
	POLICY("0", "fence")
		REGION("0", "0") "0 truncate(on=0, by=1, pages=5)\n"
				 "0 remove(all=1)\n"
				 "0 sleep(us=2000)\n"
				 "0 remove(all=1)\n"
				 "0 insert()\n"
				 "0 reopen(on=0)\n" POLICY("0", "block") REGION(
					 "0", "1") "0 truncate(on=1, by=0)\n",
	/* A case runs phase by phase and is closed before its last one */
	"0 run(on=2, abi=1, flags=0x5, name=pin, addr=m0+0, nr_pages=8, "
	"nr_loops=2)\n"
	"0 step(on=2)\n"
	"0 step(on=2)\n"
	"0 step(on=2)\n"
	"0 drop(on=2)\n",
	/* A layout lease, which delays like the policy */
	"0 lease(on=3, abi=1, fd=2)\n"
	"0 truncate(on=2, by=1, pages=4)\n"
	"0 sleep(us=15000)\n"
	"0 lease(on=3, abi=1, fd=0xffffffffffffffff)\n",
};

#define TEXTS ARRAY_SIZE(texts)

const struct fuzz_program *fuzz_story(unsigned int i)
{
	static struct fuzz_program story[TEXTS];
	struct fuzz_program *p = &story[i];
	char why[128];
	FILE *in;

	if (i >= TEXTS || p->nr)
		return i < TEXTS ? p : NULL;
	in = fmemopen((void *)texts[i], strlen(texts[i]), "r");
	/* A story names a policy that this kernel may lack */
	if (!in || fuzz_parse(p, in, why, sizeof(why)))
		p->nr = 0;
	if (in)
		fclose(in);
	return p;
}
