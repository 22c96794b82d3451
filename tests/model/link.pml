/* SPDX-License-Identifier: GPL-2.0-only */
/* link.pml - a region over two files waits for the events of both, for spin */

/*
 * A region is linked to both files or to none. While an event is in progress on
 * one of them its owner sleeps on the wait queue of that file, until that event
 * has ended, and tries again. Two truncators have two events each, on a file
 * each, in any order. WAIT is what ends the owner's sleep:
 *
 * BOTH_IDLE	no file has an event: the owner is woken by the first file, finds
 *		the second busy and sleeps on a queue that nobody wakes any more
 * FILE_IDLE	the file has no event: the next one of the same truncator is
 *		taken for the one that has ended, and the owner sleeps again
 * EVENT_OVER	the event that the owner saw has ended, by its number, as in
 *		rvk_wait_event_end(): no invalid end state, one sleep a wait
 */
#define BOTH_IDLE 0
#define FILE_IDLE 1
#define EVENT_OVER 2

bool event[2];		/* rvk_inode.event */
byte seq[2];		/* rvk_inode.seq */
byte sleeps_on = 2;	/* the file whose wait queue the owner is on; 2: none */
bool woken;

#if WAIT == BOTH_IDLE
#define MAY_TRY(i) (!event[0] && !event[1])
#elif WAIT == FILE_IDLE
#define MAY_TRY(i) (!event[i])
#else
#define MAY_TRY(i) (!event[i] || seq[i] != saw)
#endif

/* rvk_wait_event_end(): event number @saw of file @i has ended */
inline wait_event_end(i)
{
	slept = false;
	do
	:: atomic { MAY_TRY(i) -> break }
	:: atomic { !(MAY_TRY(i)) ->
		assert(WAIT == BOTH_IDLE || !slept);
		slept = true;
		sleeps_on = i };
		atomic { woken -> woken = false; sleeps_on = 2 }
	od
}

/* rvk_index_link(), rvk_index_try_link() */
active proctype owner()
{
	byte busy, saw;
	bool slept;

	do
	:: atomic { !event[0] && !event[1] -> break }
	:: atomic { event[0] -> busy = 0; saw = seq[0] }; wait_event_end(busy)
	:: atomic { !event[0] && event[1] -> busy = 1; saw = seq[1] };
		wait_event_end(busy)
	od
}

/* rvk_event_try_begin(), rvk_event_end() */
active [2] proctype truncator()
{
	byte i = _pid - 1;
	byte left = 2;

	do
	:: left == 0 -> break
	:: left > 0 ->
		atomic { event[i] = true; seq[i]++ };
		atomic {
			event[i] = false;
			left--;
			if
			:: sleeps_on == i -> woken = true
			:: else
			fi
		}
	od
}
