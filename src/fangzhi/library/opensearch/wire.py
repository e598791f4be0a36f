"""Talk with the cluster: every answer is whole, or an Unsure says that there is none."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fangzhi.library.index import LibraryFault

PAGE = 500
PATIENCE = 120.0
"""Seconds for which writing waits for a cluster that has lost a node."""
_LOAD = 4_000_000
"""Characters of one bulk request."""
_BUCKETS = 20_000
_TRIES = 4
_BUSY = 429
_BROKEN = 500
"""From here on a status says that the cluster, not the request, is at fault."""


class Unsure(LibraryFault):
    """Raised instead of a count that might be too small; says in Chinese what to do."""


class Moved(Exception):
    """Raised when an index is no longer there: another one has taken its place."""


class Taken(Exception):
    """Raised when somebody else wrote in between."""


class State(NamedTuple):
    """Which index is `where` the name leads, and how often it was changed; `next` is the next place.

    `token` tells who wrote it, `lock` lets only one of two writers write the next.
    """

    where: str
    version: int
    next: int
    token: str
    lock: tuple[int, int]


class Wire:
    """A client of one cluster; safe to use from many threads."""

    def __init__(self, hosts: list[str]) -> None:
        try:
            from opensearchpy import OpenSearch
        except ImportError as fault:
            raise LibraryFault(
                "要用 OpenSearch 上的资料库，请先安装 opensearch-py（pip install fangzhi[opensearch]）。"
            ) from fault
        self.client = OpenSearch(
            hosts=[f"http://{host}" for host in hosts],
            http_compress=False,
            timeout=30,
            max_retries=len(hosts),  # the others, once each
            retry_on_timeout=False,
            pool_maxsize=8,
        )

    def ask(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """Send a request; wait and try again where the cluster is busy electing or moving."""
        from opensearchpy import exceptions as told

        for tries_left in reversed(range(_TRIES)):
            try:
                return self.client.transport.perform_request(
                    method, path, params=params or None, body=body
                )
            except told.NotFoundError as fault:
                raise Moved(path) from fault
            except told.ConflictError as fault:
                raise Taken(path) from fault
            except told.TransportError as fault:
                status = fault.status_code
                if isinstance(status, int) and not _passing(status):
                    raise LibraryFault(f"OpenSearch 不接受这个请求：{fault.info}"[:600]) from fault
                if not tries_left:
                    raise Unsure(_sorry(fault)) from fault
                time.sleep(0.5)
        raise AssertionError

    def state(self, name: str) -> State:
        """Give the state behind a name, as last written (not as last refreshed)."""
        told = self.ask("GET", f"/{name}/_doc/state")
        source = told["_source"]
        lock = (told["_seq_no"], told["_primary_term"])
        return State(told["_index"], source["version"], source["place"], source["text"], lock)

    def advance(self, state: State, following: int, token: str) -> State:
        """Write the next state, wholly or not at all; raise Taken when another writer was first."""
        body = {
            "what": "state", "version": state.version + 1, "place": following, "text": token,
        }  # fmt: skip
        lock = {"if_seq_no": state.lock[0], "if_primary_term": state.lock[1]}
        try:
            self.ask("PUT", f"/{state.where}/_doc/state", body, **lock)
        except Taken:
            written = self.state(state.where)  # perhaps by ourselves, the answer lost on the way
            if (written.version, written.token) != (state.version + 1, token):
                raise
            return written
        return self.state(state.where)

    def search(self, index: str, body: dict[str, Any]) -> dict[str, Any]:
        """Search all shards; raise Unsure unless every one of them answered."""
        told: dict[str, Any] = self.ask(
            "POST",
            f"/{index}/_search",
            {"track_total_hits": True, **body},
            allow_partial_search_results="false",
            request_cache="true" if body.get("size") == 0 else "false",
        )
        shards = told["_shards"]
        if told["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
            raise Unsure(_sorry(f"{shards['successful']}/{shards['total']} 个分片"))
        return told

    def sweep(
        self, index: str, query: dict[str, Any], order: list[str], page: int = PAGE
    ) -> Iterator[dict[str, Any]]:
        """Give every document of a query, page after page, each page larger than the one before;
        `order` has to tell them apart."""
        after: list[Any] | None = None
        while True:
            # a document is given as it lies there: to pick fields out the cluster would read it
            body: dict[str, Any] = {"query": query, "sort": order, "size": page}
            if after is not None:
                body["search_after"] = after
            hits = self.search(index, body)["hits"]["hits"]
            yield from (hit["_source"] for hit in hits)
            if len(hits) < page:
                return
            after, page = hits[-1]["sort"], min(4 * page, PAGE)

    def totals(
        self, index: str, query: dict[str, Any], script: dict[str, Any] | None = None
    ) -> dict[str, int]:
        """Give for each text its number of documents, or the sum of a script over them."""
        parts = 1
        while True:
            found: dict[str, int] = {}
            for part in range(parts):
                group = {
                    "field": "text", "size": _BUCKETS,
                    "include": {"partition": part, "num_partitions": parts},
                }  # fmt: skip
                by_text: dict[str, Any] = {"terms": group}
                if script:
                    by_text["aggs"] = {"sum": {"sum": {"script": script}}}
                told = self.search(index, {"size": 0, "query": query, "aggs": {"texts": by_text}})[
                    "aggregations"
                ]["texts"]
                if told["sum_other_doc_count"]:
                    break
                for one in told["buckets"]:
                    count = one["sum"]["value"] if script else one["doc_count"]
                    found[one["key"]] = round(count)
            else:
                return found
            parts *= 4

    def drop(self, index: str, query: dict[str, Any]) -> None:
        """Remove the documents of a query."""
        self.ask(
            "POST", f"/{index}/_delete_by_query", {"query": query},
            conflicts="proceed", refresh="true",
        )  # fmt: skip

    def forget(self, index: str, id: str) -> None:
        """Remove one document, if it is there."""
        with contextlib.suppress(Moved):
            self.ask("DELETE", f"/{index}/_doc/{id}")

    def drop_index(self, index: str) -> None:
        """Remove an index, if it is there."""
        with contextlib.suppress(Moved):
            self.ask("DELETE", f"/{index}")

    def put(self, index: str, documents: Iterable[tuple[str, dict[str, Any]]]) -> int:
        """Write documents, each under its id, and wait until all are written; give how many."""
        count, size, lines = 0, 0, []
        for id, source in documents:
            lines.append((id, json.dumps(source, ensure_ascii=False)))
            size += len(lines[-1][1])
            count += 1
            if size >= _LOAD:
                self._bulk(index, lines)
                size, lines = 0, []
        if lines:
            self._bulk(index, lines)
        return count

    def _bulk(self, index: str, lines: list[tuple[str, str]]) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            body = "".join(f'{{"index":{{"_id":"{id}"}}}}\n{line}\n' for id, line in lines)
            refused: dict[str, Any] = {}
            try:
                items = self.ask("POST", f"/{index}/_bulk", body)["items"]
                refused = {
                    item["index"]["_id"]: item["index"]
                    for item in items
                    if item["index"]["status"] >= 300
                }
                lines = [line for line in lines if line[0] in refused]
                if not lines:
                    return
                if not all(_passing(item["status"]) for item in refused.values()):
                    raise LibraryFault(f"OpenSearch 没有收下：{next(iter(refused.values()))}")
            except Unsure:
                if time.monotonic() > until:
                    raise
            if time.monotonic() > until:
                raise Unsure(_sorry(next(iter(refused.values()), "")))
            time.sleep(1)

    def refresh(self, index: str) -> None:
        """Let searches see what was written, on every copy that answers searches."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                shards = self.ask("POST", f"/{index}/_refresh")["_shards"]
                if not shards["failed"]:
                    return
            except Unsure:  # its memory is full for now, or it has lost a node
                if time.monotonic() > until:
                    raise
                shards = {}
            if time.monotonic() > until:
                raise Unsure(_sorry(shards))
            time.sleep(1)


def _passing(status: int) -> bool:
    return status == _BUSY or status >= _BROKEN


def _sorry(why: object) -> str:
    return (
        f"集群这时答不全（{str(why)[:200]}），所以不给数目。"
        "请稍候再找；一再这样，请看集群里是不是少了机器。"
    )
