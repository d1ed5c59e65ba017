"""The photographs of a whole issue: each with its caption, and those that lie beside them unused."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from report_pdf.findings import Finding, Message, Place
from report_pdf.issue.photos import PhotoMatch, match_captions
from report_pdf.issue.rules import SAME_PHOTO, UNUSED_PHOTO
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import IssuePlan, PhotoPlan
from report_pdf.pictures import is_picture, read_facts

__all__ = ["match_photos", "same_photos", "unused_photos"]


def match_photos(plan: IssuePlan, manuscripts: Sequence[Manuscript]) -> tuple[tuple[PhotoMatch, ...], ...]:
    """Of each article one match for each photograph of its plan.

    Args:
        plan: With the photographs that manuscripts name.
        manuscripts: One for each article.
    """
    paths = list(dict.fromkeys(photo.source.path for article in plan.articles for photo in article.photos))
    facts = dict(zip(paths, read_facts(paths), strict=True))
    return tuple(
        match_captions(
            article.photos, manuscript.blocks, [facts[photo.source.path] for photo in article.photos]
        )
        for article, manuscript in zip(plan.articles, manuscripts, strict=True)
    )


def same_photos(plan: IssuePlan) -> Iterator[Finding]:
    """Photographs of articles whose files are the same byte for byte; the cover may repeat one of them."""
    by_size: dict[int, list[PhotoPlan]] = defaultdict(list)
    for photo in (photo for article in plan.articles for photo in article.photos):
        if photo.source.path.is_file():
            by_size[photo.source.path.stat().st_size].append(photo)
    for photos in by_size.values():
        first: dict[tuple[bytes, str], PhotoPlan] = {}
        for photo in photos if len(photos) > 1 else ():
            with photo.source.path.open("rb") as file:
                # Of one scan with several pictures each is cut out for itself.
                piece = (hashlib.file_digest(file, "sha256").digest(), repr(photo.cut))
            seen = first.setdefault(piece, photo)
            if seen is not photo:
                yield _same(seen, photo)


def _same(seen: PhotoPlan, photo: PhotoPlan) -> Finding:
    return SAME_PHOTO.at(
        photo.source.place,
        Message(
            zh=f"照片“{photo.source.name}”与“{seen.source.name}”是同一张。",
            en=f"“{photo.source.name}” is the same photograph as “{seen.source.name}”.",
        ),
        hint=Message(zh="换一张，或去掉一处。", en="Put another there, or take one out."),
    )


def unused_photos(plan: IssuePlan) -> Iterator[Finding]:
    """Pictures in the folders of listed photographs that nothing of the issue uses; a folder as a whole is used."""
    photos = [photo for article in plan.articles for photo in article.photos]
    sources = [photo.source for photo in photos] + [one.source for one in plan.supplements]
    if plan.cover.photo is not None:
        sources.append(plan.cover.photo.source)
    used = {source.path for source in sources}
    root = plan.root.resolve()
    by_hand = {
        photo.source.path.parent: photo.source.place
        for photo in photos
        if photo.listed and photo.source.path.is_relative_to(root) and not _has_list(photo.source.place)
    }
    for folder, place in by_hand.items():
        for path in sorted(folder.iterdir()):
            if path not in used and not path.name.startswith(".") and path.is_file() and is_picture(path):
                yield _unused(path.relative_to(root), place)


def _has_list(place: Place) -> bool:
    """What a list leaves out is said where it is read."""
    return place.file.endswith(".csv")


def _unused(path: Path, place: Place) -> Finding:
    return UNUSED_PHOTO.at(
        Place(file=place.file),
        Message(
            zh=f"照片“{path.as_posix()}”没有用上。", en=f"the photograph “{path.as_posix()}” is not used."
        ),
        hint=Message(
            zh="要印就写进 photos；不要就移出这个文件夹。",
            en="Add it to photos, or move it out of the folder.",
        ),
    )
