"""The killable child: its limits, its answers, its errors."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import PictureError
from report_pdf.findings import Message, Place


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The child imports its task by this module's name."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


_SOON = ChildLimits(wall_seconds=30)


class _OddError(Exception):
    """Pickles, but cannot be made again from its words."""

    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def _sum(*numbers, times=1):
    return sum(numbers) * times


def _chatter():
    print("progress: 100 %")  # noqa: T201 - that is the point
    os.write(1, b"\x80\x04 not a pickle")
    return "answer"


def _refuse():
    raise PictureError(
        Message(zh="读不了。", en="cannot be read."),
        place=Place(file="a.jpg", line=3, column=5),
        hint=Message(zh="换一张。", en="Take another."),
    )


def _odd():
    raise _OddError("one", "other")


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


def _exit():
    os._exit(0)


def _hog():
    return len(bytearray(3 << 30))


def test_the_answer_is_what_the_function_returns():
    assert run(_SOON, _sum, 1, 2, times=2) == 6


def test_what_the_task_prints_does_not_spoil_the_answer(capfd):
    assert run(_SOON, _chatter) == "answer"
    assert "progress: 100 %" in capfd.readouterr().err


def test_an_error_comes_back_with_its_place_and_its_hint():
    with pytest.raises(PictureError) as caught:
        run(_SOON, _refuse)
    assert caught.value.place == Place(file="a.jpg", line=3, column=5)
    assert (caught.value.message.zh, caught.value.hint.en) == ("读不了。", "Take another.")


def test_an_error_that_cannot_come_back_is_told_in_words():
    with pytest.raises(RuntimeError, match="_OddError: one and other"):
        run(_SOON, _odd)


def test_a_child_that_does_not_end_is_killed_in_time():
    started = time.monotonic()
    with pytest.raises(ChildTimedOut):
        run(ChildLimits(wall_seconds=0.5), time.sleep, 600)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(("task", "code"), [(_die, -signal.SIGKILL), (_exit, 0)])
def test_a_child_that_dies_without_an_answer_has_crashed(task, code):
    with pytest.raises(ChildCrashed) as caught:
        run(_SOON, task)
    assert caught.value.exit_code == code


def test_a_task_of_endless_computing_is_ended_by_its_cpu_limit():
    with pytest.raises(ChildCrashed) as caught:
        run(ChildLimits(wall_seconds=60, cpu_seconds=1), _spin)
    assert caught.value.exit_code in {-signal.SIGXCPU, -signal.SIGKILL}


def _spin():
    while True:
        pass


def test_memory_over_the_limit_is_refused_to_the_child_alone():
    with pytest.raises(MemoryError):
        run(ChildLimits(wall_seconds=30, memory_bytes=1 << 30), _hog)
