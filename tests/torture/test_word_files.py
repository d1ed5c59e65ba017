"""Every Word file of the corpus is built or refused by name, in time and memory, and nothing in it is lost unsaid.

What a file holds is counted by another reading of its XML than the product's. ``REPORT_PDF_TORTURE_STEP=10`` takes every
tenth file, ``REPORT_PDF_TORTURE_SAMPLE=100:150`` those from the hundredth to the hundred and fiftieth. The time is the
processor's: a loaded machine takes longer by the clock.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from report_pdf.errors import InputError
from report_pdf.manuscript.docx import manuscript_of
from report_pdf.model.manuscript import Figure, all_blocks

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "docx.tar"
STEP = int(os.environ.get("REPORT_PDF_TORTURE_STEP", "1"))
SAMPLE = os.environ.get("REPORT_PDF_TORTURE_SAMPLE", ":")
CPU_SECONDS = 60
MEMORY_KIB = 2 << 20
WALL_SECONDS = 600

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)
# Signs that become a block's kind or number: bullets, arrows, 1. 一、 （一） ①.
SIGNS = re.compile(
    r"\s*(?:[（(]?[\d０-９一二三四五六七八九十①-⑳]{1,4}[）)]?[、.．]?|[●○◆◇■□•▪※*·→↓-]|第[一二三四五六七八九十]+章?|图：|——)+"
)
INVISIBLE = set("\xad\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/docx.tar is not here")
    folder = tmp_path_factory.mktemp("docx")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    first, _, last = SAMPLE.partition(":")
    return sorted(folder.rglob("*.docx"))[int(first or 0) : int(last) if last else None : STEP]


def test_built_or_refused_by_name(files, tmp_path, capsys):
    rows = [built(path, tmp_path) for path in files]
    with capsys.disabled():
        sys.stdout.write(table_of(rows))
    assert [row for row in rows if row[1] == "WRONG"] == []
    assert [row for row in rows if row[2] > CPU_SECONDS or row[4] > MEMORY_KIB] == []


def built(path, work):
    """Name, ending, seconds of the processor and of the clock, largest process in KiB, pages or what was said."""
    output = work / path.stem
    output.mkdir()
    log = output / "log"
    command = [
        sys.executable,
        "-m",
        "report_pdf",
        "build",
        path,
        "--edition",
        "email",
        "-o",
        output,
        "-j",
        "1",
    ]
    world = {**os.environ, "REPORT_PDF_CACHE": str(work / "cache"), "LC_ALL": "C.UTF-8"}
    start = time.monotonic()
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=world)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    said = log.read_text("utf-8", "replace")
    ending = verdict(process.returncode, said, path.name, output / "email.pdf")
    errors = [line for line in said.splitlines() if "错误 [" in line or "error [" in line]
    cpu = usage.ru_utime + usage.ru_stime
    return path.name, ending, cpu, seconds, usage.ru_maxrss, errors[-1] if errors else ""


def verdict(code, said, name, email):
    if "Traceback" in said:
        return "WRONG"
    if code in (0, 6):
        return "built" if email.is_file() else "WRONG"
    named = name in said and "→" in said
    return "refused" if code in (3, 4) and named else "WRONG"


def table_of(rows):
    lines = [
        f"{name:22} {ending:8} {cpu:5.1f} s {wall:6.1f} s {memory >> 10:5} MiB  {said[:90]}"
        for name, ending, cpu, wall, memory, said in rows
    ]
    counts = dict(Counter(row[1] for row in rows))
    worst = f"at most {max(row[2] for row in rows):.1f} s, {max(row[4] for row in rows) >> 10} MiB"
    return "\n".join(["", *lines, f"{len(rows)} files: {counts}; {worst}", ""])


def test_nothing_is_lost_unsaid(files, capsys):
    rows = [row for path in files if (row := counted(path)) is not None]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(rows)} read, {sum(row[1] for row in rows)} characters, {sum(row[2] for row in rows)} pictures\n"
        )
    assert [(name, lost, pictures) for name, _, _, lost, pictures in rows if lost or pictures] == []


def counted(path):
    """Name, characters, pictures, and what of both is neither there nor named; None: it was refused."""
    data = path.read_bytes()
    try:
        manuscript = manuscript_of(data, name=path.name)
    except InputError as error:
        return None if error.place else (path.name, 0, 0, {"refused, but not by name": 1}, [])
    blocks = list(all_blocks(manuscript.blocks))
    said = " ".join(finding.message.zh for finding in manuscript.findings)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        wanted, signs = visible(archive)
        media = {name for name in archive.namelist() if re.match("word/media/.", name)}
    got = Counter("".join("".join(block.text + getattr(block, "number", "") for block in blocks).split()))
    lost = wanted - got - signs
    excused = sum(
        int(n) for found in re.findall(r"(\d+) 个隐藏|（(\d+) 字）|，(\d+) 处空着", said) for n in found if n
    )
    figures = {block.picture for block in blocks if isinstance(block, Figure)}
    pictures = sorted(name for name in media if name not in figures and name not in said)
    return path.name, wanted.total(), len(media), dict(lost) if lost.total() > excused else {}, pictures


def visible(archive):
    """Every character that Word shows, and those of them that are signs."""
    shown, signs = Counter(), Counter()
    for part in ("document", "footnotes", "endnotes"):
        try:
            content = archive.read(f"word/{part}.xml")
        except KeyError:
            continue
        root = etree.fromstring(content.replace(STRICT, W[1:-1].encode()), PARSER)
        for paragraph in root.iter(f"{W}p"):
            text = "".join("".join(words_of(paragraph)).split())
            shown.update(ch for ch in text if ch not in INVISIBLE and not "\uf000" <= ch <= "\uf0ff")
            found = SIGNS.match(text)
            signs.update(found[0] if found else "")
    return shown, signs


def words_of(paragraph):
    for text in paragraph.iter(f"{W}t"):
        above = {one.tag.rpartition("}")[2]: one for one in text.iterancestors()}
        if next(text.iterancestors(f"{W}p")) is not paragraph or {"del", "moveFrom", "Fallback"} & set(above):
            continue
        note = above.get("footnote", above.get("endnote"))
        if note is None or note.get(f"{W}type") in {None, "normal"}:
            yield text.text or ""
