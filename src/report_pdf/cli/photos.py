"""``report-pdf photos ISSUE.yaml``: which caption goes with which photograph, how certain that is, and why."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from report_pdf import pipeline
from report_pdf.cli.terminal import also_speaks, exits_with_its_code, say_findings, user_language
from report_pdf.copyedit import copyedit
from report_pdf.delivery import write_files
from report_pdf.errors import UsageError
from report_pdf.findings import Message
from report_pdf.issue import (
    PhotoMatch,
    match_findings,
    match_photos,
    reasons_of,
    same_photos,
    unused_photos,
    with_named_photos,
)
from report_pdf.model.manuscript import Caption, Manuscript
from report_pdf.model.plan import IssuePlan, PhotoPlan
from report_pdf.plan import PHOTO_LISTS, ProposedRow, plan_from_manuscript, read_plan, write_list

__all__ = ["command"]

_SHOWN = 40
_DITTO = "同上"


@click.command("photos")
@click.argument("issue", type=click.Path(path_type=Path))
@click.option(
    "--photos", type=click.Path(path_type=Path), help="没有 issue.yaml 时：照片文件夹。Folder of photographs."
)
@click.option(
    "--write", is_flag=True, help="在照片文件夹里写一份 photos.csv 供核对。Write photos.csv to be checked."
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="给人看还是给程序看。For people or for programs.",
)
@exits_with_its_code
def command(*, issue: Path, photos: Path | None, write: bool, output: str) -> None:
    """哪张照片配哪条图说，有几分把握，凭什么。Which caption goes with which photograph, and why.

    不排版，不改稿件。Nothing is set, no manuscript is changed.
    """
    plan = _plan(issue, photos)
    also_speaks(plan.language)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in pipeline.read_manuscripts(plan)]
    with tempfile.TemporaryDirectory(prefix="report-pdf-") as work:
        plan = with_named_photos(plan, manuscripts, work=Path(work))
        articles = match_photos(plan, manuscripts)
    language = user_language()
    left = [_left(manuscript, matches) for manuscript, matches in zip(manuscripts, articles, strict=True)]
    if output == "json":
        click.echo(json.dumps(_as_json(plan, articles, left), ensure_ascii=False, indent=2))
    else:
        _print(plan, articles, left, language=language)
        say_findings(plan.findings, language=language)
        say_findings((f for matches in articles for f in match_findings(matches)), language=language)
        say_findings((*unused_photos(plan), *same_photos(plan)), language=language)
    if write:
        _write(articles, language=language)


def _plan(issue: Path, photos: Path | None) -> IssuePlan:
    if issue.suffix.lower() in {".yaml", ".yml"}:
        return read_plan(issue)
    return plan_from_manuscript(issue, photos=photos)


def _left(manuscript: Manuscript, matches: Sequence[PhotoMatch]) -> list[Caption]:
    """Captions that no photograph takes."""
    taken = {id(match.caption) for match in matches}
    return [block for block in manuscript.blocks if isinstance(block, Caption) and id(block) not in taken]


def _print(
    plan: IssuePlan,
    articles: Sequence[Sequence[PhotoMatch]],
    left: Sequence[Sequence[Caption]],
    *,
    language: str,
) -> None:
    zh = language.startswith("zh")
    out = Console(highlight=False, soft_wrap=True)
    heads = (
        ("照片", "尺寸", "拍摄", "图说", "得分", "依据", "")
        if zh
        else ("Photograph", "Size", "Taken", "Caption", "Score", "Why", "")
    )
    for article, matches, captions in zip(plan.articles, articles, left, strict=True):
        folder = _folder(matches)
        title = f"{article.manuscript.name} · {folder}" if folder else article.manuscript.name
        table = Table(title=title, title_justify="left", show_edge=False)
        for head in heads:
            table.add_column(head, overflow="fold")
        for match in matches:
            table.add_row(*_row(match, folder, language=language))
        for name in article.unread:
            table.add_row(
                name.removeprefix(folder), "", "", "", "", "", "不是照片" if zh else "no photograph"
            )
        for caption in captions:
            without = "没有照片" if zh else "no photograph"
            table.add_row("—", "", "", _short(caption.text), "", str(caption.place), without)
        out.print(table)


def _folder(matches: Sequence[PhotoMatch]) -> str:
    """Where all photographs of an article lie: said once, so that the rows have room for names."""
    folders = {match.photo.source.name.rpartition("/")[0] for match in matches}
    return f"{folders.pop()}/".lstrip("/") if len(folders) == 1 else ""


def _short(text: str) -> str:
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text


def _row(match: PhotoMatch, folder: str, *, language: str) -> Iterator[str]:
    caption = _caption(match)
    yield match.photo.source.name.removeprefix(folder)
    yield f"{match.facts.width}×{match.facts.height}" if match.facts.width else "?"
    yield match.facts.taken.isoformat() if match.facts.taken else ""
    yield _short(caption)
    yield f"{match.score:.2f}" if caption else ""
    yield reasons_of(match).in_language(language) if caption else ""
    yield _verdict(match).in_language(language)


def _verdict(match: PhotoMatch) -> Message:
    if not match.facts.width:
        return Message(zh="读不了", en="cannot be read")
    if not _caption(match):
        return Message(zh="没有图说", en="no caption")
    if not match.certain:
        return Message(zh="待核", en="to be checked")
    if match.shares is not None:
        other = match.shares.source.path.name
        return Message(zh=f"确定，与 {other} 共用", en=f"certain, shared with {other}")
    return Message(zh="确定", en="certain")


def _caption(match: PhotoMatch) -> str:
    return match.photo.caption or (match.caption.text if match.caption is not None else "")


def _as_json(
    plan: IssuePlan, articles: Sequence[Sequence[PhotoMatch]], left: Sequence[Sequence[Caption]]
) -> list[dict[str, object]]:
    return [
        {
            "manuscript": article.manuscript.name,
            "photos": [
                {
                    "file": match.photo.source.name,
                    "width": match.facts.width,
                    "height": match.facts.height,
                    "taken": match.facts.taken.isoformat() if match.facts.taken else None,
                    "caption": _caption(match) or None,
                    "place": str(match.caption.place) if match.caption is not None else None,
                    "score": match.score,
                    "certain": match.certain,
                    "shares_with": match.shares.source.name if match.shares is not None else None,
                    "reasons": [reason.en for reason in match.reasons],
                    "against": [reason.en for reason in match.against],
                }
                for match in matches
            ],
            "not_photographs": list(article.unread),
            "captions_without_photo": [
                {"caption": caption.text, "place": str(caption.place)} for caption in captions
            ],
        }
        for article, matches, captions in zip(plan.articles, articles, left, strict=True)
    ]


def _write(articles: Sequence[Sequence[PhotoMatch]], *, language: str) -> None:
    """One list a folder. A folder that has one keeps it: somebody worked on it."""
    folders: dict[Path, list[PhotoMatch]] = {}
    for match in (match for matches in articles for match in matches if _of_a_folder(match.photo)):
        folders.setdefault(match.photo.source.path.parent, []).append(match)
    kept = [folder / name for folder in folders for name in PHOTO_LISTS if (folder / name).exists()]
    if kept or not folders:
        raise UsageError(
            Message(
                zh=f"“{kept[0]}”已经有了，没有改动。" if kept else "照片没有按文件夹交，不用清单。",
                en=f"“{kept[0]}” is there already and stays as it is."
                if kept
                else "no folder of photographs is named: there is nothing to list.",
            ),
            hint=Message(
                zh="要重写，请先把它移开。" if kept else "图说写在 issue.yaml 里各张照片的 caption。",
                en="Move it away to have a new one."
                if kept
                else "Write captions beside the files in issue.yaml.",
            ),
        )
    for folder, matches in folders.items():
        rows = [_proposed(match, language) for match in sorted(matches, key=_by_caption)]
        for path in write_files({PHOTO_LISTS[0]: write_list(rows)}, folder):
            click.echo(str(path))


def _of_a_folder(photo: PhotoPlan) -> bool:
    """Named by its folder or a list in it, not one by one in issue.yaml nor by the manuscript."""
    return photo.named_at is None and (not photo.listed or photo.source.place.file.endswith(".csv"))


def _by_caption(match: PhotoMatch) -> tuple[bool, int, bool]:
    """As the captions follow each other; those without one behind them, those that share one behind its first."""
    line = match.caption.place.line if match.caption is not None else None
    return line is None, line or 0, match.shares is not None


def _proposed(match: PhotoMatch, language: str) -> ProposedRow:
    photo: PhotoPlan = match.photo
    doubt = "" if match.certain else f"{match.score:.2f} {reasons_of(match).in_language(language)}"
    return ProposedRow(
        file=photo.source.path.name,
        caption=_caption(match) if match.shares is None else _DITTO,
        credit=photo.credit or "",
        alt=photo.alt or "",
        focus=f"{photo.focus.x:g} {photo.focus.y:g}" if (photo.focus.x, photo.focus.y) != (0.5, 0.5) else "",
        doubt=doubt,
    )
