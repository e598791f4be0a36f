"""M 图质: pictures that are too coarse to be printed at the size they are placed."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Figure, Manuscript

_DPI = 300
_MILLIMETRES = 25.4


@rule(
    "R213",
    "图质",
    level="式",
    basis="印刷通例：照片不低于300 dpi；授权、原件由人核",
    scope="manuscript",
    bad=[
        Example(figures=(("a", "2024年5月，茶市（陈某摄）"),), sizes=((600, 120.0),)),
        Example(figures=(("a", "2023年春，渡口（罗某摄）"),), sizes=((1000, 100.0),)),
        Example(figures=(("a", "1987年，米市街（周某摄）"),), sizes=((420, 80.0),)),
    ],
    good=[
        Example(figures=(("a", "2024年5月，茶市（陈某摄）"),), sizes=((1800, 120.0),)),
        Example(figures=(("a", "2024年5月，茶市（陈某摄）"),), sizes=((600, 0.0),)),
        Example(figures=(("a", "2024年5月，茶市（陈某摄）"),)),
    ],
)
def picture_too_coarse(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """图片按所占尺寸应有300 dpi以上；向量图不受此限。"""
    pixels = {
        asset.digest: asset.width for asset in manuscript.assets if "svg" not in asset.media_type
    }
    for block in manuscript.blocks:
        if not isinstance(block, Figure) or block.width <= 0:
            continue
        across = pixels.get(block.asset, 0)
        dpi = across * _MILLIMETRES / block.width
        # a picture placed by hand is seldom exact: within 5 % counts as enough
        if across and dpi < _DPI * 0.95:
            text = block.caption or block.title
            name = text.text if text is not None else block.name
            yield Hit(
                0,
                len(text.text) if text is not None else 0,
                f"图片“{name[:16]}”宽{across}像素，占{block.width:.0f}毫米，合{dpi:.0f} dpi，"
                f"不足{_DPI} dpi，请换原图或缩小。",
                block=text.id if text is not None else "",
                evidence=(f"{across}÷（{block.width:.1f}÷25.4）＝{dpi:.0f}",),
                level="体",  # word processors shrink pictures: the original may be fine
                confidence="hint",
            )
