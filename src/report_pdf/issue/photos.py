"""Captions of a manuscript are matched with the photographs that have none; what is not certain is said, never guessed.

Explicit words hold: a caption in issue.yaml or photos.csv, the order in which somebody listed the photographs. Of a
mere folder every pair is weighed, the best pairing taken, and each pair judged by how much better it is than others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from report_pdf.findings import Message
from report_pdf.issue.photos_assign import assign
from report_pdf.issue.photos_evidence import Evidence, Photo, evidence, in_sequence, likeness
from report_pdf.model.manuscript import Block, Caption, Figure, PictureSlot
from report_pdf.model.plan import PhotoPlan
from report_pdf.pictures import PhotoFacts

__all__ = ["PhotoMatch", "match_captions"]

_CERTAIN = 0.7
_MARGIN = 0.15
"""A certain match is this much better than every other of its photograph and its caption."""
_CONTRADICTS = -0.5
_SAME_WORDS = 0.6
_EXPLICIT = Message(zh="已写明", en="given")
_LISTED = Evidence(weight=0.97, reason=Message(zh="清单的次序", en="the order of the list"))
_NUMBERED = Evidence(weight=0.9, reason=Message(zh="文件编号的次序", en="the order of the files' numbers"))
_ALONE = Evidence(weight=0.9, reason=Message(zh="只有一图一说", en="one picture, one caption"))
_SO_MANY = Evidence(weight=0.5, reason=Message(zh="张数相同，按次序", en="as many, by their order"))
_ORDER = Evidence(weight=0.25, reason=Message(zh="次序", en="by their order"))
_LAST = Evidence(weight=0.72, reason=Message(zh="其余都已配好，只剩这一对", en="all others are matched"))
_POINTED = Evidence(weight=0.98, reason=Message(zh="箭头指着它", en="an arrow points to it"))
_BELOW = Evidence(weight=0.95, reason=Message(zh="紧接在图后", en="right below it"))
_ABOVE = Evidence(weight=0.75, reason=Message(zh="紧接在图前", en="right above it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMatch:
    """A photograph with its caption, or none.

    Attributes:
        photo: The plan's.
        facts: What its file says.
        caption: The manuscript's block; None: it has none there.
        score: How likely they belong together, 0 to 1; of a caption given 1.
        certain: Nobody need look at it.
        reasons: What speaks for it; ``against``: what speaks against it.
        rival: The caption that fits nearly as well, or better but for another photograph.
    """

    photo: PhotoPlan
    facts: PhotoFacts
    caption: Caption | None = None
    score: float = 0.0
    certain: bool = True
    reasons: tuple[Message, ...] = ()
    against: tuple[Message, ...] = ()
    rival: Caption | None = None


def match_captions(
    photos: Sequence[PhotoPlan], blocks: Sequence[Block], facts: Sequence[PhotoFacts]
) -> tuple[PhotoMatch, ...]:
    """One match for each photograph, in order.

    Args:
        photos: An article's.
        blocks: Its manuscript's.
        facts: One for each photograph.
    """
    places = {block.place: at for at, block in enumerate(blocks) if isinstance(block, Figure)}
    whole = [
        Photo(plan=plan, facts=fact, block=places.get(plan.named_at) if plan.named_at else None)
        for plan, fact in zip(photos, facts, strict=True)
    ]
    captions = [block for block in blocks if isinstance(block, Caption)]
    made: dict[int, PhotoMatch] = {}
    for at, photo in enumerate(whole):
        if photo.plan.caption:
            given = _given(photo, captions)
            captions = [one for one in captions if one is not given]
            made[at] = PhotoMatch(
                photo=photo.plan,
                facts=photo.facts,
                caption=given,
                score=1.0,
                reasons=(_EXPLICIT,),
                against=_against(photo),
            )
    open_at = [at for at in range(len(whole)) if at not in made]
    found = _weighed([whole[at] for at in open_at], captions, blocks)
    made |= dict(zip(open_at, found, strict=True))
    return tuple(made[at] for at in range(len(whole)))


def _given(photo: Photo, captions: Sequence[Caption]) -> Caption | None:
    """The manuscript's caption that says what is given, in the same or nearly the same words."""
    said = photo.plan.caption or ""
    alike = [(likeness(said, caption.text), -at) for at, caption in enumerate(captions)]
    best, at = max(alike, default=(0.0, 0))
    return captions[-at] if best >= _SAME_WORDS else None


def _against(photo: Photo) -> tuple[Message, ...]:
    """What the photograph says against a caption that is given."""
    said = Caption(text=photo.plan.caption or "", place=photo.plan.source.place, source="")
    return tuple(one.reason for one in evidence(photo, said) if one.weight <= _CONTRADICTS)


def _weighed(
    photos: Sequence[Photo], captions: Sequence[Caption], blocks: Sequence[Block]
) -> list[PhotoMatch]:
    """First what photographs and captions say themselves, then by their order what is left."""
    found = [[tuple(evidence(photo, caption)) for caption in captions] for photo in photos]
    beside = _beside(photos, captions, blocks)
    for (at, number), own in {**beside, **_in_order(photos, captions, beside)}.items():
        found[at][number] += (own,)
    pairs = assign(_scores(found))
    for (at, number), own in _left_over(photos, captions, pairs).items():
        found[at][number] += (own,)
        pairs[at] = number
    scores = _scores(found)
    made = [_match(photo, at, pairs.get(at), captions, found, scores) for at, photo in enumerate(photos)]
    if all(match.certain for match in made):
        return made
    # The last pair is as certain as all the others.
    return [replace(one, certain=one.certain and _LAST.reason not in one.reasons) for one in made]


def _scores(found: Sequence[Sequence[tuple[Evidence, ...]]]) -> list[list[float]]:
    return [[_score(one) for one in row] for row in found]


def _in_order(
    photos: Sequence[Photo], captions: Sequence[Caption], beside: Mapping[tuple[int, int], Evidence]
) -> dict[tuple[int, int], Evidence]:
    """The first with the first, and so on, where somebody has put them in order."""
    placed, spoken_for = {at for at, _ in beside}, {number for _, number in beside}
    photos_left = [at for at in range(len(photos)) if at not in placed]
    captions_left = [number for number in range(len(captions)) if number not in spoken_for]
    order = _order([photos[at] for at in photos_left], len(captions_left))
    return dict.fromkeys(zip(photos_left, captions_left, strict=False), order) if order is not None else {}


def _order(photos: Sequence[Photo], captions: int) -> Evidence | None:
    if all(photo.plan.listed for photo in photos):
        return _LISTED
    if len(photos) == captions == 1:
        return _ALONE
    return _NUMBERED if len(photos) == captions and in_sequence(photos) else None


def _left_over(
    photos: Sequence[Photo], captions: Sequence[Caption], pairs: Mapping[int, int]
) -> dict[tuple[int, int], Evidence]:
    """What nothing else speaks for: in order. It is a guess, unless only one of each is left."""
    photos_left = [at for at in range(len(photos)) if at not in pairs]
    captions_left = [number for number in range(len(captions)) if number not in pairs.values()]
    if len(photos_left) == len(captions_left) == 1:
        order = _LAST
    else:
        order = _SO_MANY if len(photos_left) == len(captions_left) else _ORDER
    return dict.fromkeys(zip(photos_left, captions_left, strict=False), order)


def _beside(
    photos: Sequence[Photo], captions: Sequence[Caption], blocks: Sequence[Block]
) -> dict[tuple[int, int], Evidence]:
    """Of photographs that the manuscript names: the captions right before and behind them."""
    shown = [at for at, block in enumerate(blocks) if not isinstance(block, PictureSlot)]
    order = {at: n for n, at in enumerate(shown)}
    numbers = {id(caption): n for n, caption in enumerate(captions)}
    found: dict[tuple[int, int], Evidence] = {}
    for number, photo in enumerate(photos):
        if photo.block is None:
            continue
        here = order[photo.block]
        for step, place in ((1, _BELOW), (-1, _ABOVE)):
            at = here + step
            block = blocks[shown[at]] if 0 <= at < len(shown) else None
            if block is not None and id(block) in numbers:
                pointed = _points(block, up=step == 1)
                found[number, numbers[id(block)]] = _POINTED if pointed else place
    return found


def _points(caption: Block, *, up: bool) -> bool:
    sign = caption.source.strip()[:1]
    return sign in ("↑▲△⬆" if up else "↓▼▽⬇") and sign != ""


def _score(found: Sequence[Evidence]) -> float:
    """What speaks for it adds up as independent chances do; what speaks against it weakens the whole."""
    doubt, against = 1.0, 1.0
    for one in found:
        if one.weight >= 0:
            doubt *= 1 - one.weight
        else:
            against *= 1 + one.weight
    return (1 - doubt) * against


def _match(
    photo: Photo,
    at: int,
    number: int | None,
    captions: Sequence[Caption],
    found: Sequence[Sequence[tuple[Evidence, ...]]],
    scores: Sequence[Sequence[float]],
) -> PhotoMatch:
    if number is None:
        return PhotoMatch(photo=photo.plan, facts=photo.facts)
    score = scores[at][number]
    rivals = [(scores[at][n], n) for n in range(len(captions)) if n != number]
    others = [scores[other][number] for other in range(len(scores)) if other != at]
    best, rival = max(rivals, default=(0.0, -1))
    margin = score - max(best, *others, 0.0)
    listed = _LISTED in found[at][number]
    certain = listed or (score >= _CERTAIN and margin >= _MARGIN)
    return PhotoMatch(
        photo=photo.plan,
        facts=photo.facts,
        caption=captions[number],
        score=round(score, 2),
        certain=certain,
        reasons=tuple(one.reason for one in found[at][number] if one.weight > 0),
        against=tuple(one.reason for one in found[at][number] if one.weight <= _CONTRADICTS),
        rival=captions[rival] if rival >= 0 and score - best < _MARGIN else None,
    )
