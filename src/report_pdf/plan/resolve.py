"""What was written becomes what is to be made: defaults filled in, folders of photographs spread, places attached."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from report_pdf.findings import Finding, Message, Place
from report_pdf.model.packets import PacketRule, PacketsPlan
from report_pdf.model.plan import (
    ArchivePlan,
    ArticlePlan,
    CoverPlan,
    EditionPlans,
    EmailPlan,
    Focus,
    IssueIdentity,
    IssuePlan,
    LintPlan,
    PaperPlan,
    PhotoPlan,
    PressPlan,
    SourceFile,
    StitchChoices,
    SupplementPlan,
)
from report_pdf.model.stamps import StampSpec
from report_pdf.plan.desk_lists import PeopleList, WordList
from report_pdf.plan.files import Found
from report_pdf.plan.papers import read_paper
from report_pdf.plan.paths import Jail
from report_pdf.plan.photo_folders import FolderPhotos, photos_of
from report_pdf.plan.rules import rule
from report_pdf.plan.schema import (
    ArticleYaml,
    CoverYaml,
    EditionsYaml,
    IdentityYaml,
    IssueYaml,
    LintYaml,
    PacketsYaml,
    PaperYaml,
    PhotoYaml,
    SupplementYaml,
)
from report_pdf.plan.values import is_safe_name

__all__ = ["resolve", "safe_id", "title_of"]

Places = Mapping[str, Place]


def resolve(
    written: IssueYaml, *, file: Path, places: Places, jail: Jail, findings: tuple[Finding, ...]
) -> IssuePlan:
    """The plan; a list of photographs that is wrong is among its findings."""
    cover = _cover(written.cover, places)
    spread = [
        [
            _spread(photo, f"articles[{at}].photos[{number}]", places, cover, jail)
            for number, photo in enumerate(one.photos)
        ]
        for at, one in enumerate(written.articles)
    ]
    findings = (*findings, *(found for article in spread for one in article for found in one.findings))
    plan = IssuePlan(
        root=jail.root.resolve(),
        file=SourceFile(name=file.name, path=file.resolve(), place=Place(file=file.name, line=1, column=1)),
        issue=_identity(written.issue, default_id=safe_id(file.parent.resolve().name)),
        articles=tuple(
            _article(article, f"articles[{at}]", places, spread[at])
            for at, article in enumerate(written.articles)
        ),
        language=written.language,
        layout=written.layout,
        cover=cover,
        supplements=tuple(
            _supplement(supplement, f"supplements[{at}]", places)
            for at, supplement in enumerate(written.supplements)
        ),
        editions=_editions(written.editions),
        lint=_lint(written.lint),
        packets=_packets(written.packets, places),
        places=MappingProxyType(dict(places)),
    )
    return replace(plan, findings=(*findings, *_respelled(plan, jail)))


def safe_id(name: str) -> str:
    """A folder's or manuscript's name as the issue's id."""
    safe = re.sub(r"[^\w.\-]+", "-", unicodedata.normalize("NFC", name)).strip("-._")
    while len(safe.encode()) > 100:
        safe = safe[:-1]
    return safe if is_safe_name(safe) else "issue"


def title_of(file: Path) -> str:
    """A supplement without a title is called like its file."""
    return file.stem.replace("_", " ").strip() or file.name


def _lint(written: LintYaml) -> LintPlan:
    people = tuple(row for item in written.names if isinstance(item, PeopleList) for row in item.rows)
    return LintPlan(
        words=tuple(word for word in written.words if isinstance(word, str)),
        names=(*(name for name in written.names if isinstance(name, str)), *(row.name for row in people)),
        disable=written.disable,
        house_words=tuple(row for item in written.words if isinstance(item, WordList) for row in item.rows),
        people=people,
    )


def _packets(written: PacketsYaml, places: Places) -> PacketsPlan:
    rules = tuple(
        PacketRule(when=rule.when, take=rule.take, place=places.get(f"packets.rules[{at}]"))
        for at, rule in enumerate(written.rules)
    )
    return PacketsPlan(sender=written.sender, greeting=written.greeting, rules=rules)


def _identity(written: IdentityYaml, *, default_id: str) -> IssueIdentity:
    return IssueIdentity(
        id=written.id or default_id,
        name=written.name,
        number=written.number,
        date=written.date,
        publisher=written.publisher,
        issn=written.issn or "",
        cn=written.cn,
        colophon=written.colophon,
        url=written.url or "",
    )


def _source(found: Found, path: str, places: Places) -> SourceFile:
    return SourceFile(name=found.name, path=found.path, place=places[path])


def _photo(written: PhotoYaml, path: str, places: Places) -> PhotoPlan:
    return PhotoPlan(
        source=_source(written.file, f"{path}.file", places),
        caption=written.caption,
        credit=written.credit,
        alt=written.alt,
        focus=written.focus or Focus(),
    )


def _cover(written: CoverYaml, places: Places) -> CoverPlan:
    photo = _photo(written.photo, "cover.photo", places) if written.photo else None
    return CoverPlan(photo=photo, lines=written.lines, title=written.title)


def _article(written: ArticleYaml, path: str, places: Places, spread: Sequence[FolderPhotos]) -> ArticlePlan:
    return ArticlePlan(
        manuscript=_source(written.manuscript, f"{path}.manuscript", places),
        photos=tuple(photo for one in spread for photo in one.photos),
        unread=tuple(name for one in spread for name in one.unread),
        kicker=written.kicker,
        title=written.title,
        dek=written.dek,
        byline=written.byline,
    )


def _spread(written: PhotoYaml, path: str, places: Places, cover: CoverPlan, jail: Jail) -> FolderPhotos:
    """One photograph, or a folder's; the cover's is not shown again."""
    plan = _photo(written, path, places)
    if not plan.source.path.is_dir():
        return FolderPhotos(photos=(plan,))
    return photos_of(plan.source, known=jail.named, shown=cover.photo.source.path if cover.photo else None)


def _supplement(written: SupplementYaml, path: str, places: Places) -> SupplementPlan:
    return SupplementPlan(
        source=_source(written.file, f"{path}.file", places),
        title=written.title or title_of(Path(written.file.name)),
        pages=written.pages,
        start=written.start,
        place=written.place,
        editions=frozenset(written.editions),
        password_env=written.password_env,
        divider=written.divider,
        number=written.number or "",
        stamp=StampSpec(place=written.stamp, colour=written.stamp_colour) if written.stamp else None,
        choices=StitchChoices(
            rotate=written.rotate, changed=written.changed, fields=written.fields, original=written.original
        ),
    )


def _editions(written: EditionsYaml) -> EditionPlans:
    press = written.print
    return EditionPlans(
        press=PressPlan(
            standard=press.standard,
            profile=press.profile,
            bleed_mm=press.bleed,
            marks=tuple(dict.fromkeys(press.marks)),
            binding=press.binding,
            min_ppi=press.min_ppi,
            ink_limit=press.ink_limit,
            intent=press.intent,
            spots=press.spots,
            supplement_fonts=press.supplement_fonts,
            missing_bleed=press.missing_bleed,
            paper=_paper(press.paper),
            cover_paper=_paper(press.cover_paper),
            spine_mm=press.spine,
        ),
        archive=ArchivePlan(
            standard=written.archive.standard,
            originals=written.archive.originals,
            supplements=written.archive.supplements,
            rights=written.archive.rights,
            bag=written.archive.bag,
            retention=written.archive.retention,
            secrecy=written.archive.secrecy,
        ),
        email=EmailPlan(
            max_size=written.email.max_size, dpi=written.email.dpi, too_large=written.email.too_large
        ),
    )


def _paper(written: PaperYaml | None) -> PaperPlan | None:
    if written is None:
        return None
    if written.caliper is not None:
        return PaperPlan(name=written.stock or "", caliper_mm=written.caliper)
    return read_paper(written.stock or "")


def _respelled(plan: IssuePlan, jail: Jail) -> Iterator[Finding]:
    photos = [photo.source for article in plan.articles for photo in article.photos]
    cover = [plan.cover.photo.source] if plan.cover.photo else []
    manuscripts = [article.manuscript for article in plan.articles]
    for source in [*cover, *manuscripts, *photos, *(supplement.source for supplement in plan.supplements)]:
        if on_disk := jail.respelled.get(source.name):
            yield rule("file-spelling").at(
                source.place,
                Message(
                    zh=f"“{source.name}”在磁盘上叫“{on_disk}”，大小写不同。",
                    en=f"“{source.name}” is called “{on_disk}” on the disk.",
                ),
                hint=Message(zh=f"请写成“{on_disk}”。", en=f"Write “{on_disk}”."),
            )
