// SPDX-License-Identifier: GPL-2.0-only
/* rvk_hook.c - redirect functions of the kernel to functions of ours */

/*
 * A traceable function begins with five bytes: a nop, or a call once ftrace
 * uses the function; BPF makes it a jump under DYNAMIC_FTRACE_WITH_JMP. ftrace
 * has them call ours without a detour, or, while other tracers use the function,
 * calls these first. The original is called behind the five bytes, as bpf
 * trampolines do, so that each tracer counts a call once.
 * ftrace gives a function to one such user only, be it this one or BPF.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/export.h>
#include <linux/kprobes.h>
#include <linux/string.h>
#include <asm/nops.h>
#include <asm/text-patching.h>

#include "policies/rvk_compat.h"
#include "policies/rvk_hook.h"

#define RVK_HOOK_PADDING 64 /* bytes before a function, at most */

/* ftrace and other tracers rewrite a site by way of a breakpoint, in moments */
static u8 rvk_hook_opcode(const u8 *ip)
{
	int tries;

	for (tries = 0; READ_ONCE(*ip) == INT3_INSN_OPCODE && tries < 100;
	     tries++)
		usleep_range(100, 1000);
	return READ_ONCE(*ip);
}

static bool rvk_hook_is_site(const u8 *ip)
{
	static const u8 nop[MCOUNT_INSN_SIZE] = { BYTES_NOP5 };
	u8 opcode = rvk_hook_opcode(ip);

	static_assert(MCOUNT_INSN_SIZE == CALL_INSN_SIZE, "x86 only");
	return opcode == CALL_INSN_OPCODE || opcode == JMP32_INSN_OPCODE ||
	       !memcmp(ip, nop, sizeof(nop));
}

/*
 * Whether the function at @ip calls another directly, or jumps to it. Such a call
 * may skip the ENDBR that a function begins with, or begin in the padding before.
 */
static bool rvk_hook_calls(unsigned long ip, const struct rvk_hook *callee)
{
	char name[KSYM_SYMBOL_LEN];
	unsigned long offset, size;
	const u8 *insn, *end;
	s32 distance;

	sprint_symbol(name, ip);
	if (sscanf(strchrnul(name, '+'), "+%lx/%lx", &offset, &size) != 2)
		return true;
	insn = (const u8 *)ip - offset;
	for (end = insn + size - CALL_INSN_SIZE; insn <= end; insn++) {
		if (*insn != CALL_INSN_OPCODE && *insn != JMP32_INSN_OPCODE)
			continue;
		memcpy(&distance, insn + 1, sizeof(distance));
		if (callee->ip -
			    ((unsigned long)insn + CALL_INSN_SIZE + distance) <=
		    RVK_HOOK_PADDING)
			return true;
	}
	return false;
}

/* A kprobe, never armed, resolves a symbol that is not exported */
static int rvk_hook_find(struct rvk_hook *hook)
{
	struct kprobe kp = {
		.symbol_name = hook->symbol,
		.flags = KPROBE_FLAG_DISABLED,
	};
	int ret;

	ret = register_kprobe(&kp);
	if (ret)
		return ret;
	hook->ip = (unsigned long)kp.addr;
	unregister_kprobe(&kp);
	if (hook->callee && rvk_hook_calls(hook->ip, hook->callee)) {
		hook->ip = 0;
		return 0;
	}
	if (!hook->enter || !rvk_hook_is_site((const u8 *)hook->ip))
		return -EOPNOTSUPP;
	hook->set_orig((void *)(hook->ip + MCOUNT_INSN_SIZE));
	return 0;
}

static void rvk_hook_remove(struct rvk_hook *hook)
{
	if (hook->ip)
		rvk_ftrace_undirect(&hook->ops, (unsigned long)hook->enter);
}

static int rvk_hook_add(struct rvk_hook *hook)
{
	int ret;

	if (!hook->ip)
		return 0;
	ret = ftrace_set_filter_ip(&hook->ops, hook->ip, 0, 0);
	if (ret)
		return ret;
	ret = rvk_ftrace_direct(&hook->ops, (unsigned long)hook->enter);
	if (ret) {
		ftrace_free_filter(&hook->ops);
		return ret;
	}
	/* From now on kernel.ftrace_enabled cannot be set to 0; was it before? */
	hook->ops.flags |= FTRACE_OPS_FL_PERMANENT;
	if (rvk_hook_opcode((const u8 *)hook->ip) == CALL_INSN_OPCODE)
		return 0;
	rvk_hook_remove(hook);
	return -EBUSY;
}

/**
 * rvk_hooks_remove() - stop redirecting functions
 * @hooks:	from rvk_hooks_add()
 * @nr:		number of @hooks
 *
 * Calls that were redirected may still be in progress.
 */
void rvk_hooks_remove(struct rvk_hook *hooks, unsigned int nr)
{
	while (nr--)
		rvk_hook_remove(&hooks[nr]);
}
EXPORT_SYMBOL_GPL(rvk_hooks_remove);

/**
 * rvk_hooks_add() - redirect functions, all or none
 * @hooks:	initialised by RVK_HOOK()
 * @nr:		number of @hooks
 *
 * Return: 0, or -errno with a line in the log that names the function; calls
 * that were redirected meanwhile may still be in progress.
 */
int rvk_hooks_add(struct rvk_hook *hooks, unsigned int nr)
{
	unsigned int i, added = 0;
	int ret = 0;

	for (i = 0; !ret && i < nr; i++)
		ret = rvk_hook_find(&hooks[i]);
	if (ret)
		goto fail;
	for (i = 0; !ret && i < nr; i++) {
		ret = rvk_hook_add(&hooks[i]);
		added += !ret;
	}
	if (!ret)
		return 0;
	rvk_hooks_remove(hooks, added);
fail:
	pr_err("cannot redirect %s: error %d%s\n", hooks[i - 1].symbol, ret,
	       ret == -EBUSY ?
		       ", a BPF program or another user has it, or kernel.ftrace_enabled is 0" :
		       "");
	return ret;
}
EXPORT_SYMBOL_GPL(rvk_hooks_add);
