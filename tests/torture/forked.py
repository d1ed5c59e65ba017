"""``child.run`` for thousands of files: a fork of this warm process for each, with the limits a real child has.

A new interpreter for each file costs more than most files do. Time is the processor's: on a loaded machine the wall's
says little.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut

WALL_FOR_CPU = 20
"""How many times the wall seconds a child may wait for the processor."""


@dataclass(slots=True)
class Costs:
    """Of the children so far: seconds of processor time, MiB of memory at the most."""

    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)

    def run(
        self, limits: ChildLimits, function: Callable[..., object], *args: object, **keywords: object
    ) -> object:
        """As ``report_pdf.child.run``."""
        reading, writing = os.pipe()
        sys.stdout.flush()
        if (child := os.fork()) == 0:
            os.close(reading)
            _answer(writing, limits, lambda: function(*args, **keywords))
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            answer = answers.read()
        _, status, used = os.wait4(child, 0)
        self.seconds.append(used.ru_utime + used.ru_stime)
        self.mebibytes.append(used.ru_maxrss / 1024)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM}:
            raise ChildTimedOut
        if status or not answer:
            raise ChildCrashed(os.waitstatus_to_exitcode(status))
        succeeded, value = pickle.loads(answer)  # noqa: S301 - our own fork wrote it
        if succeeded:
            return value
        raise value


def _answer(pipe: int, limits: ChildLimits, task: Callable[[], object]) -> None:
    """The child's side; it never comes back."""
    code = 1
    with contextlib.suppress(BaseException):
        signal.alarm(round(limits.wall_seconds * WALL_FOR_CPU))
        seconds = round(limits.cpu_seconds or limits.wall_seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if limits.memory_bytes is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        with os.fdopen(pipe, "wb") as answers:
            answers.write(_pickled(task))
        code = 0
    os._exit(code)


def _pickled(task: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((True, task()))
    except Exception as error:  # noqa: BLE001 - every error is the parent's to judge
        try:
            data = pickle.dumps((False, error))
            pickle.loads(data)  # noqa: S301 - errors with odd constructors pickle but do not come back
        except Exception:  # noqa: BLE001 - then its words must do
            return pickle.dumps((False, RuntimeError("".join(traceback.format_exception(error))[-600:])))
        return data
