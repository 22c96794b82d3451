/* SPDX-License-Identifier: GPL-2.0-only */
/* vm_replay.h - the command that runs a cell again */
#ifndef VM_REPLAY_H
#define VM_REPLAY_H

#include "host/vm/vm_options.h"

/**
 * vm_replay() - the command line as a script
 * @o:		the options, defaults filled in
 *
 * Each word is put between single quotes; a word with a single quote is refused.
 *
 * Return: text of the script for the caller to free, or NULL with errno set,
 * to EINVAL for a word with a single quote.
 */
char *vm_replay(const struct vm_options *o);

#endif /* VM_REPLAY_H */
