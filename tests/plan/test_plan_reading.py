"""issue.yaml files that are right: what they mean, and where each value stands."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from report_pdf.errors import PlanError
from report_pdf.model.plan import EditionName, Focus, IssuePlan, StitchPlace, StitchStart
from report_pdf.plan import read_plan
from report_pdf.plan.keys import known_words

SHARED = Path(__file__).resolve().parents[3] / "shared"

ENGLISH = Path(__file__).with_name("english.yaml").read_text(encoding="utf-8")
CHINESE = Path(__file__).with_name("chinese.yaml").read_text(encoding="utf-8")


def read(folder: Path, text: str) -> IssuePlan:
    (folder / "issue.yaml").write_text(text, encoding="utf-8")
    return read_plan(folder / "issue.yaml")


def with_article(folder: Path, rest: str, photos: str = "") -> IssuePlan:
    return read(folder, f"issue: {{name: 山茶}}\narticles: [{{manuscript: story.txt{photos}}}]\n{rest}\n")


def test_scalars_stay_as_written_and_values_mean_what_they_say(folder: Path) -> None:
    plan = read(folder, ENGLISH)

    assert (plan.issue.number, plan.language, plan.articles[0].title) == ("2023-01", "no", "1.10")
    assert plan.issue.date == dt.date(2023, 1, 10)
    assert plan.issue.colophon == (("主编", "林山"), ("编辑", "周茶、吴叶"))
    assert plan.articles[0].photos[1].focus == Focus(x=0.3, y=0.4)
    [supplement] = plan.supplements
    assert (supplement.pages, supplement.start, supplement.place) == (
        "1-3,8,z-1",
        StitchStart.RECTO,
        StitchPlace.FRAME,
    )
    assert supplement.editions == {EditionName.ARCHIVE, EditionName.EMAIL}
    assert (plan.editions.press.bleed_mm, plan.editions.press.ink_limit) == (3.0, 280)
    assert plan.editions.email.max_size == 3_000_000
    assert plan.lint.names == ("周茶",)


def test_chinese_keys_mean_the_same(folder: Path) -> None:
    english, chinese = read(folder, ENGLISH), read(folder, CHINESE)

    for part in ("issue", "editions", "lint", "language"):
        assert getattr(chinese, part) == getattr(english, part)
    assert chinese.articles[0].photos[1].caption == "采茶"
    assert chinese.articles[0].photos[1].focus == english.articles[0].photos[1].focus
    assert chinese.supplements[0].pages == english.supplements[0].pages
    assert chinese.supplements[0].editions == english.supplements[0].editions
    assert chinese.places.keys() >= {"articles[0].photos[1].caption", "supplements[0].pages"}


def test_every_value_keeps_its_place(folder: Path) -> None:
    plan = read(folder, ENGLISH)

    assert str(plan.places["articles[0].photos[1].file"]) == "issue.yaml:15:16"
    assert str(plan.places["cover.lines[0]"]) == "issue.yaml:9:42"
    assert str(plan.articles[0].photos[0].source.place) == "issue.yaml:14:9"
    lines = ENGLISH.splitlines()
    for path, value in {
        "issue.id": "shancha-07",
        "editions.print.bleed": "0.3cm",
        "lint.names": "周茶",
    }.items():
        place = plan.places[path]
        assert lines[(place.line or 0) - 1][(place.column or 0) - 1 :].startswith(value)


def test_defaults(folder: Path) -> None:
    plan = with_article(folder, "supplements: [report.pdf]")

    assert (plan.issue.id, plan.layout, plan.language) == ("chun-2031", "magazine", "zh-CN")
    assert plan.supplements[0].title == "report"
    assert plan.supplements[0].editions == set(EditionName)
    assert plan.findings == ()


def test_a_folder_of_photographs_is_taken_in_natural_order_without_the_cover(folder: Path) -> None:
    plan = with_article(folder, "cover: photos/cover.jpg", ", photos: photos/")

    assert [photo.source.name for photo in plan.articles[0].photos] == [
        "photos/1.JPG",
        "photos/2.png",
        "photos/10.jpg",
    ]


@pytest.mark.parametrize(
    ("written", "x", "y"),
    [("[0.3, 0.4]", 0.3, 0.4), ("30% 40%", 0.3, 0.4), ("left top", 0, 0), ("左上", 0, 0), ("右", 1, 0.5), ("center", 0.5, 0.5), ("居中", 0.5, 0.5), ("下 右", 1, 1)],
)  # fmt: skip
def test_focus(written: str, x: float, y: float, folder: Path) -> None:
    plan = with_article(folder, "", f", photos: [{{file: photos/2.png, focus: {written}}}]")

    assert plan.articles[0].photos[0].focus == Focus(x=x, y=y)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("3MB", 3_000_000),
        ("500 kB", 500_000),
        ("1.5mb", 1_500_000),
        ("2MiB", 2_097_152),
        ("３ＭＢ", 3_000_000),
    ],
)
def test_sizes_count_a_million_bytes_to_the_megabyte(written: str, size: int, folder: Path) -> None:
    assert (
        with_article(folder, f"editions: {{email: {{max_size: {written}}}}}").editions.email.max_size == size
    )


@pytest.mark.parametrize(("written", "mm"), [("3mm", 3), ("0.3cm", 3), ("8.5pt", 2.998611), ("0mm", 0)])
def test_lengths(written: str, mm: float, folder: Path) -> None:
    assert with_article(folder, f"editions: {{print: {{bleed: {written}}}}}").editions.press.bleed_mm == mm


@pytest.mark.parametrize(
    "date", ["2031-2-3", "2031/02/03", "2031年2月3日", "2031.2.3", "'２０３１年２月３日'"]
)
def test_dates(date: str, folder: Path) -> None:
    plan = read(folder, f"issue: {{name: 山茶, date: {date}}}\narticles: [story.txt]\n")

    assert plan.issue.date == dt.date(2031, 2, 3)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str, folder: Path) -> None:
    (folder / "issue.yaml").write_bytes(CHINESE.replace("–", "-").encode(encoding))

    plan = read_plan(folder / "issue.yaml")

    assert plan.issue.name == "山茶"
    assert str(plan.places["issue.name"]) == "issue.yaml:3:7"
    assert [finding.code for finding in plan.findings] == ["plan/encoding"] * (encoding == "gb18030")


def test_windows_line_ends_do_not_move_places(folder: Path) -> None:
    (folder / "issue.yaml").write_bytes(ENGLISH.replace("\n", "\r\n").encode())

    assert read_plan(folder / "issue.yaml").places == read(folder, ENGLISH).places


def test_aliases_are_allowed_for_values(folder: Path) -> None:
    plan = with_article(folder, "lint: {words: &words [古茶道], names: *words}")

    assert plan.lint.names == ("古茶道",)


def _profile(*, version: int = 2, kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """The header of an ICC profile."""
    header = bytearray(132)
    header[:4], header[8] = len(header).to_bytes(4), version
    header[12:16], header[16:20], header[36:40] = kind, space, b"acsp"
    return bytes(header)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4", "不是 ICC 特性文件"),
        (_profile()[:-1], "文件不完整"),
        (_profile(kind=b"mntr", space=b"RGB "), "显示器 RGB"),
        (_profile(version=5), "ICC v5"),
    ],
)
def test_a_profile_that_no_press_has_is_told_with_its_place(folder: Path, content: bytes, said: str) -> None:
    (folder / "shop.icc").write_bytes(content)

    with pytest.raises(PlanError) as refused:
        with_article(folder, "editions: {print: {profile: shop.icc}}")

    (finding,) = refused.value.findings
    assert said in finding.message.zh
    assert (finding.place.file, finding.place.line, finding.hint is None) == ("issue.yaml", 3, False)


def test_a_profile_may_be_the_print_shops_own(folder: Path) -> None:
    (folder / "shop.icc").write_bytes(_profile())

    plan = with_article(folder, "editions: {print: {profile: shop.icc}}")

    assert plan.editions.press.profile == str((folder / "shop.icc").resolve())


def test_the_real_issue() -> None:
    file = SHARED / "manuscripts" / "xinhui" / "issue.yaml"
    if not file.exists():
        pytest.skip("the shared manuscripts are not here")

    plan = read_plan(file)

    assert (plan.issue.id, plan.issue.date) == ("xinhui-2022", dt.date(2023, 1, 10))
    assert [photo.source.path.name for photo in plan.articles[0].photos] == ["01.jpg", "02.jpg", "03.jpg"]
    assert str(plan.places["articles[0].photos[2].file"]) == "issue.yaml:19:16"
    assert [supplement.start for supplement in plan.supplements] == [
        StitchStart.RECTO,
        StitchStart.NEXT,
        StitchStart.NEXT,
    ]
    assert plan.supplements[2].editions == {EditionName.ARCHIVE, EditionName.EMAIL}
    assert plan.editions.email.max_size == 3_000_000
    assert plan.findings == ()


_WORDS = st.sampled_from([*known_words().split("|"), "story.txt", "photos", "山茶", "1-3", "3mm", "~", "- ", ": ", "：", "\n", "\n  ", "{", "}", "[", "]", ", ", "'", '"', "&a", "*a", "!", "|", ">", "#", "\t", "\\u0000", "<<"])  # fmt: skip


def _plan_or_plan_error(folder: Path, data: bytes) -> None:
    (folder / "issue.yaml").write_bytes(data)
    findings = ()
    try:
        plan: IssuePlan | None = read_plan(folder / "issue.yaml")
    except PlanError as error:
        plan, findings = None, error.findings
    assert plan or findings
    for finding in findings:
        assert finding.message.zh.encode()
        assert finding.place is not None


@pytest.fixture
def check(folder: Path) -> Callable[[bytes], None]:
    return lambda data: _plan_or_plan_error(folder, data)


@settings(max_examples=150, deadline=3000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace"))
    )
)
@example(data=b"\xff\xfe\x00")
@example(data="issue: {name: '\u2028'}\n\u2029x：".encode())
def test_any_bytes_end_in_a_plan_or_a_plan_error(data: bytes, check: Callable[[bytes], None]) -> None:
    check(data)


@settings(max_examples=250, deadline=3000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.one_of(_WORDS, st.text(string.printable, max_size=3)), max_size=25))
def test_any_almost_yaml_ends_in_a_plan_or_a_plan_error(
    words: list[str], check: Callable[[bytes], None]
) -> None:
    check("".join(words).encode())


@settings(max_examples=150, deadline=3000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(ENGLISH)), length=st.integers(0, 12), put=_WORDS)
def test_any_damage_ends_in_a_plan_or_a_plan_error(
    at: int, length: int, put: str, check: Callable[[bytes], None]
) -> None:
    check((ENGLISH[:at] + put + ENGLISH[at + length :]).encode())
