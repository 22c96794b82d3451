// SPDX-License-Identifier: GPL-2.0-only
/* kfault.c - trigger a kernel fault chosen by parameter */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0);
MODULE_PARM_DESC(how, "name of a fault in this file");

/* Two locks that abba() takes in both orders */
static DEFINE_MUTEX(kfault_a);
static DEFINE_MUTEX(kfault_b);

/* A spinlock that sleep_in_atomic() sleeps under */
static DEFINE_SPINLOCK(kfault_lock);

static void oops(void)
{
	WRITE_ONCE(*(int *)NULL, 1);
}

static void warn(void)
{
	WARN(1, "kfault: asked to warn\n");
}

static void hang(void)
{
	pr_info("kfault: hangs with interrupts off from here on\n");
	local_irq_disable();
	for (;;)
		cpu_relax();
}

/*
 * Leaks several objects, as a stack may keep the address of the last one.
 * Zeroes them, as a freed object holds the address of the next.
 */
static void leak(void)
{
	void *lost;
	int i;

	for (i = 0; i < 4; i++) {
		lost = kzalloc(96, GFP_KERNEL);
		OPTIMIZER_HIDE_VAR(lost);
	}
}

static void use_after_free(void)
{
	char *gone = kmalloc(96, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(gone);
	kfree(gone);
	WRITE_ONCE(gone[8], 1);
}

static void out_of_bounds(void)
{
	char *small = kmalloc(96, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(small);
	if (small)
		WRITE_ONCE(small[96], 1);
	kfree(small);
}

static void lock_in_order(struct mutex *first, struct mutex *second)
{
	mutex_lock(first);
	mutex_lock(second);
	mutex_unlock(second);
	mutex_unlock(first);
}

static void abba(void)
{
	lock_in_order(&kfault_a, &kfault_b);
	lock_in_order(&kfault_b, &kfault_a);
}

static void sleep_in_atomic(void)
{
	spin_lock(&kfault_lock);
	might_sleep();
	spin_unlock(&kfault_lock);
}

static void shift(void)
{
	int by = 40;

	OPTIMIZER_HIDE_VAR(by);
	pr_info("kfault: shifted to %d\n", 1 << by);
}

static void list(void)
{
	struct list_head head = LIST_HEAD_INIT(head), entry;

	list_add(&entry, &head);
	list_add(&entry, &head);
}

static const struct {
	const char *name;
	void (*fault)(void);
} kfaults[] = {
	{ "oops", oops },
	{ "warn", warn },
	{ "hang", hang },
	{ "leak", leak },
	{ "use_after_free", use_after_free },
	{ "out_of_bounds", out_of_bounds },
	{ "abba", abba },
	{ "sleep_in_atomic", sleep_in_atomic },
	{ "shift", shift },
	{ "list", list },
};

static int __init kfault_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kfaults); i++)
		if (!strcmp(how, kfaults[i].name))
			kfaults[i].fault();
	return 0;
}
module_init(kfault_init);

/* Lets the module be unloaded, so that kmemleak finds what it leaked */
static void __exit kfault_exit(void)
{
}
module_exit(kfault_exit);

MODULE_DESCRIPTION("trigger a kernel fault, to test its detection");
MODULE_LICENSE("GPL");
