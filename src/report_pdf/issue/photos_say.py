"""What an editor has to look at in the matching of captions and photographs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.findings import Finding, Message
from report_pdf.issue.photos import PhotoMatch
from report_pdf.issue.photos_shared import is_ditto, names_sides
from report_pdf.issue.rules import CAPTION_CONTRADICTED, SHARED_CAPTION, UNCERTAIN_CAPTION

__all__ = ["match_findings", "reasons_of"]

_SHOWN = 20
_NONE = Message(zh="没有依据", en="nothing speaks for it")


def match_findings(matches: Sequence[PhotoMatch]) -> Iterator[Finding]:
    """Matches that are not certain, those that the photograph itself contradicts, and captions that are shared."""
    for match in matches:
        if not match.certain:
            yield _uncertain(match)
        elif match.against:
            yield _contradicted(match)
        if match.certain and match.shares is not None and not _is_meant(match):
            yield _shared(match, match.shares.source.name)


def _is_meant(match: PhotoMatch) -> bool:
    """Somebody wrote “同上”, and no word asks where the photographs stand."""
    return is_ditto(match.photo.caption) and not names_sides(_words(match, whole=True))


def reasons_of(match: PhotoMatch) -> Message:
    """Why the two go together, and what speaks against it."""
    zh = "、".join(reason.zh for reason in match.reasons) or _NONE.zh
    en = ", ".join(reason.en for reason in match.reasons) or _NONE.en
    if match.against:
        zh += f"；不符：{'、'.join(reason.zh for reason in match.against)}"
        en += f"; against it: {', '.join(reason.en for reason in match.against)}"
    return Message(zh=zh, en=en)


def _uncertain(match: PhotoMatch) -> Finding:
    name, caption = match.photo.source.name, _words(match)
    why = reasons_of(match)
    rival = match.rival.text[:_SHOWN] if match.rival is not None else ""
    return UNCERTAIN_CAPTION.at(
        match.photo.source.place,
        Message(
            zh=f"照片“{name}”配图说“{caption}”没有把握（{match.score:.2f}，{why.zh}）"
            + (f"，也可能是“{rival}”。" if rival else "。"),
            en=f"“{name}” with the caption “{caption}” is not certain ({match.score:.2f}: {why.en})"
            + (f"; it may be “{rival}”." if rival else "."),
        ),
        hint=Message(
            zh="运行 report-pdf photos ISSUE.yaml --write，核对写出的 photos.csv；或在 issue.yaml 里逐张列出照片。",
            en="Run report-pdf photos ISSUE.yaml --write and check the photos.csv it makes, or list the "
            "photographs one by one in issue.yaml.",
        ),
    )


def _contradicted(match: PhotoMatch) -> Finding:
    name, caption = match.photo.source.name, _words(match)
    zh = "、".join(reason.zh for reason in match.against)
    en = ", ".join(reason.en for reason in match.against)
    taken = f"（{match.facts.taken.isoformat()}）" if match.facts.taken else ""
    return CAPTION_CONTRADICTED.at(
        match.photo.source.place,
        Message(
            zh=f"照片“{name}”的{zh}{taken}与图说“{caption}”不符。",
            en=f"{en}{taken} of “{name}” contradicts the caption “{caption}”.",
        ),
        hint=Message(
            zh="请核对照片的次序和图说里的日期。",
            en="Check the order of the photographs and the caption's date.",
        ),
    )


def _shared(match: PhotoMatch, other: str) -> Finding:
    name, caption = match.photo.source.name, _words(match)
    return SHARED_CAPTION.at(
        match.photo.source.place,
        Message(
            zh=f"照片“{name}”与“{other}”共用图说“{caption}”，只印在“{other}”下面。",
            en=f"“{name}” shares the caption “{caption}” with “{other}”, under which it is printed.",
        ),
        hint=Message(
            zh="两张不一定排在一起：有“左图”“右图”的，请看版面，最好拆成两条；不是一条的，各写各的图说。",
            en="They need not stand together: where it says left and right, look at the page or make two captions "
            "of it; if it is not meant for both, write one for each.",
        ),
    )


def _words(match: PhotoMatch, *, whole: bool = False) -> str:
    own = "" if is_ditto(match.photo.caption) else match.photo.caption
    shared = match.shares.caption if match.shares is not None else ""
    text = own or shared or (match.caption.text if match.caption is not None else "")
    if whole:
        return text
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
