"""A folder of photographs: which of its files are printed, in which order, and which are none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from report_pdf.findings import Finding
from report_pdf.model.plan import PhotoPlan, SourceFile
from report_pdf.plan.paths import pictures_in
from report_pdf.plan.photos_csv import Listed, listed
from report_pdf.plan.unread import said_unread, unread_files

__all__ = ["FolderPhotos", "photos_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPhotos:
    """``unread``: the names of what lies there and is no photograph; ``by_list``: the folder has a list."""

    photos: tuple[PhotoPlan, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()
    by_list: bool = False


def photos_of(folder: SourceFile, *, known: Collection[Path], shown: Path | None = None) -> FolderPhotos:
    """The folder's photographs: as its list has them, else all in natural order.

    Args:
        folder: The photographs'.
        known: Files the issue uses otherwise: its manuscripts, supplements and lists.
        shown: The cover's, which a folder without a list does not show again.
    """
    found = listed(folder.path, name=folder.name)
    own = found or Listed(photos=_all(folder, shown))
    unread = unread_files(folder.path, known={*known, *own.listed})
    said = [said_unread(file, name=folder.name) for file in unread]
    return FolderPhotos(
        photos=own.photos,
        findings=(*own.findings, *said),
        unread=tuple(one.place.file for one in said if one.place is not None),
        by_list=found is not None,
    )


def _all(folder: SourceFile, shown: Path | None) -> tuple[PhotoPlan, ...]:
    name = folder.name.rstrip("/")
    return tuple(
        PhotoPlan(
            source=SourceFile(name=f"{name}/{picture.name}", path=picture, place=folder.place), listed=False
        )
        for picture in pictures_in(folder.path)
        if picture != shown
    )
