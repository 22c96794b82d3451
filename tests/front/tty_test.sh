#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tty_test.sh - the line of progress fits the terminal and leaves nothing behind
# usage: tty_test.sh
set -eu
. "$(dirname "$0")/expect.sh"

# The real run; kernel, modules, guest and boots are stand-ins that take no time.
mkdir -p "$tmp/build/bin" "$tmp/top/scripts" "$tmp/kernel/headers"
cp "$REVOKEBENCH_BUILD/registry.tsv" "$tmp/build"
touch "$tmp/kernel/vmlinuz" "$tmp/kernel/initrd"
for script in kernels:"$tmp/kernel" kmod:"$tmp" initramfs:"$tmp/kernel/initrd"; do
	printf '#!/bin/sh\necho "%s"\n' "${script#*:}" \
		>"$tmp/top/scripts/${script%%:*}.sh"
done
cat >"$tmp/build/bin/vm" <<'END'
#!/usr/bin/env python3
import os, signal, sys, time
fd = [int(w[14:]) for w in sys.argv if w.startswith("--progress-fd=")]
if not fd:
    sys.exit(0)    # --probe
def stop(*_):
    sys.stderr.write("\r\033[Jvm: interrupted: by a signal\n")
    os._exit(130)
signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
for step in range(1, 1000):
    os.write(fd[0], b"at %d 123456 a-step-with-a-long-name\n" % step)
    time.sleep(0.1)
END
chmod +x "$tmp"/top/scripts/*.sh "$tmp/build/bin/vm"
cat >"$tmp/terminal.py" <<'END'
import fcntl, os, pty, re, select, struct, sys, termios, time

class Terminal:
    """What is on a terminal that wraps, and rewraps when its size changes."""
    def __init__(self, columns):
        self.columns, self.lines, self.at, self.most, self.seen = columns, [""], 0, 0, False

    def rows(self):
        return max(1, -(-len(self.lines[-1]) // self.columns))

    def take(self, text):
        for word in re.findall(r"\033\[\d*[A-Z]|.|[\r\n]", text, re.S):
            escape = word[-1] if len(word) > 1 else ""
            if word == "\n":
                self.lines.append("")
                self.at = 0
            elif word == "\r":    # to the beginning of this row, not line
                self.at -= self.at % self.columns or \
                    (self.columns if self.at else 0)
            elif escape == "A":
                self.at = max(0, self.at - int(word[2:-1]) * self.columns)
            elif escape == "K":    # the rest of this row
                end = self.at - self.at % self.columns + self.columns
                line = self.lines[-1]
                self.lines[-1] = (line[:self.at].ljust(end) + line[end:]
                    if line[end:] else line[:self.at])
            elif escape == "J":
                self.lines[-1] = self.lines[-1][:self.at]
            else:
                line = self.lines[-1].ljust(self.at)
                self.lines[-1] = line[:self.at] + word + line[self.at + 1:]
                self.at += 1
                self.most = max(self.most, self.rows())
                self.seen |= self.lines[-1].endswith("cells done")

def size(fd, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))

def read(fd, terminal, seconds):
    end = time.time() + seconds
    while time.time() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                terminal.take(os.read(fd, 4096).decode())
            except OSError:
                return
def main(first, then, run, out):
    pid, fd = pty.fork()
    if not pid:
        time.sleep(0.5)
        os.execv(run, ["run", "--quick", "-o", out])
    size(fd, first)
    terminal = Terminal(first)
    read(fd, terminal, 4)
    one_row = terminal.most == 1 and terminal.seen
    size(fd, then)
    terminal.columns = then
    read(fd, terminal, 2)
    terminal.most = 0
    read(fd, terminal, 1)
    one_row = one_row and terminal.most == 1
    os.write(fd, b"\x03")
    read(fd, terminal, 3)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    for line in terminal.lines:
        print("%3d |%s" % (len(line), line))
    rubbish = [l for l in terminal.lines if "cells done" in l or "^C" in l or
        not re.match(r"(revokebench|vm): |\[\d/\d\] |$", l)]
    print(code, one_row, terminal.seen, terminal.most, rubbish)
    return not (code == 130 and one_row and not rubbish)
sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
END
export RVB_TOP="$tmp/top" RVB_BIN="$tmp/build/bin"
for sizes in '40 80' '72 40' '80 20' '200 72' '80 200'; do
	# shellcheck disable=SC2086 # two numbers
	expect 0 python3 "$tmp/terminal.py" $sizes \
		"$REVOKEBENCH_BUILD/bin/run" "$tmp/out"
done
