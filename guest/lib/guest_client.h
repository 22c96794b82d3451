/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_client.h - calls on /dev/kbench: policies, devices and their pairs */
#ifndef GUEST_CLIENT_H
#define GUEST_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "kbench/kb_uapi.h"

#define GUEST_CLIENT_NAMES_MAX 64

/**
 * struct guest_client_names - names of policies, or of devices
 * @name:	policies sorted, devices in the order of their index
 * @can:	KB_CAN_* of each device
 * @point_ns:	of each device, as in struct kb_device_info
 * @fence_ns:	as above
 * @command_ns:	as above
 * @nr:		number of names
 */
struct guest_client_names {
	char name[GUEST_CLIENT_NAMES_MAX][KB_NAME_MAX];
	unsigned int can[GUEST_CLIENT_NAMES_MAX];
	uint64_t point_ns[GUEST_CLIENT_NAMES_MAX];
	uint64_t fence_ns[GUEST_CLIENT_NAMES_MAX];
	uint64_t command_ns[GUEST_CLIENT_NAMES_MAX];
	unsigned int nr;
};

/* Call ioctl(2): 0 or -errno */
int guest_client_call(int fd, unsigned long command, void *arg);

/* Open /dev/kbench and select a policy: a descriptor, or -errno */
int guest_client_open(const char *policy);

/* Select another policy: 0 or -errno */
int guest_client_select(int fd, const char *policy);

/* Describe the device with an index: 0, or -ENOENT past the last */
int guest_client_device_at(int fd, uint32_t index, struct kb_device_info *info);

/* 0 if they fit, -EOPNOTSUPP with @reason if not, or another -errno */
int guest_client_probe(const char *policy, const char *device, char *reason,
		       size_t size);

/**
 * guest_client_policies() - list the policies of the running kernel
 * @policies:	set to none and each module rvk_NAME.ko
 * @named:	comma list that may name policies of tests/kmod/, which break what
 *		they promise; without their names they are left out. Or NULL
 *
 * Return: 0 or -errno.
 */
int guest_client_policies(struct guest_client_names *policies,
			  const char *named);

/* List the devices of the loaded kbench.ko */
int guest_client_devices(struct guest_client_names *devices);

#endif /* GUEST_CLIENT_H */
