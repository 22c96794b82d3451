#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kcidb.sh - KCIDB's own library finds -f kcidb valid, and a broken one not
# usage: kcidb.sh REPORT
#
# Debian has no kcidb-io. formats.sh, which needs none, holds the keys that are
# written to an extract of its schema.
set -eu

report=${1:?usage: kcidb.sh REPORT}
here=$(dirname "$(realpath "$0")")
python3 -c 'import kcidb_io' 2>/dev/null || {
	echo "kcidb.sh: no kcidb_io, see pip install kcidb-io: skipped" >&2
	exit 77
}

for results in run events hostile; do
	"$report" "$here/$results" -f kcidb | python3 -c '
import json
import sys
from kcidb_io.schema import LATEST

data = json.load(sys.stdin)
LATEST.validate(data)
data["tests"][0]["status"] = "GOOD"
try:
    LATEST.validate(data)
except Exception:
    sys.exit(0)
sys.exit("kcidb.sh: a status that is none was taken")'
done
