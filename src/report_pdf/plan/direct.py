"""A manuscript, a folder of photographs and supplements → IssuePlan, without an issue.yaml."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.model.plan import (
    ArticlePlan,
    CoverPlan,
    IssueIdentity,
    IssuePlan,
    PhotoPlan,
    SourceFile,
    SupplementPlan,
)
from report_pdf.plan.paths import pictures_in
from report_pdf.plan.photo_folders import FolderPhotos, photos_of
from report_pdf.plan.read import all_wrong
from report_pdf.plan.resolve import safe_id, title_of
from report_pdf.plan.rules import rule
from report_pdf.plan.values import PageRange

__all__ = ["plan_from_manuscript"]

_COVER_NAMES: Final = frozenset({"cover", "封面"})
_PAGES: Final[TypeAdapter[str]] = TypeAdapter(PageRange)


def plan_from_manuscript(
    manuscript: Path,
    *,
    photos: Path | None = None,
    supplements: Sequence[Path | tuple[Path, str | None]] = (),
    name: str | None = None,
) -> IssuePlan:
    """The plan for one manuscript.

    Args:
        manuscript: The article.
        photos: A folder (its pictures in natural order; ``cover.*`` or ``封面.*`` is the cover's, else the first
            one), or one picture.
        supplements: Files, each alone or with the range of its pages; titled like the files.
        name: The magazine's name; the manuscript's without it.

    Raises:
        PlanError: With a finding for each file that is not there.
    """
    stitched = [item if isinstance(item, tuple) else (item, None) for item in supplements]
    findings = [*_missing([manuscript, *(file for file, _ in stitched)]), *_wrong_pages(stitched)]
    pictures: tuple[Path, ...] = ()
    if photos is not None:
        pictures = _pictures(photos)
        findings += [] if pictures else [_no_pictures(photos)]
    if findings:
        raise all_wrong(manuscript.name, findings)
    spread = _spread(photos, pictures, known=[manuscript, *(file for file, _ in stitched)])
    findings += spread.findings
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise all_wrong(manuscript.name, findings)
    cover, inside = _shared_out(spread.photos)
    return IssuePlan(
        root=manuscript.resolve().parent,
        file=None,
        issue=IssueIdentity(id=safe_id(manuscript.stem), name=name or manuscript.stem),
        articles=(ArticlePlan(manuscript=_source(manuscript), photos=inside, unread=spread.unread),),
        cover=CoverPlan(photo=cover),
        supplements=tuple(
            SupplementPlan(source=_source(file), title=title_of(file), pages=_range(pages))
            for file, pages in stitched
        ),
        findings=tuple(findings),
    )


def _source(file: Path) -> SourceFile:
    return SourceFile(name=file.name, path=file.resolve(), place=Place(file=file.name))


def _pictures(photos: Path) -> tuple[Path, ...]:
    try:
        return pictures_in(photos) if photos.is_dir() else ((photos,) if photos.is_file() else ())
    except OSError:
        return ()


def _spread(photos: Path | None, pictures: Sequence[Path], *, known: Sequence[Path]) -> FolderPhotos:
    plain = tuple(PhotoPlan(source=_source(one), listed=False) for one in pictures)
    if photos is None or not photos.is_dir():
        return FolderPhotos(photos=plain)
    found = photos_of(_source(photos), known=[file.resolve() for file in known])
    return found if found.by_list else replace(found, photos=plain)


def _shared_out(plans: tuple[PhotoPlan, ...]) -> tuple[PhotoPlan | None, tuple[PhotoPlan, ...]]:
    """The cover's photograph and the article's: one named as the cover's is not the article's as well."""
    for plan in plans:
        if unicodedata.normalize("NFC", plan.source.path.stem).casefold() in _COVER_NAMES:
            return plan, tuple(other for other in plans if other is not plan)
    return (plans[0] if plans else None), plans


def _range(pages: str | None) -> str | None:
    return None if pages is None else _PAGES.validate_python(pages)


def _missing(files: Sequence[Path]) -> Iterator[Finding]:
    for file in files:
        if file.is_file():
            continue
        code, zh, en = (
            ("not-a-file", "是文件夹", "is a folder")
            if file.is_dir()
            else ("missing-file", "不存在", "is not there")
        )
        yield rule(code).at(
            Place(file=file.name),
            Message(zh=f"“{file}”{zh}。", en=f"“{file}” {en}."),
            hint=Message(zh="请检查路径。", en="Check the path."),
        )


def _wrong_pages(stitched: Sequence[tuple[Path, str | None]]) -> Iterator[Finding]:
    for file, pages in stitched:
        try:
            _range(pages)
        except ValidationError as error:
            words = error.errors()[0]["ctx"]
            message = Message(zh=words["zh"], en=words["en"])
            hint = Message(zh=words["hint_zh"], en=words["hint_en"])
            yield rule("wrong-value").at(Place(file=file.name), message, hint=hint)


def _no_pictures(photos: Path) -> Finding:
    code = "no-pictures" if photos.is_dir() else "missing-file"
    return rule(code).at(
        Place(file=photos.name),
        Message(
            zh=f"“{photos}”里没有图片，或者它不存在。",
            en=f"there is no picture in “{photos}”, or it is not there.",
        ),
        hint=Message(zh="请检查 --photos 的路径。", en="Check the path of --photos."),
    )
