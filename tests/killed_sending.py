"""``report-pdf send`` run again and again by a desk whose computer keeps failing: killed at every step of a message."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from post_office import PostOfficeOfTheTests, packets, post_office

_STAGES = ("rcpt", "go-ahead", "data", "dot", "answered", "any time")
_COMMAND = [sys.executable, "-m", "report_pdf", "send"]


@dataclass(frozen=True)
class Ordeal:
    """What came of it. ``before``: what had arrived, and ``uncertain``: what was said to be so, before any was resent."""

    addresses: list[str]
    kills: Counter[str]
    before: Counter[str]
    uncertain: set[str]
    after: Counter[str]


def ordeal(folder: Path, *, recipients: int, kills: int, seed: int) -> Ordeal:
    """Sends to so many, killed so often, then without being killed, then what was uncertain once more."""
    dice = random.Random(seed)  # noqa: S311 - which steps die
    addresses = packets(folder, recipients)
    killed: Counter[str] = Counter()
    with post_office() as office:
        for number in range(kills):
            stage = _STAGES[number % len(_STAGES)]
            if _run_killed(folder, office, stage, dice, most=max(1, 2 * recipients // (kills + 1))):
                killed[stage] += 1
        finished = _finish(folder, office)
        before, uncertain = office.counts(), _uncertain(folder)
        assert finished.returncode == (7 if uncertain else 0), finished.stderr
        finished = _finish(folder, office, "--resend-uncertain")
        assert finished.returncode == 0, finished.stderr
        return Ordeal(
            addresses=addresses, kills=killed, before=before, uncertain=uncertain, after=office.counts()
        )


def _arguments(folder: Path, office: PostOfficeOfTheTests) -> list[str]:
    return [*_COMMAND, str(folder), "--smtp", office.url, "--yes", "--limit", "all", "--rate", "1000000"]


def _finish(folder: Path, office: PostOfficeOfTheTests, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*_arguments(folder, office), *options]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def _run_killed(
    folder: Path, office: PostOfficeOfTheTests, stage: str, dice: random.Random, *, most: int
) -> bool:
    """One run that dies at the stage, of the message that the dice say; whether it really did."""
    left = dice.randrange(most)
    ready = threading.Event()
    pids: list[int] = []

    def kill_at(now: str, _recipient: str) -> None:
        nonlocal left
        if now == stage:
            if left == 0:
                ready.wait()
                os.kill(pids[0], signal.SIGKILL)
            left -= 1

    office.watch = kill_at
    process = subprocess.Popen(
        _arguments(folder, office),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    pids.append(process.pid)
    ready.set()
    if stage == "any time":
        try:
            process.wait(dice.uniform(0.4, 2.5))
        except subprocess.TimeoutExpired:
            process.kill()
    code = process.wait()
    office.watch = lambda _stage, _recipient: None
    return code == -signal.SIGKILL


def _uncertain(folder: Path) -> set[str]:
    path = folder / "failed.csv"
    if not path.exists():
        return set()
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert {row["outcome"] for row in rows} == {"uncertain"}
    return {row["address"] for row in rows}
