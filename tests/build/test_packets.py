"""Personal packets of a small issue, the whole way from a list to files: everybody's own words, and the rest shared."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import shutil
import subprocess

import fast_mail_parser
import pikepdf
import pytest
from click.testing import CliRunner
from finished_pdf import bookmarks

from report_pdf.cli import main
from report_pdf.pdf import particulars, read_tag_tree

ISSUE = """
issue: {id: ferry-7, name: 渡口, number: 第7期, date: 2026-03-01, publisher: 文化站}
articles: [{manuscript: text.txt}]
supplements:
  - {file: tide.pdf, title: 潮汐表}
  - {file: boats.pdf, title: 船只名册}
editions: {email: {max_size: 2MB}}
packets: {sender: 文化站 <desk@example.org>, greeting: "尊敬的{姓名}{称谓}："}
"""
LIST = """姓名,称谓,邮箱,编号,附件,语言
梁渡生,主任,liang@example.org,0037,,
阿依古丽·买买提,,ayi@example.org,0038,"b, a",
Jane Ferryman,Director,jane@example.org,0039,a,en
梁小舟,,zhou@example.org,0040,,
"""
TITLES = {"a": "潮汐表", "b": "船只名册"}
NUMBERS = ("0037", "0038", "0039", "0040")


def _supplement(path, *words):
    with pikepdf.new() as file:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for word in words:
            page = file.add_blank_page(page_size=(595, 842))
            page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj["/Contents"] = file.make_stream(f"BT /F 40 Tf 100 600 Td ({word}) Tj ET".encode())
        file.save(path, deterministic_id=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packets")
    (folder / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    (folder / "text.txt").write_text(
        "渡口纪事\n文/梁渡生\n\n船还没有来，候船的人已经排成一行。\n", encoding="utf-8"
    )
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    _supplement(folder / "tide.pdf", "TIDES")
    _supplement(folder / "boats.pdf", "BOATS ONE", "BOATS TWO")
    return folder


def _batch(desk, output, people="list.csv"):
    command = ["batch", str(desk / "issue.yaml"), str(desk / people), "-o", str(output), "-j", "1"]
    return CliRunner().invoke(
        main, command, env={"REPORT_PDF_CACHE": str(desk / "cache"), "LC_ALL": "C.UTF-8"}
    )


@pytest.fixture(scope="module")
def made(desk):
    output = desk / "out"
    result = _batch(desk, output)
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture(scope="module")
def texts(made):
    """Of every packet each page's text, without blanks."""
    return {
        number: ["".join(text.split()) for text in particulars((made / f"{number}.pdf").read_bytes()).texts]
        for number in NUMBERS
    }


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0037", "呈梁渡生主任"),
        ("0038", "呈阿依古丽·买买提"),
        ("0039", "呈JaneFerryman,Director"),
        ("0040", "呈梁小舟"),
    ],
)
def test_the_cover_is_for_one_person_and_each_page_has_ones_own_number(texts, number, said):
    assert said in texts[number][0]
    assert [f"编号{number}" in text for text in texts[number]] == [True] * len(texts[number])
    names = ("梁渡生主任", "阿依古丽", "Ferryman", "梁小舟")
    assert [name for name in names if name in texts[number][0]] == [name for name in names if name in said]
    assert not [other for other in NUMBERS if other != number and f"编号{other}" in "".join(texts[number])]


@pytest.mark.parametrize(
    ("number", "pages", "titles"),
    [
        ("0037", ["TIDES", "BOATSONE", "BOATSTWO"], "ab"),
        ("0038", ["BOATSONE", "BOATSTWO", "TIDES"], "ba"),
        ("0039", ["TIDES"], "a"),
    ],
)
def test_supplements_are_ones_own_in_ones_own_order(made, texts, number, pages, titles):
    found = [word for text in texts[number] for word in ("TIDES", "BOATSONE", "BOATSTWO") if word in text]
    assert found == pages
    marks = [(mark.title, mark.page) for mark in bookmarks(made / f"{number}.pdf")]
    named = [(title, page) for title, page in marks if title in TITLES.values()]
    assert [title for title, _ in named] == [TITLES[key] for key in titles]
    for title, page in named:
        assert ("TIDES" if title == TITLES["a"] else "BOATSONE") in texts[number][page - 1]
    contents = "".join(texts[number][:3])
    assert [title in contents for title in TITLES.values()] == [
        title in dict(named) for title in TITLES.values()
    ]


def _streams(path):
    with pikepdf.open(path) as file:
        return [
            hashlib.sha256(thing.read_raw_bytes()).hexdigest()
            for thing in file.objects
            if isinstance(thing, pikepdf.Stream)
        ]


def test_what_packets_share_is_the_same_to_the_byte(made):
    one, other = (made / f"{number}.pdf" for number in ("0037", "0040"))
    differing = [first != second for first, second in zip(_streams(one), _streams(other), strict=True)]
    # A small font and its map, the name, the mark, metadata.
    assert 0 < sum(differing) <= 6 < len(differing)
    assert one.stat().st_size == other.stat().st_size


def test_packets_open_and_are_tagged(made):
    for number in NUMBERS:
        data = (made / f"{number}.pdf").read_bytes()
        kinds = [node.kind for node in _walk(read_tag_tree(data).root)]
        assert kinds.count("H1") >= 1, number
        with pikepdf.open(io.BytesIO(data)) as file:
            assert file.check_pdf_syntax() == []
            assert file.is_linearized
            assert number in file.Root.Metadata.read_bytes().decode()


def _walk(node):
    yield node
    for kid in node.kids:
        if hasattr(kid, "kids"):
            yield from _walk(kid)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_packets_open_at_the_first_page(made):
    for number in NUMBERS:
        done = subprocess.run(
            ["qpdf", "--check-linearization", made / f"{number}.pdf"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, "no linearization errors" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize(
    ("number", "name", "greeting"),
    [
        ("0037", "梁渡生", "尊敬的梁渡生主任："),
        ("0038", "阿依古丽·买买提", "尊敬的阿依古丽·买买提："),
        ("0039", "Jane Ferryman", "Dear Jane Ferryman,"),
    ],
)
def test_letters_read_the_same_in_two_programs(made, number, name, greeting):
    data = (made / f"{number}.eml").read_bytes()
    read = email.message_from_bytes(data, policy=email.policy.SMTP)
    (enclosed,) = read.iter_attachments()
    assert enclosed.get_content() == (made / f"{number}.pdf").read_bytes()
    text = read.get_body(("plain",)).get_content()
    assert text.startswith(greeting)
    assert ("Enclosed:" in text) == (number == "0039")
    again = fast_mail_parser.parse_email(data)
    assert again.warnings == []
    assert (again.to[0].display_name, again.subject) == (name, str(read["Subject"]))
    assert again.attachments[-1].content == enclosed.get_content()
    assert again.text_plain[0].replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_another_run_writes_no_packet(desk, made):
    before = {path: path.stat().st_mtime_ns for path in made.glob("00*")}
    common = {path.name for path in (made / ".packets").iterdir()}
    assert _batch(desk, made).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in made.glob("00*")} == before
    assert {path.name for path in (made / ".packets").iterdir()} == common


def test_what_cannot_land_leaves_nothing_half(desk, made, tmp_path):
    """A folder stands where a letter should: that packet has no record, and the next run makes it."""
    out = tmp_path / "out"
    (out / "0038.eml").mkdir(parents=True)
    result = _batch(desk, out)
    assert result.exit_code == 7, result.output
    assert not (out / ".packets" / "0038.json").exists()
    assert not [path for path in out.rglob(".*.*") if path.is_file()]
    (out / "0038.eml").rmdir()
    assert _batch(desk, out).exit_code == 0
    assert {path.name: path.read_bytes() for path in out.glob("00*")} == {
        path.name: path.read_bytes() for path in made.glob("00*")
    }


def test_mistakes_of_the_list_come_together_with_row_and_column(desk, tmp_path):
    rows = '姓名,邮箱,编号,附件,语言\n甲,jia@example.org,1,"a, z",\n,yi@example.org,1,,火星\n'
    (desk / "wrong.csv").write_text(rows, encoding="utf-8")
    result = _batch(desk, tmp_path / "none", people="wrong.csv")
    assert result.exit_code == 3
    for said in ("wrong.csv:2:4", "wrong.csv:3:1", "wrong.csv:3:3", "wrong.csv:3:5"):
        assert said in result.output
    assert not (tmp_path / "none").exists()
