// SPDX-License-Identifier: GPL-2.0-only
/* ub_trace.c - lets the host trace a case, and sends it symbols and code */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest/lib/guest_clock.h"
#include "ubench/ub_result.h"

/* Loops that the trace must contain, and loops of one ioctl */
#define LOOPS 4
#define BETWEEN_TICKS 500000
/* Virtual seconds after which the host is assumed not to trace */
#define PATIENCE_S 60
#define CODE_BYTES_MAX (1 << 20)

static bool is_function(const char *type)
{
	return strchr("tTwW", *type);
}

/* Copy the lines of functions; [@low, @high) is set to the range of kbench */
static char *functions(uint64_t *low, uint64_t *high)
{
	char line[512], name[256], module[64], *text = NULL, type[2];
	FILE *in = fopen("/proc/kallsyms", "re"), *out;
	unsigned long long at;
	size_t size;

	*low = UINT64_MAX;
	*high = 0;
	out = in ? open_memstream(&text, &size) : NULL;
	while (out && fgets(line, sizeof(line), in)) {
		*module = '\0';
		if (sscanf(line, "%llx %1s %255s [%63[^]]", &at, type, name,
			   module) < 3 ||
		    !is_function(type))
			continue;
		fputs(line, out);
		if (strcmp(module, "kbench"))
			continue;
		*low = at < *low ? at : *low;
		*high = at > *high ? at : *high;
	}
	if (in)
		fclose(in);
	if (out && fclose(out)) {
		free(text);
		text = NULL;
	}
	return text;
}

/* Offset in /proc/kcore of the kernel address @at, or -1 */
static off_t kcore_offset(int fd, uint64_t at)
{
	Elf64_Ehdr elf;
	Elf64_Phdr part;
	int i;

	if (pread(fd, &elf, sizeof(elf), 0) != sizeof(elf))
		return -1;
	for (i = 0; i < elf.e_phnum; i++) {
		if (pread(fd, &part, sizeof(part),
			  elf.e_phoff + i * sizeof(part)) != sizeof(part))
			return -1;
		if (part.p_type == PT_LOAD && at >= part.p_vaddr &&
		    at - part.p_vaddr < part.p_memsz)
			return part.p_offset + (at - part.p_vaddr);
	}
	return -1;
}

static char *code(uint64_t low, uint64_t size)
{
	int fd = open("/proc/kcore", O_RDONLY | O_CLOEXEC);
	off_t offset = fd < 0 ? -1 : kcore_offset(fd, low);
	unsigned char *bytes = malloc(size);
	char *hex = malloc(2 * size + 1);
	uint64_t i;

	if (offset < 0 || !bytes || !hex ||
	    pread(fd, bytes, size, offset) != (ssize_t)size) {
		free(hex);
		hex = NULL;
	}
	for (i = 0; hex && i < size; i++)
		sprintf(hex + 2 * i, "%02x", bytes[i]);
	free(bytes);
	if (fd >= 0)
		close(fd);
	return hex;
}

/* The host sends "traced" and nothing else */
static bool traced(int fd)
{
	struct pollfd port = { .fd = fd, .events = POLLIN };
	char line[64];

	return poll(&port, 1, 0) > 0 && port.revents & POLLIN &&
	       read(fd, line, sizeof(line)) > 0;
}

/* Run loops until the host is done; in exact mode the guest must not wait for it */
static int run_until_traced(struct ub_job *job, double loop_ticks, int fd)
{
	uint64_t begin = guest_clock_read();

	dprintf(fd, "trace %.0f\n", LOOPS * (loop_ticks + BETWEEN_TICKS));
	while (!traced(fd)) {
		ub_job_take(job, 0);
		job->fresh = 0;
		if (job->outcome != UB_DONE) {
			fprintf(stderr, "ubench: --trace: %s\n", job->why);
			return -EIO;
		}
		if ((guest_clock_read() - begin) / guest_clock_khz() / 1000 >
		    PATIENCE_S) {
			fprintf(stderr,
				"ubench: --trace: the host does not trace: start the guest with vm --trace FILE\n");
			return -ETIMEDOUT;
		}
	}
	return 0;
}

int ub_trace(struct ub_job *job, double loop_ticks, json_t **trace)
{
	const char *fd = getenv("RVB_CONTROL_FD");
	char *text, *hex = NULL;
	uint64_t low, high;
	int ret;

	if (!fd) {
		fprintf(stderr,
			"ubench: --trace: only in the guest, where the host traces\n");
		return -ENODEV;
	}
	ret = run_until_traced(job, loop_ticks, atoi(fd));
	ub_job_free(job);
	if (ret)
		return ret;

	text = functions(&low, &high);
	/* The size of the last function is not known */
	if (text && low < high && high - low < CODE_BYTES_MAX)
		hex = code(low, high - low + 256);
	*trace = NULL;
	if (text && hex)
		*trace = json_pack("{s:s, s:o, s:s}", "kallsyms", text,
				   "code_at", json_sprintf("%lx", low), "code",
				   hex);
	if (!*trace)
		fprintf(stderr, "ubench: --trace: %s\n",
			text && low < high ?
				"cannot read /proc/kcore" :
				"/proc/kallsyms has no addresses: set kernel.kptr_restrict to 0");
	free(text);
	free(hex);
	return *trace ? 0 : -ENODATA;
}
