"""The archive edition's close: PDF/A and PDF/UA in one file, with what it was made from inside. Proved elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.editions.imprint import imprint
from report_pdf.editions.page_pictures import page_pictures
from report_pdf.editions.rules import SUPPLEMENT_REFUSED
from report_pdf.editions.ways import Landed, next_ways
from report_pdf.errors import RenderError, UsageError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.archive import Enclosed, Entry, Original, Way
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.issue import Issue, Supplement
from report_pdf.model.media_types import media_type_of
from report_pdf.model.pages import Packet
from report_pdf.pdf import STANDARDS, ArchiveFacts, ArchiveStandard, Attachment, SupplementPages, archive_pass

__all__ = ["ArchiveJob", "close_archive", "next_job", "standard_of"]

_LIMITS = ChildLimits(wall_seconds=600, memory_bytes=4 * 2**30)
_RELATIONSHIPS = {Way.PICTURES: "Source", Way.ATTACHED: "Supplement"}
"""What an original is to the pages that stand for it (ISO 32000-2, table 43)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveJob:
    """What the archive edition is closed with.

    Attributes:
        enclosed: Originals, and each supplement's way.
        landed: Where its supplements stand.
        choice: What the ticket says of supplements.
        keeps_files: Whether the standard takes originals inside.
    """

    enclosed: Enclosed
    landed: tuple[Landed, ...]
    choice: str = "auto"
    keeps_files: bool = True


def next_job(job: ArchiveJob, report: PreflightReport) -> ArchiveJob | None:
    """What to try when the claims of an edition are denied; None where nothing is left."""
    entries = next_ways(
        report.entries,
        job.landed,
        report.verdicts,
        choice=job.choice,
        keeps_files=job.keeps_files,
    )
    return replace(job, enclosed=replace(job.enclosed, entries=entries)) if entries is not None else None


def standard_of(name: str) -> ArchiveStandard:
    """The standard by its name in issue.yaml.

    Raises:
        UsageError: There is none of this name.
    """
    if name not in STANDARDS:
        known = ", ".join(STANDARDS)
        raise UsageError(
            Message(zh=f"没有“{name}”这种存档标准。", en=f"there is no archive standard “{name}”."),
            hint=Message(zh=f"可以写：{known}。", en=f"Known: {known}."),
        )
    return STANDARDS[name]


def close_archive(packet: Packet, issue: Issue, spec: EditionSpec, job: ArchiveJob) -> Edition:
    """The finished bytes of the edition; what they claim (``flavours``) is still to be validated."""
    name = f"{spec.name.value}.pdf"
    facts = _facts(issue, spec, job, file=name)
    try:
        # Supplements are foreign content: what they unpack to may be more than the build can bear.
        archived = run(_LIMITS, archive_pass, packet.pdf, facts)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise RenderError(
            Message(
                zh="存档收尾时内存或时间耗尽。",
                en="closing the archive edition took too much memory or time.",
            ),
            place=Place(file=name),
            hint=Message(
                zh="请逐个去掉附件再试，找出过大的那一个。",
                en="Leave the supplements out one by one to find the one that is too heavy.",
            ),
        ) from error
    entries = tuple(_as_it_went(entry, archived.merged) for entry in job.enclosed.entries)
    return Edition(
        name=spec.name,
        data=archived.pdf,
        pages=packet.pages,
        findings=(*archived.findings, *_refused(entries, issue)),
        flavours=archived.flavours,
        entries=entries,
    )


def _as_it_went(entry: Entry, merged: Sequence[str]) -> Entry:
    """A supplement whose own tags do not hold all its text went in as figures."""
    if entry.way is not Way.MERGED or entry.key in merged:
        return entry
    why = Message(
        zh=f"{entry.why.zh}没有能用的结构标签，每页作一幅图。",
        en=f"{entry.why.en} It has no tags that hold all its text: each page is a figure.",
    )
    return replace(entry, way=Way.FIGURES, why=why)


def _refused(entries: Sequence[Entry], issue: Issue) -> Iterator[Finding]:
    places = {supplement.key: supplement.place for supplement in issue.supplements}
    for entry in entries:
        if entry.way is Way.REFUSED:
            yield SUPPLEMENT_REFUSED.at(
                places.get(entry.key),
                Message(zh=f"附件《{entry.title}》：{entry.why.zh}", en=f"“{entry.title}”: {entry.why.en}"),
                hint=Message(
                    zh="换一份合标准的 PDF，或把存档版的 supplements 改成 auto。",
                    en="Get a PDF that conforms, or write supplements: auto for the archive.",
                ),
            )


def _facts(issue: Issue, spec: EditionSpec, job: ArchiveJob, *, file: str) -> ArchiveFacts:
    identity = issue.identity
    closing = imprint(issue)
    if identity.issn:
        closing = replace(closing, identifier=f"urn:ISSN:{identity.issn}")
    return ArchiveFacts(
        closing=closing,
        standard=standard_of(spec.standard),
        keywords=tuple(dict.fromkeys(filter(None, (article.kicker for article in issue.articles)))),
        rights=spec.archive.rights if spec.archive else "",
        issn=identity.issn,
        supplements=tuple(_supplements(issue, job)),
        attachments=tuple(_attachments(job.enclosed)),
        file=file,
    )


def _supplements(issue: Issue, job: ArchiveJob) -> Iterator[SupplementPages]:
    where = {one.key: one for one in job.landed}
    supplements = {supplement.key: supplement for supplement in issue.supplements}
    for entry in job.enclosed.entries:
        if entry.key in where:
            yield _pages(entry, where[entry.key], supplements[entry.key])


def _pages(entry: Entry, where: Landed, supplement: Supplement) -> SupplementPages:
    return SupplementPages(
        key=entry.key,
        title=entry.title,
        pages=where.pages,
        indices=where.indices,
        tagged_in=supplement.path if entry.way in (Way.MERGED, Way.ATTACHED) else None,
        pictures=page_pictures(supplement, where.indices) if entry.way is Way.PICTURES else (),
    )


def _attachments(enclosed: Enclosed) -> Iterator[Attachment]:
    kept = {original.name: original for original in enclosed.originals}
    keys = {original.name: key for key, original in enclosed.received.items()}
    for entry in enclosed.entries:
        if entry.way in _RELATIONSHIPS and entry.key in enclosed.received:
            original = enclosed.received[entry.key]
            kept[original.name] = replace(original, relationship=_RELATIONSHIPS[entry.way])
    yield from (_attachment(original, keys.get(original.name, "")) for original in kept.values())


def _attachment(original: Original, supplement: str) -> Attachment:
    return Attachment(
        name=original.name,
        data=original.data,
        media_type=media_type_of(original.name),
        relationship=original.relationship,
        description=original.words,
        supplement=supplement,
    )
