"""Figures: the picture, 图题, 图说, and who made it, when and where."""

from __future__ import annotations

from fangzhi.model.manuscript import Figure
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, lang_of
from fangzhi.publish.legal import attribute, escaped


def figure(block: Figure, sheet: Sheet) -> str:
    """Give a figure; where the picture cannot be shown it says so in words."""
    caption = _title(block, sheet)
    if block.caption is not None:
        caption += (
            f'<p class="legend"{sheet.place(block.caption.id)}>{inline(block.caption, sheet)}</p>'
        )
    told = "　".join(escaped(fact) for fact in _facts(block))
    caption += f'<p class="credit">{told}</p>' if told else ""
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    given = f'class="picture {block.kind}"{lang_of(block.lang)}'
    return f"<figure{sheet.place(block.id)} {given}>{_picture(block, sheet)}{shown}</figure>"


def _picture(block: Figure, sheet: Sheet) -> str:
    words = block.description or (block.title.text if block.title else "") or block.name or "图"
    address = sheet.shared.pictures.get(block.asset)
    if address is not None:
        return f'<img src="{attribute(address)}" alt="{attribute(words)}"/>'
    known = sheet.shared.book.assets.get(block.asset)
    if known is not None and known.media_type not in ("", "application/octet-stream"):
        why = f"图“{words[:20]}”的格式（{known.media_type}）网页和电子书不能显示"
        sheet.shared.say(f"{why}。请另存为 PNG 或 JPEG 再送。", block.id)
    else:
        sheet.shared.say(f"图“{words[:20]}”未能取得，网页和电子书上缺图。请补送原图。", block.id)
    return f'<p class="missing">（缺图：{escaped(words)}）</p>'


def _title(block: Figure, sheet: Sheet) -> str:
    label = sheet.shared.book.labels.get(block.id, block.label)
    if block.title is None:
        return f"<p>{escaped(label)}</p>" if label else ""
    words = inline(block.title, sheet)
    own = not label or block.title.text.replace(" ", "").startswith(label)
    shown = words if own else f'<span class="number">{escaped(label)}</span>　{words}'
    return f"<p{sheet.place(block.title.id)}>{shown}</p>"


def _facts(block: Figure) -> list[str]:
    """Give date, place, credit and map approval, except what title or caption already say."""
    said = (block.title.text if block.title else "") + (block.caption.text if block.caption else "")
    facts = (block.date, block.place, block.credit, block.map_approval)
    return [fact for fact in facts if fact and fact not in said]
