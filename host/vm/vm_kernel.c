// SPDX-License-Identifier: GPL-2.0-only
/* vm_kernel.c - a kernel image, unpacked before the guest has to */
#include <asm/bootparam.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/vm/vm_kernel.h"

#define BOOT_MAGIC "HdrS"
#define SECTOR_BYTES 512

/* The unpacked size stands behind the packed kernel; gzip has it of its own */
static const struct packer {
	const char *magic;
	size_t magic_bytes, size_bytes;
	const char *tool, *package;
} packers[] = {
	{ "\3757zXZ", 5, 4, "xz", "xz-utils" },
	{ "\x28\xb5\x2f\xfd", 4, 4, "zstd", "zstd" },
	{ "\x1f\x8b", 2, 0, "gzip", "gzip" },
};

struct mapping {
	const char *data;
	size_t size;
};

static int map(struct mapping *m, int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	m->size = st.st_size;
	m->data = mmap(NULL, m->size, PROT_READ, MAP_PRIVATE, fd, 0);
	return m->data == MAP_FAILED ? -errno : 0;
}

/* The packed kernel inside the bzImage, as its boot protocol (2.08) says. */
static int find_payload(const struct mapping *image, struct mapping *payload)
{
	const struct setup_header *h;
	size_t at = offsetof(struct boot_params, hdr);

	if (image->size < at + sizeof(*h))
		return -EINVAL;
	h = (const struct setup_header *)(image->data + at);
	if (memcmp(&h->header, BOOT_MAGIC, 4) || h->version < 0x208)
		return -EINVAL;
	at = (h->setup_sects + 1) * SECTOR_BYTES + (size_t)h->payload_offset;
	if (at > image->size || h->payload_length > image->size - at)
		return -EINVAL;
	payload->data = image->data + at;
	payload->size = h->payload_length;
	return 0;
}

static const struct packer *find_packer(const struct mapping *payload)
{
	size_t i;

	for (i = 0; i < sizeof(packers) / sizeof(*packers); i++)
		if (payload->size >
			    packers[i].magic_bytes + packers[i].size_bytes &&
		    !memcmp(payload->data, packers[i].magic,
			    packers[i].magic_bytes))
			return &packers[i];
	return NULL;
}

/* A file in memory with the bytes of @m, its position at the start. */
static int memory_file(const struct mapping *m)
{
	int fd = memfd_create("kernel", MFD_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (m && (write(fd, m->data, m->size) != (ssize_t)m->size ||
		  lseek(fd, 0, SEEK_SET))) {
		close(fd);
		return -EIO;
	}
	return fd;
}

/* Run the tool from @in to @out; its exit status is returned. */
static int unpack(const struct packer *p, int in, int out)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		dup2(in, 0);
		dup2(out, 1);
		close(2); /* the caller says it in one line */
		execlp(p->tool, p->tool, "-dcq", NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* QEMU boots a vmlinux by this note only (XEN_ELFNOTE_PHYS32_ENTRY). */
static bool has_pvh_note(int fd)
{
	static const char notes[][16] = {
		"\4\0\0\0\4\0\0\0\x12\0\0\0Xen",
		"\4\0\0\0\x8\0\0\0\x12\0\0\0Xen",
	};
	struct mapping m;
	bool found;

	if (map(&m, fd))
		return false;
	found = memmem(m.data, m.size, notes[0], sizeof(notes[0])) ||
		memmem(m.data, m.size, notes[1], sizeof(notes[1]));
	munmap((void *)m.data, m.size);
	return found;
}

static int unpack_payload(struct mapping *payload, const char *path, int *fd,
			  char *why, size_t size)
{
	const struct packer *p = find_packer(payload);
	int in, ret;

	if (!p)
		return 0;
	payload->size -= p->size_bytes;
	in = memory_file(payload);
	*fd = memory_file(NULL);
	ret = in < 0 ? in : *fd < 0 ? *fd : unpack(p, in, *fd);
	close(in);
	if (ret == 127)
		snprintf(why, size,
			 "no %s to unpack the kernel: apt-get install %s",
			 p->tool, p->package);
	else if (ret)
		snprintf(why, size, "%s: the packed kernel in it is broken",
			 path);
	if (!ret && has_pvh_note(*fd))
		return 0;
	close(*fd);
	*fd = -1;
	return ret == 127 ? -ENOENT : ret ? -EINVAL : 0;
}

int vm_kernel_unpack(const char *path, int *fd, char *why, size_t size)
{
	struct mapping image, payload;
	int in = open(path, O_RDONLY | O_CLOEXEC), ret;

	*fd = -1;
	ret = in < 0 ? -errno : map(&image, in);
	close(in);
	if (ret) {
		snprintf(why, size, "%s: %s", path, strerror(-ret));
		return ret;
	}
	if (image.size < 4 || memcmp(image.data, "\177ELF", 4)) {
		ret = find_payload(&image, &payload);
		if (ret)
			snprintf(why, size, "%s: is no Linux bzImage", path);
		else
			ret = unpack_payload(&payload, path, fd, why, size);
	}
	munmap((void *)image.data, image.size);
	return ret;
}
