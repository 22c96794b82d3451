// SPDX-License-Identifier: GPL-2.0-only
/* kvm.c - a virtual machine whose memory is the file: no pin, an MMU notifier */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "guest/survey/survey.h"

#define KVM_CODE 0x1000UL /* where the machine sees its code */
#define KVM_FILE 0x100000UL /* and the file */

/* In real mode: mov (%si),%al; hlt, and 16 bytes on: mov %al,(%si); hlt */
static const char kvm_code[] = "\x8a\x04\xf4\0\0\0\0\0\0\0\0\0\0\0\0\0"
			       "\x88\x04\xf4";

static int kvm_fd, kvm_machine, kvm_cpu;
static struct kvm_run *kvm_run;

static int kvm_slot(int slot, uint64_t at, void *addr, size_t bytes, int flags)
{
	struct kvm_userspace_memory_region memory = {
		.slot = slot,
		.flags = flags,
		.guest_phys_addr = at,
		.memory_size = bytes,
		.userspace_addr = (uintptr_t)addr,
	};

	return guest_errno(
		ioctl(kvm_machine, KVM_SET_USER_MEMORY_REGION, &memory));
}

static int kvm_open(void)
{
	kvm_fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	if (kvm_fd < 0)
		return errno == ENOENT ? -ENODEV : -errno;
	kvm_machine = ioctl(kvm_fd, KVM_CREATE_VM, 0);
	if (kvm_machine < 0)
		return -errno;
	kvm_cpu = ioctl(kvm_machine, KVM_CREATE_VCPU, 0);
	if (kvm_cpu < 0)
		return -errno;
	kvm_run = mmap(NULL, ioctl(kvm_fd, KVM_GET_VCPU_MMAP_SIZE, 0),
		       PROT_READ | PROT_WRITE, MAP_SHARED, kvm_cpu, 0);
	return guest_errno(kvm_run == MAP_FAILED);
}

static int vm_pin(struct survey_region *region)
{
	char *code = guest_anon(SURVEY_PAGE, MAP_SHARED);
	int ret = code ? kvm_open() : -errno;

	if (ret)
		return ret;
	memcpy(code, kvm_code, sizeof(kvm_code));
	ret = kvm_slot(0, KVM_CODE, code, SURVEY_PAGE, 0);
	if (!ret)
		ret = kvm_slot(1, KVM_FILE, region->addr, SURVEY_BYTES,
			       region->write ? 0 : KVM_MEM_READONLY);
	return ret;
}

/* Run one instruction on a page of the file; a status is KVM's exit reason */
static int vm_step(unsigned int page, unsigned int code, char *byte)
{
	struct kvm_regs regs = { .rip = code, .rax = *byte, .rflags = 2 };
	struct kvm_sregs sregs;

	if (ioctl(kvm_cpu, KVM_GET_SREGS, &sregs))
		return -errno;
	sregs.cs.base = KVM_CODE;
	sregs.cs.selector = KVM_CODE >> 4;
	sregs.ds.base = KVM_FILE + page * SURVEY_PAGE;
	sregs.ds.selector = sregs.ds.base >> 4;
	if (ioctl(kvm_cpu, KVM_SET_SREGS, &sregs) ||
	    ioctl(kvm_cpu, KVM_SET_REGS, &regs) || ioctl(kvm_cpu, KVM_RUN, 0) ||
	    ioctl(kvm_cpu, KVM_GET_REGS, &regs))
		return -errno;
	*byte = regs.rax;
	return kvm_run->exit_reason == KVM_EXIT_HLT ? 0 : kvm_run->exit_reason;
}

static int vm_read(struct survey_region *region, unsigned int page, char *byte)
{
	return vm_step(page, 0, byte);
}

static int vm_write(struct survey_region *region, unsigned int page, char byte)
{
	return vm_step(page, 16, &byte);
}

static void vm_unpin(struct survey_region *region)
{
	close(kvm_cpu);
	close(kvm_machine);
	close(kvm_fd);
}

const struct survey_user survey_user_kvm = {
	.name = "kvm",
	.title = "a memory slot of a virtual machine",
	.needs = "CONFIG_KVM, a CPU that has it",
	.setup = SURVEY_COMMANDS("modprobe kvm_amd || modprobe kvm_intel"),
	.reads = true,
	.holds_none = true,
	.pin = vm_pin,
	.read = vm_read,
	.write = vm_write,
	.unpin = vm_unpin,
};
