"""What several rooms share: a desk that hands in small issues of our own."""

from __future__ import annotations

import io
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from hypothesis import settings
from PIL import Image

from report_pdf import child

# What a first example loads takes as long as the machine is busy: no example is judged by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ARTICLE = """\
渡口的老钟 又响了

——一座小镇修钟的三个月

渡口边的老钟停了九年。今年春天，镇上的人凑了4200元，请来两位修钟的师傅，把它一件一件拆开。

文/图 梁渡生 何问舟

春天拆钟

1 先把齿轮 一只一只编号

老钟一共有86只零件，最大的一只齿轮有脸盆那么大。师傅们把零件摊在白布上，每一只都系上纸签，写明它原来在哪里，朝哪一边。

●清点零件。三天里清点了86只零件，其中17只已经锈死，只好重新做。

●访问老人。走访了12位听过钟声的老人，记下31条线索，连打点的快慢都有人记得。

↓师傅把齿轮摊在白布上，一只一只编号。

秋天听钟

1 全镇的人 都来听第一声

十月的第一个早晨，渡口站满了人。钟响的时候没有人说话，江上的船也停了桨。老船工说，这声音和他小时候听见的一样，只是更亮一些。

钟楼下面留了一间小屋，谁想学修钟，都可以在周末来。到年底，已有9个年轻人报了名。
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """An editorial desk with a folder: what it hands in are files of our own."""

    folder: Path
    article: str = ARTICLE

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def photo(self, name: str, *, size: tuple[int, int] = (900, 600), shade: int = 90) -> Path:
        """A photograph about as bright as ``shade``, with some grain, a camera's note and where it was taken."""
        grain = random.Random(name)  # noqa: S311 - grain
        small = Image.new("RGB", (size[0] // 10, size[1] // 10))
        pixels = [
            max(0, min(255, shade + grain.randrange(-20, 20))) for _ in range(small.width * small.height)
        ]
        small.putdata([(p, p * 7 // 8, p * 3 // 4) for p in pixels])
        exif = Image.Exif()
        exif[0x010F] = "camera of the desk"
        exif.get_ifd(0x8825)[2] = (22.0, 31.0, 30.0)
        out = io.BytesIO()
        small.resize(size, Image.Resampling.BILINEAR).save(out, "JPEG", quality=90, exif=exif)
        return self.write(name, out.getvalue())

    def supplement(self, name: str, *, pages: int = 1, size: tuple[float, float] = (595, 842)) -> Path:
        """A drawing on each page, all different."""
        with pikepdf.new() as pdf:
            for number in range(pages):
                pdf.add_blank_page(page_size=size)
                pdf.pages[-1].obj["/Contents"] = pdf.make_stream(
                    f"0.{number + 2} 0.5 0.1 rg 60 {90 + 40 * number} 300 200 re f".encode()
                )
            out = io.BytesIO()
            pdf.save(out, static_id=True)
        return self.write(name, out.getvalue())

    def issue(self, *, more: str = "", article: str = ARTICLE, photo: str = "clock.jpg") -> Path:
        """One article with one photograph, one supplement, a cover: ``more`` is put behind it in issue.yaml."""
        self.write("article.txt", article)
        self.photo("clock.jpg")
        self.photo("cover.jpg", size=(800, 1100), shade=60)
        self.supplement("table.pdf")
        return self.write(
            "issue.yaml",
            "issue: {id: ferry-7, name: 渡口, number: 第7期, date: 2026-03-01, publisher: 渡口镇文化站}\n"
            "cover: {photo: {file: cover.jpg, alt: 江面}, lines: [渡口的老钟 又响了]}\n"
            "articles:\n"
            f"  - manuscript: article.txt\n    photos: [{{file: {photo}, alt: 齿轮}}]\n"
            "supplements:\n"
            "  - {file: table.pdf, title: 零件清单}\n"
            f"{more}",
        )


@pytest.fixture(scope="session")
def new_desk() -> Callable[[Path], Desk]:
    """A desk in a folder of one's own."""

    def make(folder: Path) -> Desk:
        folder.mkdir(parents=True)
        return Desk(folder)

    return make


@pytest.fixture
def desk(tmp_path: Path, new_desk: Callable[[Path], Desk]) -> Desk:
    return new_desk(tmp_path / "desk")


@pytest.fixture
def in_place(monkeypatch):
    """The children's work without children, which take a second each; those have tests of their own."""
    monkeypatch.setattr(child, "run", lambda _, function, *args, **keys: function(*args, **keys))
    monkeypatch.setattr(child, "run_heard", lambda _, __, function, *args, **keys: function(*args, **keys))
    yield
    logging.disable(logging.NOTSET)  # a child is quiet
