"""What goes into an archive's bag: every file with its place there, what it is to the issue, and its name before.

Names in the bag are safe on every system (RFC 8493, 6.1): NFC, no reserved marks or device names, none that differ only
in case. Percent signs go too: the readers in use decode them differently (RFC 8493, 2.1.3).
"""

from __future__ import annotations

import enum
import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report_pdf.model.media_types import media_type_of
from report_pdf.model.plan import IssuePlan, SourceFile

__all__ = ["Holding", "Role", "portable", "sources"]

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\%]')
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


class Role(enum.Enum):
    """What a file is to the issue."""

    EDITION = "存档版"
    REPORT = "检查报告"
    TICKET = "任务单"
    MANUSCRIPT = "稿件原文"
    PHOTOGRAPH = "照片原件"
    SUPPLEMENT = "附件原件"
    LICENCE = "字体许可"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A file of the bag.

    Attributes:
        path: Its place in the bag (``data/sources/article.txt``).
        original: Its name as issue.yaml writes it; empty for what the build made.
        locked: It asks for a password.
    """

    path: str
    data: bytes
    role: Role
    original: str = ""
    locked: bool = False

    @property
    def sha512(self) -> str:
        """Hexadecimal."""
        return hashlib.sha512(self.data).hexdigest()

    @property
    def renamed_from(self) -> str:
        """Its name before, if that was another."""
        return "" if self.path.endswith(f"/{self.original.removeprefix('./')}") else self.original

    @property
    def media_type(self) -> str:
        """By its name's end."""
        return media_type_of(self.path)


def sources(plan: IssuePlan) -> tuple[Holding, ...]:
    """Everything the desk handed in, each file once, byte for byte as received."""
    taken: set[str] = set()
    holdings = []
    for path, (source, role, has_password) in _named(plan).items():
        data = path.read_bytes()
        place = _free(portable(_inside(path, plan.root)), taken)
        # A file that opens only with a password says so in its trailer, which is never encrypted (ISO 32000-1, 7.6.1).
        locked = has_password and b"/Encrypt" in data
        holdings.append(
            Holding(path=f"data/sources/{place}", data=data, role=role, original=source.name, locked=locked)
        )
    return tuple(holdings)


def portable(name: str) -> str:
    """A relative path that every file system and every reader of bags takes as it is."""
    parts = [_portable_part(part) for part in PurePosixPath(unicodedata.normalize("NFC", name)).parts]
    return "/".join(part for part in parts if part) or "_"


def _portable_part(part: str) -> str:
    if part in {"/", ".", ".."}:
        return ""
    safe = _UNSAFE.sub("_", part).rstrip(". ")
    return f"_{safe}" if not safe or _RESERVED.fullmatch(safe) else safe


def _named(plan: IssuePlan) -> dict[Path, tuple[SourceFile, Role, bool]]:
    """In the order of the plan; a file that is named twice keeps its first role."""
    named: dict[Path, tuple[SourceFile, Role, bool]] = {}
    for source, role, has_password in _every(plan):
        named.setdefault(source.path, (source, role, has_password))
    return named


def _every(plan: IssuePlan) -> Iterator[tuple[SourceFile, Role, bool]]:
    if plan.file:
        yield plan.file, Role.TICKET, False
    if plan.cover.photo:
        yield plan.cover.photo.source, Role.PHOTOGRAPH, False
    for article in plan.articles:
        yield article.manuscript, Role.MANUSCRIPT, False
        for photo in article.photos:
            yield photo.source, Role.PHOTOGRAPH, False
    for supplement in plan.supplements:
        yield supplement.source, Role.SUPPLEMENT, supplement.password_env is not None


def _inside(path: Path, root: Path) -> str:
    """The path from the issue's folder; a file from elsewhere (without an issue.yaml) by its name alone."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number where one that differs only in case is there already."""
    suffix = PurePosixPath(name).suffix
    candidates = (f"{name.removesuffix(suffix)}-{number}{suffix}" for number in itertools.count(2))
    free = next(one for one in itertools.chain([name], candidates) if one.casefold() not in taken)
    taken.add(free.casefold())
    return free
