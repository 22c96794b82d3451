// SPDX-License-Identifier: GPL-2.0-only
/* torture_setup.c - names, files, the device node */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/checks/lib/check.h"
#include "guest/fuzz/fuzz_table.h"
#include "guest/lib/guest_fs.h"
#include "guest/torture/torture.h"
#include "ubench/ub_plan.h"

/* guest_words.c has asked the kernel; its last three are none */
static unsigned int take(char names[][KB_NAME_MAX], const struct kf_words *from,
			 const char *list)
{
	unsigned int i, nr = 0;

	for (i = 0; i + 3 < from->nr && nr < KT_NAMES; i++)
		if (ub_list_match(list, from->word[i]) > 0)
			snprintf(names[nr++], KB_NAME_MAX, "%s", from->word[i]);
	return nr;
}

static int make_files(const char *fs)
{
	char list[128], folder[64], *name, *rest;
	unsigned int i, n;
	int fd;

	snprintf(list, sizeof(list), "%s", fs);
	for (name = strtok_r(list, ",", &rest); name;
	     name = strtok_r(NULL, ",", &rest)) {
		if (kb_fs_use(name, folder, sizeof(folder)))
			return -ENODEV;
		for (i = 0; i < 2 && kt->nr_files < KT_FILES; i++) {
			n = kt->nr_files++;
			snprintf(kt->path[n], sizeof(kt->path[0]),
				 "%s/torture.%u", folder, i);
			fd = open(kt->path[n], O_RDWR | O_CREAT | O_CLOEXEC,
				  0600);
			if (fd < 0 || ftruncate(fd, KT_PAGES * KT_PAGE))
				return -errno;
			close(fd);
		}
	}
	return kt->nr_files ? 0 : -ENOENT;
}

int kt_setup(const char *policies, const char *fs)
{
	int ret = kc_load("kbench");

	kt->node = ret ? ret : open("/dev/kbench", O_RDWR | O_CLOEXEC);
	if (kt->node < 0) {
		fprintf(stderr, "kb_torture: no /dev/kbench\n");
		return -ENODEV;
	}
	kf_words_init(kt->node);
	kt->nr_policies = take(kt->policy, &kf_policies, policies);
	kt->nr_devices = take(kt->device, &kf_devices, "*");
	if (!kt->nr_policies) {
		fprintf(stderr, "kb_torture: no policy is '%s'\n", policies);
		return -ENOENT;
	}
	ret = make_files(fs);
	if (ret)
		fprintf(stderr, "kb_torture: files on %s: %s\n", fs,
			strerror(-ret));
	return ret;
}
