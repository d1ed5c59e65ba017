"""When a caption says that its photograph was taken, and when the photograph's file says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

__all__ = ["Day", "agreement", "date_of_name", "dates_in"]

_WRITTEN = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)\s?年\s?)?(?P<m>1[0-2]|0?[1-9])\s?月(?:\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?[日号])?"
    r"|(?P<year>(?:19|20)\d\d)\s?年"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)[-./](?P<m2>1[0-2]|0?[1-9])[-./](?P<d2>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_NAMED = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[-_.年]?(?P<m>1[0-2]|0[1-9])[-_.月]?(?P<d>3[01]|[12]\d|0[1-9])(?:日|(?=\d{6}(?!\d))|(?!\d))"
    r"|(?<!\d)(?P<y1>20\d\d)[-_.年](?P<m1>1[0-2]|0?[1-9])[-_.月](?P<d1>3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)(?P<y2>20\d\d)年(?P<m2>1[0-2]|0?[1-9])月"
    r"|(?<!\d)(?P<m3>1[0-2]|0?[1-9])月(?P<d3>3[01]|[12]\d|0?[1-9])日"
)
_STAMP = re.compile(r"(?:mmexport|wx_camera_|microMsg\.|IMG|^)_?(?P<ms>1[3-9]\d{11})(?!\d)")
"""WeChat names what it saves by the milliseconds since 1970."""
_CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as far as it is said: 0 where it is not."""

    year: int = 0
    month: int = 0
    day: int = 0


def dates_in(caption: str) -> tuple[Day, ...]:
    """Every date of a caption; a second one without its year is in the first one's."""
    found: list[Day] = []
    for match in _WRITTEN.finditer(caption):
        year, month, day = (
            _number(match, *names) for names in (("y", "year", "y2"), ("m", "m2"), ("d", "d2"))
        )
        found.append(Day(year=year or (found[-1].year if found else 0), month=month, day=day))
    return tuple(found)


def date_of_name(name: str) -> Day | None:
    """What a file's name says of the day: 20220315, 2022-03-15, 3月15日, mmexport1647331200000."""
    stem = PurePath(name).stem
    if found := _NAMED.search(stem):
        year, month, day = (
            _number(found, *names)
            for names in (("y", "y1", "y2"), ("m", "m1", "m2", "m3"), ("d", "d1", "d3"))
        )
        return Day(year=year, month=month, day=day)
    if found := _STAMP.search(stem):
        moment = dt.datetime.fromtimestamp(int(found["ms"]) / 1000, _CHINA)
        return Day(year=moment.year, month=moment.month, day=moment.day)
    return None


def agreement(said: Day, taken: Day) -> float | None:
    """How far the two agree, 0 to 1; negative: they contradict each other; None: they cannot be compared.

    A photograph that is years younger than its caption is a scan or was saved anew: that says nothing. A camera's
    clock may be a day off.
    """
    if said.year and taken.year and taken.year > said.year:
        return None
    parts = list(_compared(said, taken))
    if not parts:
        return None
    if said.day and taken.day and all(same for name, same in parts if name != "day"):
        apart = abs(said.day - taken.day)
        return 0.9 if apart == 0 else (0.6 if apart == 1 else -0.5)
    if not all(same for _, same in parts):
        return -0.8
    names = {name for name, _ in parts}
    return {"month": 0.75 if "year" in names else 0.6}.get("month" if "month" in names else "", 0.2)


def _compared(said: Day, taken: Day) -> Iterator[tuple[str, bool]]:
    for name in ("year", "month", "day"):
        one, other = getattr(said, name), getattr(taken, name)
        if one and other:
            yield name, one == other


def _number(match: re.Match[str], *names: str) -> int:
    return next((int(match[name]) for name in names if match[name]), 0)
