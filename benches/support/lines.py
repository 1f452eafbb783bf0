"""Counts the lines of generated Rust."""

import re
from dataclasses import dataclass

# A type that says nothing: what a generator writes where it has none.
UNTYPED = re.compile(r"\b(?:Json)?Value\b")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass
class Lines:
    """All lines; those that are neither blank nor comments; those of them that name a type of any value; the calls."""

    all: int = 0
    code: int = 0
    untyped: int = 0
    calls: int = 0


def count(folder, call):
    """The Rust below `folder`, and what there looks like `call`."""
    found = Lines()
    for file in sorted(folder.rglob("*.rs")):
        text = file.read_text(errors="replace")
        add(found, text)
        found.calls += len(re.findall(call, text))
    return found


def add(found, text):
    block = False
    for line in text.splitlines():
        found.all += 1
        line = line.strip()
        if block or line.startswith("/*"):
            block = "*/" not in line
        elif line and not line.startswith("//"):
            found.code += 1
            found.untyped += bool(UNTYPED.search(STRING.sub("", line)))
