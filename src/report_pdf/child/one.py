"""Runs a function in a killable child process with limits on wall time, CPU time and memory.

Foreign bytes are decoded, and the engine is run, only in here: a bomb or an endless loop costs the child, not the
build. The child is a new interpreter, not a fork: it holds nothing of the parent's memory, locks or threads.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, ParamSpec, TypeVar

__all__ = [
    "ChildCrashed",
    "ChildLimits",
    "ChildTimedOut",
    "answer_of",
    "limit_self",
    "opened",
    "run",
    "run_heard",
    "say_no_more",
    "serve",
    "tell",
]

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

    def __reduce__(self) -> tuple[type[ChildCrashed], tuple[int]]:
        """It crosses from a child of a child."""
        return ChildCrashed, (self.exit_code,)


def run(limits: ChildLimits, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``function(*args, **kwargs)`` in a child.

    The function must be importable by its module's name; arguments, result and errors must pickle.

    Raises:
        ChildTimedOut: The wall time was up.
        ChildCrashed: The child was killed (memory, CPU time, signal) or could not answer.
        Exception: Whatever ``function`` raised.
    """
    return run_heard(_nobody, limits, function, *args, **kwargs)


def run_heard(
    heard: Callable[[Any], None],
    limits: ChildLimits,
    function: Callable[P, T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """``run``; ``heard`` is called here with what the function says there by ``tell``, as it says it.

    Raises:
        ChildTimedOut, ChildCrashed, Exception: As for ``run``.
    """
    task = pickle.dumps((limits, function, args, kwargs))
    command = [sys.executable, "-c", "from report_pdf.child import serve; serve()"]
    answer: bytes | memoryview = b""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - ourselves
        try:
            for is_last, word in _words(process, task, time.monotonic() + limits.wall_seconds):
                if is_last:
                    answer = word
                else:
                    heard(pickle.loads(word))  # noqa: S301 - our own child wrote it
            process.wait(timeout=limits.wall_seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise ChildTimedOut from None
        finally:
            process.kill()
    if process.returncode != 0 or not answer:
        raise ChildCrashed(process.returncode)
    return opened(answer)  # type: ignore[no-any-return]  # the pipe is untyped; serve() sends what the function returned


def tell(word: object) -> None:
    """In the child: says something to whoever listens in the parent; elsewhere nobody hears it."""
    if _line is not None:
        _put(_line, _WORD, pickle.dumps(word))


def say_no_more() -> None:
    """In a fork of the child: the line to the listener is its parent's."""
    global _line  # noqa: PLW0603 - the process's one line to its parent
    _line = None


_WORD, _ANSWER = b"w", b"a"
_HEAD = 9
_line: IO[bytes] | None = None


def _nobody(word: object) -> None:
    """Hears nothing."""


def _put(line: IO[bytes], kind: bytes, word: bytes) -> None:
    line.write(kind + len(word).to_bytes(8, "big"))
    line.write(word)
    line.flush()


def _words(
    process: subprocess.Popen[bytes], task: bytes, deadline: float
) -> Iterator[tuple[bool, bytes | memoryview]]:
    """Sends the task and yields what comes back: whether it is the answer, and its bytes."""
    parts: list[bytes] = []
    held, wanted = 0, _HEAD
    for chunk in _chunks(process, task, deadline):
        parts.append(chunk)
        held += len(chunk)
        while held >= wanted:
            together = b"".join(parts)
            length = int.from_bytes(together[1:_HEAD], "big")
            wanted = _HEAD + length
            parts = [together]
            if held < wanted:
                break
            yield together[:1] == _ANSWER, memoryview(together)[_HEAD:wanted]
            parts = [together[wanted:]]
            held, wanted = held - wanted, _HEAD


def _chunks(process: subprocess.Popen[bytes], task: bytes, deadline: float) -> Iterator[bytes]:
    """Writes the task as the child takes it, and yields what it writes, until it writes no more."""
    assert process.stdin is not None
    assert process.stdout is not None
    view = memoryview(task)
    with selectors.DefaultSelector() as doors:
        os.set_blocking(process.stdin.fileno(), False)
        doors.register(process.stdin, selectors.EVENT_WRITE)
        doors.register(process.stdout, selectors.EVENT_READ)
        while True:
            ready = doors.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if key.fileobj is process.stdout:
                    chunk = os.read(process.stdout.fileno(), 1 << 20)
                    if not chunk:
                        return
                    yield chunk
                    continue
                with contextlib.suppress(BlockingIOError):
                    view = view[_taken(process.stdin, view) :]
                if not view:
                    doors.unregister(process.stdin)
                    process.stdin.close()


def _taken(door: IO[bytes], view: memoryview) -> int:
    """How many bytes went in; all, where nobody reads any more."""
    try:
        return os.write(door.fileno(), view[: 1 << 20])
    except BrokenPipeError:
        return len(view)


def opened(answer: bytes | memoryview) -> Any:
    """What the function returned; what it raised is raised."""
    succeeded, value = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    if succeeded:
        return value
    raise value


def serve() -> None:
    """The child's side: one task from standard input; to standard output what it says, and its answer."""
    global _line  # noqa: PLW0603 - the process's one line to its parent
    # Whatever the task prints goes to standard error: standard output carries the answer alone.
    _line = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits, function, args, kwargs = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - our own parent wrote it
    limit_self(limits)
    _put(_line, _ANSWER, answer_of(function, args, kwargs))
    _line.close()


def answer_of(function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """What the function returns or raises, pickled."""
    try:
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:  # noqa: BLE001 - every error is the parent's to judge
        return _pickled_error(error)


def _pickled_error(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error))
        pickle.loads(data)  # noqa: S301 - errors with odd constructors pickle but do not come back
    except Exception:  # noqa: BLE001 - then its words must do
        data = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return data


def limit_self(limits: ChildLimits) -> None:
    """In the child: from here on no more than this."""
    if limits.cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    # macOS refuses RLIMIT_AS; the wall time still holds there.
    if limits.memory_bytes is not None and sys.platform == "linux":
        with contextlib.suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
