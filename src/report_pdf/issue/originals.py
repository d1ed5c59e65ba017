"""Files as the desk received them, for an archive to keep: the bytes untouched, and what they are to the issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from report_pdf.findings import Message
from report_pdf.issue.photos_shared import is_ditto
from report_pdf.model.archive import Original
from report_pdf.model.plan import EditionName, IssuePlan, PhotoPlan, SourceFile, SupplementPlan

__all__ = ["originals", "received_supplements"]

_TICKET = Message(zh="任务单（issue.yaml）原文", en="the issue's ticket (issue.yaml)")
_MANUSCRIPT = Message(zh="稿件原文", en="manuscript as received")
_PHOTOGRAPH = Message(zh="照片原件", en="photograph as received")
_SUPPLEMENT = Message(zh="附件原件", en="supplement as received")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    source: SourceFile
    what: Message
    title: str = ""

    def words(self, language: str) -> str:
        what = self.what.in_language(language)
        mark = "：" if language.startswith("zh") else ": "
        return f"{what}{mark}{self.title}" if self.title else what


def originals(plan: IssuePlan, which: str) -> tuple[Original, ...]:
    """What an archive keeps in any case.

    Args:
        plan: The order.
        which: ``none``; ``manuscript``: manuscripts and issue.yaml; ``all``: photographs and supplements too.
    """
    if which == "none":
        return ()
    kept = [*_written(plan)]
    if which == "all":
        kept += [*_photographs(plan), *(_supplement(one) for one in plan.supplements)]
    names = _names(plan)
    once = {one.source.name: one for one in kept}
    return tuple(_original(one, names, plan.language) for one in once.values())


def received_supplements(plan: IssuePlan) -> dict[str, Original]:
    """Every supplement of the archive edition as received, by its key in the issue."""
    names = _names(plan)
    return {
        f"supplement-{number}": _original(_supplement(one), names, plan.language)
        for number, one in enumerate(plan.supplements, 1)
        if EditionName.ARCHIVE in one.editions
    }


def _written(plan: IssuePlan) -> Iterator[_Kept]:
    if plan.file is not None:
        yield _Kept(source=plan.file, what=_TICKET)
    for article in plan.articles:
        yield _Kept(source=article.manuscript, what=_MANUSCRIPT, title=article.title or "")


def _photographs(plan: IssuePlan) -> Iterator[_Kept]:
    photos = [photo for article in plan.articles for photo in article.photos]
    for photo in [plan.cover.photo, *photos] if plan.cover.photo else photos:
        yield _Kept(source=photo.source, what=_PHOTOGRAPH, title=_title(photo))


def _supplement(plan: SupplementPlan) -> _Kept:
    return _Kept(source=plan.source, what=_SUPPLEMENT, title=plan.title)


def _names(plan: IssuePlan) -> dict[str, str]:
    """Each file's name inside: its own, with its folder where two files have the same."""
    kept = [*_written(plan), *_photographs(plan), *(_supplement(one) for one in plan.supplements)]
    paths = dict.fromkeys(one.source.name for one in kept)
    counts = Counter(PurePosixPath(path).name for path in paths)
    return {
        path: "-".join(PurePosixPath(path).parts)
        if counts[PurePosixPath(path).name] > 1
        else PurePosixPath(path).name
        for path in paths
    }


def _original(kept: _Kept, names: dict[str, str], language: str) -> Original:
    return Original(
        name=names[kept.source.name], data=kept.source.path.read_bytes(), words=kept.words(language)
    )


def _title(photo: PhotoPlan) -> str:
    own = "" if is_ditto(photo.caption) else photo.caption
    return own or photo.alt or ""
