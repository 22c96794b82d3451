#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# usage: formats.py results.json FOLDER - FOLDER/csv, junit, kcidb hold the same
"""Each format read by somebody else's reader; the counts must be those of
the result file, and so must every number."""
import csv
import json
import re
import statistics
import sys

import jsonschema
import junitparser

source = json.load(open(sys.argv[1], encoding="utf-8"))
folder = sys.argv[2]
BAD = ("FAIL", "ERROR", "MISS")
wanted = [("boot", c["id"], c["status"], None) for c in source["cells"]]
wanted += [("cost", r["name"], r["status"],
            r["p50"] if r["status"] == "DONE" and not r.get("refused")
            else None) for r in source["summary"]]
wanted += [("check", "/".join((v["policy"], v["device"], v["engine"], v["fs"],
                               v["check"])), v["status"], None)
           for v in source.get("checks", [])]


def done(row, number):
    """the number of a row that has one"""
    return number if row["status"] == "DONE" and not row.get("refused") \
        else None


def ratio(row):
    """timed without hardware help: the median of new over base"""
    values = [pair[1] / pair[0] for pair in row["pairs"]]
    return statistics.median(values)


def kept(row):
    """what the device keeps at the highest rate that was asked for"""
    first = row["points"][0]
    last = max(row["points"], key=lambda p: p["rate"])
    return last["device_bytes"] / last["duration"] / (
        first["device_bytes"] / first["duration"])


wanted += [("latency", d["name"], d["status"],
            ratio(d) if d.get("emulated") else done(d, d.get("p50")))
           for d in source.get("distributions", [])]
wanted += [("throughput", t["name"], t["status"],
            None if "refused" in t else kept(t))
           for t in source.get("throughput", [])]
wanted += [("ledger", x["name"], x["status"], x["stale_bytes"])
           for x in source.get("ledger", [])]
wanted += [("scaling", s["name"], p["status"], done(p, p.get("p50")))
           for s in source.get("scaling", []) for p in s["points"]]


def close(got, expected):
    """the same, but for the last digits of a quotient"""
    if isinstance(expected, float) and got is not None:
        return abs(got - expected) <= 1e-12 * abs(expected)
    return got == expected


def same(got, expected):
    """two lists of tuples alike"""
    return len(got) == len(expected) and all(
        close(x, y) for a, b in zip(got, expected) for x, y in zip(a, b))


# What KCIDB 5.3 asks of the keys that are written (kcidb-io, v05_03.py).
ID = {"type": "string", "pattern": "^[a-z0-9_]+:.*$"}
ORIGIN = {"type": "string", "pattern": "^[a-z0-9_]+$"}


def objects(**properties):
    """An array of objects that hold these keys, all of them unless optional"""
    optional = ("comment", "number", "misc")
    return {"type": "array", "items": {
        "type": "object", "properties": properties,
        "additionalProperties": False,
        "required": [p for p in properties if p not in optional]}}


SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version"],
    "properties": {
        "version": {"type": "object", "properties": {
            "major": {"const": 5}, "minor": {"const": 3}},
            "required": ["major", "minor"]},
        "checkouts": objects(id=ID, origin=ORIGIN,
                             comment={"type": "string"}),
        "builds": objects(id=ID, checkout_id=ID, origin=ORIGIN,
                          comment={"type": "string"}),
        "tests": objects(
            id=ID, build_id=ID, origin=ORIGIN,
            path={"type": "string", "pattern": "^[.a-zA-Z0-9_-]*$"},
            status={"enum": ["FAIL", "ERROR", "MISS", "PASS", "DONE",
                             "SKIP"]},
            number={"type": "object", "additionalProperties": False,
                    "required": ["value"], "properties": {
                        "value": {"type": "number"},
                        "unit": {"type": "string"}}},
            misc={"type": "object"}),
    },
}


def check_csv():
    """group, name, status and p50 as in the source"""
    with open(folder + "/csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    got = [(r["group"], r["name"].removeprefix("'"), r["status"],
            float(r["p50"]) if r["p50"] else None) for r in rows]
    assert same(got, wanted), "csv"
    for row in rows:
        assert row["p50"] or row["reason"] or row["group"] == "boot" or \
            row["status"] == "PASS", row


def check_junit():
    """the totals are those of the cases, and the names those of the source"""
    suites = junitparser.JUnitXml.fromfile(folder + "/junit")
    suite = next(iter(suites))
    cases = list(suite)
    legal = [re.sub("[\0-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", w[1]) for w in wanted]
    assert [c.name for c in cases] == legal, "junit: names"
    count = [w[2] for w in wanted].count
    assert suite.tests == len(wanted)
    assert suite.failures == count("FAIL")
    assert suite.errors == count("ERROR") + count("MISS")
    assert suite.skipped == count("SKIP")
    for case, (_, _, status, _) in zip(cases, wanted):
        kinds = [type(r).__name__ for r in case.result]
        assert kinds == {"FAIL": ["Failure"], "ERROR": ["Error"],
                         "MISS": ["Error"],
                         "SKIP": ["Skipped"]}.get(status, []), case.name


def check_kcidb():
    """the schema holds, ids are unique, numbers are the source's"""
    with open(folder + "/kcidb", encoding="utf-8") as stream:
        data = json.load(stream)
    jsonschema.validate(data, SCHEMA)
    tests = data["tests"]
    assert len({t["id"] for t in tests}) == len(tests), "kcidb: ids"
    got = [(t["status"], t["misc"]["name"],
            t.get("number", {}).get("value")) for t in tests]
    assert same(got, [(w[2], w[1], w[3]) for w in wanted]), "kcidb"


def check_ktap():
    """as many as planned; each failure is not ok"""
    with open(folder + "/ktap", encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    assert lines[0] == "KTAP version 1"
    assert lines[1] == f"1..{len(wanted)}"
    bad = [line for line in lines if line.startswith("not ok ")]
    assert len(bad) == sum(w[2] in BAD for w in wanted), "ktap"


def check_markdown():
    """a name full of markup is text, and tables are tables"""
    with open(folder + "/markdown.html", encoding="utf-8") as stream:
        page = stream.read()
    assert "<table>" in page and "<script" not in page
    assert not re.search(r"<(a|img|iframe)\b", page), "markdown: a link"


check_csv()
check_junit()
check_kcidb()
check_ktap()
check_markdown()
