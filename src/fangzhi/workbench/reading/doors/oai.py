"""OAI-PMH 2.0: the six verbs over what is open, in Dublin Core (openarchives.org/OAI/2.0)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from lxml import etree

from fangzhi.workbench.people.office import name
from fangzhi.workbench.reading.doors.dublin import NAMESPACE as DC
from fangzhi.workbench.reading.doors.dublin import SCHEMA as DC_SCHEMA
from fangzhi.workbench.reading.doors.dublin import record_of
from fangzhi.workbench.reading.doors.gate import Open, door, namespaces, open_works, plain, stamp
from fangzhi.workbench.reading.models import ORIGINS
from fangzhi.workbench.reading.shelf.scope import Scope, room

OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
A_PAGE = 50
_PREFIX = "oai_dc"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NAME = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
_LISTING = {"metadataPrefix": True, "from": False, "until": False, "set": False}
VERBS: dict[str, dict[str, bool]] = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": False},
    "ListSets": {},
    "ListIdentifiers": _LISTING,
    "ListRecords": _LISTING,
    "GetRecord": {"identifier": True, "metadataPrefix": True},
}
"""The arguments of each verb, and whether it must be given."""
_RESUMED = ("ListSets", "ListIdentifiers", "ListRecords")


class Fault(Exception):
    """An error of the protocol: its code, and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class Asked(NamedTuple):
    """A verb with its arguments, and where a list goes on."""

    verb: str
    told: dict[str, str]
    offset: int = 0


@csrf_exempt
@door
def oai(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Answer one request, by GET or POST; errors are answers too, as the protocol has them."""
    told = request.POST if request.method == "POST" else request.GET
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap=namespaces(OAI, xsi=_XSI))
    root.set(f"{{{_XSI}}}schemaLocation", f"{OAI} {OAI[:-1]}/OAI-PMH.xsd")
    _add(root, "responseDate", stamp(timezone.now()))
    asked_at = _add(root, "request", request.build_absolute_uri(request.path))
    try:
        asked = _asked(told)
        body = etree.Element(f"{{{OAI}}}{asked.verb}", nsmap=namespaces(OAI))
        _ANSWERS[asked.verb](body, asked, scope, request)
        for key in told:
            asked_at.set(key, plain(told[key]))
        root.append(body)
    except Fault as fault:
        if fault.code not in ("badVerb", "badArgument"):
            for key in told:
                asked_at.set(key, plain(told[key]))
        _add(root, "error", str(fault)).set("code", fault.code)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(data, content_type="text/xml; charset=utf-8")


def _asked(told: QueryDict) -> Asked:
    doubled = [key for key, values in told.lists() if len(values) > 1]
    verb = told.get("verb", "")
    if verb not in VERBS or "verb" in doubled:
        raise Fault("badVerb", "没有这个 verb，或者给了不止一个。")
    given = {key: value for key, value in told.items() if key != "verb"}
    if doubled:
        raise Fault("badArgument", "同一个参数给了不止一次。")
    if "resumptionToken" in given:
        if verb not in _RESUMED or len(given) > 1:
            raise Fault("badArgument", "resumptionToken 只能单独用，而且只用于列表。")
        return _resumed(verb, given["resumptionToken"])
    known = VERBS[verb]
    if strange := set(given) - set(known):
        raise Fault("badArgument", f"{verb} 没有这些参数：{'、'.join(sorted(strange))[:200]}")
    if missing := [key for key, must in known.items() if must and not given.get(key)]:
        raise Fault("badArgument", f"缺少参数：{'、'.join(missing)}")
    for key in ("set", "metadataPrefix"):
        if key in given and not _NAME.fullmatch(given[key]):
            raise Fault("badArgument", f"{key} 只能用英文字母、数字和 -_.!~*'() 这些符号。")
    return Asked(verb, given)


def _resumed(verb: str, token: str) -> Asked:
    try:
        told, offset = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
        good = isinstance(offset, int) and offset > 0 and verb != "ListSets"
        good = good and told.pop("verb") == verb and set(told) <= set(VERBS[verb])
        good = good and all(isinstance(value, str) for value in told.values())
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        good = False
    if not good:
        raise Fault("badResumptionToken", "这个 resumptionToken 无效，请从头再列。")
    return Asked(verb, told, offset)


def _identify(body: Any, asked: Asked, scope: Scope, request: HttpRequest) -> None:
    first = next(iter(open_works(scope)), None)
    _add(body, "repositoryName", name())
    _add(body, "baseURL", request.build_absolute_uri(request.path))
    _add(body, "protocolVersion", "2.0")
    _add(body, "adminEmail", room().mail or _webmaster(request.get_host().split(":")[0]))
    _add(body, "earliestDatestamp", stamp(first.stamp if first else timezone.now()))
    _add(body, "deletedRecord", "no")
    _add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _webmaster(host: str) -> str:
    """Give an address at this host, with the point that the schema wants in it."""
    return f"webmaster@{host}" if "." in host else f"webmaster@{host}.local"


def _formats(body: Any, asked: Asked, scope: Scope, request: HttpRequest) -> None:
    if identifier := asked.told.get("identifier"):
        _one(scope, request, identifier)
    one = _add(body, "metadataFormat")
    _add(one, "metadataPrefix", _PREFIX)
    _add(one, "schema", DC_SCHEMA)
    _add(one, "metadataNamespace", DC)


def _sets(body: Any, asked: Asked, scope: Scope, request: HttpRequest) -> None:
    for key, title in ORIGINS:
        one = _add(body, "set")
        _add(one, "setSpec", key)
        _add(one, "setName", title)


def _get(body: Any, asked: Asked, scope: Scope, request: HttpRequest) -> None:
    found = _one(scope, request, asked.told["identifier"])
    _in_format(asked)
    _record(body, found, request)


def _list(body: Any, asked: Asked, scope: Scope, request: HttpRequest) -> None:
    _in_format(asked)
    rows = _chosen(asked, scope)
    if not rows or asked.offset >= len(rows):
        if asked.offset:
            raise Fault("badResumptionToken", "这个 resumptionToken 已经过时，请从头再列。")
        raise Fault("noRecordsMatch", "没有符合条件的记录。")
    for found in rows[asked.offset : asked.offset + A_PAGE]:
        (_header if asked.verb == "ListIdentifiers" else _record)(body, found, request)
    after = asked.offset + A_PAGE
    if after < len(rows) or asked.offset:
        token = _add(body, "resumptionToken", _token(asked, after) if after < len(rows) else "")
        token.set("completeListSize", str(len(rows)))
        token.set("cursor", str(asked.offset))


def _token(asked: Asked, offset: int) -> str:
    told = json.dumps([{**asked.told, "verb": asked.verb}, offset], sort_keys=True)
    return base64.urlsafe_b64encode(told.encode()).decode()


def _chosen(asked: Asked, scope: Scope) -> list[Open]:
    begin, end = _time(asked.told.get("from", "")), _time(asked.told.get("until", ""), last=True)
    kinds = {len(asked.told[key]) for key in ("from", "until") if asked.told.get(key)}
    if len(kinds) > 1 or (begin is not None and end is not None and begin > end):
        raise Fault("badArgument", "from 和 until 要同样精细，而且先后不能颠倒。")
    wanted = asked.told.get("set", "")
    return [
        one for one in open_works(scope)
        if (begin is None or one.stamp >= begin) and (end is None or one.stamp <= end)
        and wanted in ("", one.row.origin)
    ]  # fmt: skip


def _time(words: str, last: bool = False) -> datetime | None:
    if not words:
        return None
    try:
        if _SECOND.fullmatch(words):
            return datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if _DAY.fullmatch(words):
            day = datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC)
            return day + timedelta(days=1, seconds=-1) if last else day
    except (ValueError, OverflowError):
        pass
    raise Fault("badArgument", "日期要写成 YYYY-MM-DD 或 YYYY-MM-DDThh:mm:ssZ。")


def _in_format(asked: Asked) -> None:
    if asked.told.get("metadataPrefix") != _PREFIX:
        raise Fault("cannotDisseminateFormat", "只有 oai_dc 这一种格式。")


def identifier_of(found: Open, request: HttpRequest) -> str:
    """Give a record's identifier: oai:host:id."""
    return f"oai:{request.get_host().split(':')[0]}:{found.work.id}"


def _one(scope: Scope, request: HttpRequest, identifier: str) -> Open:
    for found in open_works(scope):
        if identifier_of(found, request) == identifier:
            return found
    raise Fault("idDoesNotExist", "没有这条记录。")


def _header(body: Any, found: Open, request: HttpRequest) -> None:
    header = _add(body, "header")
    _add(header, "identifier", identifier_of(found, request))
    _add(header, "datestamp", stamp(found.stamp))
    _add(header, "setSpec", str(found.row.origin))


def _record(body: Any, found: Open, request: HttpRequest) -> None:
    record = _add(body, "record")
    _header(record, found, request)
    address = request.build_absolute_uri(reverse("reading_work", args=[found.work.id]))
    _add(record, "metadata").append(record_of(found.work, address))


def _add(above: Any, tag: str, text: str = "") -> Any:
    made = etree.SubElement(above, f"{{{OAI}}}{tag}")
    if text:
        made.text = plain(text)
    return made


_ANSWERS = {
    "Identify": _identify, "ListMetadataFormats": _formats, "ListSets": _sets,
    "ListIdentifiers": _list, "ListRecords": _list, "GetRecord": _get,
}  # fmt: skip
