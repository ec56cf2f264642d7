"""Reports over HTTP: what they are, who sees what, and how they are refused."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

import httpx
import openpyxl
import pytest

from graphsvc.domain.entities import Duty, Membership, Person, Place, Post
from graphsvc.domain.kinds import PlaceKind
from graphsvc.reports import report as loading
from graphsvc.store.port import Store
from graphsvc.web import Deps
from graphsvc.web import reports as routes
from tests.graphql.town import CANARY, NOW
from tests.reports.reading import Page
from tests.support.worlds import stating
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio

FORMS: Final = ("html", "csv", "xlsx", "json")
BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
async def lamps(town: Store) -> None:
    """Lighting hangs on somebody who may not be seen."""
    await town.write(
        stating(
            Post("lamps", "branch", "electrician", "电工", "Electrician", place="yard"),
            Person("canary-sun", "CANARY-name-sun", "CANARY-channel-sun"),
            Membership("canary-sun", None, "lamps"),
            Duty("light-yard", "lamps", "light", "yard"),
        )
    )


def told(form: str, body: bytes) -> str:
    """Give all that a report tells, as text."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(body))
        return repr([list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets])
    return body.decode("utf-8-sig")


async def test_each_format_is_what_it_says(client: httpx.AsyncClient) -> None:
    types = dict(
        zip(
            FORMS,
            ("text/html; charset=utf-8", "text/csv; charset=utf-8", BOOK, "application/json; charset=utf-8"),
            strict=True,
        )
    )
    for form in FORMS:
        response = await client.get(f"/reports/coverage.{form}", params={"at": "2025-06-16T10:00", "within": "yard"})
        assert response.status_code == 200
        assert response.headers["content-type"] == types[form]
        assert response.headers["cache-control"] == "no-store"
        assert "翠湖" in told(form, response.content)
        disposition = response.headers.get("content-disposition")
        if form in {"csv", "xlsx"}:
            assert disposition == (
                f"attachment; filename=\"coverage-2025-06-16.{form}\"; filename*=UTF-8''coverage-yard-2025-06-16.{form}"
            )
        else:
            assert disposition is None
    document = (await client.get("/reports/coverage.json?within=yard")).json()
    assert document["within"] == {"key": "yard", "name": "翠湖小区", "nameEn": "Jade Lake"}


async def test_csv_and_json_are_the_same_gaps(client: httpx.AsyncClient) -> None:
    document = (await client.get("/reports/coverage.json")).json()
    body = (await client.get("/reports/coverage.csv")).content
    assert body.startswith(b"\xef\xbb\xbfkind,")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert [row["message"] for row in rows] == [gap["message"] for gap in document["gaps"]]
    assert document["totalCount"] == len(rows) > 3
    query = "{ coverageGaps(first: 500) { totalCount edges { node { message } } } }"
    gaps = (await client.post("/graphql", json={"query": query})).json()["data"]["coverageGaps"]
    assert [edge["node"]["message"] for edge in gaps["edges"]] == [gap["message"] for gap in document["gaps"]]


async def test_the_page_is_in_the_language_asked_for_and_leads_to_the_other(client: httpx.AsyncClient) -> None:
    for given, lang, other in ((None, "zh-CN", "en"), ("zh", "zh-CN", "en"), ("en", "en", "zh")):
        params = {"at": "2025-06-16T10:00", "within": "yard"} | ({"lang": given} if given else {})
        read = Page((await client.get("/reports/coverage.html", params=params)).text)
        assert read.elements[0] == ("html", {"lang": lang})
        addresses = read.bearing("href")
        assert f"coverage.html?within=yard&at=2025-06-16T10%3A00%3A00%2B08%3A00&lang={other}" in addresses
        for address in addresses:
            if not address.startswith("#"):
                assert (await client.get(f"/reports/{address}")).status_code == 200


async def test_the_page_is_served_under_a_policy_that_loads_nothing(client: httpx.AsyncClient) -> None:
    for address in ("/reports/coverage.html", "/reports/coverage.html?lang=x"):
        response = await client.get(address)
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("form", FORMS)
async def test_the_public_is_told_of_nobody_who_may_not_be_seen(
    form: str, client: httpx.AsyncClient, admin: httpx.AsyncClient
) -> None:
    for lang in ("zh", "en"):
        address = f"/reports/coverage.{form}?lang={lang}"
        public = await client.get(address)
        assert public.status_code == 200
        assert CANARY not in told(form, public.content).lower()
        assert CANARY in told(form, (await admin.get(address)).content).lower()


WRONG: Final = [
    ("within=nowhere", 404, "NOT_FOUND", "没有编号为“nowhere”的地点", "no place has the key “nowhere”"),
    ("within=", 404, "NOT_FOUND", "没有编号为“”的地点", "no place has the key “”"),
    ("within=li", 404, "NOT_FOUND", "没有编号为“li”的地点", "no place has the key “li”"),
    ("at=yesterday", 400, "BAD_USER_INPUT", "“yesterday”不是时刻", "“yesterday” is no moment"),
    ("at=", 400, "BAD_USER_INPUT", "“”不是时刻", "“” is no moment"),
    ("lang=fr", 400, "BAD_USER_INPUT", "lang 是 zh 或 en", "`lang` is zh or en"),
    ("place=yard", 400, "BAD_USER_INPUT", "只能有 within、at、lang", "takes within, at and lang"),
    ("at=2025-01-01&at=2025-01-02", 400, "BAD_USER_INPUT", "每个最多一次", "each once at most"),
    ("within=%FF", 400, "BAD_USER_INPUT", "不是 UTF-8", "no UTF-8"),
    ("within=" + "x" * 3_000, 400, "BAD_USER_INPUT", "太长", "too long"),
    ("within=%3Cscript%3E", 404, "NOT_FOUND", "“<script>”", "“<script>”"),
]


@pytest.mark.parametrize(("query", "status", "code", "chinese", "english"), WRONG)
async def test_what_cannot_be_answered_is_told_in_words(
    query: str, status: int, code: str, chinese: str, english: str, client: httpx.AsyncClient
) -> None:
    response = await client.get(f"/reports/coverage.html?{query}")
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert any(chinese in text for text in Page(response.text).texts)
    if (
        not query.startswith("lang")
        and "place" not in query
        and "&" not in query
        and "FF" not in query
        and len(query) < 99
    ):
        response = await client.get(f"/reports/coverage.html?{query}&lang=en")
        assert response.status_code == status
        assert any(english in text for text in Page(response.text).texts)
    for form in ("csv", "xlsx", "json"):
        response = await client.get(f"/reports/coverage.{form}?{query}")
        assert response.status_code == status
        (error,) = response.json()["errors"]
        assert error["extensions"] == {"code": code}
        assert english in error["message"]


async def test_reports_are_read_and_nothing_else(client: httpx.AsyncClient) -> None:
    for form in FORMS:
        address = f"/reports/coverage.{form}"
        assert (await client.head(address)).status_code == 200
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            response = await client.request(method, address)
            assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        response = await client.options(address)
        assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (await client.get("/reports/coverage.pdf")).status_code == 404
    assert (await client.get("/reports/")).status_code == 404


async def test_pages_of_other_sites_get_no_report(client: httpx.AsyncClient, admin: httpx.AsyncClient) -> None:
    for asker in (client, admin):
        response = await asker.get("/reports/coverage.csv", headers={"sec-fetch-site": "cross-site"})
        assert response.status_code == 403
    # A name that somebody else leads here; the public may call the service whatever it likes.
    strange = {"host": "evil.example:8000"}
    assert (await admin.get("/reports/coverage.json", headers=strange)).status_code == 403
    assert (await client.get("/reports/coverage.json", headers=strange)).status_code == 200


async def test_who_has_the_report_already_is_told_so_and_a_write_makes_another(
    client: httpx.AsyncClient, admin: httpx.AsyncClient, town: Store
) -> None:
    address = "/reports/coverage.json?at=2025-06-16T10:00"
    tag = (await client.get(address)).headers["etag"]
    response = await client.get(address, headers={"if-none-match": tag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", tag)
    others = [
        (await client.get(f"{address}&within=yard")).headers["etag"],
        (await client.get(f"{address}&lang=en")).headers["etag"],
        (await client.get("/reports/coverage.csv?at=2025-06-16T10:00")).headers["etag"],
        (await client.get("/reports/coverage.json?at=2025-06-16T10:01")).headers["etag"],
        (await admin.get(address)).headers["etag"],
    ]
    await town.write(stating(Person("new", "新人")))
    others.append((await client.get(address, headers={"if-none-match": tag})).headers["etag"])
    assert len({tag, *others}) == 7


async def test_a_name_of_a_file_holds_nothing_that_leads_elsewhere(town: Store) -> None:
    key = '../a"#云%2F;x'
    await town.write(stating(Place(key, PlaceKind.CITY, "城")))
    async with calling(Deps(town, lambda: NOW)) as client:
        response = await client.get("/reports/coverage.csv", params={"within": key, "at": "2025-06-16"})
    assert response.status_code == 200
    assert response.headers["content-disposition"].partition("filename*=")[2] == (
        "UTF-8''coverage-..-a--%E4%BA%91-2F-x-2025-06-16.csv"
    )


async def test_a_report_that_is_too_large_says_how_to_make_it_smaller(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_GAPS", 1)
    for form in FORMS:
        response = await client.get(f"/reports/coverage.{form}")
        assert response.status_code == 400
        assert "within" in response.text
        assert form == "html" or response.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_a_fault_is_told_as_a_fault_and_logged_without_names(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError("insides canary")

    monkeypatch.setattr(routes, "json_bytes", fail)
    response = await client.get("/reports/coverage.json")
    assert response.status_code == 500
    assert json.loads(response.content)["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert CANARY not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


async def test_reports_are_counted_by_their_routes(client: httpx.AsyncClient) -> None:
    await client.get("/reports/coverage.csv?within=yard")
    metrics = (await client.get("/metrics")).text
    assert 'graphsvc_requests_total{route="/reports/coverage.csv",status="200"} 1' in metrics
    assert "yard" not in metrics
