/* SPDX-License-Identifier: GPL-2.0-only */
/* check_swap.h - another file gets the blocks of a file, and it gets that one's */
#ifndef CHECK_SWAP_H
#define CHECK_SWAP_H

struct check;

/* The file of the check and the boot loader's inode, on ext4: 0 or -errno */
int check_swap_boot(struct check *k);

/* The file of the check and a new one of the same size, on XFS: 0 or -errno */
int check_swapext(struct check *k);

#endif /* CHECK_SWAP_H */
