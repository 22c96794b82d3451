// SPDX-License-Identifier: GPL-2.0-only
/* torture_setup.c - names, files and the open /dev/kbench of all workers */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_fs.h"
#include "guest/lib/guest_kernel.h"
#include "guest/lib/guest_list.h"
#include "guest/lib/guest_words.h"
#include "guest/torture/torture.h"

/* Copy the names of @from that match @list, without the wrong ones */
static unsigned int take(char names[][KB_NAME_MAX],
			 const struct guest_words *from, const char *list)
{
	unsigned int i, nr = 0;

	for (i = 0; i + GUEST_WORDS_WRONG < from->nr && nr < TORTURE_NAMES; i++)
		if (guest_list_match(list, from->word[i]) > 0)
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
		if (guest_fs_use(name, folder, sizeof(folder)))
			return -ENODEV;
		for (i = 0; i < 2 && torture->nr_files < TORTURE_FILES; i++) {
			n = torture->nr_files++;
			snprintf(torture->path[n], sizeof(torture->path[0]),
				 "%s/torture.%u", folder, i);
			fd = open(torture->path[n],
				  O_RDWR | O_CREAT | O_CLOEXEC, 0600);
			if (fd < 0 ||
			    ftruncate(fd, TORTURE_PAGES * TORTURE_PAGE))
				return -errno;
			close(fd);
		}
	}
	return torture->nr_files ? 0 : -ENOENT;
}

int torture_setup(const char *policies, const char *devices, const char *fs)
{
	int ret = guest_load("kbench");

	torture->node = ret ? ret : open("/dev/kbench", O_RDWR | O_CLOEXEC);
	if (torture->node < 0) {
		fprintf(stderr, "kb_torture: cannot open /dev/kbench\n");
		return -ENODEV;
	}
	guest_words_init(torture->node);
	torture->nr_policies =
		take(torture->policy, &guest_words_policies, policies);
	torture->nr_devices =
		take(torture->device, &guest_words_devices, devices);
	if (!torture->nr_policies || !torture->nr_devices) {
		fprintf(stderr, "kb_torture: --%s=%s: no such %s\n",
			torture->nr_policies ? "devices" : "policies",
			torture->nr_policies ? devices : policies,
			torture->nr_policies ? "device" : "policy");
		return -ENOENT;
	}
	ret = make_files(fs);
	if (ret)
		fprintf(stderr, "kb_torture: files on %s: %s\n", fs,
			strerror(-ret));
	return ret;
}
