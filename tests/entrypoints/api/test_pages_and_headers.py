"""The dashboard's files, the reference page, and the headers that keep the bill to its own page."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from finops_aws import errors
from finops_aws.entrypoints.api import pages
from finops_aws.errors import FinOpsError
from tests.entrypoints.api.callers import ROOT, Caller, app_of
from tests.entrypoints.conftest import BilledCompany
from tests.small_ledgers import ledger_in

HIDDEN = "what no caller may read"
INDEX = "<!doctype html><title>dashboard</title>"


@pytest.fixture
def dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dashboard as the build leaves it, beside files that are not its own."""
    folder = tmp_path / "dashboard"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX, encoding="utf-8")
    (folder / "assets" / "index-abc123.js").write_text("go()", encoding="utf-8")
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    for name in ("secret", "secret.txt", "app.py"):
        (tmp_path / name).write_text(HIDDEN, encoding="utf-8")
    monkeypatch.setattr(pages, "DASHBOARD", folder)
    return folder


@pytest.mark.parametrize("path", ["/", "/costs", "/visibility/changes?from=2026-10", "/index.html", "/a/b/c"])
def test_every_page_of_the_dashboard_is_its_one_file(api: Caller, dashboard: Path, path: str) -> None:
    response = api.visit(path)
    assert (response.status_code, response.text) == (200, INDEX)
    assert response.content_type == "text/html; charset=utf-8"
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_file_named_by_its_content_is_kept_for_a_year_and_others_are_asked_for_again(
    api: Caller, dashboard: Path
) -> None:
    asset, icon = (api.visit(path) for path in ("/assets/index-abc123.js", "/favicon.svg"))
    assert asset.text == "go()"
    assert asset.headers["Cache-Control"] == "public, max-age=31536000"
    assert "no-cache" in icon.headers["Cache-Control"]
    for response, path in ((asset, "/assets/index-abc123.js"), (icon, "/favicon.svg")):
        again = api.visit(path, headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"<br>"),
        ("gzip", "gzip", b"<gzip>"),
        ("br;q=0, gzip", "gzip", b"<gzip>"),
        ("identity", None, b"go()"),
    ],
)
def test_a_file_goes_out_as_the_build_compressed_it(
    api: Caller, dashboard: Path, accepted: str, encoding: str | None, body: bytes
) -> None:
    script = dashboard / "assets" / "index-abc123.js"
    script.with_name(f"{script.name}.br").write_bytes(b"<br>")
    script.with_name(f"{script.name}.gz").write_bytes(b"<gzip>")
    headers = {"Accept-Encoding": accepted}
    response = api.visit("/assets/index-abc123.js", headers=headers)
    assert (response.headers.get("Content-Encoding"), response.data) == (encoding, body)
    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Vary"] == "Accept-Encoding"
    again = api.visit(
        "/assets/index-abc123.js", headers={**headers, "If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    not_compressed = api.visit("/favicon.svg", headers=headers)
    assert "Content-Encoding" not in not_compressed.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone.js",
        "/assets/",
        "/assets/x",
        "/gone.svg",
        "/costs.html",
        "/api",
        "/api/",
        "/api/v2/costs",
    ],
)
def test_a_file_there_is_not_and_an_unknown_api_are_not_the_dashboard(
    api: Caller, dashboard: Path, path: str
) -> None:
    response = api.visit(path)
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("name", ["secret", "secret.txt", "app.py"])
@pytest.mark.parametrize(
    "way",
    [
        "/../{}",
        "/%2e%2e/{}",
        "/%2E%2E%2F{}",
        "/..%2f{}",
        "/assets/../../{}",
        "/assets/%2e%2e/%2e%2e/{}",
        "/./../{}",
        "//../{}",
        "/..\\{}",
        "/assets/..%5c..%5c{}",
        "/%252e%252e/{}",
        "/x/../../{}",
    ],
)
def test_no_path_leads_out_of_the_dashboard(api: Caller, dashboard: Path, way: str, name: str) -> None:
    response = api.visit(way.format(name))
    assert HIDDEN not in response.text
    assert response.status_code == 404 or response.text == INDEX


def test_no_absolute_path_leads_out_of_the_dashboard(api: Caller, dashboard: Path) -> None:
    secret = dashboard.parent / "secret"
    for path in (f"/{secret}", f"//{secret}", f"/%2f{str(secret).lstrip('/')}"):
        response = api.visit(path)
        assert HIDDEN not in response.text


@pytest.mark.parametrize("name", ["a" * 300, "a" * 5000, "%00", "a%00b", "%ff", "%0d%0aSet-Cookie:x", "."])
def test_a_name_that_no_file_can_have_is_no_defect(api: Caller, dashboard: Path, name: str) -> None:
    for path in (f"/{name}", f"/assets/{name}", f"{ROOT}/{name}"):
        response = api.visit(path)
        assert response.status_code in (200, 404)
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "The dashboard has not been built"), ("pt-BR", "O painel não foi construído")]
)
def test_without_a_dashboard_the_next_step_is_named(
    api: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(pages, "DASHBOARD", tmp_path / "none")
    response = api.visit("/", headers={"Accept-Language": lang})
    assert (response.status_code, response.content_type) == (503, "text/plain; charset=utf-8")
    assert response.text.startswith(words)
    assert "`make dashboard`" in response.text
    assert api.get("/health").status_code == 200


EVERYWHERE = {
    "an answer": f"{ROOT}/costs",
    "a table": f"{ROOT}/costs.csv",
    "a workbook": f"{ROOT}/costs.xlsx",
    "a refusal": f"{ROOT}/costs?by=Servico",
    "a path there is not": f"{ROOT}/nothing",
    "the document": f"{ROOT}/openapi.json",
    "the reference": f"{ROOT}/reference",
    "its style": f"{ROOT}/reference.css",
    "the dashboard": "/costs",
    "a file": "/assets/index-abc123.js",
    "a file there is not": "/assets/gone.js",
}


@pytest.mark.parametrize("path", EVERYWHERE.values(), ids=list(EVERYWHERE))
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_answer_is_guarded(api: Caller, dashboard: Path, path: str, method: str) -> None:
    headers = api.visit(path, method).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert re.fullmatch(r"[0-9a-f]{16}", headers["X-Request-Id"])
    assert "Access-Control-Allow-Origin" not in headers
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "host", ["bill.example", "127.0.0.1.bill.example", "localhost.bill.example", "10.0.0.1"]
)
def test_another_name_for_this_machine_is_refused(api: Caller, dashboard: Path, host: str) -> None:
    for path in (f"{ROOT}/costs", "/", f"{ROOT}/reference", "/assets/index-abc123.js"):
        response = api.visit(path, headers={"Host": host})
        assert (response.status_code, response.content_type) == (400, "application/problem+json")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"]
)
def test_this_machine_by_its_own_names_is_answered(api: Caller, host: str) -> None:
    assert api.client.get(f"{ROOT}/health", headers={"Host": host}).status_code == 200


def test_on_an_address_of_the_network_any_name_is_answered(company: BilledCompany) -> None:
    client = app_of(ledger_in(company.data), trusting=False).test_client()
    assert client.get(f"{ROOT}/health", headers={"Host": "finops.example"}).status_code == 200


def test_each_request_has_an_id_of_its_own(api: Caller) -> None:
    assert len({api.get("/health").headers["X-Request-Id"] for _ in range(5)}) == 5


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> set[str]:
        return {str(found["id"]) for _, found in self.tags if "id" in found}


@pytest.fixture(scope="module")
def openapi(api: Caller) -> Any:
    return api.document("/openapi.json")


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_reference_lists_everything_there_is(api: Caller, openapi: Any, lang: str) -> None:
    response = api.get("/reference", lang=lang)
    assert response.content_type == "text/html; charset=utf-8"
    page, text = Page(response.text), response.text
    assert ("html", {"lang": lang}) in page.tags
    for path, item in openapi["paths"].items():
        assert path in text
        assert all(
            f"<code>{one['name']}</code>" in text for way in item.values() for one in way["parameters"]
        )
    operations = {way["operationId"] for item in openapi["paths"].values() for way in item.values()}
    assert {name for name in operations if not name.endswith(("_csv", "_xlsx"))} <= page.ids
    assert {f"schema-{name}" for name in openapi["components"]["schemas"]} <= page.ids
    leaves = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, FinOpsError)]
    assert {one.__name__ for one in leaves if one.fields} <= page.ids
    links = {str(found["href"])[1:] for tag, found in page.tags if tag == "a" and "href" in found}
    assert {link for link in links if not link.startswith("api/") and link} - page.ids == set()


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_the_reference_has_no_script_or_style_of_its_own(api: Caller, lang: str) -> None:
    page = Page(api.get("/reference", lang=lang).text)
    assert {"script", "style"} & {tag for tag, _ in page.tags} == set()
    assert [
        name for _, found in page.tags for name in found if name == "style" or name.startswith("on")
    ] == []
    assert [found["href"] for tag, found in page.tags if tag == "link"] == [f"{ROOT}/reference.css"]
    assert api.get("/reference.css").content_type == "text/css; charset=utf-8"


def test_the_reference_is_in_the_language_of_the_caller(api: Caller) -> None:
    portuguese = api.get("/reference", {"Accept-Language": "pt-BR"}).text
    assert portuguese == api.get("/reference", lang="pt-BR").text
    english = api.get("/reference").text
    assert english != portuguese
    assert ("Errors" in english, "Erros" in portuguese) == (True, True)
