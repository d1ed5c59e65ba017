"""The letter that a packet is sent with: Jinja templates of ``layouts/mail/`` filled, their CSS written into the elements.

Mail programs drop style sheets, so every rule goes into ``style=""``; what they leave of it is a plain letter. Templates
and words are one file a language; ``.txt.j2`` are plain text and not escaped.
"""

from __future__ import annotations

import re
from pathlib import Path

import css_inline

from report_pdf.errors import LayoutError
from report_pdf.findings import Message, Place
from report_pdf.layout.proof_words import date_of
from report_pdf.layout.templates import fill_template
from report_pdf.model.issue import Issue
from report_pdf.model.mail import Letter, MailPacket

__all__ = ["lay_letter"]

_FOLDER = "mail"
_STYLE_SHEET = "letter.css"
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000
_BLANK_LINES = re.compile(r"\n{3,}")


def lay_letter(
    issue: Issue, packet: MailPacket, *, layouts: Path, greeting: str = "", language: str = ""
) -> Letter:
    """The letter for ``packet``.

    Args:
        issue: With the supplements that are in this packet.
        packet: What is enclosed.
        layouts: The folder of layouts.
        greeting: How it begins (“尊敬的李主任：”); empty: as the templates greet everyone.
        language: Of the letter; empty: the issue's.

    Raises:
        LayoutError: A template or the style sheet is wrong.
    """
    tongue = language or issue.language
    kind = "zh" if tongue.lower().startswith("zh") else "en"
    folder = layouts / _FOLDER
    views = _views(issue, packet, greeting=greeting.strip(), language=tongue)
    html = fill_template(folder, f"letter-{kind}.html.j2", views)
    return Letter(
        language=tongue,
        subject=" ".join(fill_template(folder, f"subject-{kind}.txt.j2", views).split()),
        text=_tidied(fill_template(folder, f"letter-{kind}.txt.j2", views)),
        html=_inlined(html, folder / _STYLE_SHEET),
    )


def _views(issue: Issue, packet: MailPacket, *, greeting: str, language: str) -> dict[str, object]:
    identity = issue.identity
    return {
        "language": language,
        "greeting": greeting,
        "name": identity.name,
        "number": identity.number,
        "date": date_of(identity.date, language),
        "publisher": identity.publisher,
        "url": identity.url if identity.url.startswith(("https://", "http://")) else "",
        "headlines": issue.cover.headlines or tuple(filter(None, [issue.cover.title])),
        "articles": [{"title": article.title, "dek": article.dek} for article in issue.articles],
        "supplements": [supplement.title for supplement in issue.supplements],
        "packet_number": packet.id,
        "part": packet.part[0],
        "parts": packet.part[1],
        "file": packet.file,
        "pages": packet.pages,
        "size": _size(len(packet.pdf)),
        "cover": {
            "url": f"cid:{packet.cover.content_id}",
            "width": packet.cover.shown_width,
            "height": packet.cover.shown_height,
        },
    }


def _size(length: int) -> str:
    if length >= _MEGABYTE:
        return f"{length / _MEGABYTE:.1f} MB"
    return f"{max(1, round(length / _KILOBYTE))} kB"


def _tidied(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def _inlined(html: str, style_sheet: Path) -> str:
    inliner = css_inline.CSSInliner(
        extra_css=style_sheet.read_text(encoding="utf-8"),
        load_remote_stylesheets=False,
        keep_style_tags=False,
    )
    try:
        return inliner.inline(html)
    except css_inline.InlineError as error:
        raise LayoutError(
            Message(zh=f"信的样式表有误：{error}", en=f"the letter's style sheet is wrong: {error}"),
            place=Place(file=f"{_FOLDER}/{_STYLE_SHEET}"),
        ) from error
