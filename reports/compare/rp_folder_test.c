// SPDX-License-Identifier: GPL-2.0-only
/* rp_folder_test.c - kernels in order of release, however they are named */
#include <stdio.h>

#include "lib/rvb_array.h"
#include "reports/compare/rp_folder.h"

/* As they were released */
static const char *const releases[] = {
	"6.1.0-56-amd64", "6.1.192",	"6.2.0-rc8",	 "6.2.0",
	"6.12.117+deb12", "6.12.117-t", "7.3-rc7-amd64", "7.3.4+deb13-amd64",
	"7.4.0~rc2",	  "7.4.0~rc10", "7.4.0",
};

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

int main(void)
{
	int i, k, nr_wrong = 0;

	for (i = 0; i < (int)ARRAY_SIZE(releases); i++)
		for (k = 0; k < (int)ARRAY_SIZE(releases); k++)
			if (sign(rp_release_compare(
				    releases[i], releases[k])) != sign(i - k)) {
				printf("%s, %s: in the wrong order\n",
				       releases[i], releases[k]);
				nr_wrong++;
			}
	return !!nr_wrong;
}
