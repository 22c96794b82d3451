/* SPDX-License-Identifier: GPL-2.0-only */
/* rvk.pml - pin, revoke, drain and truncate as a model for spin */

/*
 * The model has one file of one page, two owners with a region on it each, two
 * truncators, and a device that executes two commands. Only one region has the
 * device, as the regions are symmetric. Steps of all processes interleave in
 * any order. Code under a spinlock or rvk_region.lock is one step, as it does
 * not wait. The comment of each inline names the functions in policies/ and
 * kbench/ that it models. model_test.sh lists the combinations.
 *
 * It checks that no device uses a page that the file no longer has (except
 * under none), that no device uses a page that is not pinned, that the page is
 * not pinned when a truncate returns, and that no process waits for ever. The
 * last includes lost wake-ups: a sleeper proceeds only if woken after it had
 * queued.
 */
#define NONE 0
#define BLOCK 1
#define DELAY 2
#define KILL 3
#define SCRATCH 4
#define FENCE 5
#define ODP 6

/* Seeded errors, one at a time; spin must find each */
#define NO_WAKE 1	/* rvk_region_release() does not wake */
#define NO_DRAIN 2	/* unpins before commands in progress have ended */
#define NO_RECHECK 3	/* checks, then queues, and does not check again */
#define NO_BUSY 4	/* a region opens while an event is in progress */
#define NO_DOOM 5	/* a region that is being opened is not doomed */
#define NO_DEADLK 6	/* a truncator waits for itself */
#define NO_RETRY 7	/* a fault does not check whether mappings changed */
#define NO_GATE_DRAIN 8	/* a region pins while calls that passed proceed */
#define NO_END_WAKE 9	/* rvk_event_end() does not wake */
#define NO_KILL 10	/* kill waits, but sends no signal */
#define NO_READY 11	/* a region that is being opened counts as released */
#define EARLY_COUNT 12	/* a call is not counted before its event has the file */

/* Set from the environment, see init */
byte policy, bug;
bool early;	/* commands carry their address: cmdq, else gpu */
bool own;	/* truncator 1 is owner 1, single-threaded */
bool unmaps;	/* the owners unmap; there is only one truncator */
byte device_of;	/* owner of the region that has the device */

#define NOWHERE 0
#define PAGE 1
#define SCRATCH_PAGE 2

typedef region {
	bool linked, pinned, ready, doomed, live, held, closed, dead;
	byte table;
	bool release_lock, close_lock;
	bool running, stopping, stopped, busy;
	byte addr, seq;
	bool notified, killed;
	bool invalid, pte;
	byte inv_seq;
};
region r[2];

bool has_page = true;	/* the file has the page */
bool has_size = true;	/* i_size, changed first */
byte passing;		/* rvk_bucket.passing: calls that found no region */
byte event;		/* rvk_inode.event: truncator + 1, 0 for none */
bool waits[2];		/* rvk_event.is_waiting */
bool hit[4];		/* rvk_event.hits: 2 * truncator + owner */
byte refs;		/* rvk_inode.refs of events */
bool came;		/* truncator 0 has passed the gate */
bool truncated[2];	/* the truncator is done */

/* Wait queues of truncators 0, 1; owners 2, 3; workers 4, 5 */
#define FILE_Q 1
#define ENDED_Q(o) (2 + (o))
byte queued[6];
bool woken[6];

/* wake_up_all() */
inline wake(q)
{
	atomic {
		if :: queued[0] == (q) -> woken[0] = true :: else fi;
		if :: queued[1] == (q) -> woken[1] = true :: else fi;
		if :: queued[2] == (q) -> woken[2] = true :: else fi;
		if :: queued[3] == (q) -> woken[3] = true :: else fi;
		if :: queued[4] == (q) -> woken[4] = true :: else fi;
		if :: queued[5] == (q) -> woken[5] = true :: else fi
	}
}

/* wait_event(): queue, check, sleep until woken, check again. The check sees a
 * wake-up that comes after it has queued, so queue and check are one step */
inline wait_event(me, q, condition)
{
	do
	:: bug == NO_RECHECK ->
		if
		:: atomic { (condition) -> break }
		:: atomic { else -> skip }
		fi;
		queued[me] = q;
		atomic { woken[me] -> queued[me] = 0; woken[me] = false }
	:: atomic { bug != NO_RECHECK && (condition) -> break }
	:: atomic { bug != NO_RECHECK && !(condition) -> queued[me] = q };
		atomic { woken[me] -> queued[me] = 0; woken[me] = false }
	od
}

inline lock(l) { atomic { !(l) -> l = true } }

/* rvk_region_retire(), with rvk_region.lock held by the caller's atomic */
inline retire(o, to)
{
	if
	:: r[o].closed || (policy != ODP && !r[o].live)
	:: else -> r[o].live = false; r[o].table = to
	fi
}

/* kb_engine_drain(); kb_engine_no_drain() for a gpu */
inline drain(o, me)
{
	if
	:: early ->
		snap = r[o].seq;
		wait_event(me, ENDED_Q(o), !r[o].busy || r[o].seq != snap);
		snap = 0
	:: else
	fi
}

/* rvk_region_release(), rvk_release_claim(), rvk_release_run() */
inline release(o, me)
{
	atomic { !r[o].release_lock ->
		claimed = r[o].held && !r[o].live;
		r[o].release_lock = claimed
	};
	if
	:: claimed ->
		if
		:: bug == NO_DRAIN
		:: else -> drain(o, me)
		fi;
		r[o].held = false;
		atomic {
			claimed = false;
			if
			:: bug == NO_WAKE
			:: else -> wake(FILE_Q)	/* rvk_index_wake() */
			fi;
			r[o].release_lock = false
		}
	:: else
	fi
}

/* rvk_region_close(), kb_engine_stop(), rvk_index_unlink() */
inline close(o, me)
{
	atomic { !r[o].close_lock ->
		r[o].close_lock = !r[o].closed;
		r[o].stopping = true
	};
	if
	:: !r[o].closed ->
		atomic { r[o].stopped || o != device_of ->
			r[o].busy = false;
			wake(ENDED_Q(o));
			retire(o, NOWHERE)
		};
		release(o, me);
		atomic { r[o].closed = true; wake(FILE_Q) };
		atomic { r[o].linked = false; r[o].close_lock = false }
	:: else
	fi
}

/* kb_odp_fault(), kb_odp_install(); mmu_interval_read_begin(), _retry() */
inline fault(o)
{
	atomic { !r[o].invalid -> snap = r[o].inv_seq };
	atomic {	/* rvk_gup_remote(): the page is mapped, or can be */
		got = r[o].pte || (has_size && has_page);
		r[o].pte = got
	};
	atomic {
		if
		:: got && (bug == NO_RETRY ||
			   (!r[o].invalid && r[o].inv_seq == snap)) ->
			r[o].table = PAGE
		:: else
		fi
	}
}

/* The device accesses memory: kb_complete(), kb_copy() */
inline touch(o)
{
	assert(!(at == PAGE && policy != NONE && !has_page));
	assert(!(at == PAGE && policy != ODP && !r[o].held))
}

proctype device(byte o)
{
	byte snap, at;
	bool got;

	do
	:: atomic { r[o].stopping -> r[o].stopped = true; break }
	:: atomic { r[o].running && !r[o].stopping && !r[o].busy &&
		    r[o].seq < 2 ->
		r[o].busy = true;	/* kb_issue() */
		r[o].addr = (r[o].dead -> NOWHERE : r[o].table) }
	:: r[o].busy && policy == ODP && r[o].table == NOWHERE &&
	   has_size -> fault(o)
	:: atomic { r[o].busy ->
		at = (early -> r[o].addr :
		      (r[o].dead -> NOWHERE : r[o].table));
		touch(o);
		at = NOWHERE;
		r[o].addr = NOWHERE;
		r[o].busy = false;
		r[o].seq++;
		wake(ENDED_Q(o)) }
	od
}

/* rvk_region_close_work() and rvk_region_release_work() */
proctype worker(byte o; bool closes)
{
	byte snap;
	bool claimed;

	if
	:: closes -> close(o, 4 + o)
	:: else -> release(o, 4 + o)
	fi
}

/* rvk_index_link(), rvk_index_try_link() */
inline link(o)
{
	do
	:: atomic { (event == 0 || bug == NO_BUSY) ->
		r[o].linked = true; break }
	:: atomic { event != 0 -> skip };
		wait_event(2 + o, FILE_Q, event == 0)
	od
}

/* rvk_region_open(): rvk_gate_drain(), rvk_pin(), rvk_open_ready() */
inline open(o)
{
	link(o);
	passing == 0 || bug == NO_GATE_DRAIN;
	got = (policy == ODP) || has_page;
	r[o].pinned = got && policy != ODP;
	atomic {
		if
		:: got && policy == ODP -> r[o].running = true
		:: got && policy != ODP &&
		   (!r[o].doomed || bug == NO_DOOM) ->
			r[o].live = true;
			r[o].held = true;
			r[o].table = PAGE;
			r[o].running = true
		:: else -> got = false
		fi;
		r[o].pinned = false;	/* or held; else unpinned first */
		r[o].closed = !got;
		r[o].ready = true;	/* rvk_index_ready() */
		wake(FILE_Q)
	};
	if
	:: !got -> r[o].linked = false
	:: else
	fi
}

/* An owner that truncates does so first: it has only one thread */
#define MAY_END(o) (!(own && (o) == 1) || truncated[1])
#define ALL_DONE (truncated[0] && truncated[1])

/* The actions of an owner before it exits; it may also do nothing */
inline live_on(o)
{
	if
	:: policy == NONE -> skip
	:: policy == KILL -> atomic { r[o].killed || ALL_DONE -> skip }
	:: policy == BLOCK || policy == DELAY ->
		if
		:: policy == BLOCK
		:: policy == DELAY && ALL_DONE
		:: policy == BLOCK || r[o].notified || ALL_DONE ->
			/* rvk_region_release_range() */
			atomic { retire(o, NOWHERE) };
			release(o, 2 + o);
			ALL_DONE
		fi
	:: (policy == SCRATCH || policy == FENCE) && unmaps ->
		/* rvk_policy.unmap: rvk_region_redirect(), _fence() */
		atomic {
			r[o].dead = (policy == FENCE);
			retire(o, (policy == FENCE -> NOWHERE : SCRATCH_PAGE))
		};
		run worker(o, false)
	:: else -> if :: ALL_DONE :: skip fi
	fi
}

proctype owner(byte o)
{
	byte snap;
	bool claimed, got;

	open(o);
	live_on(o);
	MAY_END(o);
	/* Memory and descriptor are released in any order */
	if
	:: policy == KILL && got -> run worker(o, true)
	:: else
	fi;
	if
	:: got -> close(o, 2 + o)
	:: else -> r[o].stopping = true
	fi
}

/* rvk_hit_released() */
#define OPENED(o) (r[o].ready || policy == ODP || bug == NO_READY)
#define RELEASED(t, o) (!hit[2 * (t) + (o)] || (OPENED(o) && !r[o].held))
#define ALL_RELEASED(t) (RELEASED(t, 0) && RELEASED(t, 1))
#define IS_OWN(t) (own && (t) == 1 && hit[2 * (t) + 1])
#define DIES(t) (own && (t) == 1 && r[1].killed)

/* rvk_wait_released(), rvk_wait_begin() */
inline wait_released(t, timeout_ms)
{
	if
	:: ALL_RELEASED(t) -> refused = false
	:: else ->
		if
		:: DIES(t) -> refused = true
		:: !DIES(t) && IS_OWN(t) && bug != NO_DEADLK -> refused = true
		:: else ->
			atomic { waits[t] = true; wake(FILE_Q) };
			wait_event(t, FILE_Q,
				   ALL_RELEASED(t) || timeout_ms || DIES(t));
			refused = !ALL_RELEASED(t);
			atomic { waits[t] = false; wake(FILE_Q) }
		fi
	fi
}

/* rvk_region_doom() */
inline doom(o)
{
	r[o].doomed = r[o].doomed || !r[o].ready
}

/* rvk_redirect() */
inline redirect(t, o)
{
	if
	:: hit[2 * t + o] ->
		atomic {
			doom(o);
			retire(o, SCRATCH_PAGE)
		};
		release(o, t)
	:: else
	fi
}

/* rvk_fence(), rvk_fence_locked() */
inline fence(t, o)
{
	if
	:: hit[2 * t + o] ->
		atomic {
			doom(o);
			if
			:: r[o].closed || r[o].dead || !r[o].ready
			:: else -> r[o].dead = true; retire(o, NOWHERE)
			fi
		};
		release(o, t)
	:: else
	fi
}

/* rvk_signal_owners(): wakes a killable sleeper */
inline signal_owner(t, o)
{
	atomic {
		if
		:: !RELEASED(t, o) && bug != NO_KILL ->
			r[o].killed = true;
			if
			:: own && o == 1 -> woken[1] = true
			:: else
			fi
		:: else
		fi
	}
}

/* rvk_event_dispatch(): rvk_block_revoke(), rvk_delay_revoke(), ... */
inline revoke(t)
{
	if
	:: policy == NONE || policy == ODP -> refused = false
	:: policy == BLOCK -> wait_released(t, false)
	:: policy == KILL ->
		signal_owner(t, 0);
		signal_owner(t, 1);
		wait_released(t, false)
	:: policy == DELAY ->
		atomic {	/* rvk_notify() */
			r[0].notified = r[0].notified || hit[2 * t];
			r[1].notified = r[1].notified || hit[2 * t + 1]
		};
		wait_released(t, true);
		if
		:: refused ->
			redirect(t, 0);
			redirect(t, 1);
			refused = false
		:: else
		fi
	:: policy == SCRATCH -> redirect(t, 0); redirect(t, 1); refused = false
	:: policy == FENCE -> fence(t, 0); fence(t, 1); refused = false
	fi
}

/* rvk_region_invalidate(): the notifiers that a truncate calls */
inline invalidate(o)
{
	atomic {
		r[o].invalid = true;
		r[o].inv_seq = (r[o].inv_seq + 1) % 4;
		retire(o, NOWHERE)
	};
	r[o].pte = false;
	r[o].invalid = false
}

/* do_truncate(); i_rwsem serialises it */
inline do_truncate()
{
	if
	:: policy == ODP ->
		has_size = false;
		invalidate(device_of)
	:: else
	fi;
	atomic {
		assert(policy == NONE || policy == ODP ||
		       (!r[0].held && !r[1].held));
		/* The others redirect, and need not wait for an open */
		assert((policy != BLOCK && policy != KILL) ||
		       (!r[0].pinned && !r[1].pinned));
		has_page = false
	}
}

/* rvk_wait_is_cyclic() */
#define WAITS_FOR_US(t) (event != 0 && event != (t) + 1 && IS_OWN_OF(t) && \
			 waits[event - 1] && bug != NO_DEADLK)
#define IS_OWN_OF(t) (own && (t) == 1 && hit[2 * (event - 1) + 1])

/* rvk_event_begin(), rvk_event_try_begin(), rvk_event_collect() */
inline begin(t)
{
	wait_event(t, FILE_Q, event == 0 || WAITS_FOR_US(t) || DIES(t));
	atomic {
		if
		:: DIES(t) || WAITS_FOR_US(t) -> refused = true
		:: !DIES(t) && !WAITS_FOR_US(t) && event == 0 ->
			event = t + 1;
			hit[2 * t] = r[0].linked;
			hit[2 * t + 1] = r[1].linked
		:: else -> again = true
		fi
	}
}

proctype truncator(byte t)
{
	byte snap;
	bool claimed, refused, known, counted, again;

	/* Truncators that own no region are symmetric: start number 0 first */
	t == 0 || own || came;
	/* rvk_gate_stops(): count first, then look the file up */
	passing++;
	counted = true;
	known = r[0].linked || r[1].linked;
	if
	:: known ->
		if
		:: bug == EARLY_COUNT -> passing--; counted = false
		:: else
		fi;
		atomic {	/* rvk_gate_find(), rvk_event_find() */
			known = r[0].linked || r[1].linked || refs > 0;
			refs = refs + known;
			passing = passing - (known && counted);
			counted = counted && !known
		}
	:: else
	fi;
	came = true;
	if
	:: known ->
		do
		:: again = false; begin(t); if :: again :: else -> break fi
		od;
		if
		:: !refused -> revoke(t)
		:: else
		fi
	:: else
	fi;
	if
	:: !refused -> do_truncate()
	:: else
	fi;
	atomic {	/* rvk_event_end(), rvk_gate_passed() */
		passing = passing - counted;
		refs = refs - known;
		if
		:: event == t + 1 ->
			hit[2 * t] = false;
			hit[2 * t + 1] = false;
			event = 0;
			if
			:: bug == NO_END_WAKE
			:: else -> wake(FILE_Q)
			fi
		:: else
		fi;
		truncated[t] = true
	}
}

init
{
	atomic {
		c_code {
			now.policy = atoi(getenv("RVK_POLICY"));
			now.early = atoi(getenv("RVK_EARLY"));
			now.own = atoi(getenv("RVK_OWN"));
			now.unmaps = atoi(getenv("RVK_UNMAPS"));
			now.bug = atoi(getenv("RVK_BUG"));
		};
		device_of = (own -> 1 : 0);
		run device(device_of);
		run owner(0);
		run owner(1);
		run truncator(0);
		truncated[1] = unmaps;
		if
		:: !unmaps -> run truncator(1)
		:: else
		fi
	}
}
