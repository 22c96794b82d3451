/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_users.h - what a policy does to real users of pinned pages */
#ifndef RP_USERS_H
#define RP_USERS_H

#include "reports/doc/rp_doc.h"
#include "reports/model/rp_model.h"

/* kbench pins as the real users do, for what that costs */
int rp_users_is_price(const struct rp_key *key);

/* Whether rows of users[] are of one table: the event, on the same pages */
int rp_users_alike(const struct rp_key *a, const struct rp_key *b);

/* Whether a row begins such a table */
int rp_users_is_first(const struct rp_model *m,
		      const struct rp_distribution *d);

/*
 * Median until the event returned; by an emulated clock its ratio to that under policy
 * none, which alone means anything. NAN if there is none.
 */
double rp_users_returns(const struct rp_model *m,
			const struct rp_distribution *d);

/* For each kind of memory say under which policy a user delays the event least. */
void rp_users_answer(const struct rp_model *m, struct rp_doc *doc);

#endif /* RP_USERS_H */
