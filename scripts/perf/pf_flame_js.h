/* SPDX-License-Identifier: GPL-2.0-only */
/* pf_flame_js.h - the script inside a flame graph */
#ifndef PF_FLAME_JS_H
#define PF_FLAME_JS_H

extern const char pf_flame_js[];

#endif /* PF_FLAME_JS_H */
