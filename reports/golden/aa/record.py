#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# record.py - the sample that rp_aa_test.c draws its runs from
# usage: record.py RESULTS.json... >boots.tsv
#
# Four results of equal code with seeds 1, 4, 7 and 10 (`calibrate --runs 4` with
# `--quick --policies scratch` leaves them) are twelve boots. Kept is the case
# range, which moves most, and of the others what covers each case and phase.
import json
import sys

boots = {}
for path in sys.argv[1:]:
    with open(path) as f:
        for row in json.load(f)["benchmarks"]:
            boots.setdefault(row["run_name"], {"row": row})[row["seed"]] = (
                row["min"], row["p50"])

print("# Least and median of each boot, seeds 1 to 12; see record.py")
for name, boot in boots.items():
    row = boot.pop("row")
    small = row["pages"] in (0, 8, 64, 512) and row["memory"] in (
        "", "tmpfs", "ext4", "xfs")
    if row["case"] != "range" and not small:
        continue
    values = [boot[seed] for seed in sorted(boot)]
    print(name, *(f"{least:.15g}" for least, _ in values),
          *(f"{median:.15g}" for _, median in values), sep="\t")
