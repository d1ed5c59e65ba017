"""What was written becomes what is to be made: defaults filled in, folders of photographs spread, places attached."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
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
from report_pdf.plan.desk_lists import PeopleList, WordList
from report_pdf.plan.files import Found
from report_pdf.plan.papers import read_paper
from report_pdf.plan.paths import Jail, pictures_in
from report_pdf.plan.photos_csv import listed
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

__all__ = ["photos_of", "resolve", "safe_id", "title_of"]

Places = Mapping[str, Place]


def resolve(
    written: IssueYaml, *, file: Path, places: Places, jail: Jail, findings: tuple[Finding, ...]
) -> IssuePlan:
    """The plan; a list of photographs that is wrong is among its findings."""
    findings = (*findings, *_list_findings(written, places))
    cover = _cover(written.cover, places)
    plan = IssuePlan(
        root=jail.root.resolve(),
        file=SourceFile(name=file.name, path=file.resolve(), place=Place(file=file.name, line=1, column=1)),
        issue=_identity(written.issue, default_id=safe_id(file.parent.resolve().name)),
        articles=tuple(
            _article(article, f"articles[{at}]", places, cover) for at, article in enumerate(written.articles)
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
        disable=frozenset(written.disable),
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


def _article(written: ArticleYaml, path: str, places: Places, cover: CoverPlan) -> ArticlePlan:
    photos: list[PhotoPlan] = []
    for at, photo in enumerate(written.photos):
        plan = _photo(photo, f"{path}.photos[{at}]", places)
        photos += photos_of(plan.source, cover.photo)[0] if plan.source.path.is_dir() else [plan]
    return ArticlePlan(
        manuscript=_source(written.manuscript, f"{path}.manuscript", places),
        photos=tuple(photos),
        kicker=written.kicker,
        title=written.title,
        dek=written.dek,
        byline=written.byline,
    )


def photos_of(
    folder: SourceFile, cover: PhotoPlan | None
) -> tuple[tuple[PhotoPlan, ...], tuple[Finding, ...]]:
    """The folder's photographs: as its list has them, else all in natural order; the cover's is not shown again."""
    if (own := listed(folder.path, name=folder.name)) is not None:
        return own.photos, own.findings
    photos = tuple(
        PhotoPlan(
            source=SourceFile(
                name=f"{folder.name.rstrip('/')}/{picture.name}", path=picture, place=folder.place
            ),
            listed=False,
        )
        for picture in pictures_in(folder.path)
        if cover is None or picture != cover.source.path
    )
    return photos, ()


def _list_findings(written: IssueYaml, places: Places) -> Iterator[Finding]:
    for at, article in enumerate(written.articles):
        for number, photo in enumerate(article.photos):
            source = _source(photo.file, f"articles[{at}].photos[{number}].file", places)
            if source.path.is_dir():
                yield from photos_of(source, None)[1]


def _supplement(written: SupplementYaml, path: str, places: Places) -> SupplementPlan:
    return SupplementPlan(
        source=_source(written.file, f"{path}.file", places),
        title=written.title or title_of(Path(written.file.name)),
        pages=written.pages,
        start=written.start,
        place=written.place,
        editions=frozenset(written.editions),
        password_env=written.password_env,
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
