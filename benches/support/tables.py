"""Prints what was measured, and puts it into a page."""

import re
import sys

from .measure import seconds, size
from .tools import OURS

# A rival does the same work that has this share of the calls that we have.
SAME_WORK = 0.95
# And for lines types the same things: it has at most so many times the lines that name a type of any value.
SAME_TYPES = 4
THIRD, HALF = 1 / 3, 1 / 2

# What is compared, by which figure of which step, and what ours may be at most of the best rival's.
BUDGETS = [
    ("generate, time", "generate", "wall", THIRD),
    ("generate, CPU time", "generate", "user", THIRD),
    ("generate, memory", "generate", "peak", HALF),
    ("lines", "lines", "all", 0.4),
    ("lines of code", "lines", "code", 0.4),
    ("check, time", "check", "wall", THIRD),
    ("check, CPU time", "check", "user", THIRD),
    ("check, memory", "check", "peak", THIRD),
    ("release, time", "release", "wall", THIRD),
    ("release, CPU time", "release", "user", THIRD),
    ("release, memory", "release", "peak", THIRD),
]
SHOWN = {"wall": seconds, "user": seconds, "peak": size, "all": "{:,}".format, "code": "{:,}".format}


def page(about, tools, documents, of):
    """Both tables; `of` is the figure of a document, a tool and a step, if there is one."""
    rows = [figures(path, tool, of) for path in documents for tool in tools]
    budgets = [row for path in documents for budget in BUDGETS if (row := against(path, budget, tools, of))]
    return "\n".join([
        f"{about}.", "",
        "Times are of the clock, and behind them of the processors.", "",
        *table(["document", "generator", "generate", "peak", "lines", "of code", "of any value", "calls",
                "`cargo check`", "peak", "`cargo build --release`", "peak"], rows), "",
        *table(["document", "what", "gatewright", "best rival", "", "ratio", "at most", ""], budgets), "",
    ])


def figures(path, tool, of):
    lines = of(path, tool, "lines")
    counted = [f"{value:,}" for value in (lines.all, lines.code, lines.untyped, lines.calls)] if lines and lines.all \
        else ["–"] * 4
    cells = {step: run(of(path, tool, step)) for step in ("generate", "check", "release")}
    return [path.stem, tool.title(), *cells["generate"], *counted, *cells["check"], *cells["release"]]


def run(done):
    if done is None:
        return ["–", "–"]
    if not done.ok:
        return [f"fails: {done.error()}".replace("|", "\\|"), size(done.peak)]
    return [f"{seconds(done.wall)} ({seconds(done.user)})", size(done.peak)]


def against(path, budget, tools, of):
    """One budget with one document, or nothing where that wasn't measured."""
    what, step, field, most = budget
    ours = of(path, OURS, step)
    if ours is None or not good(ours, field):
        return None
    rivals = [(getattr(found, field), tool) for tool in tools[1:]
              if (found := of(path, tool, step)) and good(found, field) and same_work(path, tool, of)
              and (step != "lines" or same_types(path, tool, of))]
    if not rivals:
        return [path.stem, what, SHOWN[field](getattr(ours, field)), "–", "none does it", "–", f"{most:.2f}", "–"]
    best, tool = min(rivals, key=lambda rival: rival[0])
    ratio = getattr(ours, field) / best
    return [path.stem, what, SHOWN[field](getattr(ours, field)), SHOWN[field](best), tool.name, f"{ratio:.2f}",
            f"{most:.2f}", "met" if ratio <= most else "**not met**"]


def good(found, field):
    return getattr(found, "ok", True) and getattr(found, field) > 0


def same_work(path, tool, of):
    ours, theirs = of(path, OURS, "lines"), of(path, tool, "lines")
    return not (ours and theirs) or theirs.calls >= SAME_WORK * ours.calls


def same_types(path, tool, of):
    ours, theirs = of(path, OURS, "lines"), of(path, tool, "lines")
    return theirs.untyped <= SAME_TYPES * ours.untyped


def table(head, rows):
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]


def put(file, text, mark="side-by-side"):
    """Puts `text` between the marks of `file`, or makes the file of it."""
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    old = file.read_text() if file.is_file() else f"{begin}\n{end}\n"
    new, count = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", old, flags=re.S)
    if count != 1:
        sys.exit(f"error: {file} has not one place between `{begin}` and `{end}`")
    file.write_text(new)
