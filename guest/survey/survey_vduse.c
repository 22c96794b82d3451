// SPDX-License-Identifier: GPL-2.0-only
/* survey_vduse.c - a disk whose device is this process, by VDUSE */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/aio_abi.h>
#include <linux/vduse.h>
#include <linux/virtio_blk.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ids.h>
#include <linux/virtio_ring.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest/lib/guest_system.h"
#include "guest/lib/guest_text.h"
#include "guest/lib/guest_time.h"
#include "guest/survey/survey_vduse.h"

#define DISK_FEATURES                                                    \
	(1ULL << VIRTIO_F_VERSION_1 | 1ULL << VIRTIO_F_ACCESS_PLATFORM | \
	 1ULL << VIRTIO_BLK_F_SIZE_MAX | 1ULL << VIRTIO_BLK_F_SEG_MAX |  \
	 1ULL << VIRTIO_BLK_F_BLK_SIZE)
#define DISK_BYTES (8UL << 20)
#define DISK_SEGMENTS (SURVEY_VDUSE_IO / SURVEY_PAGE)
#define DISK_ENTRIES 128 /* of the queue, a power of 2: one I/O and more */
#define DISK_SECONDS 3 /* for each step, and for each answer to the kernel */
#define DISK_IDLE_MS 5

/**
 * struct disk - the device, and what uses it
 * @name:	of the device, on each bus
 * @control:	what makes and destroys it
 * @device:	by which the kernel asks it; -1: not open, likewise below
 * @kick:	by which the driver says that there are requests
 * @file:	the disk, as anybody uses it
 * @exists:	it is to be destroyed
 * @registered:	memory of ours is the bounce buffer
 * @own:	the bounce buffer of the kernel's own pages
 * @bounce:	the one in use
 * @ring:	the queue; without entries until the driver is ready
 * @nr_taken:	requests
 * @at:		where in the bounce buffer each segment of the last I/O was
 * @context:	of the I/O
 * @data:	what it reads or writes
 */
struct disk {
	char name[32];
	int control;
	int device;
	int kick;
	int file;
	bool exists;
	bool registered;
	char *own;
	char *bounce;
	struct vring ring;
	uint16_t nr_taken;
	uint64_t at[DISK_SEGMENTS];
	aio_context_t context;
	char *data;
};

static struct disk disk = { .device = -1, .kick = -1, .file = -1 };

/* Map what the driver shares with the device at an address of its bus */
static void *disk_map(uint64_t address)
{
	struct vduse_iotlb_entry is = { .start = address, .last = address };
	int fd = ioctl(disk.device, VDUSE_IOTLB_GET_FD, &is);
	char *start;

	if (fd < 0)
		return NULL;
	start = mmap(NULL, is.last - is.start + 1, PROT_READ | PROT_WRITE,
		     MAP_SHARED, fd, is.offset);
	close(fd);
	return start == MAP_FAILED ? NULL : start + (address - is.start);
}

static int disk_start_queue(void)
{
	struct vduse_vq_eventfd kick = { .fd = disk.kick };
	struct vduse_vq_info is = {};

	if (ioctl(disk.device, VDUSE_VQ_GET_INFO, &is))
		return -errno;
	disk.ring = (struct vring){
		.num = is.num,
		.desc = disk_map(is.desc_addr),
		.avail = disk_map(is.driver_addr),
		.used = disk_map(is.device_addr),
	};
	if (!disk.ring.desc || !disk.ring.avail || !disk.ring.used)
		return -EIO;
	return guest_errno(ioctl(disk.device, VDUSE_VQ_SETUP_KICKFD, &kick));
}

/* The kernel tells the status: of a driver that is ready, or of a reset */
static int disk_message(void)
{
	struct vduse_dev_response answer = { .result = VDUSE_REQ_RESULT_OK };
	struct vduse_dev_request asked;
	int ret = 0;

	if (read(disk.device, &asked, sizeof(asked)) != sizeof(asked))
		return -EIO;
	answer.request_id = asked.request_id;
	if (asked.type == VDUSE_SET_STATUS) {
		if (asked.s.status & VIRTIO_CONFIG_S_DRIVER_OK)
			ret = disk_start_queue();
		else
			disk.ring.num = 0;
	}
	if (ret)
		answer.result = VDUSE_REQ_RESULT_FAILED;
	if (write(disk.device, &answer, sizeof(answer)) != sizeof(answer))
		return -EIO;
	return ret;
}

/*
 * Say of a request that it is done, and leave its data alone. The requests of the
 * look for partitions are shorter than an I/O.
 */
static void disk_answer(uint16_t head)
{
	struct vring *ring = &disk.ring;
	const struct vring_desc *part = &ring->desc[ring->desc[head].next];
	uint64_t at[DISK_SEGMENTS];
	unsigned int nr = 0;

	for (; part->flags & VRING_DESC_F_NEXT; part = &ring->desc[part->next])
		if (nr < DISK_SEGMENTS)
			at[nr++] = part->addr;
	if (nr == DISK_SEGMENTS)
		memcpy(disk.at, at, sizeof(disk.at));
	disk.bounce[part->addr] = VIRTIO_BLK_S_OK;
	ring->used->ring[ring->used->idx % ring->num] =
		(struct vring_used_elem){ .id = head, .len = 1 };
	__atomic_store_n(&ring->used->idx, ring->used->idx + 1,
			 __ATOMIC_RELEASE);
}

/* The bounce buffer can be mapped once the driver has used it */
static int disk_requests(void)
{
	struct vring *ring = &disk.ring;
	uint32_t queue = 0;
	eventfd_t nr;

	if (eventfd_read(disk.kick, &nr))
		return -errno;
	if (!disk.own) {
		disk.own = disk_map(0);
		disk.bounce = disk.own;
	}
	if (!disk.own || !ring->num)
		return -EIO;
	while (disk.nr_taken !=
	       __atomic_load_n(&ring->avail->idx, __ATOMIC_ACQUIRE))
		disk_answer(ring->avail->ring[disk.nr_taken++ % ring->num]);
	return guest_errno(ioctl(disk.device, VDUSE_VQ_INJECT_IRQ, &queue));
}

/* Serve the kernel until it has asked for nothing for a while: 0 or -errno */
static int disk_serve(void)
{
	struct pollfd fds[] = { { disk.device, POLLIN },
				{ disk.kick, POLLIN } };
	int ret = 0;

	while (!ret && poll(fds, 2, DISK_IDLE_MS) > 0) {
		if (fds[0].revents)
			ret = disk_message();
		if (!ret && fds[1].revents)
			ret = disk_requests();
	}
	return ret;
}

/* Serve the kernel until @condition holds: 0 or -errno */
#define DISK_SERVE_UNTIL(condition)                                           \
	({                                                                    \
		int ret_ = 0;                                                 \
		bool met_ = guest_until((ret_ = disk_serve()) || (condition), \
					1000 * DISK_SECONDS);                 \
		ret_ ? ret_ : met_ ? 0 : -ETIMEDOUT;                          \
	})

/*
 * Run a shell command, with the name as $1. What binds and removes a device waits in
 * the kernel for answers of the device: another process has to do it.
 */
static int disk_run(const char *command)
{
	const char *argv[] = { "/bin/sh", "-c", command, "sh", disk.name, NULL };
	int ret, status = 0;
	pid_t pid = fork();

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(!!guest_run(argv));
	}
	if (pid < 0)
		return -errno;
	ret = DISK_SERVE_UNTIL(waitpid(pid, &status, WNOHANG) == pid);
	return ret ? ret : status ? -EIO : 0;
}

static int disk_create(void)
{
	const struct virtio_blk_config config = {
		.capacity = DISK_BYTES >> 9,
		.size_max = SURVEY_PAGE,
		.seg_max = DISK_SEGMENTS,
		.blk_size = SURVEY_PAGE,
	};
	union {
		struct vduse_dev_config is;
		char bytes[sizeof(struct vduse_dev_config) + sizeof(config)];
	} all = { .is = { .device_id = VIRTIO_ID_BLOCK,
			  .features = DISK_FEATURES,
			  .vq_num = 1,
			  .vq_align = 64,
			  .config_size = sizeof(config) } };
	uint64_t version = 0;

	disk.control = open("/dev/vduse/control", O_RDWR | O_CLOEXEC);
	if (disk.control < 0 || access(SURVEY_VDUSE_READY, F_OK))
		return -ENODEV;
	snprintf(disk.name, sizeof(disk.name), "survey%d", getpid());
	strcpy(all.is.name, disk.name);
	memcpy(all.is.config, &config, sizeof(config));
	if (ioctl(disk.control, VDUSE_SET_API_VERSION, &version) ||
	    ioctl(disk.control, VDUSE_CREATE_DEV, &all))
		return -errno;
	disk.exists = true;
	return 0;
}

static int disk_put(const char *attribute, uint64_t value)
{
	char path[80];

	snprintf(path, sizeof(path), "/sys/class/vduse/%s/%s", disk.name,
		 attribute);
	return guest_text_put(path, value);
}

/* What has to be set before the driver comes. A bounce buffer is 64 MiB else. */
static int disk_set_up(void)
{
	struct vduse_vq_config queue = { .max_size = DISK_ENTRIES };
	char path[64];

	snprintf(path, sizeof(path), "/dev/vduse/%s", disk.name);
	disk.device = open(path, O_RDWR | O_CLOEXEC);
	disk.kick = eventfd(0, EFD_CLOEXEC);
	if (disk.device < 0 || disk.kick < 0 ||
	    ioctl(disk.device, VDUSE_VQ_SETUP, &queue))
		return -errno;
	disk_put("msg_timeout", DISK_SECONDS);
	return disk_put("bounce_size", SURVEY_VDUSE_BOUNCE) ? -ENODEV : 0;
}

static int disk_open_file(void)
{
	char path[80];
	glob_t found;

	snprintf(path, sizeof(path), "/sys/bus/vdpa/devices/%s/virtio*/block/*",
		 disk.name);
	if (glob(path, 0, NULL, &found))
		return -ENXIO;
	snprintf(path, sizeof(path), "/dev%s", strrchr(found.gl_pathv[0], '/'));
	globfree(&found);
	disk.file = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	disk.data = guest_anon(SURVEY_VDUSE_IO, MAP_PRIVATE);
	return guest_errno(disk.file < 0 || !disk.data ||
			   syscall(__NR_io_setup, 1, &disk.context));
}

int survey_vduse_open(void)
{
	int ret = disk_create();

	if (!ret)
		ret = disk_set_up();
	if (!ret)
		ret = disk_run(
			"vdpa dev add name $1 mgmtdev vduse && "
			"echo $1 >/sys/bus/vdpa/drivers/virtio_vdpa/bind");
	return ret ? ret : disk_open_file();
}

int survey_vduse_register(char *place)
{
	struct vduse_iova_umem all = {
		.uaddr = (uintptr_t)place,
		.size = SURVEY_VDUSE_BOUNCE,
	};

	if (ioctl(disk.device, VDUSE_IOTLB_REG_UMEM, &all))
		return -errno;
	disk.registered = true;
	disk.bounce = place;
	return 0;
}

static bool io_is_done(struct io_event *done)
{
	struct timespec none = {};

	return syscall(__NR_io_getevents, disk.context, 0, 1, done, &none) == 1;
}

int survey_vduse_io(int op, size_t at, char *byte)
{
	struct iocb all = {
		.aio_lio_opcode = op,
		.aio_fildes = disk.file,
		.aio_buf = (uintptr_t)disk.data,
		.aio_nbytes = SURVEY_VDUSE_IO,
	}, *list = &all;
	struct io_event done;
	unsigned int i = 0;
	int ret;

	memset(disk.data, op == IOCB_CMD_PWRITE ? *byte : 0, SURVEY_VDUSE_IO);
	memset(disk.at, 0, sizeof(disk.at));
	if (syscall(__NR_io_submit, disk.context, 1, &list) != 1)
		return -errno;
	ret = DISK_SERVE_UNTIL(io_is_done(&done));
	if (ret || done.res != SURVEY_VDUSE_IO)
		return ret ? ret : -EIO;
	while (disk.at[i] != at)
		if (++i == DISK_SEGMENTS)
			return -ENXIO;
	*byte = disk.data[i * SURVEY_PAGE];
	return 0;
}

void survey_vduse_close(void)
{
	struct vduse_iova_umem all = { .size = SURVEY_VDUSE_BOUNCE };

	if (!disk.exists)
		return;
	disk.exists = false;
	if (disk.file >= 0)
		close(disk.file);
	if (disk.registered)
		ioctl(disk.device, VDUSE_IOTLB_DEREG_UMEM, &all);
	disk.bounce = disk.own;
	disk_run("[ ! -e /sys/bus/vdpa/devices/$1 ] || vdpa dev del $1");
	close(disk.device);
	ioctl(disk.control, VDUSE_DESTROY_DEV, disk.name);
}
