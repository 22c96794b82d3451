#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# usage: structure.py PAGE MARKDOWN TEXT RESULTS... - is all of a report in its page
"""PAGE is well-formed, loads nothing and has only elements of ours; its sections,
paragraphs, tables and cells are, one by one, those of MARKDOWN (`--full`); TEXT
(`--full`) has each section, caption and number of them too; the SHA-256 of one
RESULTS is in both."""
import base64
import collections
import hashlib
import html.parser
import re
import sys

VOID = ("meta", "input")
TEXTS = ("h1", "h2", "summary", "figcaption", "caption", "p", "dt", "dd",
         "pre", "th", "td")
TAGS = VOID + TEXTS + (
    "html", "head", "title", "style", "body", "header", "nav", "ul", "li",
    "a", "main", "section", "details", "dl", "div", "table", "thead",
    "tbody", "tr", "small", "figure", "form", "fieldset", "legend", "label",
    "output", "script", "svg", "g", "defs", "path", "polygon", "circle",
    "rect", "use", "text")
ATTRIBUTES = (
    "lang", "charset", "http-equiv", "content", "name", "id", "class", "href",
    "aria-label", "tabindex", "rowspan", "colspan", "data-for", "hidden",
    "data-column", "data-must", "type", "min", "viewbox", "role", "d",
    "points", "transform", "x", "y", "r", "cx", "cy", "width", "height",
    "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor",
    "color", "font-size")
# What closes an element that has no end tag.
CLOSED = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"),
          "tbody": ("td", "th", "tr", "thead")}
FOLD = "The same as a table"  # of a figure; markdown has the table only
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


class Page(html.parser.HTMLParser):
    """what a page says, in the order in which it says it"""

    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = collections.Counter()
        self.links = set()
        self.meta = {}
        self.scripts = []
        self.said = []  # (tag, text); a table is ("table", rows)

    def close(self, tags):
        """elements that the next tag ends"""
        while self.open and self.open[-1] in tags:
            self.open.pop()

    def handle_startendtag(self, tag, attrs):
        assert "svg" in self.open, f"<{tag}/> outside a figure"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, f"<{tag}>"
        self.close(CLOSED.get(tag, ()))
        of = dict(attrs)
        for name, value in attrs:
            assert name in ATTRIBUTES, f"<{tag} {name}>"
            assert name != "href" or value[0] == "#", f"href={value}"
        assert len(of) == len(attrs), f"<{tag}>: an attribute twice"
        self.ids.update([of["id"]] if "id" in of else [])
        self.links.update([of["href"][1:]] if "href" in of else [])
        if tag == "meta":
            self.meta[of.get("http-equiv", of.get("name"))] = of.get("content")
        elif tag == "table":
            self.said.append((tag, []))
        elif tag == "tr":
            self.said[-1][1].append([])
        if tag in ("td", "th"):
            self.said[-1][1][-1].append([
                "", int(of.get("rowspan", 1)), int(of.get("colspan", 1))])
        elif tag == "caption":
            self.said[-1][1].append([["", 1, 1]])
        elif tag in TEXTS:
            self.said.append((tag, ""))
        elif tag == "svg":
            assert of["aria-label"], "a figure without a description"
            self.said.append((tag, of["aria-label"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag == "table":
            self.close(("td", "th", "tr", "tbody", "thead"))
        assert self.open and self.open.pop() == tag, f"</{tag}>"

    def handle_data(self, data):
        inside = [t for t in self.open if t in TEXTS + ("script", "svg")]
        if not inside or inside[-1] == "svg":
            return
        if inside[-1] == "script":
            self.scripts.append(data)
        elif inside[-1] in ("td", "th", "caption"):
            self.said[-1][1][-1][-1][0] += data
        else:
            self.said[-1] = (inside[-1], self.said[-1][1] + data)


def plain(text):
    """blanks of any kind, and what no format can show, alike"""
    return " ".join(re.sub("[\0-\x1f\ufffd]", " ", text).split())


def expand(rows):
    """a table's cells, each in every row and column that it stands for"""
    above, wide = [], []
    for row in rows:
        cells, rest = [], list(row)
        while rest or len(above) > len(cells) and above[len(cells)][1] > 1:
            if len(above) > len(cells) and above[len(cells)][1] > 1:
                text, left = above[len(cells)]
                cells.append((text, left - 1))
                continue
            text, down, across = rest.pop(0)
            cells += [(plain(text), down)] * across
        above = cells
        wide.append([text for text, _ in cells])
    return wide


def of_page(page):
    """kind and text of all that stands in a page"""
    for tag, what in page.said:
        if tag == "table":
            yield "caption", plain(what[0][0][0])
            for row in expand(what[1:]):
                yield "row", row
        elif tag not in ("svg", "figcaption") and what != FOLD:
            yield tag, plain(what)


def of_markdown(text):
    """the same of a report in markdown; no paragraph of it has two lines"""
    def bare(marked):
        return plain(re.sub(r"\\(.)", r"\1", marked))

    lines = text.split("\n")
    for i, line in enumerate(lines):
        if re.match(r"#+ ", line):
            marks, rest = line.split(" ", 1)
            yield {"#": "h1", "##": "h2", "###": "summary"}[marks], bare(rest)
        elif line.startswith("    "):
            yield "pre", plain(line)
        elif line.startswith("- "):
            pair = re.fullmatch(r"- ((?:\\.|[^\\:])*): ?(.*)", line)
            yield "dt", bare(pair[1])
            yield "dd", bare(pair[2])
        elif line.startswith("|"):
            if not re.fullmatch(r"\|(-+:?\|)+", line):
                yield "row", [bare(c) for c in re.findall(
                    r"((?:\\.|[^\\|])*)\|", line[1:])]
        elif line:
            of_table = lines[i + 2:i + 3] and lines[i + 2].startswith("| ")
            yield "caption" if of_table else "p", bare(re.sub(
                r"^\*\*\w+\.\*\* ", "", line))


def check_form(page, source):
    """nothing is open, loaded or run, but for the one script"""
    assert page.open == [], f"not closed: {page.open}"
    twice = [i for i, nr in page.ids.items() if nr > 1]
    assert not twice, f"ids twice: {twice}"
    assert page.links <= set(page.ids), page.links - set(page.ids)
    assert not re.search(r"url\(|@import|<!\[|javascript:", source)
    digest = base64.b64encode(hashlib.sha256(
        page.scripts[0].encode()).digest()).decode()
    assert len(page.scripts) == 1 and page.meta["Content-Security-Policy"] == \
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src " \
        "'unsafe-inline'; base-uri 'none'; form-action 'none'", page.meta


def check_text(page, text):
    """sections, captions and numbers; a figure's table is a plot in a text"""
    said = plain(text.encode("ascii", "replace").decode())
    numbers = set(NUMBER.findall(said))
    in_figure = False
    for i, (tag, what) in enumerate(page.said):
        if tag == "h2":
            assert f"\n{what}\n---" in text, f"text: no section {what}"
        in_figure = tag == "summary" and what == FOLD or \
            in_figure and tag == "table"
        if tag != "table" or in_figure or page.said[i - 1][0] == "figcaption":
            continue
        caption = plain(what[0][0][0].encode("ascii", "replace").decode())
        assert caption in said, f"text: no table {caption}"
        for row in expand(what[2:]):
            for number in NUMBER.findall(" ".join(row)):
                # a longer one is cut in two lines of its column
                assert len(number) > 14 or number in numbers, \
                    f"text: no {number}"


def main():
    """all of it, or the first thing that is wrong"""
    source, markdown, text = (open(f, encoding="utf-8", newline="").read()
                              for f in sys.argv[1:4])
    page = Page()
    page.feed(source)
    check_form(page, source)
    got, wanted = list(of_page(page)), list(of_markdown(markdown))
    for one, other in zip(got + [None], wanted + [None]):
        assert one == other, f"page: {one}\nmarkdown: {other}"
    check_text(page, text)
    if len(sys.argv) == 5:
        with open(sys.argv[4], "rb") as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
        assert ("dd", digest) in got and digest in text, "another digest"


try:
    main()
except AssertionError as error:
    sys.exit(f"structure.py: {sys.argv[1]}: {error}")
