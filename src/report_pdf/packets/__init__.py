"""Personal packets: common pages once for each choice of supplements, then every packet on whatever machine is free.

The seam is ``concurrent.futures.Executor``: a pool of processes, or a cluster's. What a packet is made of gives it a
key; one that is there with the same key and whole bytes is not made again, so a lost worker, or a stopped run, costs no
more than the packets it was at.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.child import scratch
from report_pdf.copyedit import copyedit_issue
from report_pdf.delivery import (
    PACKET_LEFT,
    PacketRecord,
    cover_picture,
    keep_common,
    left_over,
    record_of,
    write_ledger,
)
from report_pdf.editions import ROOMS, PacketPages, PacketWords, packet_template, room_for, spec_of
from report_pdf.findings import Finding, Message, Place
from report_pdf.fonts import check_coverage
from report_pdf.issue import gather, set_texts, with_named_photos
from report_pdf.model.issue import Issue
from report_pdf.model.packets import Recipient, RecipientList
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.packets.addressing import Addressed, addressed_of
from report_pdf.packets.working import Batch, Common, OpenExecutor, Order, work_through
from report_pdf.pipeline import Step, World, lean_packet, read_manuscripts

__all__ = ["Packets", "make_packets"]

_AT_A_TIME = 8
_ROOM_BYTES = 12_000
"""What a packet's own words take, kept free below a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packets:
    """What was made: every record in the list's order, how many of them were there already, and all findings."""

    records: tuple[PacketRecord, ...]
    kept: int
    findings: tuple[Finding, ...]


def make_packets(
    plan: IssuePlan,
    listed: RecipientList,
    folder: Path,
    world: World,
    *,
    executor: OpenExecutor,
    sender: str = "",
) -> Packets:
    """Every packet of the list, in ``folder``.

    Args:
        plan: The issue.
        listed: Who gets one, with all mistakes of the list.
        folder: Where packets land; workers on other machines must see the same one.
        world: What the build may use.
        executor: Opens a pool; opened again where it broke.
        sender: Who the letters are from, ``name <address>``; empty: as the plan says.

    Raises:
        InputError: With every mistake of the list, before anything is made.
        DeliveryError: The folder cannot be written, or workers were lost again and again.
    """
    addressed, said = addressed_of(listed, sender or plan.packets.sender, plan)
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    with scratch() as private:
        issue, found = _gathered(plan, Path(private), world)
        batches, kept, more = _ordered(plan, issue, addressed, folder, world)
    made = {record.number: record for record in kept}
    total = len(addressed.people)
    for record in work_through(batches, executor):
        made[record.number] = record
        name = Message(zh=f"资料包 {len(made)}/{total}", en=f"packets {len(made)}/{total}")
        world.say(Step(number=len(made), count=total, name=name))
    records = tuple(made[person.number] for person in addressed.people)
    write_ledger(folder, issue.identity.id, records)
    return Packets(records=records, kept=len(kept), findings=(*said, *found, *more, *_left(folder, records)))


def _gathered(plan: IssuePlan, private: Path, world: World) -> tuple[Issue, tuple[Finding, ...]]:
    world.say(
        Step(
            number=1, count=4, name=Message(zh="读稿、照片、附件", en="manuscripts, photographs, supplements")
        )
    )
    manuscripts = copyedit_issue(read_manuscripts(plan), plan.lint)
    plan = with_named_photos(plan, manuscripts, work=world.work)
    issue = gather(plan, manuscripts, work=world.work, private=private, passwords=world.passwords)
    drawn = check_coverage(set_texts(plan, issue, manuscripts))
    read = (finding for manuscript in manuscripts for finding in manuscript.findings)
    return issue, (*plan.findings, *read, *issue.findings, *drawn)


def _ordered(
    plan: IssuePlan, issue: Issue, addressed: Addressed, folder: Path, world: World
) -> tuple[list[Batch], list[PacketRecord], tuple[Finding, ...]]:
    """What is still to be made, what is there already; the common pages are made on the way."""
    batches: list[Batch] = []
    kept: list[PacketRecord] = []
    findings: dict[Finding, None] = {}
    choices = list(dict.fromkeys(person.supplements for person in addressed.people))
    for at, choice in enumerate(choices, 1):
        name = Message(zh=f"共同的页 {at}/{len(choices)}", en=f"common pages {at}/{len(choices)}")
        world.say(Step(number=2, count=4, name=name))
        chosen = _with_supplements(issue, choice)
        spec = replace(spec_of(EditionName.EMAIL, plan.editions), personal=True)
        if spec.max_size is not None:
            spec = replace(spec, max_size=spec.max_size - _ROOM_BYTES)
        pages, found = lean_packet(plan, chosen, spec, world)
        findings.update(dict.fromkeys(found))
        people = [person for person in addressed.people if person.supplements == choice]
        for common, orders in _rooms(pages, chosen, people, addressed, folder):
            there = [(order, record_of(folder, order.words.number, order.key)) for order in orders]
            kept += [record for _, record in there if record is not None]
            left = [order for order, record in there if record is None]
            batches += [
                Batch(common=common, folder=folder, orders=tuple(left[start : start + _AT_A_TIME]))
                for start in range(0, len(left), _AT_A_TIME)
            ]
    return batches, kept, tuple(findings)


def _with_supplements(issue: Issue, keys: Sequence[str]) -> Issue:
    by_key = {supplement.key: supplement for supplement in issue.supplements}
    return replace(issue, supplements=tuple(by_key[key] for key in keys))


def _rooms(
    pages: PacketPages, issue: Issue, people: Sequence[Recipient], addressed: Addressed, folder: Path
) -> Iterator[tuple[Path, list[Order]]]:
    """A template for each amount of room that somebody's words need."""
    cover = cover_picture(pages.pdf)
    needed: dict[str, list[Recipient]] = {}
    for person in people:
        needed.setdefault(room_for(_words(person), issue), []).append(person)
    for room, theirs in needed.items():
        common = Common(
            template=packet_template(pages, issue, ROOMS[room]),
            slot=pages.slot,
            issue=issue,
            pages=pages.pages,
            cover=cover,
            sender=addressed.sender,
        )
        data = pickle.dumps(replace(common, issue=_portable(issue)))
        digest = hashlib.sha256(
            common.template.data + repr((common.sender, __version__)).encode()
        ).hexdigest()
        path = keep_common(folder, f"common-{digest[:16]}", data)
        yield path, [_order(person, addressed, digest) for person in theirs]


def _portable(issue: Issue) -> Issue:
    """What letters and metadata say of it; pictures and text stay where they are."""
    articles = tuple(replace(article, blocks=(), pictures=()) for article in issue.articles)
    return replace(issue, articles=articles, cover=replace(issue.cover, picture=None), findings=())


def _words(person: Recipient) -> PacketWords:
    return PacketWords(number=person.number, name=person.name, title=person.title)


def _order(person: Recipient, addressed: Addressed, digest: str) -> Order:
    order = Order(
        words=_words(person),
        key="",
        to=addressed.mailboxes.get(person.number),
        greeting=person.greeting or _dear(person),
        language=person.language,
    )
    return replace(order, key=hashlib.sha256(f"{digest} {order!r}".encode()).hexdigest())


def _dear(person: Recipient) -> str:
    """An English letter without a greeting of its own names whom it is for; a Chinese one begins as the template does."""
    return f"Dear {person.name}," if person.language.startswith("en") else ""


def _left(folder: Path, records: Sequence[PacketRecord]) -> Iterator[Finding]:
    left = left_over(folder, records)
    if left:
        shown = "、".join(left[:5])
        yield PACKET_LEFT.at(
            Place(file=str(folder)),
            Message(
                zh=f"{len(left)} 个文件不在名单上：{shown}",
                en=f"{len(left)} files are of nobody on the list: {shown}",
            ),
        )
