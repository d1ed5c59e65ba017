"""The best pictures that fit a size: every byte goes where it mends most of what a reader would see.

Every picture of the finished pages is measured at many resolutions and qualities, the photographs from their cleaned
originals, those of supplements from what the supplement holds. Beginning with the lightest of each, the step that takes
away most visible error for its bytes is taken, again and again, until no step fits any more (Shoham and Gersho 1988:
where all pictures lose as much by the next byte less, their sum is best).
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.editions.rules import PICTURES_FITTED, SUPPLEMENT_PICTURE_FITTED
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.edition import PictureSpec
from report_pdf.model.pages import PageOrigin, Placement
from report_pdf.pdf import HeldPicture, NewPicture, held_pictures
from report_pdf.pictures import Finest, Rung, finest_of_placement, finest_of_samples, fit_all, rungs

__all__ = ["Fitted", "Ladder", "choose", "fit_pictures", "ladders_of"]

_LEAST_BYTES = 8_000
"""Lighter ones are not worth the trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A picture of the file and every weight it may have, the finest first; ``name``: of the photograph, if it is ours."""

    held: HeldPicture
    rungs: tuple[Rung, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What stands for pictures, by object number; ``saved``: bytes."""

    pictures: Mapping[int, NewPicture]
    saved: int
    findings: tuple[Finding, ...]


def ladders_of(
    pdf: bytes,
    placements: Sequence[Placement],
    spec: PictureSpec,
    *,
    known: Sequence[Ladder] = (),
    kept: Path | None = None,
) -> tuple[Ladder, ...]:
    """Every picture worth the trouble.

    Args:
        pdf: The file.
        placements: Its photographs.
        spec: How fine they are in it.
        known: Ladders of another file of the same pictures, not to be measured again.
        kept: A folder where measured ones are kept from file to file.
    """
    ours = _ours(placements, spec) if not known else {}
    measured = {ladder.held.sha256: ladder for ladder in known}
    ladders = []
    for held in held_pictures(pdf, least=_LEAST_BYTES):
        if known:
            ladder = measured.get(held.sha256)
            ladder = replace(ladder, held=held) if ladder else None
        else:
            ladder = _ladder(held, ours.get(held.sha256), spec, kept)
        if ladder is not None:
            ladders.append(ladder)
    return tuple(ladders)


def _ladder(
    held: HeldPicture, placement: Placement | None, spec: PictureSpec, kept: Path | None
) -> Ladder | None:
    finest = _finest(held, placement, spec)
    if finest is None or finest.mode != held.mode:
        return None
    lighter = tuple(rung for rung in _rungs(finest, kept) if len(rung.data) < held.length)
    return (
        Ladder(held=held, rungs=lighter, name=placement.picture.name if placement else "")
        if lighter
        else None
    )


def _rungs(finest: Finest, kept: Path | None) -> tuple[Rung, ...]:
    """Measured, or as they were measured before."""
    if kept is None:
        return rungs(finest)
    about = f"{__version__} {finest.mode} {finest.width} {finest.height} {finest.ppi:.3f} "
    path = kept / f"rungs-{hashlib.sha256(about.encode() + finest.samples).hexdigest()[:32]}"
    with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError):
        found: tuple[Rung, ...] = pickle.loads(path.read_bytes())  # noqa: S301 - the build's own cache
        return found
    made = rungs(finest)
    with suppress(OSError):
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(pickle.dumps(made))
        part.replace(path)
    return made


def fit_pictures(
    ladders: Sequence[Ladder], *, excess: int, origins: Sequence[PageOrigin], file: str
) -> Fitted:
    """The finest pictures that make the file lighter by ``excess`` bytes; the lightest where that cannot be."""
    chosen = choose(ladders, excess)
    pairs = [(ladder, rung) for ladder, rung in zip(ladders, chosen, strict=True) if rung is not None]
    return Fitted(
        pictures={
            ladder.held.key: NewPicture(data=rung.data, width=rung.width, height=rung.height)
            for ladder, rung in pairs
        },
        saved=sum(ladder.held.length - len(rung.data) for ladder, rung in pairs),
        findings=tuple(_said(pairs, {origin.page: origin for origin in origins}, file)),
    )


def choose(ladders: Sequence[Ladder], excess: int) -> tuple[Rung | None, ...]:
    """For each picture its rung, None where it stays as it is."""
    stairs = [_stairs(ladder) for ladder in ladders]
    at = [0] * len(stairs)
    spare = (
        sum(ladder.held.length - steps[0].size for ladder, steps in zip(ladders, stairs, strict=True))
        - excess
    )
    while (best := _best_step(stairs, at, spare)) is not None:
        spare -= stairs[best][at[best] + 1].size - stairs[best][at[best]].size
        at[best] += 1
    chosen = [steps[place] for steps, place in zip(stairs, at, strict=True)]
    return tuple(step.rung for step in _spent(ladders, chosen, spare))


def _spent(ladders: Sequence[Ladder], chosen: list[_Step], spare: int) -> list[_Step]:
    """What is left over, too little for a whole step, still buys something in between: the worst picture first."""
    for place in sorted(range(len(chosen)), key=lambda place: -chosen[place].error):
        now = chosen[place]
        finer = [
            step
            for step in _steps(ladders[place])
            if step.error < now.error and step.size - now.size <= spare
        ]
        if finer:
            chosen[place] = min(finer, key=lambda step: step.error)
            spare -= chosen[place].size - now.size
    return chosen


@dataclass(frozen=True, slots=True)
class _Step:
    """A rung with its size in bytes and the error it leaves on the page: the error a reader sees, times its area."""

    size: int
    error: float
    rung: Rung | None


def _stairs(ladder: Ladder) -> list[_Step]:
    """From the lightest to the picture as it is; each step takes away less error for its bytes than the one before."""
    stairs: list[_Step] = []
    for step in _steps(ladder):
        if stairs and step.error >= stairs[-1].error:
            continue
        while len(stairs) > 1 and _gain(stairs[-2], step) >= _gain(stairs[-2], stairs[-1]):
            stairs.pop()
        stairs.append(step)
    return stairs


def _steps(ladder: Ladder) -> list[_Step]:
    held = ladder.held
    area = held.width * held.height / max(held.ppi, 1.0) ** 2
    steps = [_Step(len(rung.data), rung.cost * area, rung) for rung in ladder.rungs]
    return [*sorted(steps, key=lambda step: (step.size, step.error)), _Step(held.length, 0.0, None)]


def _gain(lower: _Step, upper: _Step) -> float:
    return (lower.error - upper.error) / max(1, upper.size - lower.size)


def _best_step(stairs: Sequence[Sequence[_Step]], at: Sequence[int], spare: int) -> int | None:
    """The picture whose next step fits and takes away most error for its bytes."""
    open_steps = [
        (_gain(steps[place], steps[place + 1]), -which)
        for which, (steps, place) in enumerate(zip(stairs, at, strict=True))
        if place + 1 < len(steps) and steps[place + 1].size - steps[place].size <= spare
    ]
    return -max(open_steps)[1] if open_steps else None


def _ours(placements: Sequence[Placement], spec: PictureSpec) -> dict[str, Placement]:
    """Photographs by the hash of their JPEG, which the engine passes through."""
    places = {placement.url: placement for placement in placements}
    made = fit_all(placements, spec)
    return {
        hashlib.sha256(one.data).hexdigest(): places[one.url]
        for one in made
        if one.media_type == "image/jpeg"
    }


def _finest(held: HeldPicture, placement: Placement | None, spec: PictureSpec) -> Finest | None:
    if placement is not None:
        return finest_of_placement(placement, spec.ppi)
    return finest_of_samples(
        held.data, is_jpeg=held.is_jpeg, mode=held.mode, size=(held.width, held.height), ppi=held.ppi
    )


def _said(
    pairs: Sequence[tuple[Ladder, Rung]], origins: Mapping[int, PageOrigin], file: str
) -> Iterator[Finding]:
    for ladder, rung in pairs:
        before, after = f"{ladder.held.length / 1000:.0f} kB", f"{len(rung.data) / 1000:.0f} kB"
        zh = f"为不超过上限，图片存为 {rung.ppi:.0f} ppi、质量 {rung.quality}：{before} → {after}。"
        en = f"stored at {rung.ppi:.0f} ppi, quality {rung.quality}, to meet the limit: {before} → {after}."
        origin = origins.get(ladder.held.page)
        if ladder.name:
            yield PICTURES_FITTED.at(Place(file=ladder.name), Message(zh=zh, en=en))
        elif origin is not None:
            place = Place(file=origin.file, page=origin.source_page)
            yield SUPPLEMENT_PICTURE_FITTED.at(place, Message(zh=zh, en=en))
        else:
            yield PICTURES_FITTED.at(Place(file=file, page=ladder.held.page), Message(zh=zh, en=en))
