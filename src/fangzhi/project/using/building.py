"""Build a dossier: verified first, then a clean product and its 出处版, and the cards as a ZIP."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import msgspec

from fangzhi.files.atomic import replace_folder, staging, write_bytes
from fangzhi.files.zipout import Member, pack
from fangzhi.library.index import Library
from fangzhi.model.using import EvidenceCard
from fangzhi.model.value import Value
from fangzhi.project.using.dating import show_year
from fangzhi.project.using.dossier import NAME, Dossier, DossierFault, read_dossier
from fangzhi.project.using.paper.docx import render_docx
from fangzhi.project.using.paper.pdf import render_pdf
from fangzhi.project.using.paper.values import Paper
from fangzhi.project.using.paper.words import leaves_in_words
from fangzhi.project.using.products.advisory import advisory
from fangzhi.project.using.products.bound import bound_file, chronicle
from fangzhi.project.using.products.pack import evidence_pack
from fangzhi.project.using.products.setting import Setting
from fangzhi.project.using.settled import read_settled
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.verifying import verify
from fangzhi.publish.docx.text.pictures import extension_of
from fangzhi.publish.legal import file_name

PRODUCTS: dict[str, Callable[[Setting], Paper]] = {
    "地理标志": evidence_pack,
    "资政报告": advisory,
    "专题": bound_file,
    "读本": bound_file,
    "大事辑要": chronicle,
}
SOURCED = "·出处版"


class Product(Value, frozen=True):
    """What was built: the folder, the files in it with their pages, and what to look at again."""

    folder: str
    files: tuple[tuple[str, int], ...]
    cards: int
    unchecked: int
    warnings: tuple[str, ...] = ()


def build_product(
    folder: Path,
    library: Library,
    out: Path,
    *,
    internal: bool = False,
    shelf: Callable[[Dossier], Shelf] | None = None,
) -> Product:
    """Write `out`/<title>/: DOCX, PDF, both again as 出处版, and the cards as a ZIP.

    Raises DossierFault, naming every sentence, when a quotation does not stand word for word, a
    sentence has no evidence, or a number is not in its evidence; nothing is then replaced. `shelf`
    gives the library as somebody else than the public, or an office (`internal`), may see it.
    """
    dossier = read_dossier(folder)
    seen = shelf(dossier) if shelf else Shelf(library, dossier, internal=internal)
    setting = prepare(folder, dossier, seen)
    target = out / file_name(dossier.dossier.title)
    staged = staging(target)
    files: list[tuple[str, int]] = []
    missing: set[str] = set()
    name = file_name(dossier.dossier.title)
    for sourced in (False, True):
        setting.sourced, setting.numbers = sourced, {}
        paper = PRODUCTS[dossier.dossier.kind](setting)
        base = name + (SOURCED if sourced else "")
        set_pdf = render_pdf(paper)
        missing.update(set_pdf.missing)
        write_bytes(staged / f"{base}.docx", render_docx(paper))
        write_bytes(staged / f"{base}.pdf", set_pdf.data)
        files += [(f"{base}.docx", 0), (f"{base}.pdf", set_pdf.pages)]
    write_bytes(staged / f"{name}·证据卡.zip", cards_zip(folder, setting))
    files.append((f"{name}·证据卡.zip", 0))
    replace_folder(staged, target)
    warnings = list(setting.warnings)
    if missing:
        codes = "、".join(f"{c}（U+{ord(c):04X}）" for c in sorted(missing))
        warnings.append(f"随附字体没有这些字，PDF 上可能显示不出：{codes}")
    unchecked = sum(not card.checked_by for card in setting.cards.values())
    return Product(str(target), tuple(files), len(setting.cards), unchecked, tuple(warnings))


def prepare(folder: Path, dossier: Dossier, shelf: Shelf) -> Setting:
    """Verify a dossier and look up all that its product needs; raise DossierFault."""
    if not dossier.cards:
        raise DossierFault("案卷里还没有选用的证据。请先 gather 找出候选、选定，再 take。")
    verified = verify(dossier, shelf, read_settled(folder, dossier))
    if verified.hard:
        told = "\n".join(f"· {problem.shown}" for problem in verified.hard)
        raise DossierFault(f"没有成文，先要改好这{len(verified.hard)}处：\n{told}")
    titles = (*(card.work for card in dossier.cards),
              *(title for search in dossier.searches for title in search.works))  # fmt: skip
    cards = {card.id: card for card in verified.cards}
    return Setting(
        dossier,
        cards,
        verified.years,
        verified.sums,
        {row.id: shelf.count(row) for row in dossier.searches},
        {card.id: shelf.citation(card) for card in verified.cards},
        tuple(shelf.described(titles)),
        {card.id: _picture(folder, card) for card in verified.cards if card.image},
        {card.id: at for card in verified.cards if not card.image and (at := shelf.image(card))},
        tuple(
            title
            for title in dict.fromkeys(c.work for c in dossier.cards)
            if shelf.is_closed(title)
        ),
        tuple(problem.shown for problem in verified.problems),
    )


def _picture(folder: Path, card: EvidenceCard) -> bytes:
    """Read a card's facsimile out of the dossier's folder."""
    path = (folder / card.image).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise DossierFault(f"证据{card.id}的影印件“{card.image}”不在案卷文件夹里。")
    data = path.read_bytes()
    if extension_of(data) not in ("png", "jpeg", "gif"):
        raise DossierFault(f"证据{card.id}的影印件“{card.image}”不是 PNG、JPEG 或 GIF 图片。")
    return data


def cards_zip(folder: Path, setting: Setting) -> bytes:
    """Give the cards as JSON and CSV with their citations, the dossier, and the facsimiles."""
    rows = [_told(setting, card) for card in setting.cards.values()]
    table = io.StringIO()
    writer = csv.DictWriter(table, rows[0], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    told = msgspec.json.format(msgspec.json.encode(
        {"title": setting.dossier.dossier.title, "kind": setting.dossier.dossier.kind,
         "works": setting.works, "cards": rows}), indent=1)  # fmt: skip
    members = [
        Member("卡片.json", told),
        Member("卡片.csv", table.getvalue().encode("utf-8-sig")),
        Member(NAME, (folder / NAME).read_bytes()),
    ]
    for id, data in setting.pictures.items():
        members.append(Member(f"影印件/{id}.{extension_of(data)}", data, stored=True))
    return pack(members)


def _told(setting: Setting, card: EvidenceCard) -> dict[str, str]:
    claims = setting.dossier.claim_values()
    year = setting.years.get(card.id)
    return {
        "编号": card.id, "书": card.work, "出处": leaves_in_words(card.cite, card.cite_end),
        "叶": card.cite, "起": str(card.start), "止": str(card.end), "引文": card.quotation,
        "引文校验码": card.digest, "时期": card.period, "断代依据": card.basis,
        "公元": show_year(year) if year is not None else "",
        "主张": "、".join(c.id for c in claims if card.id in c.evidence),
        "不合": "、".join(c.id for c in claims if card.id in c.against),
        "可信度": card.reliability, "核对": card.state, "核对日期": card.checked_on,
        "影印件": card.image, "备注": card.note, "引用格式": setting.cited[card.id],
    }  # fmt: skip
