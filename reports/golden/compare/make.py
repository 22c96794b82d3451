#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# make.py - make results to compare from the golden ones
# usage: make.py RUN.json EVENTS.json DIR
#
# Each is a changed copy, as a slower kernel, another kernel, a noisy machine or
# a broken run would have written it. Seeds are fixed.
import copy
import json
import os
import random
import sys

run_path, events_path, out = sys.argv[1:]
with open(run_path) as f:
    run = json.load(f)
with open(events_path) as f:
    events = json.load(f)
rng = random.Random(20181213)


def save(name, value):
    os.makedirs(f"{out}/{name}", exist_ok=True)
    with open(f"{out}/{name}/results.json", "w") as f:
        json.dump(value, f)


def changed(base, factor, test):
    new = copy.deepcopy(base)
    for row in new["summary"]:
        if "p50" in row and test(row):
            for key in ("min", "p50", "p50_low", "p50_high"):
                row[key] = round(row[key] * factor)
    return new


def is_unpin(row):
    return row["name"] == "pin/tmpfs/pages:512/unpin"


def timed(shift, noise, blocks=10, drift=0):
    """A run without cost rows: blocks of none and scratch in turn.

    Scratch drifts from its first block to its last.
    """
    new = copy.deepcopy(events)
    new["summary"] = []
    new["environment"]["mode"] = "timed"
    rows = []
    for policy, change in (("none", 0), ("scratch", shift)):
        pairs = [[1000, 1000 * (1.5 if change or policy != "none" else 1)
                  * (1 + change) * (1 + rng.gauss(0, noise))
                  * (1 + (policy != "none") * drift * i / (blocks - 1))]
                 for i in range(blocks)]
        rows.append({"name": f"truncate/tmpfs/gpu/{policy}/return",
                     "policy": policy, "device": "gpu", "phase": "return",
                     "event": "truncate", "mode": "timed", "unit": "ns",
                     "memory": "tmpfs", "pages": 512, "emulated": True,
                     "status": "DONE", "n": 20 * blocks, "pairs": pairs})
    new["distributions"] = rows
    for key in ("throughput", "ledger", "scaling", "checks"):
        new[key] = []
    return new


save("base", run)
save("equal", run)
save("slow", changed(run, 1.01, is_unpin))
save("fast", changed(run, 0.99, is_unpin))
save("all-slow", changed(run, 1.01, lambda row: True))
other = copy.deepcopy(run)
other["environment"]["kernel"]["release"] = "6.12.0-1-amd64"
other["environment"]["qemu"]["version"] = "9.0"
save("other", other)
newer = copy.deepcopy(run)
newer["schema"] = "revokebench/results-9"
save("newer", newer)
loose = copy.deepcopy(run)
loose["exact"].update(exact=False, why="two boots differ")
save("loose", loose)
nothing = copy.deepcopy(run)
nothing["summary"] = []
nothing["checks"] = []
save("nothing", nothing)


def without(base, array, test, **changes):
    """The rows of an array lose their figures, or go, without changes."""
    new = copy.deepcopy(base)
    for row in [row for row in new[array] if test(row)]:
        if not changes:
            new[array].remove(row)
        for key in ("min", "p50", "p50_low", "p50_high", "per_page"):
            row.pop(key, None)
        row.update(changes)
    return new


def is_pin(row):
    return row["name"].startswith("pin/") and row["status"] == "DONE"


huge = changed(run, 1, is_unpin)
for row in huge["summary"]:
    if is_unpin(row):
        row.update(min=1e300, p50=1e300, p50_low=1e300, p50_high=1e300)
save("huge", huge)
tiny = changed(run, 1, is_unpin)
for row in tiny["summary"]:
    if is_unpin(row):
        row.update(min=1e-300, p50=1e-300, p50_low=1e-300, p50_high=1e-300)
save("tiny", tiny)
escape = copy.deepcopy(run)
escape["environment"]["kernel"]["release"] = "\x1b]0;x\x07\x1b[2J\u009b2J\u00e9"
save("escape", escape)
failed = without(run, "summary", is_unpin, status="FAIL", reason="guest panic")
failed["status"] = "FAIL"
failed["cells"][1].update(status="FAIL", reason="guest-panic", detail="Oops")
save("failed", failed)
save("refused", without(run, "summary", is_pin, refused="EFAULT"))
save("skipped", without(run, "summary", is_pin, status="SKIP",
                        reason="no ext4"))
save("error", without(run, "summary", is_pin, status="ERROR",
                      reason="boots differ"))
save("gone", without(run, "summary", is_pin))
half = copy.deepcopy(failed)
half["summary"] = [row for row in run["summary"] if not is_pin(row)]
save("half", half)

save("events", events)
latency = copy.deepcopy(events)
for row in latency["distributions"]:
    if row["name"].endswith("gpu/scratch/access") and "p50" in row:
        row["min"] *= 1.01
        row["p50"] *= 1.01
save("latency", latency)
stale = copy.deepcopy(events)
for row in stale["ledger"]:
    if row["policy"] == "scratch":
        row["right_bytes"] -= 8
        row["stale_bytes"] += 8
save("stale", stale)
no_least = copy.deepcopy(events)
del no_least["distributions"][0]["min"]
save("no-least", no_least)
save("no-check", without(events, "checks", lambda row: row["status"] == "PASS",
                         status="SKIP", reason="n/a: cmdq cannot fault"))
save("timed", timed(0, 0.002))
save("timed-slow", timed(0.02, 0.002))
save("timed-equal", timed(0, 0.002))
save("timed-noisy", timed(0.003, 0.03))
save("timed-few", timed(0.02, 0.002, 5))
save("timed-warms", timed(0, 0.001, drift=0.03))
save("timed-cools", timed(0.03, 0.001, drift=-0.02))
save("timed-gains", timed(-0.03, 0.001, drift=0.02))
save("timed-leaps", timed(0.2, 0.001, drift=0.01))



def past(name, factor, commit, date, committed=None):
    result = changed(run, factor, is_unpin)
    result["context"]["date"] = date
    result["environment"]["revokebench"] = commit
    if committed:
        result["environment"]["committed"] = committed
    save(name, result)


for i in range(8):
    past(f"past/{i}", 1.01 if i >= 5 else 1, f"commit{i}",
         f"2020-01-0{i + 1}T00:00:00+00:00")

# One night in local time, the clock set back or far from Greenwich: as text the
# dates are in another order than the times.
for i, date in enumerate(("2026-10-25T01:50:00+0200",
                          "2026-10-25T02:10:00+0200",
                          "2026-10-25T02:30:00+0200",
                          "2026-10-25T02:50:00+0200",
                          "2026-10-25T02:05:00+0100",
                          "2026-10-25T02:20:00+01:00",
                          "2026-10-25T01:25:00Z",
                          "2026-10-24T20:40:00-0500")):
    past(f"summer/{i}", 1.05 if i >= 4 else 1, f"commit{i}", date)
    past(f"unknown/{i}", 1.05 if i >= 4 else 1, "unknown", date)

# Three old commits are measured again, last of all.
for i in range(11):
    commit = i % 8
    past(f"again/{i:02}", 1.05 if commit >= 5 else 1, f"commit{commit}",
         f"2020-02-{i + 1:02}T00:00:00+00:00",
         f"2020-01-0{commit + 1}T12:00:00+01:00")
