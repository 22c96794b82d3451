// SPDX-License-Identifier: GPL-2.0-only
/* vm_tty.c - connect the user's terminal to the guest's */
#include <errno.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "host/vm/vm_tty.h"

#define CTRL_A 1
#define CTRL_D 4

static struct termios before;
static bool is_raw;

bool vm_tty_is_ours(void)
{
	return isatty(0) && isatty(1);
}

void vm_tty_raw(void)
{
	struct termios raw;

	if (!vm_tty_is_ours() || tcgetattr(0, &before))
		return;
	raw = before;
	cfmakeraw(&raw);
	is_raw = !tcsetattr(0, TCSANOW, &raw);
}

void vm_tty_restore(void)
{
	if (is_raw)
		tcsetattr(0, TCSANOW, &before);
	is_raw = false;
}

/* Write all to the non-blocking port, waiting for a slow guest. */
static void put(int fd, const char *data, size_t size)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	ssize_t n;

	while (size) {
		n = write(fd, data, size);
		if (n < 0 && errno == EAGAIN)
			poll(&p, 1, 1000);
		else if (n < 0)
			return;
		if (n < 0)
			continue;
		data += n;
		size -= n;
	}
}

bool vm_tty_keys(int port, bool *end)
{
	static bool escape;
	/* The first ends a line that has no end, the second the input. */
	static const char eof[] = { CTRL_D, CTRL_D };
	char keys[1024];
	ssize_t n = read(0, keys, sizeof(keys)), i;

	*end = n <= 0;
	if (*end) {
		put(port, eof, sizeof(eof));
		return true;
	}
	for (i = 0; i < n && is_raw; i++) {
		if (escape && keys[i] == 'x')
			return false;
		escape = !escape && keys[i] == CTRL_A;
	}
	put(port, keys, n);
	return true;
}

void vm_tty_show(const char *text, size_t size)
{
	put(1, text, size);
}
