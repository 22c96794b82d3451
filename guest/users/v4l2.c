// SPDX-License-Identifier: GPL-2.0-only
/* v4l2.c - a camera that captures into memory of the user, USERPTR */
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "guest/survey/survey.h"

#define V4L2_NODES 8

static int cam_fd = -1;

/* Only the kernel's own test driver: a real camera is not to be switched on. */
static int cam_open(void)
{
	struct v4l2_capability is;
	char path[32];
	int i;

	for (i = 0; i < V4L2_NODES; i++) {
		snprintf(path, sizeof(path), "/dev/video%d", i);
		cam_fd = open(path, O_RDWR | O_CLOEXEC);
		if (cam_fd < 0)
			continue;
		if (!ioctl(cam_fd, VIDIOC_QUERYCAP, &is) &&
		    !strcmp((char *)is.driver, "vivid"))
			return 0;
		close(cam_fd);
	}
	return -ENODEV;
}

static int cam_pin(struct survey_region *region)
{
	struct v4l2_format format = {
		.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
		.fmt.pix = { .width = 160,
			     .height = 120,
			     .pixelformat = V4L2_PIX_FMT_YUYV },
	};
	struct v4l2_requestbuffers request = {
		.count = 1,
		.type = format.type,
		.memory = V4L2_MEMORY_USERPTR,
	};
	struct v4l2_buffer buffer = {
		.type = format.type,
		.memory = V4L2_MEMORY_USERPTR,
		.m.userptr = (uintptr_t)region->addr,
		.length = SURVEY_BYTES,
	};
	int input = 0, ret = cam_open();

	if (ret)
		return ret;
	if (ioctl(cam_fd, VIDIOC_S_INPUT, &input) ||
	    ioctl(cam_fd, VIDIOC_S_FMT, &format))
		return -errno;
	if (format.fmt.pix.sizeimage > SURVEY_BYTES)
		return -E2BIG;
	return guest_errno(ioctl(cam_fd, VIDIOC_REQBUFS, &request) ||
			   ioctl(cam_fd, VIDIOC_QBUF, &buffer));
}

/* One frame: what it shows is not the byte asked for, but none of ours either */
static int cam_write(struct survey_region *region, unsigned int page, char byte)
{
	struct v4l2_buffer buffer = {
		.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
		.memory = V4L2_MEMORY_USERPTR,
	};
	struct pollfd frame = { .fd = cam_fd, .events = POLLIN };
	int type = buffer.type;

	if (ioctl(cam_fd, VIDIOC_STREAMON, &type))
		return -errno;
	if (poll(&frame, 1, 3000) != 1)
		return -ETIMEDOUT;
	if (ioctl(cam_fd, VIDIOC_DQBUF, &buffer))
		return -errno;
	return buffer.flags & V4L2_BUF_FLAG_ERROR ? 1 : 0;
}

static void cam_unpin(struct survey_region *region)
{
	close(cam_fd);
}

const struct survey_user survey_user_v4l2 = {
	.name = "v4l2",
	.title = "a camera (vivid) that captures into user memory",
	.needs = "CONFIG_VIDEO_VIVID",
	.setup = SURVEY_COMMANDS("modprobe vivid n_devs=1 node_types=0x1"),
	.pin = cam_pin,
	.write = cam_write,
	.unpin = cam_unpin,
};
