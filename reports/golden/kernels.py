#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# usage: kernels.py RUN.json EVENTS.json PERF.json DIR - made-up results of three kernels
"""DIR gets a folder a kernel, named so that their order is not that of their
releases. Pins cost more on each; one refusal comes, and goes again."""
import copy
import json
import os
import sys

run_path, events_path, perf_path, out = sys.argv[1:]
with open(events_path) as f:
    run = json.load(f)
with open(run_path) as f:
    run["summary"] = json.load(f)["summary"]
with open(perf_path) as f:
    profiles = [p for p in json.load(f)["perf"] if "old" in p]
KERNELS = (  # folder, release, compiler, factor of pins, of puts, profiled
    ("old", "6.1.0-99-amd64", None, 1, 1, 0),
    ("7.3-rc", "7.3-rc7-amd64", "gcc-14 (Debian 14.2.0-1) 14.2.0", 1.3, 1, 1),
    ("7.3", "7.3.4-amd64", "Debian clang version 19.1.7", 1.3, 2.5, 0),
)

for name, release, compiler, pin, put, profiled in KERNELS:
    new = copy.deepcopy(run)
    kernel = new["environment"]["kernel"]
    kernel["release"] = release
    kernel["image_sha256"] = release
    new["environment"]["compiler"]["kernel"] = compiler
    for boot in new["cells"]:
        boot["kernel"] = name
    for row in new["summary"]:
        factor = {"pin/pin": pin, "get/put": put}.get(
            row["case"] + "/" + row["phase"])
        for key in ("min", "p50", "p50_low", "p50_high"):
            if factor and key in row:
                row[key] = round(row[key] * factor)
        if (row["case"], row["memory"], name) == ("longterm", "ext4", "7.3-rc"):
            for key in ("min", "p50", "p50_low", "p50_high", "per_page"):
                row.pop(key, None)
            row["refused"] = "EFAULT"
    if profiled:
        new["perf"] = profiles
    os.makedirs(f"{out}/{name}", exist_ok=True)
    with open(f"{out}/{name}/results.json", "w") as f:
        json.dump(new, f)
