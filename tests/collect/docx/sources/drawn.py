"""Cases about pictures, text boxes and what cannot be read as words."""

from __future__ import annotations

from tests.collect.docx.sources.pieces import (
    centred,
    drawing,
    graphic,
    p,
    part,
    pic,
    png,
    r,
    tbl,
    tc,
    tr,
)

_A: dict[str, str | bytes] = {
    "rels": "p1 image media/image1.png",
    "word/media/image1.png": png(40, 24, 120),
}
_TWO: dict[str, str | bytes] = {
    "rels": "p1 image media/image1.png\np2 image media/image2.png",
    "word/media/image1.png": png(40, 24, 120),
    "word/media/image2.png": png(16, 16, 200),
}
_SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_GROUP_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


def box(content: str) -> str:
    """A drawn text box."""
    return graphic(_SHAPE_URI, f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent>"
                   "</wps:txbx></wps:wsp>")  # fmt: skip


def old_box(content: str) -> str:
    """A text box as VML has it."""
    return (f'<w:r><w:pict><v:shape style="width:90pt;height:20pt"><v:textbox><w:txbxContent>{content}'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")  # fmt: skip


CASES: dict[str, dict[str, str | bytes]] = {
    "picture-in-a-paragraph-of-its-own": {
        "main": p("通车典礼如下图。") + p(drawing(graphic("picture", pic("p1")), "浣水二桥")) + p("完。"),
        **_A,
    },
    "picture-anchored-beside-words": {
        "main": p(r("桥头") + drawing(graphic("picture", pic("p1")), "碑", "anchor") + r("有碑。")), **_A,
    },
    "pictures-in-a-group": {
        "main": p(drawing(graphic(_GROUP_URI, "<wpg:wgp>"
            + pic("p1", size='<a:ext cx="720000" cy="360000"/>')
            + pic("p2", size='<a:ext cx="360000" cy="360000"/>') + "</wpg:wgp>"), "两图")), **_TWO,
    },
    "picture-as-vml": {
        "main": p('<w:r><w:pict><v:shape style="width:72pt;height:36pt" alt="旧照">'
                  '<v:imagedata r:id="p1" o:title=""/></v:shape></w:pict></w:r>'), **_A,
    },
    "picture-in-a-cell": {
        "main": tbl(1, tr(tc(p(r("照片") + drawing(graphic("picture", pic("p1")), "门楼"))))), **_A,
    },
    "picture-drawn-twice-for-old-programs": {
        "main": p('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
                  '<wp:extent cx="360000" cy="360000"/>' + graphic("picture", pic("p1"))
                  + '</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>'
                  '<v:imagedata r:id="p1"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'),
        **_A,
    },
    "picture-only-linked-is-told": {
        "main": p(r("见图") + '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><pic:pic>'
                  '<pic:blipFill><a:blip r:link="p1"/></pic:blipFill></pic:pic></a:graphicData>'
                  "</a:graphic></wp:inline></w:drawing></w:r>"),
        "rels": "p1 image https://example.org/a.png",
    },
    "picture-missing-is-told": {
        "main": p(drawing(graphic("picture", pic("p9")))) + p("其后有文。"),
    },
    "text-box-once-after-its-paragraph": {
        "main": p(r("锚在这里。") + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
                  "<wp:anchor>" + box(p("框内一") + p(r("框内二", "<w:b/>"))) + "</wp:anchor></w:drawing>"
                  "</mc:Choice><mc:Fallback>" + old_box(p("框内一") + p("框内二"))[5:-6]
                  + "</mc:Fallback></mc:AlternateContent></w:r>") + p("下一段。"),
    },
    "text-box-as-vml-with-a-table": {
        "main": p(old_box(p("框内") + tbl(1, tr("框内的表")))),
    },
    "watermark-in-the-header": {
        "main": p("正文") + '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>',
        "rels": "h1 header header1.xml",
        "word/header1.xml": part("hdr", p('<w:r><w:pict><v:shape><v:textpath string="征求意见稿"/>'
                                           "</v:shape></w:pict></w:r>")),
    },
    "chart-is-told": {
        "main": p(r("产值走势") + drawing(graphic("chart", '<c:chart r:id="c1"/>'), "产值图")),
    },
    "diagram-is-told": {
        "main": p(drawing(graphic("diagram", '<dgm:relIds r:dm="d1"/>'), "机构图")) + p("完。"),
    },
    "embedded-object-is-told": {
        "main": p('<w:r><w:object><v:shape style="width:50pt;height:20pt"><v:imagedata r:id="p1"/>'
                  '</v:shape><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r>'), **_A,
    },
    "drawn-lines-are-told": {
        "main": p(r("示意") + drawing(graphic(_SHAPE_URI, "<wps:wsp><wps:spPr/></wps:wsp>"))),
    },
    "horizontal-rule-is-nothing": {
        "main": p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>') + centred("线下", ""),
    },
    "embedded-file-is-told": {"main": p("前。") + '<w:altChunk r:id="x1"/>' + p("后。")},
}  # fmt: skip
