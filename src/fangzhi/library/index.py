"""The index: chunks of streams in tantivy, one character a token, so that every phrase is exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import tantivy

from fangzhi.files.atomic import write_bytes
from fangzhi.library.stream import Stream
from fangzhi.model.value import read_json, read_msgpack
from fangzhi.zh.fold import fold

CHUNK = 2000
"""Characters of a stream that one index document owns."""
REACH = 64
"""Characters after its own that a document also indexes, so that phrases cross chunk ends."""
CONTEXT = 64
"""Characters before its own that a document keeps to show matches in context."""
HEAP = 64 * 1024 * 1024
_TOKENIZER = "character"
_REGISTER = "library.json"


class Shelved(msgspec.Struct, frozen=True):
    """One work on the shelf: id, title, where it came from, digest of its stream, characters."""

    id: str
    title: str
    name: str
    digest: str
    characters: int


class Chunk(msgspec.Struct, frozen=True):
    """A stored stretch of a work: `text` with context, its own part `start`..`end` inside it."""

    work: str
    ordinal: int
    text: str
    start: int
    end: int
    offsets: tuple[int, ...]
    cites: tuple[str, ...]


class LibraryFault(RuntimeError):
    """Raised when a library folder cannot be used; says in Chinese what to do."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("work", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(
        "folded", stored=False, tokenizer_name=_TOKENIZER, index_option="position"
    )
    builder.add_bytes_field("chunk", stored=True)
    return builder.build()


class Library:
    """A folder with an index of works. Adding a work again replaces it."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the library in `folder`; raise LibraryFault when there is none (unless `create`)."""
        self.folder = folder
        self._index_folder = folder / "index"
        if not self._index_folder.is_dir():
            if not create:
                raise LibraryFault(f"“{folder}”里没有资料库。请先用 fangzhi library add 加入书稿。")
            self._index_folder.mkdir(parents=True, exist_ok=True)
        try:
            self.index = tantivy.Index(_schema(), path=str(self._index_folder))
            self.register = self._read_register()
        except (ValueError, OSError, msgspec.DecodeError) as fault:
            raise LibraryFault(
                f"资料库“{folder}”打不开（{fault}）。可删去这个文件夹，重新加入书稿。"
            ) from fault
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"[\s\S]")).build()
        self.index.register_tokenizer(_TOKENIZER, analyzer)
        self.schema = self.index.schema

    def add(self, works: Iterator[tuple[Shelved, Stream]]) -> int:
        """Index works in one commit; give how many characters. All or nothing on a crash."""
        writer = self.index.writer(heap_size=HEAP, num_threads=1)
        characters = 0
        register = {work.id: work for work in self.register}
        for work, stream in works:
            writer.delete_documents_by_term("work", work.id)
            for chunk in chunks_of(work.id, stream):
                document = tantivy.Document()
                document.add_text("work", work.id)
                document.add_text("folded", fold(chunk.text[chunk.start :]))
                document.add_bytes("chunk", msgspec.msgpack.encode(chunk))
                writer.add_document(document)
            register[work.id] = work
            characters += len(stream.text)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.register = tuple(register.values())
        write_bytes(
            self.folder / _REGISTER, msgspec.json.format(msgspec.json.encode(self.register))
        )
        return characters

    def chunks(self, words: str) -> Iterator[Chunk]:
        """Give every chunk whose own part or reach may hold these words (folded), in text order."""
        tokens = list(fold(words)[:REACH])
        if len(tokens) == 1:
            query = tantivy.Query.term_query(self.schema, "folded", tokens[0])
        else:
            query = tantivy.Query.phrase_query(self.schema, "folded", list(tokens))
        searcher = self.index.searcher()
        hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
        chunks = [
            read_msgpack(bytes(searcher.doc(address)["chunk"][0]), Chunk) for _, address in hits
        ]
        order = {work.id: position for position, work in enumerate(self.register)}
        yield from sorted(chunks, key=lambda c: (order.get(c.work, len(order)), c.work, c.ordinal))

    def _read_register(self) -> tuple[Shelved, ...]:
        path = self.folder / _REGISTER
        if not path.is_file():
            return ()
        return read_json(path.read_bytes(), tuple[Shelved, ...])


def chunks_of(work: str, stream: Stream) -> Iterator[Chunk]:
    """Cut a stream into chunks that own CHUNK characters each and see beyond both ends."""
    for ordinal, begin in enumerate(range(0, len(stream.text), CHUNK)):
        end = min(begin + CHUNK, len(stream.text))
        left = max(0, begin - CONTEXT)
        inside = [
            (max(offset, begin) - left, cite)
            for position, (offset, cite) in enumerate(
                zip(stream.offsets, stream.cites, strict=True)
            )
            if offset < end and _end_of(stream, position) > begin
        ]
        yield Chunk(
            work,
            ordinal,
            stream.text[left : end + REACH + CONTEXT],
            begin - left,
            end - left,
            tuple(offset for offset, _ in inside),
            tuple(cite for _, cite in inside),
        )


def _end_of(stream: Stream, position: int) -> int:
    following = position + 1
    return stream.offsets[following] if following < len(stream.offsets) else len(stream.text)
