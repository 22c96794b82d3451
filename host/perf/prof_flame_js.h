/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_flame_js.h - the script inside a flame graph */
#ifndef PROF_FLAME_JS_H
#define PROF_FLAME_JS_H

extern const char prof_flame_js[];

#endif /* PROF_FLAME_JS_H */
