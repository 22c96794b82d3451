#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# usage: page.py BROWSER PAGE [SHOTS] - a page as headless Chromium sees it
"""Light and dark, wide and on a phone: no word on the console, no request, no
page wider than its window; the script sorts, narrows and keeps its state in the
fragment. With SHOTS, a folder, each view is left there as pictures."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

VIEWS = [(scheme, width) for scheme in ("light", "dark")
         for width in (1280, 390)]
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--remote-debugging-pipe")
SLICE = 1500  # pixels of a picture, from above
LOUD = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown",
        "Log.entryAdded", "Page.javascriptDialogOpening",
        "Audits.issueAdded")


class Browser:
    """Chromium, spoken to over two pipes: nothing listens on a port"""

    def __init__(self, program, profile):
        ours, theirs = os.pipe(), os.pipe()

        def wire():
            os.dup2(ours[0], 3)
            os.dup2(theirs[1], 4)

        # Whatever numbers the pipes got, 3 and 4 are not among them.
        ours = [os.dup2(fd, fd + 20) for fd in ours]
        theirs = [os.dup2(fd, fd + 20) for fd in theirs]
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(3, 4), preexec_fn=wire, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.send = os.fdopen(ours[1], "wb", buffering=0)
        self.get = os.fdopen(theirs[0], "rb")
        self.events = []
        self.number = 0
        self.session = None
        target = [t for t in self.ask("Target.getTargets")["targetInfos"]
                  if t["type"] == "page"][0]["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target,
                                flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.ask(domain + ".enable")

    def receive(self):
        """one message"""
        text = bytearray()
        while not text.endswith(b"\0"):
            byte = self.get.read(1)
            if not byte:
                sys.exit("page.py: the browser ended")
            text += byte
        message = json.loads(text[:-1])
        if "method" in message:
            self.events.append(message)
        return message

    def ask(self, method, **params):
        """what the browser answers"""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.send.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, f"{method}: {answer}"
                return answer["result"]

    def load(self, url):
        """go there, and wait until it is there"""
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=url)
        while not [e for e in self.events
                   if e["method"] == "Page.loadEventFired"
                   ] or self.value("document.readyState") != "complete" or \
                self.value("location.protocol") != "file:":
            self.receive()

    def value(self, script):
        """what an expression is on the page"""
        result = self.ask("Runtime.evaluate", expression=script,
                          returnByValue=True)
        assert "exceptionDetails" not in result, f"{script}: {result}"
        return result["result"].get("value")


def check_quiet(browser, url):
    """no word, no dialog, no request but for the page itself"""
    for event in browser.events:
        assert event["method"] not in LOUD, event
        if event["method"] == "Network.requestWillBeSent":
            got = event["params"]["request"]["url"]
            assert got.split("#")[0] in (url, "about:blank"), got


def check_figures(browser):
    """lines and letters have the text's colour, each point has its symbol"""
    wrong = browser.value("""[...document.querySelectorAll('svg')].filter(s =>
        getComputedStyle(s).stroke !== getComputedStyle(document.body).color ||
        [...s.querySelectorAll('text')].some(t => getComputedStyle(t).fill !==
            getComputedStyle(document.body).color || !t.getBBox().width) ||
        [...s.querySelectorAll('use')].some(u => !u.getBBox().width)).length""")
    assert wrong == 0, f"{wrong} figures"


def check_view(browser, url, scheme, width, shots):
    """one window; the colours follow the reader's setting"""
    browser.events.clear()
    browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=900,
                deviceScaleFactor=1, mobile=width < 600)
    browser.ask("Emulation.setEmulatedMedia", features=[
        {"name": "prefers-color-scheme", "value": scheme}])
    browser.load(url)
    check_quiet(browser, url)
    wide = browser.value("document.documentElement.scrollWidth")
    assert wide <= width, f"{wide} pixels wide in a window of {width}"
    colour = browser.value("getComputedStyle(document.body).backgroundColor")
    light = sum(int(c) for c in colour[4:-1].split(", ")) > 3 * 127
    assert light == (scheme == "light"), f"{scheme}: {colour}"
    check_figures(browser)
    tall = browser.value("document.documentElement.scrollHeight")
    for top in range(0, tall if shots else 0, SLICE):
        shot = browser.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True,
            clip={"x": 0, "y": top, "width": width, "scale": 1,
                  "height": min(SLICE, tall - top)})
        name = f"{pathlib.Path(url).stem}-{scheme}-{width}-{top // SLICE}.png"
        (pathlib.Path(shots) / name).write_bytes(
            base64.b64decode(shot["data"]))


def check_sort(browser, url):
    """rising, falling, and as it was; the fragment says so"""
    table, index = browser.value(
        "(h => [h.closest('table').id, h.cellIndex])"
        "(document.querySelector('table[id] th.t'))")
    column = f"[...document.querySelector('#{table} tbody').rows].map(" \
        f"r => r.cells[{index}].textContent)"
    button = f"document.querySelectorAll('#{table} thead button')[{index}]" \
        ".click()"
    before = browser.value(column)
    rising = browser.value(column + ".sort((a, b) => a.localeCompare(b))")
    browser.value(button)
    assert browser.value(column) == rising, "sort"
    assert browser.value("location.hash") == f"#{table}={index}a"
    browser.load(url + f"#{table}={index}d")
    assert browser.value(column) == rising[::-1], "sort by fragment"
    browser.value(button)
    assert browser.value(column) == before, "sort off"


def check_choice(browser, url):
    """each answer leaves the rows that hold, and stays in the fragment"""
    left = "[...document.querySelectorAll('#' + document.querySelector(" \
        "'form').dataset.for + ' tbody tr')].filter(r => !r.hidden)" \
        ".map(r => [...r.cells].map(c => c.textContent))"
    everything = browser.value(left)
    assert browser.value("document.querySelector('form').hidden") is False
    browser.value("document.querySelector('form input').click()")
    some = browser.value(left)
    assert some == [r for r in everything if r[3] == "no"] != [], "choice"
    assert len(some) < len(everything), "choice: nothing went"
    fragment = browser.value("location.hash")
    browser.load(url + fragment)
    assert browser.value(left) == some, "choice by fragment"
    limit = int("".join(c for c in everything[0][6] if c.isdigit()))
    table = browser.value("document.querySelector('form').dataset.for")
    browser.load(f"{url}#choose-your-poison&{table}.4={limit}")
    assert browser.value(left) == everything[:1], "limit"
    assert browser.value("scrollY") > 100, "the section is not in view"


def main():
    """every view, then what the script does"""
    url = pathlib.Path(sys.argv[2]).resolve().as_uri()
    shots = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(sys.argv[1], profile)
        try:
            for scheme, width in VIEWS:
                check_view(browser, url, scheme, width, shots)
            browser.events.clear()
            tags = browser.value("document.querySelectorAll('main script, "
                                 "img, iframe, object, link').length")
            assert tags == 0, "an element that a name made"
            if browser.value("!!document.querySelector('#t1')"):
                check_sort(browser, url)
            if browser.value("!!document.querySelector('form')"):
                check_choice(browser, url)
            check_quiet(browser, url)
        finally:
            browser.process.terminate()
            browser.process.wait()


main()
