"""Runs a function in a killable child process with limits on wall time, CPU time and memory.

Foreign bytes are decoded, and the engine is run, only in here: a bomb or an endless loop costs the child, not the
build. The child is a new interpreter, not a fork: it holds nothing of the parent's memory, locks or threads.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

__all__ = ["ChildCrashed", "ChildLimits", "ChildTimedOut", "run"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What a child may use: seconds of wall time, seconds of CPU time, bytes of address space."""

    wall_seconds: float
    cpu_seconds: int | None = None
    memory_bytes: int | None = None


class ChildTimedOut(Exception):  # noqa: N818 - says what happened
    """The child did not end in its time and was killed."""


class ChildCrashed(Exception):  # noqa: N818 - says what happened
    """The child died without an answer. ``exit_code`` is negative for a signal, as in ``subprocess``."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"the child process died with exit code {exit_code}")
        self.exit_code = exit_code


def run(limits: ChildLimits, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``function(*args, **kwargs)`` in a child.

    The function must be importable by its module's name; arguments, result and errors must pickle.

    Raises:
        ChildTimedOut: The wall time was up.
        ChildCrashed: The child was killed (memory, CPU time, signal) or could not answer.
        Exception: Whatever ``function`` raised.
    """
    task = pickle.dumps((limits, function, args, kwargs))
    command = [sys.executable, "-c", "from report_pdf.child import serve; serve()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - ourselves
        try:
            answer, _ = process.communicate(task, timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired:
            raise ChildTimedOut from None
        finally:
            process.kill()
    if process.returncode != 0 or not answer:
        raise ChildCrashed(process.returncode)
    succeeded, value = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    if succeeded:
        return value  # type: ignore[no-any-return]  # the pipe is untyped; serve() sends what the function returned
    raise value


def serve() -> None:
    """The child's side: one task from standard input, one answer to standard output."""
    # Whatever the task prints goes to standard error: standard output carries the answer alone.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits, function, args, kwargs = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - our own parent wrote it
    _limit(limits)
    try:
        answer = pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:  # noqa: BLE001 - every error is the parent's to judge
        answer = _pickled_error(error)
    answers.write(answer)
    answers.close()


def _pickled_error(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error))
        pickle.loads(data)  # noqa: S301 - errors with odd constructors pickle but do not come back
    except Exception:  # noqa: BLE001 - then its words must do
        data = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return data


def _limit(limits: ChildLimits) -> None:
    if limits.cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    # macOS refuses RLIMIT_AS; the wall time still holds there.
    if limits.memory_bytes is not None and sys.platform == "linux":
        with contextlib.suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
