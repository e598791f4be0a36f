"""Pictures that a Markdown file names: local files inside the folder handed in, nothing else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from fangzhi.collect.markdown.inline import Picture
from fangzhi.collect.pictures import asset_of
from fangzhi.collect.remarks import remark
from fangzhi.collect.weave import Weave
from fangzhi.files.guard import admit
from fangzhi.files.refusal import Refusal
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset, Figure
from fangzhi.model.place import Run
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id

Found = tuple[list[Figure | Text], list[Finding], list[tuple[Asset, bytes]]]


def figures_of(
    source: SourceFile, weave: Weave, pictures: list[Picture], line: int, *, alone: bool
) -> Found:
    """Give figures where a paragraph holds pictures alone; else mark them in the text.

    What a picture says for itself (alt) becomes its title, or the text of its mark; where the
    picture was not let in, the words stay as a caption.
    """
    figures: list[Figure | Text] = []
    findings: list[Finding] = []
    assets: list[tuple[Asset, bytes]] = []
    for number, picture in enumerate(pictures):
        found = _admitted(source, picture.path)
        digest = ""
        if isinstance(found, str):
            findings.append(remark(source, found, address=f"L{line}"))
        else:
            asset, data = found
            assets.append((asset, data))
            digest = asset.digest
        if alone:
            figures.append(_figure(source, picture, digest, line, number))
        else:
            weave.mark(picture.at, "figure", digest, picture.alt, end=picture.at)
    return figures, findings, assets


def _figure(
    source: SourceFile, picture: Picture, digest: str, line: int, number: int
) -> Figure | Text:
    address = f"L{line}"
    key = mint_id(source.digest, "", f"figure {address}/{number}")
    run = Run(0, len(picture.alt), source.digest, "", address, picture.offset)
    title = Text(key + "t", picture.alt, "caption", origin=(run,))
    if not digest:
        return title
    name = PurePosixPath(picture.path).name
    return Figure(key, digest, name, title=title if picture.alt else None, origin_address=address)


def _admitted(source: SourceFile, path: str) -> tuple[Asset, bytes] | str:
    """Read the picture through the guard, or say in Chinese why not."""
    if "://" in path or path.startswith(("//", "data:", "/", "\\")):
        return f"图片“{path[:80]}”不在来稿文件夹里，没有读取。请把原图放进文件夹，用相对路径引用。"
    target = source.path.parent / unquote(path.split("#")[0])
    found = admit(target, _root(source))
    if isinstance(found, Refusal):
        return f"图片没有读入：{found.message}"
    if found.media_type != "image":
        return f"“{path[:80]}”不是图片，没有读入。请核对引用。"
    return asset_of(found.data, target.name), found.data


def _root(source: SourceFile) -> Path:
    depth = len(PurePosixPath(source.name).parts)
    return source.path.parents[depth - 1] if depth <= len(source.path.parents) else Path()
