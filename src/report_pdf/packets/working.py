"""What a worker does: each packet of a batch made and landed; and how batches are given out, again where one is lost."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from report_pdf.delivery import PacketRecord, enclose, land, message
from report_pdf.editions import PacketWords, packet_pdf
from report_pdf.errors import DeliveryError
from report_pdf.findings import Message
from report_pdf.layout import lay_letter
from report_pdf.model.issue import Issue
from report_pdf.model.mail import CoverPicture, Mailbox
from report_pdf.model.pages import PacketSlot
from report_pdf.pdf import Template
from report_pdf.resources import layouts_folder

__all__ = ["Batch", "Common", "OpenExecutor", "Order", "make_batch", "work_through"]

_RESTARTS = 5
_LOSSES = frozenset({"KilledWorker", "CommClosedError", "FutureCancelledError"})

OpenExecutor = Callable[[], AbstractContextManager[Executor]]


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
class Common:
    """What packets of one choice and room share."""

    template: Template
    slot: PacketSlot
    issue: Issue
    pages: int
    cover: CoverPicture
    sender: Mailbox | None


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
def _opened(path: Path) -> Common:
    common = pickle.loads(path.read_bytes())  # noqa: S301 - this program wrote it into the desk's own folder
    assert isinstance(common, Common)
    return common


def _landed(order: Order, common: Common, folder: Path) -> PacketRecord:
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
