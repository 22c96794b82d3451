#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# refusals.sh - bad input of compare, calibrate and history: one line, no file
# usage: refusals.sh BIN
set -eu
bin=$(realpath "${1:?usage: refusals.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$0")/expect.sh"
touch out err moved gate.json

mkdir cut empty
head -c 5000 base/results.json >cut/results.json
refuses 2 'empty/results.json: No such file' compare base empty
refuses 2 'cut/results.json:' compare base cut
refuses 2 'cut/results.json:' compare cut base
refuses 4 'results-9", this version reads' compare base newer
echo '{"context": {}, "benchmarks": []}' >foreign.json
refuses 2 'foreign.json: no "schema"; expected results.json of ./revokebench run' \
	compare base foreign.json
printf '# microseconds\n1\n2\n' >columns.txt
refuses 2 'columns.txt:1:' compare columns.txt base
says 'not a whole JSON file' err
says '; expected results.json of ./revokebench run' err
/usr/bin/python3 -c 'import random, sys
random.seed(2018)
sys.stdout.buffer.write(random.randbytes(65536))' >junk
printf '{"\033[2J\233\377' >junk2
printf '\037\213\010rubbish' >junk.gz
gzip -c base/results.json | head -c 3000 >cut.gz
printf '\376\377\0{\0}' >utf16.json
for file in junk junk2 utf16.json; do
	refuses 2 "$file:1:" compare "$file" base
	refuses 2 "$file:1:" compare -g "$file" base base
	refuses 2 "$file:1:" report "$file"
	LC_ALL=C grep -q '[^ -~]' err && fail "printed junk"
done
for file in junk.gz cut.gz; do
	refuses 2 "$file: gzip's data are broken or cut off" compare "$file" base
done
refuses 2 'not a whole JSON file: it is empty' \
	compare /dev/null base
refuses 4 'kernel.release: 6.1.0-99-amd64, ?]0;x??[2J?' compare base escape
refuses 2 '--write: /dev/stdin is no file in a folder' report --write /dev/stdin \
	<base/results.json
: >nothing.json
refuses 2 'nothing.json:' compare base nothing.json
refuses 4 'not exact: two boots differ' compare base loose
refuses 4 'no common metric' compare base nothing
refuses 4 'no common metric' compare --policies none,nosuch events events
refuses 2 'which results?' compare base
refuses 2 'two results only' compare base base base
refuses 2 'no such format' compare -f kcidb base base
refuses 2 '--policies=a: expected two names' compare --policies a base base
refuses 2 'nowhere/x: No such file' compare -o nowhere/x base base
refuses 2 'nosuch: No such file' compare --gate nosuch base base

# gate TEXT JSON: compare refuses the gate JSON with TEXT
gate()
{
	echo "$2" >gate.json
	refuses 2 "$1" compare --gate gate.json base slow
}
s='"schema": "revokebench/gate-1"'
gate 'unknown metric "nosuch/*"' "{$s, \"metrics\": {\"nosuch/*\": {}}}"
gate 'unknown metric "nosuch"' "{$s, \"primary\": [\"nosuch\"]}"
gate 'unknown polarity "up"' \
	"{$s, \"metrics\": {\"pin/*\": {\"polarity\": \"up\"}}}"
gate 'unknown key "mni"' "{$s, \"metrics\": {\"pin/*\": {\"mni\": 1}}}"
gate 'unknown key "gates"' "{$s, \"gates\": 1}"
gate 'must be a number' "{$s, \"limits\": {\"min\": \"1\"}}"
gate 'inside 0..1' "{$s, \"alpha\": 5}"
gate 'numbers from 0' "{$s, \"limits\": {\"min\": -1}}"
gate 'this version reads' '{"schema": "revokebench/gate-9"}'
gate 'expired on 2020-01-01' "{$s, \"expires\": \"2020-01-01\"}"
gate '"24.12.2026", expected a day' "{$s, \"expires\": \"24.12.2026\"}"
gate 'not a whole JSON file' "{$s"

refuses 2 'two results of equal code' calibrate base
refuses 2 'cut/results.json:' calibrate base cut
refuses 4 'not one environment, kernel.release' calibrate base other
refuses 4 'not equal code, revokebench' calibrate past/0 past/1
refuses 2 '--days=0' calibrate --days 0 base base

echo 'create table other(x)' | sqlite3 other.db
cp other.db old.db
echo 'pragma application_id = 1381384779; pragma user_version = 9;' |
	sqlite3 old.db
refuses 2 'not of revokebench history' history other.db base
refuses 4 'schema 9, this version reads 2' history old.db base
refuses 2 'which database?' history base
refuses 2 'cut/results.json:' history --db new.db base cut
refuses 2 'which results?' history
refuses 2 'unable to open' history --db nosuch.db
refuses 2 'nowhere' history --db nowhere/new.db base
exit 0
