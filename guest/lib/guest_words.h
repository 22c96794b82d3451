/* SPDX-License-Identifier: GPL-2.0-only */
/* guest_words.h - names of policies, devices, engines and cases, and wrong ones */
#ifndef GUEST_WORDS_H
#define GUEST_WORDS_H

/* Entries of guest_words.word, with the NULL at the end */
#define GUEST_WORDS_MAX 40

/* How many wrong names end each list */
#define GUEST_WORDS_WRONG 3

/**
 * struct guest_words - names for one argument of an ioctl
 * @what:	the kind of name: "policy", "device", ...
 * @word:	names, the last GUEST_WORDS_WRONG of them wrong on purpose, then
 *		NULL
 * @nr:		entries of @word before the NULL
 */
struct guest_words {
	const char *what;
	const char *word[GUEST_WORDS_MAX];
	unsigned int nr;
};

extern struct guest_words guest_words_policies, guest_words_devices,
	guest_words_engines, guest_words_cases;

/* In a program's text: an empty name, and one that fills its field without NUL */
#define GUEST_WORD_EMPTY "-"
#define GUEST_WORD_ENDLESS "*"

/**
 * guest_words_init() - fill the lists with what the running kernel has
 * @node:	an open /dev/kbench
 *
 * Without this call the lists have fixed names, which suffice to print and
 * parse programs.
 */
void guest_words_init(int node);

#endif /* GUEST_WORDS_H */
