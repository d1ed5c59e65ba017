"""A manuscript and its cleaned photographs become an Article: each picture has its caption, nothing is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from report_pdf.findings import Finding, Message, Place
from report_pdf.issue.apart import Apart, set_apart
from report_pdf.issue.photos import PhotoMatch
from report_pdf.issue.photos_say import match_findings
from report_pdf.issue.photos_shared import figures_of, is_ditto
from report_pdf.issue.rules import (
    CAPTION_WITHOUT_PICTURE,
    PICTURE_WITHOUT_CAPTION,
    TITLE_MISSING,
)
from report_pdf.model.issue import Article, Picture
from report_pdf.model.manuscript import Block, Byline, Caption, Dek, Figure, Kicker, Lede, Manuscript, Title
from report_pdf.model.plan import ArticlePlan, PhotoPlan
from report_pdf.pictures import CleanPicture

__all__ = ["make_article", "make_picture"]


def make_picture(plan: PhotoPlan, clean: CleanPicture) -> Picture:
    """A photograph with what issue.yaml says of it; what a manuscript shows and is no photograph is shown whole."""
    return Picture(
        name=plan.source.name,
        path=clean.path,
        sha256=clean.sha256,
        width=clean.width,
        height=clean.height,
        place=plan.source.place,
        caption=plan.caption or "",
        credit=plan.credit or "",
        alt=plan.alt or "",
        focus=plan.focus,
        whole=plan.named_at is not None and not clean.photograph,
    )


def make_article(
    plan: ArticlePlan,
    manuscript: Manuscript,
    pictures: Sequence[Picture],
    *,
    matches: Sequence[PhotoMatch],
    key: str,
) -> tuple[Article, tuple[Finding, ...]]:
    """The article and what was found while matching.

    A caption that finds no picture stays in the text.

    Args:
        plan: The article's.
        manuscript: Its text.
        pictures: One for each of the plan's photographs.
        matches: Each photograph's caption in the manuscript.
        key: What links call it.
    """
    used = frozenset(id(match.caption) for match in matches if match.caption is not None)
    running = _running_blocks(manuscript, used=used)
    apart = set_apart(manuscript.blocks, running)
    matched = tuple(
        _captioned(picture, match, manuscript, apart)
        for picture, match in zip(pictures, matches, strict=True)
    )
    title = plan.title or apart.text(manuscript.first(Title))
    findings = [
        *match_findings(matches),
        *_picture_findings(
            [picture for picture, match in zip(matched, matches, strict=True) if match.shares is None]
        ),
        *_caption_findings(_left(manuscript, used)),
    ]
    if not title:
        title = PurePath(plan.manuscript.name).stem
        findings.append(_untitled(manuscript, title))
    blocks = apart.running(running)
    article = Article(
        key=key,
        title=title,
        blocks=blocks,
        pictures=_named(matched, plan.photos, blocks),
        kicker=plan.kicker if plan.kicker is not None else apart.text(manuscript.first(Kicker)),
        dek=plan.dek if plan.dek is not None else apart.text(manuscript.first(Dek)),
        byline=plan.byline if plan.byline is not None else apart.text(manuscript.first(Byline)),
        lede=tuple(apart.text(block) for block in manuscript.blocks if isinstance(block, Lede)),
    )
    return article, tuple(findings)


def _untitled(manuscript: Manuscript, title: str) -> Finding:
    return TITLE_MISSING.at(
        Place(file=manuscript.file, line=1, column=1),
        Message(zh=f"没有标题，用文件名“{title}”代替。", en=f"no title: “{title}” stands in for it."),
        hint=Message(zh="在稿件第一行写标题。", en="Write the title in the manuscript's first line."),
    )


def _left(manuscript: Manuscript, used: frozenset[int]) -> list[Caption]:
    return [block for block in manuscript.blocks if isinstance(block, Caption) and id(block) not in used]


def _captioned(picture: Picture, match: PhotoMatch, manuscript: Manuscript, apart: Apart) -> Picture:
    """What is given goes before the manuscript's words; a figure's own words may call notes.

    A caption for several photographs stands under the first.
    """
    if match.shares is not None or is_ditto(picture.caption):
        return replace(picture, caption="")
    if picture.caption:
        named = next(
            (b for b in manuscript.blocks if isinstance(b, Figure) and b.place == match.photo.named_at), None
        )
        own = apart.text(named) if named is not None and named.text == picture.caption else picture.caption
        return replace(picture, caption=own)
    if match.caption is None:
        return picture
    return replace(picture, caption=apart.text(match.caption), caption_place=match.caption.place)


def _named(
    pictures: Sequence[Picture], photos: Sequence[PhotoPlan], blocks: Sequence[Block]
) -> tuple[Picture, ...]:
    """Each picture with the block that names it, if one does."""
    return tuple(
        replace(picture, block=block)
        for picture, block in zip(pictures, figures_of(photos, blocks), strict=True)
    )


def _running_blocks(manuscript: Manuscript, *, used: frozenset[int]) -> tuple[Block, ...]:
    """What runs in the columns: the title block is set apart, used captions stand under their pictures.

    A second title, dek or byline in the middle of a text stays in it.
    """
    first = {id(manuscript.first(kind)) for kind in (Kicker, Title, Dek, Byline)}
    return tuple(
        block
        for block in manuscript.blocks
        if id(block) not in first and id(block) not in used and not isinstance(block, Lede)
    )


def _picture_findings(pictures: Sequence[Picture]) -> list[Finding]:
    return [
        PICTURE_WITHOUT_CAPTION.at(
            picture.place,
            Message(
                zh=f"照片“{picture.name}”没有图说。",
                en=f"the picture “{picture.name}” has no caption.",
            ),
            hint=Message(
                zh="在稿件里加一行“↓…”，或在 issue.yaml 写 caption。",
                en="Add a line “↓…” to the manuscript, or a caption in issue.yaml.",
            ),
        )
        for picture in pictures
        if not picture.caption
    ]


def _caption_findings(captions: Sequence[Caption]) -> list[Finding]:
    return [
        CAPTION_WITHOUT_PICTURE.at(
            caption.place,
            Message(
                zh=f"图说“{caption.text[:16]}…”没有对应的照片，印在正文里。",
                en=f"no picture takes the caption “{caption.text[:16]}…”: it is set in the text.",
            ),
            hint=Message(
                zh="在 issue.yaml 的 photos 里加上照片。", en="Add its picture to photos in issue.yaml."
            ),
        )
        for caption in captions
    ]
