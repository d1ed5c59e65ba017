"""Photographs that a manuscript names where they stand join those that issue.yaml lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from report_pdf.errors import PictureError
from report_pdf.findings import Finding, Message
from report_pdf.issue.rules import PICTURE_NOT_FOUND
from report_pdf.model.manuscript import Figure, Manuscript, Media, all_blocks
from report_pdf.model.plan import ArticlePlan, IssuePlan, PhotoPlan, SourceFile

__all__ = ["with_named_photos"]


def with_named_photos(plan: IssuePlan, manuscripts: Sequence[Manuscript], *, work: Path) -> IssuePlan:
    """The plan with every photograph that is to be printed.

    Names are relative to the manuscript, or name a picture inside its file: that is written to ``work``. What
    issue.yaml says of the same file holds before the manuscript's words.

    Raises:
        PictureError: With a finding for each that is not there, lies outside the issue's folder or in the network.
    """
    refused: list[Finding] = []
    articles = tuple(
        _with_figures(_Folders(root=plan.root.resolve(), work=work), article, manuscript, refused)
        for article, manuscript in zip(plan.articles, manuscripts, strict=True)
    )
    if refused:
        raise PictureError(
            Message(
                zh=f"稿件里有 {len(refused)} 张照片找不到。",
                en=f"{len(refused)} picture(s) that manuscripts name cannot be found.",
            ),
            findings=tuple(refused),
        )
    return replace(plan, articles=articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folders:
    """``root``: no path leaves it. ``work``: where pictures go that came inside a manuscript."""

    root: Path
    work: Path


def _with_figures(
    folders: _Folders, article: ArticlePlan, manuscript: Manuscript, refused: list[Finding]
) -> ArticlePlan:
    photos = list(article.photos)
    inside = {media.name: media for media in manuscript.media}
    for figure in _figures(manuscript):
        if media := inside.get(figure.picture):
            photos.append(
                _photo(_unpacked(media, folders.work), f"{article.manuscript.name}/{media.name}", figure)
            )
            continue
        path = _find(folders.root, article, figure)
        if path is None:
            refused.append(_not_found(figure))
            continue
        listed = next(
            (at for at, one in enumerate(photos) if one.source.path == path and one.named_at is None), None
        )
        if listed is None:
            photos.append(_photo(path, path.relative_to(folders.root).as_posix(), figure))
        else:
            photos[listed] = _joined(photos[listed], figure)
    return replace(article, photos=tuple(photos))


def _figures(manuscript: Manuscript) -> Iterator[Figure]:
    return (block for block in all_blocks(manuscript.blocks) if isinstance(block, Figure))


def _find(root: Path, article: ArticlePlan, figure: Figure) -> Path | None:
    if urlsplit(figure.picture).scheme:
        return None
    path = (article.manuscript.path.parent / figure.picture).resolve()
    return path if path.is_file() and path.is_relative_to(root) else None


def _unpacked(media: Media, work: Path) -> Path:
    """The picture as a file, named by its content: written once."""
    digest = hashlib.sha256(media.data).hexdigest()[:32]
    path = work / "media" / f"{digest}{PurePosixPath(media.name).suffix.lower()}"
    if not path.is_file() or path.stat().st_size != len(media.data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media.data)
    return path


def _photo(path: Path, name: str, figure: Figure) -> PhotoPlan:
    return PhotoPlan(
        source=SourceFile(name=name, path=path, place=figure.place),
        caption=figure.text or None,
        credit=figure.credit or None,
        alt=figure.alt or None,
        named_at=figure.place,
        listed=False,
        cut=figure.cut,
    )


def _joined(photo: PhotoPlan, figure: Figure) -> PhotoPlan:
    return replace(
        photo,
        caption=photo.caption if photo.caption is not None else figure.text or None,
        credit=photo.credit if photo.credit is not None else figure.credit or None,
        alt=photo.alt if photo.alt is not None else figure.alt or None,
        named_at=figure.place,
    )


def _not_found(figure: Figure) -> Finding:
    return PICTURE_NOT_FOUND.at(
        figure.place,
        Message(zh=f"找不到照片“{figure.picture}”。", en=f"there is no picture “{figure.picture}”."),
        hint=Message(
            zh="照片放在稿件旁边或它的子文件夹里，写相对路径；网上的照片请先下载。",
            en="Put it beside the manuscript or in a folder below and write a relative path; nothing is fetched.",
        ),
    )
