"""One manuscript as a Word file that, read again, gives an equal manuscript (up to Origin)."""

from __future__ import annotations

from fangzhi.files.carried import Carried
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import Text
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.parts.pages import section
from fangzhi.publish.docx.skeleton import skeleton
from fangzhi.publish.docx.text.blocks import block
from fangzhi.publish.docx.text.inline import paragraphs_of
from fangzhi.publish.docx.text.notes import write_note
from fangzhi.publish.result import Assets


def write_manuscript(manuscript: Manuscript, assets: Assets) -> bytes:
    """Give the bytes of a Word file with the words, looks and ids of a manuscript."""
    return write_with_findings(manuscript, assets)[0]


def write_with_findings(
    manuscript: Manuscript, assets: Assets
) -> tuple[bytes, tuple[Finding, ...]]:
    """Give the file and what Word cannot show of it."""
    draft = draft_for(manuscript, assets)
    body = "".join(block(one, draft) for one in manuscript.blocks)
    for note in manuscript.notes:
        if note.id not in draft.written_notes:
            write_note(note, draft, paragraphs_of)
    carried = carried_of(manuscript, draft)
    described = Described(manuscript.title, manuscript.author, manuscript.lang)
    data = package(body + section(), draft, carried, described)
    return data, tuple(draft.findings)


def draft_for(manuscript: Manuscript, assets: Assets) -> Draft:
    """Begin a draft that knows a manuscript's notes, pictures and texts."""
    return Draft(
        assets=assets,
        known={asset.digest: asset for asset in manuscript.assets},
        notes={note.id: note for note in manuscript.notes},
        printed={text.id: text.label for text in texts(manuscript) if _is_target(text)},
        lang=manuscript.lang,
    )


def carried_of(manuscript: Manuscript, draft: Draft) -> Carried:
    """Give what travels beside the words once the draft is written."""
    return Carried(
        skeleton=skeleton(manuscript),
        styles=dict(sorted(draft.styles.items())),
        words=dict(sorted(draft.words.items())),
        marks=tuple(draft.marks),
        names=tuple(draft.names),
        drawn=tuple(draft.drawn),
    )


def _is_target(text: Text) -> bool:
    return text.role == "heading" and bool(text.label)
