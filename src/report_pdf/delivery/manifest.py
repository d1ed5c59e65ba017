"""manifest.json: every file of the build and every source with its SHA-256, and the versions that made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from report_pdf.model.plan import IssuePlan, SourceFile

__all__ = ["manifest"]


def manifest(
    plan: IssuePlan,
    files: Mapping[str, bytes],
    *,
    pages: Mapping[str, int],
    versions: Mapping[str, str],
    bindings: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> bytes:
    """The manifest's text; the same inputs give the same bytes. ``bindings``: how a file is to be bound, by its name."""
    content = {
        "issue": plan.issue.id,
        "number": plan.issue.number,
        "date": plan.issue.date.isoformat() if plan.issue.date else None,
        "versions": dict(sorted(versions.items())),
        "files": [
            {
                "name": name,
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                **({"pages": pages[name]} if name in pages else {}),
                **({"binding": dict(bindings[name])} if name in bindings else {}),
            }
            for name, data in sorted(files.items())
        ],
        "sources": [
            {"name": source.name, "sha256": hashlib.sha256(source.path.read_bytes()).hexdigest()}
            for source in _sources(plan)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _sources(plan: IssuePlan) -> Sequence[SourceFile]:
    """In the order of the plan, each once."""
    sources = [plan.file] if plan.file else []
    if plan.cover.photo:
        sources.append(plan.cover.photo.source)
    for article in plan.articles:
        sources += [article.manuscript, *(photo.source for photo in article.photos)]
    sources += [supplement.source for supplement in plan.supplements]
    return list({source.path: source for source in sources}.values())
