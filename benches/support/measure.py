"""Runs a command and tells what it took."""

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
SHARED = Path(os.environ.get("GATEWRIGHT_SHARED") or ROOT / "../shared").resolve()


@dataclass
class Run:
    """One run of a command: with all processes that it waited for, of which the largest makes the peak."""

    status: int
    wall: float
    user: float
    peak: int
    out: str

    @property
    def ok(self):
        return self.status == 0

    def error(self):
        """The first error of rustc by its code, else the first line that speaks of one."""
        code = re.search(r"^error\[(E\d+)\]", self.out, re.M)
        if code:
            return code[1]
        if self.status == -signal.SIGKILL:
            return "killed: out of time or memory"
        said = re.search(r"^.*\b(?:error|panicked|Exception)\b.*$", self.out, re.M | re.I)
        return (said[0].strip() if said else f"status {self.status}")[:60].rstrip()


def run(command, cwd=None, env=None, timeout=None):
    """Runs `command` to its end, or until `timeout` seconds are over, with `env` beside our own variables."""
    return run_in({**os.environ, **(env or {})}, command, cwd, timeout)


def run_in(surroundings, command, cwd=None, timeout=None):
    """The same with these variables and no others."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in command], cwd=cwd, env=surroundings, stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )
        clock = threading.Timer(timeout, os.killpg, [child.pid, signal.SIGKILL]) if timeout else None
        if clock:
            clock.start()
        try:
            _, status, used = os.wait4(child.pid, 0)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            if clock:
                clock.cancel()
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    return Run(child.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, text)


def must(command, **options):
    """Runs a command without which there is nothing to measure."""
    done = run(command, **options)
    if not done.ok:
        words = " ".join(str(word) for word in command)
        sys.exit(f"error: {words}\n{done.out[-4000:]}")
    return done


def median(runs):
    """The run in the middle by time, with the middle of each figure; the first that failed, if one did."""
    for one in runs:
        if not one.ok:
            return one
    middle = {name: statistics.median(getattr(one, name) for one in runs) for name in ("wall", "user", "peak")}
    return Run(0, middle["wall"], middle["user"], int(middle["peak"]), runs[-1].out)


def note(text):
    """Says how far we are, beside the results."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def seconds(value):
    return f"{value:.0f} s" if value >= 20 else f"{value:.1f} s" if value >= 2 else f"{value:.2f} s"


def size(value):
    return f"{value / 1e9:.1f} GB" if value >= 1e9 else f"{value / 1e6:.0f} MB" if value >= 1e6 else f"{value / 1e3:.0f} kB"


def machine():
    """One line about where and when figures were taken."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*:\s*(.+)$", info.read_text(), re.M) if info.is_file() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    load = os.getloadavg()[0]
    return (
        f"{time.strftime('%-d %B %Y')}; {os.cpu_count()} cores of {names[0] if names else os.uname().machine}, "
        f"{memory / 1e9:.0f} GB; load {load:.1f} when this began; {version('rustc', '--version', cwd=ROOT)}"
    )


def version(*command, cwd=None):
    return must(command, cwd=cwd).out.strip().splitlines()[-1]


def commit():
    """Which state of ours was measured."""
    done = run(["git", "-C", ROOT, "describe", "--always", "--dirty"])
    return done.out.strip() if done.ok else "of no commit"
