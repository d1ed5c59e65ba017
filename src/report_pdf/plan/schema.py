"""issue.yaml as it is written: pydantic models, one class for each mapping.

``Key`` beside a field holds its Chinese names, what it says, and an example; the reader's aliases, the messages and
the JSON Schema all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from report_pdf.model.plan import EditionName, StitchPlace, StitchStart
from report_pdf.plan.colophon import Colophon
from report_pdf.plan.files import FileName, FileOrFolder, ProfileName
from report_pdf.plan.kinds import refused
from report_pdf.plan.values import (
    ByteCount,
    FocusPoint,
    IsoDate,
    Issn,
    IssueId,
    LanguageTag,
    LayoutName,
    Millimetres,
    PageRange,
    Text,
    VariableName,
    WebAddress,
    whole_number,
)
from report_pdf.plan.vocabulary import (
    ArchiveStandard,
    Binding,
    Edition,
    Mark,
    Placement,
    PressStandard,
    Start,
)

__all__ = [
    "ArchiveYaml",
    "ArticleYaml",
    "CoverYaml",
    "EditionsYaml",
    "EmailYaml",
    "IdentityYaml",
    "IssueYaml",
    "Key",
    "LintYaml",
    "PhotoYaml",
    "PressYaml",
    "SupplementYaml",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Key:
    """The Chinese ``names`` of a key, what it is (``zh``, ``en``), and an ``example`` of its value in YAML."""

    names: tuple[str, ...]
    zh: str
    en: str
    example: str


class Written(BaseModel):
    """A mapping: what it is ``about`` (in Chinese), and the key a plain string in its stead stands for."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    about: ClassVar[str]
    short_form: ClassVar[str | None] = None


# One key a line reads as the table it is.
# fmt: off
class IdentityYaml(Written):
    """What the issue is called and who answers for it."""

    about: ClassVar[str] = "本期：刊名、期号、日期、出版者。"

    id: Annotated[IssueId | None, Key(("编号", "代号"), "本期的代号，也是输出文件夹的名字；不写就用 issue.yaml 所在文件夹的名字", "folder name of the output; default: the folder of issue.yaml", "xinwen-2023-01")] = None
    name: Annotated[Text, Key(("刊名", "期刊名"), "刊名，封面上的刊头", "the magazine's name, the masthead", "某某通讯")]
    number: Annotated[Text, Key(("期号", "期数"), "期号，照原样印出", "issue number, printed as written", "2023年第1期")] = ""
    date: Annotated[IsoDate | None, Key(("日期", "出版日期"), "出版日期，写到日", "date of publication", "2023-01-10")] = None
    publisher: Annotated[Text, Key(("出版", "出版者", "出版单位", "主办", "主办单位", "编印"), "出版或主办单位", "publisher", "某某编辑部")] = ""
    issn: Annotated[Issn | None, Key(("国际刊号",), "ISSN，核对校验位", "ISSN; the check digit is verified", "1000-0003")] = None
    cn: Annotated[Text, Key(("国内刊号", "统一刊号", "刊号", "准印证号"), "国内统一刊号或准印证号", "national serial number", "CN 11-0000/D")] = ""
    colophon: Annotated[Colophon, Key(("版权页", "版权信息"), "版权页各行：一组“名目: 内容”，或一个列表", "lines of the colophon: a mapping or a list", "{主编: 张三, 责任编辑: 李四}")] = ()
    url: Annotated[WebAddress | None, Key(("网址", "链接"), "本期的网址，印成二维码", "web address, printed as a QR code", "https://example.org/2023-01")] = None


class PhotoYaml(Written):
    """One photograph."""

    about: ClassVar[str] = "一张照片。只写文件名也行。"
    short_form: ClassVar[str | None] = "file"

    file: Annotated[FileOrFolder, Key(("文件", "图片", "照片"), "图片文件；只写这一项时也可以是文件夹（取其中全部图片，按自然顺序）", "picture; alone it may be a folder: all of its pictures", "photos/01.jpg")]
    caption: Annotated[Text | None, Key(("图说", "图注", "说明"), "图说；不写就用稿件里的", "caption; default: the manuscript's", "植树现场")] = None
    credit: Annotated[Text | None, Key(("摄影", "图片来源", "作者"), "摄影者或来源", "photographer or source", "张三 摄")] = None
    alt: Annotated[Text | None, Key(("替代文字", "图片描述"), "给看不见图的人读的描述", "description for readers who cannot see it", "三个人在植树")] = None
    focus: Annotated[FocusPoint | None, Key(("焦点", "主体位置"), "裁切时必须留住的点，从左、上量起", "the point no crop may lose, from left and top", "[0.3, 0.4]")] = None

    @model_validator(mode="after")
    def _folder_stands_alone(self) -> PhotoYaml:
        if self.file.path.is_dir() and len(self.model_fields_set) > 1:
            raise refused("整个文件夹不能共用一条图说或描述。", "a whole folder cannot share one caption.", "请把照片逐张列出，或只写文件夹。", "List the photographs one by one, or write the folder alone.", rule="not-a-file")
        return self


class CoverYaml(Written):
    """The cover."""

    about: ClassVar[str] = "封面。只写图片文件名也行。"
    short_form: ClassVar[str | None] = "photo"

    photo: Annotated[PhotoYaml | None, Key(("照片", "图片", "封面照片"), "封面照片：文件名，或与文章照片同样的一组键", "cover photograph: a file, or keys as for photos", "photos/cover.jpg")] = None
    lines: Annotated[tuple[Text, ...], Key(("导读", "要目", "标题行"), "封面上的要目，一行一条", "cover lines", "[第一条, 第二条]")] = ()
    title: Annotated[Text | None, Key(("标题", "封面标题"), "封面大标题；不写时第一条要目就是", "cover headline; default: the first line", "迎春")] = None

    @field_validator("photo")
    @classmethod
    def _one_photo(cls, photo: PhotoYaml | None) -> PhotoYaml | None:
        if photo is not None and photo.file.path.is_dir():
            raise refused(f"“{photo.file.name}”是文件夹，封面要一张图片。", f"“{photo.file.name}” is a folder; the cover wants one picture.", "请写出文件名。", "Name the file.", rule="not-a-file")
        return photo


class ArticleYaml(Written):
    """One article."""

    about: ClassVar[str] = "一篇文章。只写稿件文件名也行。"
    short_form: ClassVar[str | None] = "manuscript"

    manuscript: Annotated[FileName, Key(("稿件", "文稿", "文件"), "稿件：纯文本（.txt）", "manuscript: plain text (.txt)", "manuscript.txt")]
    photos: Annotated[tuple[PhotoYaml, ...], Key(("照片", "图片", "配图"), "照片，按出现的顺序；也可以只写一个文件夹", "photographs in order, or one folder", "[photos/01.jpg, photos/02.jpg]")] = ()
    kicker: Annotated[Text | None, Key(("题眉", "引题", "肩题", "栏目"), "题眉，替换稿件里的", "kicker, instead of the manuscript's", "特别报道")] = None
    title: Annotated[Text | None, Key(("标题", "主题", "题目"), "标题，替换稿件里的", "headline, instead of the manuscript's", "春到田间")] = None
    dek: Annotated[Text | None, Key(("副题", "副标题"), "副题，替换稿件里的", "dek, instead of the manuscript's", "三村见闻")] = None
    byline: Annotated[Text | None, Key(("署名", "作者", "文图"), "署名，替换稿件里的", "byline, instead of the manuscript's", "文/张三 图/李四")] = None


class SupplementYaml(Written):
    """One supplement."""

    about: ClassVar[str] = "一份附件：PDF 或图片。只写文件名也行。"
    short_form: ClassVar[str | None] = "file"

    file: Annotated[FileName, Key(("文件",), "PDF 或图片文件", "PDF or picture", "supplements/report.pdf")]
    title: Annotated[Text | None, Key(("标题", "名称"), "目录和书签里的标题；不写就用文件名", "title in contents and bookmarks; default: the file's name", "调研报告")] = None
    pages: Annotated[PageRange | None, Key(("页码", "页", "页面"), "取哪些页；不写就取全部", "which pages; default: all", "1-3,8,z-1")] = None
    start: Annotated[Start, Key(("起始", "起始页", "起"), "从哪一页开始：接排，或另起右页", "on which page it begins", "recto")] = StitchStart.NEXT
    place: Annotated[Placement, Key(("版位", "放置", "放法"), "原页照放，或缩进本刊版心（带书眉和页码）", "the page as it is, or in the house's frame", "page")] = StitchPlace.PAGE
    editions: Annotated[tuple[Edition, ...], Key(("版本",), "进入哪些版本；不写就是全部", "in which editions; default: all", "[archive, email]")] = tuple(EditionName)
    password_env: Annotated[VariableName | None, Key(("密码变量", "密码环境变量"), "存放密码的环境变量名；密码本身不要写在这里", "environment variable that holds the password", "LETTER_PASSWORD")] = None


class PressYaml(Written):
    """The print edition."""

    about: ClassVar[str] = "印刷版。"

    standard: Annotated[PressStandard, Key(("标准",), "PDF 标准", "PDF standard", "pdf/x-4")] = "pdf/x-4"
    profile: Annotated[ProfileName, Key(("色彩特性", "印刷条件", "色彩配置"), "印刷条件：内置名，或 ICC 文件的路径", "output condition: a shipped name or an ICC file", "fogra39")] = "fogra39"
    bleed: Annotated[Millimetres, Key(("出血",), "出血，带单位", "bleed, with its unit", "3mm")] = 3.0
    marks: Annotated[tuple[Mark, ...], Key(("标记", "印刷标记"), "印刷标记", "printer's marks", "[crop, registration, colour-bar, slug]")] = ("crop", "registration", "colour-bar", "slug")
    binding: Annotated[Binding, Key(("装订", "装订方式"), "装订方式", "binding", "saddle-stitch")] = "saddle-stitch"
    min_ppi: Annotated[int, whole_number(72, 1200, "ppi|dpi"), Key(("最低分辨率",), "照片印出来的最低分辨率", "lowest resolution of a printed picture", "220")] = 220
    ink_limit: Annotated[int, whole_number(200, 400, "%"), Key(("总墨量", "墨量上限"), "四色总墨量上限，百分数", "total ink limit in per cent", "300")] = 300


class ArchiveYaml(Written):
    """The archive edition."""

    about: ClassVar[str] = "存档版。"

    standard: Annotated[ArchiveStandard, Key(("标准",), "PDF 标准", "PDF standard", "pdf/a-3a+ua-1")] = "pdf/a-3a+ua-1"


class EmailYaml(Written):
    """The email edition."""

    about: ClassVar[str] = "邮件版。"

    max_size: Annotated[ByteCount | None, Key(("大小上限", "最大", "最大体积"), "文件大小上限，带单位（1 MB = 1 000 000 字节）", "largest file size (1 MB = 1 000 000 bytes)", "3MB")] = None
    dpi: Annotated[int, whole_number(72, 600, "ppi|dpi"), Key(("分辨率",), "照片的分辨率", "resolution of pictures", "150")] = 150


class EditionsYaml(Written):
    """What the issue asks of each edition."""

    about: ClassVar[str] = "各版本的要求。"

    print: Annotated[PressYaml, Key(("印刷", "印刷版"), "印刷版", "print edition", "{bleed: 3mm}")] = PressYaml()
    archive: Annotated[ArchiveYaml, Key(("存档", "存档版", "归档"), "存档版", "archive edition", "{standard: pdf/a-3a+ua-1}")] = ArchiveYaml()
    email: Annotated[EmailYaml, Key(("邮件", "邮件版"), "邮件版", "email edition", "{max_size: 3MB}")] = EmailYaml()


class LintYaml(Written):
    """The desk's own words."""

    about: ClassVar[str] = "本刊的用词习惯。"

    words: Annotated[tuple[Text, ...], Key(("词语", "用词"), "本刊认可的词，不再提示", "the desk's own words", "[古驿道]")] = ()
    names: Annotated[tuple[Text, ...], Key(("人名", "专名", "名称"), "人名、地名、单位名", "names of people and places", "[欧阳某某]")] = ()
    disable: Annotated[tuple[Text, ...], Key(("停用", "不查"), "不要的检查（代码）", "findings not wanted (codes)", "[copyedit/doubled-word]")] = ()


class IssueYaml(Written):
    """The whole file."""

    about: ClassVar[str] = "一期的全部要求。"

    issue: Annotated[IdentityYaml, Key(("期刊", "本期", "刊物"), "本期：刊名、期号、日期、出版者", "what the issue is called", "{name: 某某通讯}")]
    language: Annotated[LanguageTag, Key(("语言",), "全期的语言", "language of the issue", "zh-CN")] = "zh-CN"
    layout: Annotated[LayoutName, Key(("版式",), "用哪种版式", "name of the layout", "magazine")] = "magazine"
    cover: Annotated[CoverYaml, Key(("封面",), "封面的照片、要目和标题", "the cover's photograph, lines and headline", "{photo: photos/cover.jpg}")] = CoverYaml()
    articles: Annotated[tuple[ArticleYaml, ...], Key(("文章", "稿件", "文章列表"), "文章，按刊登顺序", "articles in order", "[{manuscript: manuscript.txt}]")]
    supplements: Annotated[tuple[SupplementYaml, ...], Key(("附件", "附录", "增刊"), "附件，按顺序", "supplements in order", "[supplements/report.pdf]")] = ()
    editions: Annotated[EditionsYaml, Key(("版本",), "各版本的要求", "what the issue asks of each edition", "{email: {max_size: 3MB}}")] = EditionsYaml()
    lint: Annotated[LintYaml, Key(("审校", "校对"), "本刊的用词，和不要的检查", "the desk's words, and findings not wanted", "{words: [古驿道]}")] = LintYaml()

    @field_validator("articles")
    @classmethod
    def _some_articles(cls, articles: tuple[ArticleYaml, ...]) -> tuple[ArticleYaml, ...]:
        if not articles:
            raise refused("一篇文章也没有。", "there is no article.", "至少写一篇，如 [{manuscript: manuscript.txt}]。", "Name one at least, like [{manuscript: manuscript.txt}].")
        return articles
