/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_replay.h - the command that runs a cell again */
#ifndef VM_REPLAY_H
#define VM_REPLAY_H

#include "host/vm/vm_options.h"

/*
 * A script that runs the cell again; NULL with errno, EINVAL for a word with a
 * single quote.
 */
char *vm_replay(const struct vm_options *o);

#endif /* VM_REPLAY_H */
