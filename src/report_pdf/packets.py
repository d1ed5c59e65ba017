"""Personal packets: common pages once for each choice of supplements, then every packet on whatever machine is free.

The seam is ``concurrent.futures.Executor``: a pool of processes, or a cluster's. What a packet is made of gives it a
key; one that is there with the same key and whole bytes is not made again, so a lost worker, or a stopped run, costs no
more than the packets it was at.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.child import scratch
from report_pdf.copyedit import copyedit_issue
from report_pdf.delivery import (
    PACKET_LEFT,
    PACKET_WITHOUT_LETTER,
    PacketRecord,
    cover_picture,
    enclose,
    keep_common,
    land,
    left_over,
    mailbox,
    message,
    parse_mailbox,
    record_of,
    write_ledger,
)
from report_pdf.editions import (
    ROOMS,
    PacketPages,
    PacketWords,
    packet_pdf,
    packet_template,
    room_for,
    spec_of,
)
from report_pdf.errors import DeliveryError, InputError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.fonts import NO_GLYPH, check_coverage, without_glyph
from report_pdf.issue import gather, set_texts, with_named_photos
from report_pdf.layout import lay_letter
from report_pdf.model.issue import Issue
from report_pdf.model.mail import CoverPicture, Mailbox
from report_pdf.model.packets import Recipient, RecipientList
from report_pdf.model.pages import PacketSlot
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.pdf import Template
from report_pdf.pipeline import Step, World, lean_packet, read_manuscripts
from report_pdf.resources import layouts_folder

__all__ = ["Batch", "Order", "Packets", "make_packets", "work_through"]

_AT_A_TIME = 8
_RESTARTS = 5
_LOSSES = frozenset({"KilledWorker", "CommClosedError", "FutureCancelledError"})
_ROOM_BYTES = 12_000
"""What a packet's own words take, kept free below a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One packet: whose, and how the letter to them begins; ``to`` None: there is no letter."""

    words: PacketWords
    key: str
    to: Mailbox | None = None
    greeting: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some packets of one template: what a worker is handed. ``common``: the file with what they share."""

    common: Path
    folder: Path
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packets:
    """What was made: every record in the list's order, how many of them were there already, and all findings."""

    records: tuple[PacketRecord, ...]
    kept: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What packets of one choice and room share."""

    template: Template
    slot: PacketSlot
    issue: Issue
    pages: int
    cover: CoverPicture
    sender: Mailbox | None


OpenExecutor = Callable[[], AbstractContextManager[Executor]]


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
    addressed, said = _addressed(listed, sender or plan.packets.sender, plan)
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


@dataclass(frozen=True, slots=True)
class _Addressed:
    """Everybody with a checked address, or none; and who writes."""

    people: tuple[Recipient, ...]
    mailboxes: Mapping[str, Mailbox]
    sender: Mailbox | None


def _addressed(listed: RecipientList, sender: str, plan: IssuePlan) -> tuple[_Addressed, tuple[Finding, ...]]:
    findings = list(listed.findings)
    mailboxes: dict[str, Mailbox] = {}
    for person in listed.recipients:
        if missing := without_glyph(f"{person.name}{person.title}{person.number}"):
            findings.append(
                NO_GLYPH.at(person.place, Message(zh=f"没有字形：{missing}", en=f"no glyph for {missing}"))
            )
        if sender and person.email:
            try:
                mailboxes[person.number] = _one_address(person)
            except InputError as error:
                findings += error.findings
        elif sender:
            text = Message(
                zh=f"{person.name}没有邮箱，不做信。", en=f"{person.name} has no address: no letter is made."
            )
            findings.append(PACKET_WITHOUT_LETTER.at(person.email_place, text))
    place = plan.places.get("packets.sender") or Place(file="--from")
    writer = parse_mailbox(sender, place=place) if sender else None
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise _list_error(findings, len(errors))
    return _Addressed(listed.recipients, mailboxes, writer), tuple(findings)


def _one_address(person: Recipient) -> Mailbox:
    """The cell holds an address, with or without a name; the name column's is shown."""
    if "<" in person.email:
        return parse_mailbox(person.email, place=person.email_place)
    return mailbox(person.email, name=person.name, place=person.email_place)


def _list_error(findings: Sequence[Finding], count: int) -> InputError:
    ordered = sorted(findings, key=lambda finding: _where(finding.place))
    place = next((finding.place for finding in ordered if finding.place), None)
    return InputError(
        Message(
            zh=f"名单有 {count} 处错误，一份也没有做。", en=f"{count} mistakes in the list: nothing was made."
        ),
        place=Place(file=place.file) if place else None,
        hint=Message(zh="改好上面列出的各格再来。", en="Correct the cells listed above."),
        findings=tuple(ordered),
    )


def _where(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)


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
    plan: IssuePlan, issue: Issue, addressed: _Addressed, folder: Path, world: World
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
    pages: PacketPages, issue: Issue, people: Sequence[Recipient], addressed: _Addressed, folder: Path
) -> Iterator[tuple[Path, list[Order]]]:
    """A template for each amount of room that somebody's words need."""
    cover = cover_picture(pages.pdf)
    needed: dict[str, list[Recipient]] = {}
    for person in people:
        needed.setdefault(room_for(_words(person), issue), []).append(person)
    for room, theirs in needed.items():
        common = _Common(
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


def _order(person: Recipient, addressed: _Addressed, digest: str) -> Order:
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


def work_through(batches: Iterable[Batch], executor: OpenExecutor) -> Iterator[PacketRecord]:
    """Every batch's records as they land; where a worker was lost, what it was at is given out again.

    Raises:
        DeliveryError: Workers were lost again and again.
    """
    left = list(batches)
    lost: BaseException | None = None
    for _ in range(_RESTARTS + 1):
        if not left:
            return
        with executor() as pool:
            futures = {pool.submit(make_batch, batch): batch for batch in left}
            for future in as_completed(futures):
                error = future.exception()
                if error is not None:
                    if not _is_loss(error):
                        raise error
                    lost = error
                    continue
                left.remove(futures[future])
                yield from future.result()
    raise DeliveryError(
        Message(
            zh=f"工作进程一再丢失，{len(left)} 批没有做成：{lost!r}",
            en=f"workers were lost again and again; {len(left)} batches are not made: {lost!r}",
        ),
        hint=Message(zh="再运行一次：已做好的不会重做。", en="Run it again: what is made is not made twice."),
    )


def _is_loss(error: BaseException) -> bool:
    """Whether a worker went away, rather than that its work is wrong; a cluster has names of its own for it."""
    return isinstance(error, BrokenExecutor | CancelledError) or type(error).__name__ in _LOSSES


def make_batch(batch: Batch) -> tuple[PacketRecord, ...]:
    """In a worker: each packet made, and landed at once."""
    common = _opened(batch.common)
    return tuple(_landed(order, common, batch.folder) for order in batch.orders)


@functools.lru_cache(maxsize=4)
def _opened(path: Path) -> _Common:
    common = pickle.loads(path.read_bytes())  # noqa: S301 - this program wrote it into the desk's own folder
    assert isinstance(common, _Common)
    return common


def _landed(order: Order, common: _Common, folder: Path) -> PacketRecord:
    number = order.words.number
    pdf = packet_pdf(common.template, order.words, common.issue, common.slot)
    files = {f"{number}.pdf": pdf}
    if order.to is not None and common.sender is not None:
        packet = enclose(pdf, common.issue.identity, pages=common.pages, id=number, cover=common.cover)
        letter = lay_letter(
            common.issue, packet, layouts=layouts_folder(), greeting=order.greeting, language=order.language
        )
        files[f"{number}.eml"] = message(packet, letter, sender=common.sender, recipient=order.to)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    record = PacketRecord(
        number=number,
        name=order.words.name,
        key=order.key,
        pages=common.pages,
        size=len(pdf),
        pdf=digests[f"{number}.pdf"],
        eml=digests.get(f"{number}.eml", ""),
        to=order.to.address if order.to else "",
    )
    try:
        land(folder, record, files)
    except OSError as error:
        why = error.strerror or str(error)
        raise DeliveryError(
            Message(zh=f"写不进“{folder}”：{why}", en=f"cannot write into “{folder}”: {why}")
        ) from error
    return record


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
