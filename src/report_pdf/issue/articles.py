"""A manuscript and its cleaned photographs become an Article: each picture has its caption, nothing is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from report_pdf.findings import Finding, Message, Place
from report_pdf.issue.rules import (
    CAPTION_WITHOUT_PICTURE,
    PICTURE_WITHOUT_ALT,
    PICTURE_WITHOUT_CAPTION,
    TITLE_MISSING,
)
from report_pdf.model.issue import Article, Picture
from report_pdf.model.manuscript import Block, Byline, Caption, Dek, Lede, Manuscript, Title
from report_pdf.model.plan import ArticlePlan, PhotoPlan
from report_pdf.pictures import CleanPicture

__all__ = ["make_article", "make_picture"]


def make_picture(plan: PhotoPlan, clean: CleanPicture) -> Picture:
    """A photograph with what issue.yaml says of it."""
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
    )


def make_article(
    plan: ArticlePlan, manuscript: Manuscript, pictures: Sequence[Picture], *, key: str
) -> tuple[Article, tuple[Finding, ...]]:
    """The article and what was found while matching.

    Captions of the manuscript go, in order, to the pictures for which issue.yaml gives none. A caption that finds no
    picture stays in the text.
    """
    captions = [block for block in manuscript.blocks if isinstance(block, Caption)]
    matched, taken = _match(pictures, captions)
    title = plan.title or _text(manuscript, Title)
    findings = [*_picture_findings(matched), *_caption_findings(captions[taken:])]
    if not title:
        title = PurePath(plan.manuscript.name).stem
        findings.append(
            TITLE_MISSING.at(
                Place(file=manuscript.file, line=1, column=1),
                Message(zh=f"没有标题，用文件名“{title}”代替。", en=f"no title: “{title}” stands in for it."),
                hint=Message(zh="在稿件第一行写标题。", en="Write the title in the manuscript's first line."),
            )
        )
    article = Article(
        key=key,
        title=title,
        blocks=_running_blocks(manuscript, used=frozenset(map(id, captions[:taken]))),
        pictures=matched,
        kicker=plan.kicker or "",
        dek=plan.dek if plan.dek is not None else _text(manuscript, Dek),
        byline=plan.byline if plan.byline is not None else _text(manuscript, Byline),
        lede=tuple(block.text for block in manuscript.blocks if isinstance(block, Lede)),
    )
    return article, tuple(findings)


def _match(pictures: Sequence[Picture], captions: Sequence[Caption]) -> tuple[tuple[Picture, ...], int]:
    taken = 0
    matched = []
    for picture in pictures:
        if not picture.caption and taken < len(captions):
            caption = captions[taken]
            taken += 1
            matched.append(replace(picture, caption=caption.text, caption_place=caption.place))
        else:
            matched.append(picture)
    return tuple(matched), taken


def _running_blocks(manuscript: Manuscript, *, used: frozenset[int]) -> tuple[Block, ...]:
    """What runs in the columns: the title block is set apart, used captions stand under their pictures.

    A second title, dek or byline in the middle of a text stays in it.
    """
    first = {id(manuscript.first(kind)) for kind in (Title, Dek, Byline)}
    return tuple(
        block
        for block in manuscript.blocks
        if id(block) not in first and id(block) not in used and not isinstance(block, Lede)
    )


def _text(manuscript: Manuscript, kind: type[Block]) -> str:
    block = manuscript.first(kind)
    return block.text if block else ""


def _picture_findings(pictures: Sequence[Picture]) -> list[Finding]:
    findings = []
    for picture in pictures:
        if not picture.caption:
            findings.append(
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
            )
        if not picture.alt:
            findings.append(
                PICTURE_WITHOUT_ALT.at(
                    picture.place,
                    Message(
                        zh=f"照片“{picture.name}”没有替代文字。",
                        en=f"the picture “{picture.name}” has no alternative text.",
                    ),
                    hint=Message(
                        zh="在 issue.yaml 写 alt：画面上有什么。",
                        en="Say in issue.yaml, as alt, what is seen.",
                    ),
                )
            )
    return findings


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
