"""A work of the workbench as the stages below read it: told, bound, checked, built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from django.conf import settings
from wagtail.models import Page

from fangzhi.check.settings import DocumentSettings
from fangzhi.compile.build import Compiled, bind
from fangzhi.compile.settings import Contribution
from fangzhi.files.atomic import write_bytes
from fangzhi.files.store import AssetStore
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Entry, Node, Ref
from fangzhi.project.build import Built, build
from fangzhi.project.checking import Checked, check_project
from fangzhi.project.folder import CACHE_FOLDER
from fangzhi.project.load import Project
from fangzhi.project.settings import Told, tell
from fangzhi.project.toml import NAMES, read_settings
from fangzhi.publish.renderers import RENDERERS
from fangzhi.workbench.works.models import EntryPage, Settlement, WorkPage
from fangzhi.workbench.works.tree import branch, work_of


def store() -> AssetStore:
    """Give the store of originals, pictures and recordings."""
    return AssetStore(Path(settings.HOME) / "资料库")


def folder_of(work: WorkPage) -> Path:
    """Give the folder that mirrors a work's settings and keeps what checking remembers."""
    folder = Path(settings.HOME) / "志书" / str(work.work_id)
    (folder / CACHE_FOLDER).mkdir(parents=True, exist_ok=True)
    return folder


def told_of(work: WorkPage) -> Told:
    """Read a work's settings with the office's names in time; the folder's copy is renewed first."""
    from fangzhi.workbench.sources.names import authority_of

    folder = folder_of(work)
    path = folder / NAMES[0]
    text = str(work.settings or "").encode("utf-8")
    if not path.is_file() or path.read_bytes() != text:
        write_bytes(path, text)
    told = read_settings(folder)
    authority = {**told.authority}
    for table, rows in authority_of(work).items():
        authority[table] = [*authority.get(table, ()), *rows]
    found = tell(msgspec.structs.replace(told, authority=authority), folder)
    resolved = tuple(Settlement.objects.order_by("pk").values_list("resolution", flat=True))
    older = tuple(
        DocumentSettings(name, prior_volume=True) for name, _ in _older(work, with_entries=False)
    )
    check = msgspec.structs.replace(
        found.check,
        resolved=(*found.check.resolved, *resolved),
        documents=(*found.check.documents, *older),
    )
    return msgspec.structs.replace(found, check=check)


def _older(work: WorkPage, *, with_entries: bool = True) -> Iterator[tuple[str, Manuscript]]:
    """Give the papers of the works that this one is compared with, each under the work's title."""
    for other in work.compared.order_by("pk"):
        pages = EntryPage.objects.filter(path__startswith=other.path).order_by("path")
        if not with_entries:
            names = {f"《{other.title}》{name}" for name in pages.values_list("title", flat=True)}
            yield from ((name, Manuscript()) for name in sorted(names))
            continue
        for page in pages.iterator(500):
            name = f"《{other.title}》{page.title}"
            entry = page.entry
            head = (entry.title,) if entry.title is not None else ()
            blocks = (*head, *entry.manuscript.blocks)
            yield name, msgspec.structs.replace(entry.manuscript, blocks=blocks, name=name)


def project_of(page: Page) -> tuple[Project, Compiled]:
    """Give a page and all below it as a loaded project with its bound book."""
    work = work_of(page)
    told = told_of(work)
    found = branch(page)
    nodes = _filled(found.nodes)
    if found.entries:
        title = str(page.title) if page.depth > work.depth else str(work.title)
        refs = tuple(Ref(entry.id, digest) for digest, entry in _by_digest(found.entries))
        loose = Node(mint_id(str(work.work_id), "loose", str(page.pk)), "条目", title, entries=refs)
        nodes = (loose, *nodes)
    front = tuple(node for node in nodes if node.kind == "前置")
    top = tuple(node for node in nodes if node.kind != "前置")
    book = bind(told.work, top, front, found.by_digest)
    priors = tuple(Contribution(manuscript) for _, manuscript in _older(work))
    project = Project(folder_of(work), told, (), priors, (), told.complaints, store())
    return project, Compiled(book)


def _filled(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Leave out lines of the outline that nothing was handed in for: a book does not print them."""
    kept = (msgspec.structs.replace(node, nodes=_filled(node.nodes)) for node in nodes)
    return tuple(node for node in kept if node.entries or node.nodes or node.heading is not None)


def _by_digest(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    return [(digest_of(entry), entry) for entry in entries]


def checked(page: Page) -> Checked:
    """Check a page and all below it with the work's rules; findings in reading order."""
    project, compiled = project_of(page)
    return check_project(project, compiled=compiled)


def export(
    page: Page,
    out: Path,
    formats: Iterable[str] = tuple(RENDERERS),
    progress: Callable[[str, int, int], None] | None = None,
) -> Built:
    """Build a page and all below it into `out`, by the same build as a folder's."""
    project, compiled = project_of(page)
    if progress is None:
        return build(project, out, formats=formats, compiled=compiled)
    return build(project, out, formats=formats, compiled=compiled, progress=progress)
