"""Opens a foreign PDF in a killable child: what it is, what was wrong with it, what was taken out.

In: a file of anybody's, maybe its password. Out: ``PdfFacts`` and, where asked for, a copy that was repaired,
decrypted and freed of active content by qpdf, which every later step reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from report_pdf import child
from report_pdf.errors import SupplementError
from report_pdf.findings import Message
from report_pdf.pdf.opening import named_faults, refusal
from report_pdf.pdf.stitch_admitting import BodyFacts, PdfFacts, Wish, admit_body, admit_supplement
from report_pdf.pdf.stitch_progress import Hearing, Progress

__all__ = [
    "LIMITS",
    "ArrivingPdf",
    "BodyFacts",
    "PdfFacts",
    "changed_pages",
    "named_faults",
    "open_body",
    "open_supplement",
    "open_supplements",
    "refuse_changed",
]

LIMITS = child.ChildLimits(wall_seconds=120, cpu_seconds=60, memory_bytes=4 << 30)
"""What reading one foreign file may cost."""

P = ParamSpec("P")
T = TypeVar("T")


def open_supplement(  # noqa: PLR0913 - each is a wish of its own
    path: Path,
    *,
    name: str | None = None,
    password: str | None = None,
    copy_to: Path | None = None,
    siblings: Collection[str] = frozenset(),
    rotate: int = 0,
    limits: child.ChildLimits = LIMITS,
) -> PdfFacts:
    """Opens ``path`` in a child.

    Args:
        path: The file.
        name: How messages call it.
        password: For an encrypted file.
        copy_to: Where the safe copy goes; without it the file is only looked at.
        siblings: Names, in lower case, of files that are stitched with it: links into them stay.
        rotate: Clockwise, 0, 90, 180 or 270: the pages of the safe copy are turned.
        limits: What the child may use.

    Raises:
        SupplementError: Missing, unreadable, encrypted without the right password, empty, or beyond the limits.
    """
    name = name or path.name
    wish = Wish(copy_to=copy_to, siblings=frozenset(siblings), rotate=rotate)
    return _in_child(limits, admit_supplement, path, name, password, wish)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivingPdf:
    """One of many files to open: as for ``open_supplement``."""

    path: Path
    name: str
    copy_to: Path
    password: str | None = None
    rotate: int = 0


def open_supplements(
    files: Sequence[ArrivingPdf],
    *,
    siblings: Collection[str] = frozenset(),
    hear: Hearing | None = None,
    limits: child.ChildLimits = LIMITS,
) -> tuple[PdfFacts | SupplementError, ...]:
    """Opens each file in a child of its own, in order; what cannot be used is an error in its place.

    ``siblings``: as for ``open_supplement``. ``hear``: is told how many files are done.
    """

    def heard(done: int) -> None:
        if hear is not None:
            hear(Progress(step="admitted", done=done, of=len(files)))

    known = frozenset(siblings)
    tasks = [
        (one.path, one.name, one.password, Wish(copy_to=one.copy_to, siblings=known, rotate=one.rotate))
        for one in files
    ]
    opened = child.run_each(heard, limits, admit_supplement, tasks)
    return tuple(
        found if isinstance(found, PdfFacts) else _refused(one.name, found)
        for one, found in zip(files, opened, strict=True)
    )


def _refused(name: str, error: Exception) -> SupplementError:
    if isinstance(error, SupplementError):
        return error
    if isinstance(error, child.ChildTimedOut):
        return _too_slow(name)
    if isinstance(error, child.ChildCrashed):
        return _too_heavy(name, error)
    raise error


def open_body(path: Path, *, name: str | None = None, password: str | None = None) -> BodyFacts:
    """Opens a body in a child. Nothing of it is taken out.

    Raises:
        SupplementError: As for ``open_supplement``.
    """
    return _in_child(LIMITS, admit_body, path, name or path.name, password)


def _in_child(
    limits: child.ChildLimits,
    admit: Callable[Concatenate[Path, str, P], T],
    path: Path,
    name: str,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    try:
        return child.run(limits, admit, path, name, *args, **kwargs)
    except child.ChildTimedOut:
        raise _too_slow(name) from None
    except child.ChildCrashed as crash:
        raise _too_heavy(name, crash) from None


def _too_slow(name: str) -> SupplementError:
    return refusal(
        name,
        zh="读取超时，文件可能有害或过于复杂。",
        en="reading it did not end in time; it may be hostile or too complex.",
    )


def _too_heavy(name: str, crash: child.ChildCrashed) -> SupplementError:
    return refusal(
        name,
        zh="读取时超出内存或时间限制。",
        en=f"reading it went beyond the limits of memory or time (exit code {crash.exit_code}).",
    )


def refuse_changed(facts: PdfFacts, name: str, indices: Iterable[int]) -> None:
    """Stops where a page that is asked for could only be read differently from how it looks.

    Raises:
        SupplementError: It names file and pages, and the choice there is.
    """
    pages = sorted(set(facts.changed) & set(indices))
    if pages:
        raise changed_pages(name, [page + 1 for page in pages])


def changed_pages(name: str, pages: Sequence[int]) -> SupplementError:
    """The error for pages (from 1) that would not look as they do in their file."""
    words = "、".join(map(str, pages)), ", ".join(map(str, pages))
    return refusal(
        name,
        zh=f"第 {words[0]} 页合订后与原样不同。",
        en=f"stitched, its page {words[1]} would not look as it does in the file.",
        hint=Message(
            zh="请另存该 PDF 后再试；或写 changed: picture（命令行 --changed picture），这些页按原样转成图片。",
            en="Save the PDF anew and try again; or write changed: picture (--changed picture): such pages go in as "
            "pictures of what they show.",
        ),
    )
