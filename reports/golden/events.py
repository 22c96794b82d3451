#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# usage: events.py RUN small|big - a made-up run with events, on standard output
"""RUN is golden/run/results.json; what is added to it is made up, too. `small`
is golden/events/results.json, `big` is as much as a default run gives: for
the time a report takes and the size of its page."""
import json
import math
import random
import sys

POLICIES = {  # median wait, virtual ns; what is left of the device; its part
    "none": (1100, 1.0, None),
    "block": (91000, 0.78, "waited"),
    "delay": (38000, 0.84, "notified"),
    "kill": (140000, 0.66, "waited"),
    "scratch": (2400, 0.985, "redirected"),
    "fence": (2900, 0.97, "redirected"),
    "odp": (3600, 0.93, "flushed"),
    "deny": (1100, 1.0, None),
    "busy": (1100, 1.0, None),
}
PROMISES = {
    "none": "stale", "block": "waits, refuses EAGAIN ETXTBSY",
    "delay": "waits, notifies, takes pages, on evict", "kill": "kills",
    "odp": "takes pages, on unmap, on evict", "deny": "denies",
    "scratch": "takes pages, on unmap, on evict",
    "fence": "takes region, on unmap, on evict", "busy": "refuses EBUSY",
}
DEVICES = {"gpu": 1.0, "cmdq": 1.6, "fixed": 1.15, "odp": 1.3}
PARTS = ("notified", "waited", "redirected", "flushed", "drained", "fs")
RATES = (0, 10, 100, 1000, 10000, -1)


def reason(policy, device):
    """why a pair cannot work, or None"""
    if policy in ("scratch", "delay") and device == "fixed":
        return "n/a: fixed cannot redirect"
    if policy == "odp" and device != "odp":
        return f"n/a: {device} cannot fault"
    return None


def bucket(value):
    """the lower edge of its bucket: three digits are kept"""
    step = 10 ** max(0, len(str(int(value))) - 3)
    return int(value) // step * step


def waits(rng, median, nr):
    """a long tail over a least wait, as system calls have it"""
    return sorted(bucket(median * (0.9 + 0.1 * math.exp(
        1.3 * (sum(rng.random() for _ in range(12)) - 6)))) for _ in range(nr))


def quantiles(row, sample):
    """those with at least ten samples beyond"""
    row.update(n=len(sample), min=sample[0], max=sample[-1])
    for name, above in (("p50", 2), ("p90", 10), ("p99", 100),
                        ("p999", 1000)):
        if len(sample) >= 10 * above:
            row[name] = sample[len(sample) - len(sample) // above - 1]
    row["p50_low"], row["p50_high"] = row["p50"], bucket(row["p50"] * 1.01)
    row["histogram"] = [[v, sample.count(v)] for v in sorted(set(sample))]


def key(name, policy, device, memory, **more):
    """what every row says of itself"""
    row = {"name": name, "scene": "latency", "policy": policy,
           "device": device, "engine": "timer", "event": "truncate",
           "memory": memory, "pages": 512, "depth": 8, "regions": 1,
           "mode": "exact", "unit": "vns", "emulated": False,
           "status": "DONE"}
    row.update(more)
    return row


def add_waits(run, rng, policy, device, memory, nr):
    """every phase of one pair on one kind of memory"""
    median, _, part = POLICIES[policy]
    median *= DEVICES[device]
    base = f"truncate/{memory}/pages:512/depth:8/{device}/{policy}/"
    phases = {"return": median, "access": median * 0.8}
    phases.update({p: 40 for p in PARTS[:1] + PARTS[4:]})
    phases["fs"] = 900 * DEVICES[device]
    if part:
        phases[part] = median - phases["fs"]
    for phase, value in phases.items():
        row = key(base + phase, policy, device, memory, phase=phase)
        quantiles(row, waits(rng, value, nr))
        if phase == "return":
            row["samples"] = waits(rng, value, 64)
            row["counts"] = {"faults": 512 if policy == "odp" else 0,
                             "tlb_flushes": 1, "notifier_calls": 2,
                             "dma_maps": 0, "wakeups": int(median > 9000)}
        run["distributions"].append(row)


def add_rates(run, policy, device, memory):
    """a curve that falls as revokes come faster"""
    keeps = POLICIES[policy][1]
    points = []
    for rate in RATES:
        load = 1.0 if rate < 0 else math.log10(rate + 1) / 4.2
        points.append({
            "rate": rate, "duration": 1000000000,
            "revokes": 14000 if rate < 0 else rate,
            "device_bytes": int(4096000000 * (1 - (1 - keeps) * load)),
            "fs_ops": int(20000 * (1 - 0.12 * load * (2 - keeps))),
            "dio_bytes": int(512000000 * (1 - 0.02 * load))})
    run["throughput"].append(key(
        f"throughput/{memory}/{device}/{policy}", policy, device, memory,
        scene="throughput", points=points,
        recovery={"n": 60, "p50": int(POLICIES[policy][0] / 2),
                  "max": POLICIES[policy][0]}))


def add_ledger(run, policy, device, memory):
    """where each of 64 MiB went"""
    fate = {"none": "stale", "scratch": "scratch", "fence": "refused",
            "kill": "refused"}.get(policy)
    row = key(f"ledger/{memory}/{device}/{policy}", policy, device, memory,
              scene="ledger", issued_bytes=1 << 26, right_bytes=1 << 26,
              stale_bytes=0, scratch_bytes=0, lost_bytes=0, refused_bytes=0,
              errors=24 if fate == "refused" else 0,
              killed=int(policy == "kill"), blocks_held=0,
              fs_held=POLICIES[policy][0] if policy in ("block", "delay",
                                                        "kill") else 0,
              pages_held=512 if policy == "none" else 0,
              pages_escaped=0,
              neighbours_lost_bytes=1823 if policy == "none" else 0)
    if fate:
        row[fate + "_bytes"] = 98304
        row["right_bytes"] -= 98304
    run["ledger"].append(row)


def add_refused(run, policy, device, memory):
    """a policy that refuses events: a ledger, and no wait"""
    run["distributions"].append(key(
        f"truncate/{memory}/pages:512/depth:8/{device}/{policy}/return",
        policy, device, memory, phase="return", refused="EBUSY"))
    run["throughput"].append(key(
        f"throughput/{memory}/{device}/{policy}", policy, device, memory,
        scene="throughput", points=[], refused="EBUSY"))
    add_ledger(run, policy, device, memory)
    run["ledger"][-1]["event_refused"] = "EBUSY"


def add_pair(run, rng, policy, device, memory, nr):
    """all that is known of one pair"""
    why = reason(policy, device)
    if why:
        run["distributions"].append(key(
            f"truncate/{memory}/pages:512/depth:8/{device}/{policy}/return",
            policy, device, memory, phase="return", status="SKIP", reason=why))
        return
    if policy == "busy":
        add_refused(run, policy, device, memory)
        return
    if policy == "deny":
        run["distributions"].append(key(
            f"truncate/{memory}/pages:512/depth:8/{device}/{policy}/return",
            policy, device, memory, phase="return", refused="EOPNOTSUPP"))
        return
    add_waits(run, rng, policy, device, memory, nr)
    add_rates(run, policy, device, memory)
    add_ledger(run, policy, device, memory)


def add_odd(run, rng):
    """what went wrong, what is only a ratio, and what the kernel does"""
    run["status"] = "ERROR"
    run["distributions"] += [
        key("truncate/tmpfs/pages:512/depth:8/odp/odp/return", "odp", "odp",
            "tmpfs", phase="return", status="ERROR",
            reason="<b>lost</b> | the guest"),
        key("timed/truncate/tmpfs/gpu/scratch/return", "scratch", "gpu",
            "tmpfs", phase="return", mode="timed", unit="ns", emulated=True,
            n=64, min=900, p50=1000, steady=True,
            pairs=[[500, 1000], [500, 1100], [400, 1000]])]
    row = key("kernel/fsdax-layout", "kernel:fsdax-layout", "", "fsdax",
              phase="return", counterpart="block",
              answer="truncate waits for the pins by itself")
    quantiles(row, waits(rng, 95000, 100))
    run["distributions"] += [row, key(
        "kernel/longterm-ban", "kernel:longterm-ban", "", "ext4",
        phase="return", refused="EFAULT", counterpart="deny",
        answer="a long-term writable pin is refused")]


def add_scaling(run, policies):
    """flat over regions, linear in pages; the largest does not fit"""
    for what, steps in (("regions", (1, 10, 100, 1000, 10000, 100000)),
                        ("pages", (1, 64, 4096, 262144, 1000000))):
        for policy in policies:
            least = POLICIES[policy][0]
            points = [{"n": n, "status": "DONE",
                       "p50": least + (n // 50 if what == "regions"
                                       else 2 * n), "min": least}
                      for n in steps[:-1]]
            points.append({"n": steps[-1], "status": "SKIP",
                           "reason": "not enough memory"})
            run["scaling"].append({
                "name": f"scaling/{what}/{policy}", "what": what,
                "policy": policy, "device": "gpu", "mode": "exact",
                "unit": "insns", "points": points})


def main():
    """print one run"""
    with open(sys.argv[1], encoding="utf-8") as stream:
        run = json.load(stream)
    big = sys.argv[2] == "big"
    rng = random.Random(1)
    if not big:
        run["summary"] = [r for r in run["summary"]
                          if r["memory"] in ("tmpfs", "none") and
                          r["case"] in ("get", "pin", "longterm", "empty")]
        run["benchmarks"] = run["benchmarks"][:3]
    run.update(distributions=[], throughput=[], ledger=[], scaling=[])
    devices = DEVICES if big else ("gpu", "fixed")
    policies = POLICIES if big else ("none", "block", "scratch", "fence",
                                     "kill", "busy")
    for memory in ("tmpfs", "ext4", "xfs") if big else ("tmpfs",):
        for device in devices:
            for policy in policies:
                add_pair(run, rng, policy, device, memory,
                         10000 if big else 2000)
    if not big:
        add_odd(run, rng)
    add_scaling(run, [p for p in policies if p != "busy"])
    run["checks"] = [
        {"check": check, "policy": policy,
         "promise": PROMISES[policy], "device": device,
         "engine": "timer", "fs": "tmpfs",
         "status": "SKIP" if reason(policy, device) else "PASS",
         "reason": reason(policy, device) or ""}
        for policy in policies for device in devices
        for check in ("pair", "revoke/truncate", "revoke/punch")]
    rows = ("distributions", "throughput", "ledger", "scaling", "checks",
            "summary", "benchmarks", "samples")
    head = {k: v for k, v in run.items() if k not in rows}
    print(json.dumps(head, indent=1)[:-2], end="")
    for name in rows:
        print(f',\n "{name}": [\n' + ",\n".join(
            "  " + json.dumps(row) for row in run[name]) + "\n ]", end="")
    print("\n}")


main()
