"""``report-pdf stitch -o`` and ``report-pdf build`` by a desk whose computer keeps failing and whose disk is full."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "report_pdf"]


@dataclass(frozen=True)
class Ordeal:
    """What came of it: ``ends`` how runs ended, ``stumps`` what was neither the old file nor the new one."""

    ends: Counter[str]
    stumps: list[str]


def ordeal(
    arguments: Sequence[str], results: Sequence[Path], *, scratch: Path, kills: int, seed: int, seconds: float
) -> Ordeal:
    """Kills so many runs at random moments of ``seconds``; every result is before and after it one whole file.

    ``results`` are there already, as the old ones: 'old' and a number; a whole run in between gives the new ones.
    """
    dice = random.Random(seed)  # noqa: S311 - which moment dies
    new = _digests(arguments, results, scratch)
    ends: Counter[str] = Counter()
    stumps: list[str] = []
    for number in range(kills):
        old = {}
        for path in results:
            path.write_bytes(f"old {number}".encode())
            old[path] = _digest(path)
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(scratch),
        )
        try:
            process.wait(dice.uniform(0.05, seconds))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        found = {path: _digest(path) for path in results}
        ends["killed" if killed else "done"] += 1
        ends["new"] += sum(found[path] == new[path] for path in results)
        stumps += [f"{number}: {path.name}" for path in results if found[path] not in (old[path], new[path])]
    return Ordeal(ends=ends, stumps=stumps)


def _digests(arguments: Sequence[str], results: Sequence[Path], scratch: Path) -> dict[Path, str]:
    done = run(arguments, scratch)
    assert done.returncode == 0, done.stderr
    return {path: _digest(path) for path in results}


def run(
    arguments: Sequence[str], scratch: Path, *, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """One run that nobody kills."""
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=_environment(scratch),
        preexec_fn=before,
    )


def full_disk(size: int) -> Callable[[], None]:
    """No file of the run grows beyond ``size`` bytes: writing more fails as it does where no room is left."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def left_behind(*folders: Path, but: Sequence[Path] = ()) -> list[str]:
    """What is in the folders beside the results; children that outlive their parent for a moment clean up first."""
    for _ in range(40):
        found = sorted(
            path.name for folder in folders if folder.exists() for path in folder.iterdir() if path not in but
        )
        if not found:
            break
        time.sleep(0.25)
    return found


def _environment(scratch: Path) -> dict[str, str]:
    scratch.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(scratch)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
