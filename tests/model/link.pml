/* SPDX-License-Identifier: GPL-2.0-only */
/* link.pml - a region over two files waits for the events of both, for spin */

/*
 * A region is linked to both files or to none. While an event is in progress on
 * one of them its owner sleeps on the wait queue of that file, until that event
 * has ended, and tries again. Two truncators have one event each, on a file
 * each, in any order. Without ONE_CHECK the sleeper checks both files for events
 * instead: it is woken by the first, finds the second busy and sleeps on a queue
 * that nobody wakes any more. With ONE_CHECK the model has no invalid end state.
 */
bool event[2];		/* rvk_inode.event */
byte sleeps_on = 2;	/* the file whose wait queue the owner is on; 2: none */
bool woken;

/* rvk_wait_event_end(): the event of file @i that the owner saw has ended */
#if ONE_CHECK
#define MAY_TRY(i) (!event[i])
#else
#define MAY_TRY(i) (!event[0] && !event[1])
#endif

inline wait_event_end(i)
{
	do
	:: atomic { MAY_TRY(i) -> break }
	:: atomic { !(MAY_TRY(i)) -> sleeps_on = i };
		atomic { woken -> woken = false; sleeps_on = 2 }
	od
}

/* rvk_index_link(), rvk_index_try_link() */
active proctype owner()
{
	byte busy;

	do
	:: atomic { !event[0] && !event[1] -> break }
	:: atomic { event[0] -> busy = 0 }; wait_event_end(busy)
	:: atomic { !event[0] && event[1] -> busy = 1 }; wait_event_end(busy)
	od
}

/* rvk_event_try_begin(), rvk_event_end() */
active [2] proctype truncator()
{
	byte i = _pid - 1;

	event[i] = true;
	atomic {
		event[i] = false;
		if
		:: sleeps_on == i -> woken = true
		:: else
		fi
	}
}
