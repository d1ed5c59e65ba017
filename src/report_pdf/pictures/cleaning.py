"""Photographs as the desk hands them in become pictures: whole, upright, sRGB or grey with 8 bits, no metadata.

A clean picture is an uncompressed TIFF named after its source's content, so that it is made once: it is written
and read ten times as fast as a PNG, and lives in the build's own folder only.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import __version__ as pillow_version

from report_pdf.errors import DeliveryError, PictureError
from report_pdf.findings import Finding, Message
from report_pdf.model.plan import SourceFile
from report_pdf.pictures.decode import check_bytes, decode
from report_pdf.pictures.isolation import in_child
from report_pdf.pictures.kinds import is_photograph
from report_pdf.pictures.refused import Refused
from report_pdf.pictures.rules import Remark, finding_of

__all__ = ["CleanPicture", "clean", "picture_error"]

# Part of every name: raise it whenever the same source would give other pixels.
_VERSION = f"report_pdf pictures 1, Pillow {pillow_version}"

_AT_ONCE = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """``sha256`` is of the file at ``path``; ``width`` and ``height`` are pixels after turning.

    ``photograph``: it bears to lose an edge; a chart, a screenshot, a scan and a logo do not.
    """

    source: SourceFile
    path: Path
    sha256: str
    width: int
    height: int
    photograph: bool = True
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What is kept beside a clean picture: everything but the source, which another issue may call otherwise."""

    sha256: str
    width: int
    height: int
    photograph: bool
    remarks: tuple[Remark, ...]


def clean(sources: Sequence[SourceFile], folder: Path) -> tuple[CleanPicture, ...]:
    """One clean picture for each source, in order; those already in ``folder`` are not made again.

    Raises:
        PictureError: With a finding for every file that cannot be used; no picture is returned then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unique = tuple({source.path: source for source in sources}.values())
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = dict(
            zip(
                (source.path for source in unique),
                threads.map(lambda source: _outcome(source.path, folder), unique),
                strict=True,
            )
        )
    refusals = [
        finding_of(outcome, name=source.name, place=source.place)
        for source in sources
        if isinstance(outcome := outcomes[source.path], Remark)
    ]
    if refusals:
        raise picture_error(tuple(refusals))
    made = ((source, outcomes[source.path]) for source in sources)
    return tuple(_picture(source, *outcome) for source, outcome in made if not isinstance(outcome, Remark))


def picture_error(refusals: tuple[Finding, ...]) -> PictureError:
    """One error for all the pictures that cannot be used."""
    first = refusals[0]
    if len(refusals) == 1:
        return PictureError(first.message, place=first.place, hint=first.hint, findings=refusals)
    count = len(refusals)
    return PictureError(
        Message(zh=f"{count} 张照片不能用。", en=f"{count} photographs cannot be used."),
        place=first.place,
        findings=refusals,
    )


def _picture(source: SourceFile, path: Path, record: _Record) -> CleanPicture:
    return CleanPicture(
        source=source,
        path=path,
        sha256=record.sha256,
        width=record.width,
        height=record.height,
        photograph=record.photograph,
        findings=tuple(finding_of(remark, name=source.name, place=source.place) for remark in record.remarks),
    )


def _outcome(source: Path, folder: Path) -> tuple[Path, _Record] | Remark:
    """The clean picture with its record, or why there is none."""
    try:
        target = folder / f"{_key(source)}.tif"
        return target, _kept(target) or _make(source, target)
    except Refused as refused:
        return Remark(key=refused.key, detail=refused.detail)


def _key(source: Path) -> str:
    """The suffix counts too: a misnamed file has a finding of its own."""
    try:
        check_bytes(source)
        with source.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise Refused("missing") from error
    except OSError as error:
        raise Refused("unreadable", error.strerror or str(error)) from error
    return hashlib.sha256(f"{_VERSION}\n{content}\n{source.suffix.lower()}".encode()).hexdigest()


def _kept(target: Path) -> _Record | None:
    """The record of an earlier call, when the picture is still the one it tells of."""
    try:
        fields = json.loads(target.with_suffix(".json").read_text("utf-8"))
        remarks = tuple(Remark(**remark) for remark in fields.pop("remarks"))
        record = _Record(remarks=remarks, **fields)
        return record if _sha256(target) == record.sha256 else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _make(source: Path, target: Path) -> _Record:
    """Picture first, record last: a record is never without its picture."""
    part = target.with_name(f".{target.stem}.{os.getpid()}.part")
    try:
        record = in_child(source, write_clean, source, part)
        part.replace(target)
        part.write_text(_as_json(record), "utf-8")
        part.replace(target.with_suffix(".json"))
    finally:
        part.unlink(missing_ok=True)
    return record


def _as_json(record: _Record) -> str:
    remarks = [{"key": remark.key, "detail": remark.detail} for remark in record.remarks]
    fields = {
        "sha256": record.sha256,
        "width": record.width,
        "height": record.height,
        "photograph": record.photograph,
        "remarks": remarks,
    }
    return json.dumps(fields, ensure_ascii=False)


def write_clean(source: Path, part: Path) -> _Record:
    """The child's task: decode ``source`` and write it to ``part``."""
    decoded = decode(source)
    try:
        with part.open("wb") as file:
            decoded.image.save(file, format="TIFF")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(part.parent, error) from error
    width, height = decoded.image.size
    return _Record(
        sha256=_sha256(part),
        width=width,
        height=height,
        photograph=is_photograph(decoded.image),
        remarks=decoded.remarks,
    )


def _unwritable(folder: Path, error: OSError) -> DeliveryError:
    """The desk's picture is all right, the disk is not."""
    why = error.strerror or str(error)
    return DeliveryError(
        Message(
            zh=f"无法把处理好的照片写入“{folder}”：{why}。", en=f"cannot write pictures to “{folder}”: {why}."
        ),
        hint=Message(
            zh="请检查磁盘空间与写入权限。", en="Check the disk's free space and the folder's permissions."
        ),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
