/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk_hook.h - functions of the kernel that rvk.ko or rvk_adopt.ko redirects */
#ifndef RVK_HOOK_H
#define RVK_HOOK_H

#include <linux/ftrace.h>
#include <linux/objtool.h>
#include <linux/static_call.h>
#include <asm/ibt.h>

/**
 * struct rvk_hook - one function that is redirected
 * @symbol:	its name; not all are exported
 * @callee:	NULL, or a hook before this one: this function is redirected only if
 *		the compiler made its call of that one inline
 * @enter:	what the function calls first; NULL: refuse to redirect it
 * @set_orig:	takes the address behind that call, where the original begins
 * @ip:		the address of that call; 0 while it is not redirected
 * @ops:	registers @enter with ftrace
 */
struct rvk_hook {
	const char *symbol;
	const struct rvk_hook *callee;
	void (*enter)(void);
	void (*set_orig)(void *orig);
	unsigned long ip;
	struct ftrace_ops ops;
};

/*
 * Redirect the function @name of type @type to rvk_@name(), of the same type,
 * which calls the original as static_call(@name_orig).
 *
 * The function calls rvk_enter_@name(), which drops the address to return to in
 * the function and jumps, so that rvk_@name() returns to the caller. All calls
 * are direct: no retpoline, and no ENDBR is needed where IBT is on.
 */
#define RVK_REDIRECTED(name, type)                               \
	extern __noendbr type rvk_##name;                        \
	DEFINE_STATIC_CALL_NULL(name##_orig, type);              \
	asm(".pushsection .text, \"ax\", @progbits\n"            \
	    ".p2align 4\n"                                       \
	    ".type rvk_enter_" #name ", @function\n"             \
	    "rvk_enter_" #name ":\n" ANNOTATE_NOENDBR "\n"       \
	    "lea 8(%rsp), %rsp\n"                                \
	    "jmp rvk_" #name "\n"                                \
	    "int3\n"                                             \
	    ".size rvk_enter_" #name ", .-rvk_enter_" #name "\n" \
	    ".popsection\n");                                    \
	void rvk_enter_##name(void);                             \
	STACK_FRAME_NON_STANDARD(rvk_enter_##name);              \
	static void rvk_set_##name(void *orig)                   \
	{                                                        \
		static_call_update(name##_orig, (type *)orig);   \
	}

/* RVK_HOOK() for a function that may have the one of the hook @of inline */
#define RVK_HOOK_IF_INLINED(name, of)                                     \
	{                                                                 \
		.symbol = #name, .callee = of, .enter = rvk_enter_##name, \
		.set_orig = rvk_set_##name,                               \
	}

#define RVK_HOOK(name) RVK_HOOK_IF_INLINED(name, NULL)

int rvk_hooks_add(struct rvk_hook *hooks, unsigned int nr);
void rvk_hooks_remove(struct rvk_hook *hooks, unsigned int nr);

#endif /* RVK_HOOK_H */
