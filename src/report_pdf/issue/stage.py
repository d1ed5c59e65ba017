"""``issue``: plan, corrected manuscripts, photographs and supplements become one Issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from report_pdf.findings import Finding
from report_pdf.issue.articles import make_article, make_picture
from report_pdf.issue.photos_stage import match_photos, same_photos, unused_photos
from report_pdf.issue.supplements import admit_supplements
from report_pdf.model.issue import Article, Cover, Issue
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import IssuePlan, PhotoPlan
from report_pdf.pictures import CleanPicture, clean, cut_out

__all__ = ["gather"]


def gather(
    plan: IssuePlan,
    manuscripts: Sequence[Manuscript],
    *,
    work: Path,
    private: Path,
    passwords: Mapping[str, str],
) -> Issue:
    """Everything that is laid out, cleaned and matched.

    Args:
        plan: The order.
        manuscripts: One for each of its articles, corrected.
        work: The folder for cleaned pictures; what is there already is used again.
        private: A folder of this build alone, for the supplements' safe copies: they are decrypted.
        passwords: For encrypted supplements, by environment variable's name.

    Raises:
        PictureError: With a finding for every photograph that cannot be used.
        SupplementError: With a finding for every supplement that cannot be used.
    """
    photos = _photos(plan)
    cleaned = dict(
        zip(map(id, photos), clean([photo.source for photo in photos], work / "pictures"), strict=True)
    )
    findings: list[Finding] = [found for picture in cleaned.values() for found in picture.findings]
    cleaned |= {
        id(photo): cut_out(cleaned[id(photo)], photo.cut, work / "pictures") for photo in photos if photo.cut
    }
    articles, unmatched = _articles(plan, manuscripts, cleaned)
    unmatched += unused_photos(plan)
    unmatched += same_photos(plan)
    supplements, found = admit_supplements(plan.supplements, folder=private, passwords=passwords)
    return Issue(
        identity=plan.issue,
        language=plan.language,
        cover=Cover(
            picture=make_picture(plan.cover.photo, cleaned[id(plan.cover.photo)])
            if plan.cover.photo
            else None,
            headlines=plan.cover.lines,
            title=plan.cover.title or "",
        ),
        articles=articles,
        supplements=supplements,
        names=(*plan.lint.names, *plan.lint.words),
        findings=(*findings, *unmatched, *found),
    )


def _photos(plan: IssuePlan) -> list[PhotoPlan]:
    photos = [photo for article in plan.articles for photo in article.photos]
    return [plan.cover.photo, *photos] if plan.cover.photo else photos


def _articles(
    plan: IssuePlan, manuscripts: Sequence[Manuscript], cleaned: Mapping[int, CleanPicture]
) -> tuple[tuple[Article, ...], list[Finding]]:
    articles: list[Article] = []
    findings: list[Finding] = []
    matches = match_photos(plan, manuscripts)
    for number, (article, manuscript) in enumerate(zip(plan.articles, manuscripts, strict=True), 1):
        pictures = [make_picture(photo, cleaned[id(photo)]) for photo in article.photos]
        made, found = make_article(
            article, manuscript, pictures, matches=matches[number - 1], key=f"article-{number}"
        )
        articles.append(made)
        findings += found
    return tuple(articles), findings
