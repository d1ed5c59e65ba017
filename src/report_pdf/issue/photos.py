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
from report_pdf.issue.photos_shared import Group, Slot, figures_of, is_ditto, open_groups, slots_for
from report_pdf.model.manuscript import Block, Caption, PictureSlot
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
        shares: The photograph under which the caption is printed, where one caption is meant for several.
    """

    photo: PhotoPlan
    facts: PhotoFacts
    caption: Caption | None = None
    score: float = 0.0
    certain: bool = True
    reasons: tuple[Message, ...] = ()
    against: tuple[Message, ...] = ()
    rival: Caption | None = None
    shares: PhotoPlan | None = None


def match_captions(
    photos: Sequence[PhotoPlan], blocks: Sequence[Block], facts: Sequence[PhotoFacts]
) -> tuple[PhotoMatch, ...]:
    """One match for each photograph, in order.

    Args:
        photos: An article's.
        blocks: Its manuscript's.
        facts: One for each photograph.
    """
    whole = [
        Photo(plan=plan, facts=fact, block=block)
        for plan, fact, block in zip(photos, facts, figures_of(photos, blocks), strict=True)
    ]
    captions = [block for block in blocks if isinstance(block, Caption)]
    made: dict[int, PhotoMatch] = {}
    for at, photo in enumerate(whole):
        if photo.plan.caption and not is_ditto(photo.plan.caption):
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
    dittos = [at for at, photo in enumerate(whole) if is_ditto(photo.plan.caption)]
    open_at = [at for at in range(len(whole)) if at not in made and at not in dittos]
    found = _weighed([whole[at] for at in open_at], captions, blocks)
    made |= dict(zip(open_at, found, strict=True))
    for at in dittos:
        made[at] = _ditto(whole[at], made.get(at - 1))
    return tuple(made[at] for at in range(len(whole)))


def _ditto(photo: Photo, before: PhotoMatch | None) -> PhotoMatch:
    """“同上”; under the first photograph there is nothing to share."""
    if before is None:
        return PhotoMatch(photo=photo.plan, facts=photo.facts)
    return replace(
        before,
        photo=photo.plan,
        facts=photo.facts,
        reasons=(_EXPLICIT, *(one for one in before.reasons if one != _EXPLICIT)),
        against=(),
        shares=before.shares or before.photo,
    )


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
    groups = open_groups([photo.block for photo in photos], captions, blocks)
    slots = slots_for(len(photos), captions, groups)
    found = [[tuple(evidence(photo, slot.said)) for slot in slots] for photo in photos]
    grouped = {figure for group in groups for figure in group.figures}
    beside = _beside([None if photo.block in grouped else photo.block for photo in photos], slots, blocks)
    beside |= _together(photos, slots, groups)
    for (at, number), own in {**beside, **_in_order(photos, slots, beside)}.items():
        found[at][number] += (own,)
    pairs = assign(_scores(found))
    for (at, number), own in _left_over(photos, slots, pairs).items():
        found[at][number] += (own,)
        pairs[at] = number
    scores = _scores(found)
    made = [_match(photo, at, pairs, slots, found, scores) for at, photo in enumerate(photos)]
    if not all(match.certain for match in made):
        # The last pair is as certain as all the others.
        made = [replace(one, certain=one.certain and _LAST.reason not in one.reasons) for one in made]
    return _shared(made, [slots[pairs[at]] if at in pairs else None for at in range(len(made))])


def _together(
    photos: Sequence[Photo], slots: Sequence[Slot], groups: Sequence[Group]
) -> dict[tuple[int, int], Evidence]:
    """Photographs that stand together: with the caption they share, or with one each, in order."""
    at = {photo.block: number for number, photo in enumerate(photos)}
    found: dict[tuple[int, int], Evidence] = {}
    for group in groups:
        own = {id(caption) for caption in group.captions}
        numbers = [number for number, slot in enumerate(slots) if id(slot.caption) in own]
        for figure, number in zip(group.figures, numbers, strict=False):
            found[at[figure], number] = _BELOW if group.below else _ABOVE
    return found


def _shared(made: Sequence[PhotoMatch], slots: Sequence[Slot | None]) -> list[PhotoMatch]:
    """The first photograph of a caption has it printed, the others share it."""
    first: dict[int, PhotoPlan] = {}
    order = sorted(
        range(len(made)), key=lambda at: (slot.number if (slot := slots[at]) and not slot.alike else 0, at)
    )
    for at in order:
        if (slot := slots[at]) is not None:
            first.setdefault(id(slot.caption), made[at].photo)
    return [
        replace(match, shares=first[id(slot.caption)])
        if slot is not None and first[id(slot.caption)] is not match.photo
        else match
        for match, slot in zip(made, slots, strict=True)
    ]


def _scores(found: Sequence[Sequence[tuple[Evidence, ...]]]) -> list[list[float]]:
    return [[_score(one) for one in row] for row in found]


def _in_order(
    photos: Sequence[Photo], slots: Sequence[Slot], beside: Mapping[tuple[int, int], Evidence]
) -> dict[tuple[int, int], Evidence]:
    """The first with the first, and so on, where somebody has put them in order."""
    placed, spoken_for = {at for at, _ in beside}, {number for _, number in beside}
    photos_left = [at for at in range(len(photos)) if at not in placed]
    slots_left = [number for number in range(len(slots)) if number not in spoken_for]
    order = _order([photos[at] for at in photos_left], [slots[number] for number in slots_left])
    return dict.fromkeys(zip(photos_left, slots_left, strict=False), order) if order is not None else {}


def _order(photos: Sequence[Photo], slots: Sequence[Slot]) -> Evidence | None:
    if all(photo.plan.listed for photo in photos):
        too_few = len(photos) < len(slots) and any(slot.number for slot in slots)
        # Which of the captions has fewer photographs than its words say?
        return _ORDER if too_few else _LISTED
    if len(photos) == len(slots) and _is_one(slots):
        return _ALONE
    return _NUMBERED if len(photos) == len(slots) and in_sequence(photos) else None


def _is_one(slots: Sequence[Slot]) -> bool:
    """One slot, or several that need not be told apart."""
    return len(slots) == 1 or (bool(slots) and all(slot.is_with(slots[0]) for slot in slots))


def _left_over(
    photos: Sequence[Photo], slots: Sequence[Slot], pairs: Mapping[int, int]
) -> dict[tuple[int, int], Evidence]:
    """What nothing else speaks for: in order. It is a guess, unless only one of each is left."""
    photos_left = [at for at in range(len(photos)) if at not in pairs]
    slots_left = [number for number in range(len(slots)) if number not in pairs.values()]
    if len(photos_left) == len(slots_left) and _is_one([slots[number] for number in slots_left]):
        order = _LAST
    else:
        order = _SO_MANY if len(photos_left) == len(slots_left) else _ORDER
    return dict.fromkeys(zip(photos_left, slots_left, strict=False), order)


def _beside(
    figures: Sequence[int | None], slots: Sequence[Slot], blocks: Sequence[Block]
) -> dict[tuple[int, int], Evidence]:
    """Of photographs that the manuscript names, each by its block: the captions right before and behind them."""
    shown = [at for at, block in enumerate(blocks) if not isinstance(block, PictureSlot)]
    order = {at: n for n, at in enumerate(shown)}
    numbers = {id(slot.caption): n for n, slot in reversed(list(enumerate(slots)))}
    found: dict[tuple[int, int], Evidence] = {}
    for number, figure in enumerate(figures):
        if figure is None:
            continue
        here = order[figure]
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
    pairs: Mapping[int, int],
    slots: Sequence[Slot],
    found: Sequence[Sequence[tuple[Evidence, ...]]],
    scores: Sequence[Sequence[float]],
) -> PhotoMatch:
    if (number := pairs.get(at)) is None:
        return PhotoMatch(photo=photo.plan, facts=photo.facts)
    score, own = scores[at][number], slots[number]
    rivals = [(scores[at][n], n) for n, slot in enumerate(slots) if n != number and not own.is_with(slot)]
    sharing = {other for other, taken in pairs.items() if own.is_with(slots[taken])}
    others = [scores[other][number] for other in range(len(scores)) if other not in {at, *sharing}]
    best, rival = max(rivals, default=(0.0, -1))
    margin = score - max(best, *others, 0.0)
    certain = _LISTED in found[at][number] or (score >= _CERTAIN and margin >= _MARGIN)
    return PhotoMatch(
        photo=photo.plan,
        facts=photo.facts,
        caption=own.caption,
        score=round(score, 2),
        certain=certain,
        reasons=tuple(one.reason for one in found[at][number] if one.weight > 0),
        against=tuple(one.reason for one in found[at][number] if one.weight <= _CONTRADICTS),
        rival=slots[rival].said if rival >= 0 and score - best < _MARGIN else None,
    )
