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
wanted += [("scaling", f"{s['name']}/n:{p['n']}", p["status"],
            done(p, p.get("p50")))
           for s in source.get("scaling", []) for p in s["points"]]

# The figures of each row under the keys of the result file.
KEYS = ("p50", "min", "p50_low", "p50_high")
BY_NAME = {("cost", r["name"]): r for r in source["summary"]}
BY_NAME |= {("latency", r["name"]): r
            for r in source.get("distributions", [])}
BY_NAME |= {("scaling", f"{s['name']}/n:{p['n']}"):
            {**p, "emulated": s.get("emulated")}
            for s in source.get("scaling", []) for p in s["points"]}


def figures(group, name, status, number):
    """the figures of one row of wanted"""
    row = BY_NAME.get((group, name), {})
    if number is None or status != "DONE" or not row or row.get("emulated"):
        return {} if number is None else {"p50": number}
    return {key: row[key] for key in KEYS if row.get(key) is not None}


wanted_figures = [figures(*w) for w in wanted]
assert len({w[:2] for w in wanted}) == len(wanted), "names are not unique"


def same_figures(got, name):
    """a dictionary a row, each with the keys and values of the source"""
    assert len(got) == len(wanted_figures), name
    for have, want, row in zip(got, wanted_figures, wanted):
        assert have.keys() == want.keys(), (name, row, have, want)
        assert all(close(have[k], want[k]) for k in want), (name, row, have)


def words(text):
    """{"p50": 567.0, "min": 560.0} of "p50 567 insns, min 560\""""
    parts = [part.split(" ") for part in text.split(", ")]
    return {part[0]: float(part[1]) for part in parts}


def close(got, expected):
    """the same, but for the last digits of a quotient"""
    if isinstance(expected, float) and got is not None:
        return abs(got - expected) <= 1e-12 * abs(expected)
    return got == expected


def same(got, expected):
    """two lists of tuples alike"""
    return len(got) == len(expected) and all(
        close(x, y) for a, b in zip(got, expected) for x, y in zip(a, b))


# What KCIDB 5.3 asks of the keys that are written (kcidb-io, v05_03.py); kcidb.sh
# asks the library itself.
TEXT = {"type": "string", "pattern": "^[^\\0]*$"}
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
            "additionalProperties": False, "required": ["major", "minor"]},
        "checkouts": objects(id=ID, origin=ORIGIN, comment=TEXT),
        "builds": objects(id=ID, checkout_id=ID, origin=ORIGIN, comment=TEXT),
        "tests": objects(
            id=ID, build_id=ID, origin=ORIGIN,
            path={"type": "string", "pattern": "^[.a-zA-Z0-9_-]*$"},
            status={"enum": ["FAIL", "ERROR", "MISS", "PASS", "DONE",
                             "SKIP"]},
            number={"type": "object", "additionalProperties": False,
                    "required": ["value"], "properties": {
                        "value": {"type": "number"},
                        "unit": TEXT}},
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
    same_figures([{k: float(r[k]) for k in KEYS if r[k]} for r in rows], "csv")
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
    same_figures([words(c.system_out) if c.system_out and
                  c.system_out.startswith("p50 ") else {} for c in cases],
                 "junit")
    # as Surefire's schema has it: three decimals at most, in each case
    seconds = [c["seconds"] for c in source["cells"]]
    times = [c._elem.get("time") for c in cases]
    assert all(re.fullmatch(r"[0-9]+(\.[0-9]{0,3})?", t or "") for t in times), \
        "junit: time"
    assert [float(t) for t in times[:len(seconds)]] == \
        [round(s, 3) for s in seconds], "junit: time of boots"
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
    assert {t["build_id"] for t in tests} == {b["id"] for b in data["builds"]}
    assert [b["checkout_id"] for b in data["builds"]] == \
        [c["id"] for c in data["checkouts"]]
    same_figures([{k: t["misc"][k] for k in KEYS if k in t["misc"]}
                  for t in tests], "kcidb")
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
    rows = [re.sub("^(not )?ok [0-9]+ | # SKIP.*", "", line)
            for line in lines if re.match("(not )?ok ", line)]
    assert rows == [re.sub("[\0-\x1f\x7f]", " ", f"{w[0]}/{w[1]}").replace(
        "#", "_") for w in wanted], "ktap: names"
    above = [lines[i - 1] for i, line in enumerate(lines)
             if re.match("(not )?ok ", line)]
    same_figures([words(a[2:]) if re.match("# p50 [-0-9]", a) else {}
                  for a in above], "ktap")
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
