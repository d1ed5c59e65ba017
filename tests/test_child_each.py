"""Many tasks, each in a fork with limits of its own; and what a child says while it works."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run_each, run_heard, tell


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The child imports its task by this module's name."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def _task(kind):
    if kind == "die":
        os.abort()
    if kind == "sleep":
        time.sleep(600)
    if kind == "spin":
        while True:
            pass
    if kind == "large":
        return b"x" * (5 << 20)
    if kind == "hog":
        return len(bytearray(3 << 30))
    raise ValueError(kind)


def test_each_task_ends_in_its_own_way_and_all_are_counted():
    limits = ChildLimits(wall_seconds=60, cpu_seconds=1, memory_bytes=2 << 30)
    heard: list[int] = []
    tasks = [(kind,) for kind in ("large", "die", "spin", "hog", "odd")]
    large, died, spun, hogged, odd = run_each(heard.append, limits, _task, tasks)
    assert heard == [1, 2, 3, 4, 5]
    assert large == b"x" * (5 << 20)
    assert (type(died), died.exit_code) == (ChildCrashed, -6)
    assert (type(spun), type(hogged)) == (ChildCrashed, MemoryError)
    assert (type(odd), str(odd)) == (ValueError, "odd")


def test_a_task_that_does_not_end_is_killed_and_the_next_one_runs():
    slept, odd = run_each(lambda _: None, ChildLimits(wall_seconds=2), _task, [("sleep",), ("odd",)])
    assert (type(slept), type(odd)) == (ChildTimedOut, ValueError)


def _counts(until):
    for number in range(until):
        tell(number)
    return "done"


def test_what_a_child_says_is_heard_before_its_answer():
    heard: list[int] = []
    assert run_heard(heard.append, ChildLimits(wall_seconds=30), _counts, 3000) == "done"
    assert heard == list(range(3000))


def test_where_nobody_listens_nothing_is_said(capfd):
    tell("a word")
    assert capfd.readouterr() == ("", "")
