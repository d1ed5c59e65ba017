"""How each supplement goes into the archive edition, and what to try next when a validator denies the result.

A supplement starts with the way that keeps most of it. Only the finished file tells whether that holds: where a
validator blames its pages, it takes the next way, down to pictures with the original inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from report_pdf.findings import Message
from report_pdf.model.archive import Broken, Entry, Verdict, Way
from report_pdf.model.issue import Supplement
from report_pdf.model.pages import Anchor, Placeholder

__all__ = ["Landed", "first_ways", "landed", "next_ways"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """Where a supplement's pages came to stand: physical pages from 1; ``indices``: which pages of its file, from 0."""

    key: str
    pages: tuple[int, ...]
    indices: tuple[int, ...]


def landed(placeholders: Sequence[Placeholder], anchors: Sequence[Anchor]) -> tuple[Landed, ...]:
    """Every supplement's pages, in the order of the issue."""
    page_of = {anchor.name: anchor.page for anchor in anchors}
    keys = dict.fromkeys(one.supplement for one in placeholders)
    mine = {key: [one for one in placeholders if one.supplement == key] for key in keys}
    return tuple(
        Landed(
            key=key,
            pages=tuple(page_of[one.anchor] for one in own),
            indices=tuple(one.index for one in own),
        )
        for key, own in mine.items()
    )


def first_ways(
    supplements: Sequence[Supplement], choice: str, verdicts: Mapping[str, tuple[Verdict, ...]]
) -> tuple[Entry, ...]:
    """``choice``: what issue.yaml says of supplements; ``verdicts``: on arrival, by key."""
    return tuple(_first(one, choice, verdicts.get(one.key, ())) for one in supplements)


def _first(supplement: Supplement, choice: str, verdicts: tuple[Verdict, ...]) -> Entry:
    way, why = Way.MERGED, _arrived(verdicts)
    if choice in _CHOSEN:
        way, why = _CHOSEN[choice]
    return Entry(
        key=supplement.key, title=supplement.title, name=supplement.name, way=way, why=why, verdicts=verdicts
    )


_CHOSEN = {
    "pictures": (
        Way.PICTURES,
        Message(zh="issue.yaml 要求附件整页成图。", en="issue.yaml asks for pictures."),
    ),
    "attach": (
        Way.ATTACHED,
        Message(zh="issue.yaml 要求附件只放说明页。", en="issue.yaml asks for a sheet only."),
    ),
}


def _arrived(verdicts: Sequence[Verdict]) -> Message:
    flavours = "、".join(dict.fromkeys(verdict.flavour for verdict in verdicts))
    denied = [verdict for verdict in verdicts if not verdict.compliant]
    # One validator's clauses are enough to say why; veraPDF names the standard's own.
    speaking = [verdict for verdict in denied if verdict.validator == "veraPDF"] or denied
    broken = [one for verdict in speaking for one in _worst(verdict)]
    if not broken:
        return Message(
            zh=f"到手时就合 {flavours}。", en=f"it conformed on arrival ({flavours.replace('、', ', ')})."
        )
    clauses = "、".join(dict.fromkeys(broken))
    return Message(
        zh=f"到手时不合 {clauses}，不损内容地改正了。",
        en=f"on arrival it broke {clauses.replace('、', ', ')}; that was put right without loss.",
    )


def _worst(verdict: Verdict) -> list[str]:
    return [f"{verdict.flavour} {one.rule}" for one in verdict.broken if one.believed] or [verdict.error]


def next_ways(
    entries: Sequence[Entry],
    where: Sequence[Landed],
    verdicts: Sequence[Verdict],
    *,
    choice: str,
    keeps_files: bool = True,
) -> tuple[Entry, ...] | None:
    """The entries with other ways for those that the verdicts blame; None where nothing is left to try.

    What no page is named for may be anybody's: then every supplement that can gives way.

    Args:
        entries: How supplements went in.
        where: Their pages.
        verdicts: On the finished file.
        choice: What the ticket says of supplements.
        keeps_files: Whether the standard takes originals inside.
    """
    blames = _blames(where, verdicts)
    movable = [entry for entry in entries if entry.way in (Way.MERGED, Way.FIGURES)]
    blamed = [entry for entry in movable if entry.key in blames]
    moving = {entry.key for entry in blamed or movable}
    if not moving:
        return None
    return tuple(
        _moved(entry, blames.get(entry.key) or _every(verdicts), choice, keeps_files=keeps_files)
        if entry.key in moving
        else entry
        for entry in entries
    )


def _every(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    clauses = [f"{one.flavour} {broken.rule}" for one in verdicts for broken in one.broken if broken.believed]
    return tuple(dict.fromkeys(clauses))


def _blames(where: Sequence[Landed], verdicts: Sequence[Verdict]) -> dict[str, tuple[str, ...]]:
    """Which clauses are broken on a supplement's pages."""
    found: dict[str, tuple[str, ...]] = {}
    for one in where:
        clauses = [
            f"{verdict.flavour} {broken.rule}"
            for verdict in verdicts
            for broken in verdict.broken
            if broken.believed and _pages(broken) & set(one.pages)
        ]
        if clauses:
            found[one.key] = tuple(dict.fromkeys(clauses))
    return found


def _pages(broken: Broken) -> set[int]:
    return {*broken.pages, *([broken.page] if broken.page else [])}


def _moved(entry: Entry, clauses: Sequence[str], choice: str, *, keeps_files: bool) -> Entry:
    said, latin = "、".join(clauses), ", ".join(clauses)
    if entry.way is Way.MERGED:
        why = Message(
            zh=f"带自己的标签并入后不合 {said}。", en=f"merged with its own tags the file breaks {latin}."
        )
        return replace(entry, way=Way.FIGURES, why=why)
    if choice == "refuse":
        why = Message(
            zh=f"原页收入后不合 {said}，按要求拒收。", en=f"its pages break {latin}: refused, as asked."
        )
        return replace(entry, way=Way.REFUSED, why=why)
    why = Message(
        zh=f"原页收入后不合 {said}，改为整页成图{'，原件内嵌' if keeps_files else ''}。",
        en=f"its pages break {latin}: a picture of each{', and the original inside' if keeps_files else ''}.",
    )
    return replace(entry, way=Way.PICTURES, why=why)
