"""A function for each of many tasks, each in a fork of one clean interpreter, with limits of its own.

What ``run`` starts for each task, an interpreter with the function's modules, costs more than a small file does.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from report_pdf.child.one import (
    ChildCrashed,
    ChildLimits,
    ChildTimedOut,
    answer_of,
    limit_self,
    opened,
    run,
    run_heard,
    say_no_more,
    tell,
)

__all__ = ["run_each"]

T = TypeVar("T")
_START = 60.0
"""Seconds for the interpreter and the function's modules, on a busy machine."""


def run_each(
    heard: Callable[[int], None],
    limits: ChildLimits,
    function: Callable[..., T],
    tasks: Sequence[tuple[object, ...]],
) -> tuple[T | Exception, ...]:
    """``function(*task)`` for every task, each in a child of its own with these limits; what it returns or raises.

    The children are forks of one clean interpreter that holds nothing but the function's modules: importing them for
    each of a thousand small files would cost more than the files. ``heard``: how many are done.
    """
    if sys.platform != "linux":  # elsewhere system libraries do not bear a fork
        return tuple(_one_by_one(heard, limits, function, tasks))
    return run_heard(
        heard,
        ChildLimits(wall_seconds=_START + (limits.wall_seconds + 1) * len(tasks)),
        _nursed,
        limits,
        function,
        tasks,
    )


def _one_by_one(
    heard: Callable[[int], None],
    limits: ChildLimits,
    function: Callable[..., T],
    tasks: Sequence[tuple[object, ...]],
) -> Iterator[T | Exception]:
    for done, task in enumerate(tasks, 1):
        try:
            yield run(limits, function, *task)
        except Exception as error:  # noqa: BLE001 - every error is the caller's to judge
            yield error
        heard(done)


def _nursed(
    limits: ChildLimits, function: Callable[..., T], tasks: Sequence[tuple[object, ...]]
) -> tuple[T | Exception, ...]:
    """In the child: a fork for every task."""
    found: list[T | Exception] = []
    for task in tasks:
        try:
            found.append(opened(_forked(limits, function, task)))
        except Exception as error:  # noqa: BLE001 - every error is the caller's to judge
            found.append(error)
        tell(len(found))
    return tuple(found)


def _forked(limits: ChildLimits, function: Callable[..., T], task: tuple[object, ...]) -> bytes:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _serve_once(reader, writer, limits, function, task)
    os.close(writer)
    parts: list[bytes] = []
    timed_out = False
    deadline = time.monotonic() + limits.wall_seconds
    try:
        with selectors.DefaultSelector() as doors, os.fdopen(reader, "rb", buffering=0) as answers:
            doors.register(answers, selectors.EVENT_READ)
            while doors.select(max(0.0, deadline - time.monotonic())):
                if not (chunk := answers.read(1 << 20)):
                    break
                parts.append(chunk)
            else:
                timed_out = True
                os.kill(child, signal.SIGKILL)
    finally:
        _, status = os.waitpid(child, 0)
    if timed_out:
        raise ChildTimedOut
    code = os.waitstatus_to_exitcode(status)
    if code != 0 or not parts:
        raise ChildCrashed(code)
    return b"".join(parts)


def _serve_once(
    reader: int, writer: int, limits: ChildLimits, function: Callable[..., T], task: tuple[object, ...]
) -> None:
    """In the fork, which ends here: nothing of its parent's is closed or written twice."""
    say_no_more()
    code = 1
    try:
        os.close(reader)
        limit_self(limits)
        with os.fdopen(writer, "wb") as answers:
            answers.write(answer_of(function, task, {}))
        code = 0
    finally:
        os._exit(code)
