from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_facts import FACTS

from report_pdf.pdf import archive_pass
from report_pdf.preflight import page_validation

HTML = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>石桥</title></head><body>
<nav><h1>目录</h1>
<div class="entry"><a class="page" href="#bridge"></a><p><a href="#bridge">修桥记</a></p><p>许青</p></div>
<div class="entry"><a class="page" href="#water"></a><p><a href="#water">水的去处</a></p></div></nav>
<article id="bridge"><h1>修桥记</h1>
<p>桥在<span lang="en">Old Ford</span>，<em>去年</em>修的。<span class="note">石料来自上游。</span>共用了三个月。</p>
<p class="faint">天亮时雾还没有散。</p>
<h4>工序</h4>
<ol><li>清基<ul><li>先排水</li></ul></li><li>砌拱</li></ol>
<ul class="hand"><li><span>●</span>手写的圆点</li></ul>
<table><thead><tr><th>月</th><th>工</th></tr></thead><tbody>ROWS</tbody></table>
<aside><p>桥修好了，人就回来了。</p></aside>
</article>
<article id="water"><h1>水的去处</h1><div class="columns">COLUMNS</div>
<figure class="late"><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><title>一个圆形桥拱</title>
<circle cx="20" cy="20" r="18"/></svg><figcaption>桥拱的样子。</figcaption></figure>
<p><a href="https://example.org/">更多资料</a></p><p data-tag="Artifact">装饰</p></article>
</body></html>"""
CSS = """@page { size: 100mm 120mm; margin: 15mm;
 @top-center { content: "山路 第1期" } @bottom-center { content: counter(page) } }
body { font-family: "Noto Serif SC"; font-size: 10pt }
.note { float: footnote } .faint { opacity: 0.5 } .columns { columns: 2 } .hand { list-style: none }
.page::after { content: target-counter(attr(href), page) } article { break-before: page }"""
ROWS = "".join(f'<tr><th scope="row">{n}月</th><td>{n * 3}</td></tr>' for n in range(1, 25))
LINE = "水从山上来，绕过石头，也绕过人家，最后都往低处去。"
PARAGRAPHS = tuple(f"第{n}段。{LINE * 6}" for n in range(1, 6))


@pytest.fixture(scope="package", autouse=True)
def _judged_here() -> Iterator[None]:
    """What is judged below is our own: no child, which takes longer to start than to judge."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_validation, "run", lambda _, task, *arguments: task(*arguments))
        yield


@pytest.fixture(scope="session")
def body(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An issue of a few pages as the engine sets it: everything that it tags badly is in it."""
    folder = tmp_path_factory.mktemp("body")
    columns = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    (folder / "in.html").write_text(HTML.replace("ROWS", ROWS).replace("COLUMNS", columns), "utf-8")
    (folder / "in.css").write_text(CSS, "utf-8")
    script = Path(__file__).with_name("setting.py")
    names = [str(folder / name) for name in ("in.html", "in.css", "out.pdf")]
    subprocess.run([sys.executable, str(script), *names], check=True, timeout=120)
    return (folder / "out.pdf").read_bytes()


@pytest.fixture(scope="session")
def archived(body: bytes) -> bytes:
    """The issue closed for the archive."""
    return archive_pass(body, FACTS).pdf


@pytest.fixture(scope="session")
def paragraphs() -> tuple[str, ...]:
    """Its manuscript: the first paragraph, with a footnote, and those that run over columns and pages."""
    return ("桥在Old Ford，去年修的。共用了三个月。", *PARAGRAPHS)
