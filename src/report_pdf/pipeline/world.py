"""What a build may use of the outside, and how it tells its steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report_pdf.findings import Message
from report_pdf.preflight import Validators

__all__ = ["Step", "Steps", "World"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something begins: which of how many, and what."""

    number: int
    count: int
    name: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a build may use of the outside.

    Attributes:
        work: A folder for intermediate files; what is there already is used again.
        passwords: Of supplements, by the environment variable that issue.yaml names.
        say: Is told each step as it begins.
        jobs: How many editions are made at a time.
        validators: Who proves what the archive edition claims.
        moment: When this is done (SOURCE_DATE_EPOCH), for the archive's records; None: the issue's date stands for it.
    """

    work: Path
    passwords: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[Step], None] = lambda _: None
    jobs: int = 1
    validators: Validators = field(default_factory=Validators)
    moment: dt.datetime | None = None


class Steps:
    """Counts the steps of one build."""

    def __init__(self, world: World, *, count: int) -> None:
        self._say = world.say
        self._count = count
        self._number = 0

    def next(self, name: Message) -> None:
        """The next step begins."""
        self._number += 1
        self._say(Step(number=self._number, count=self._count, name=name))
