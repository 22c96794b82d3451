#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# steps.py - print the shell commands of a CI file as its runner executes them
# usage: steps.py FILE.yml always|normal
#
# GitHub's steps with "if: always()" run after an error, too; other steps, and
# GitLab's script, stop at the first error.
import sys

try:
    import yaml
except ImportError as why:
    print(f"skipped: {why}; apt-get install python3-yaml")
    sys.exit(77)

with open(sys.argv[1]) as f:
    ci = yaml.safe_load(f)
if "jobs" in ci:
    job = ci["jobs"]["gate"]
    wanted = sys.argv[2] == "always"
    env = {} if wanted else job["env"]
    steps = [step["run"] for step in job["steps"] if "run" in step
             and ("if" in step) == wanted]
else:
    job = ci["revokebench"]
    env = {} if sys.argv[2] == "always" else job["variables"]
    steps = job["script"] if env else []
    # The artifact must be the file that gate.sh writes.
    assert job["artifacts"]["reports"]["junit"] == "gate/junit.xml"
for key, value in env.items():
    if "$" not in str(value):
        print(f"export {key}=${{{key}-{value}}}")
print("\n".join(steps))
