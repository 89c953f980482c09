"""The documentation at /docs: the OpenAPI document as one page without scripts, for people and for printing."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Final

from starlette.routing import BaseRoute, Route

from molva.protocol.errors import MethodNotAllowed
from molva.server.kernel.feature import Endpoint
from molva.server.transport.answers import JSON, Receive, Send, answer_bytes, answer_refusal
from molva.server.transport.openapi import openapi
from molva.server.transport.origins import Scope
from molva.server.transport.session import Doorkeeper

STYLE: Final = Path(__file__).with_name("docs.css")

HTML: Final = b"text/html; charset=utf-8"
CSS: Final = b"text/css; charset=utf-8"


def documentation_routes(endpoints: Mapping[type, Endpoint], doorkeeper: Doorkeeper) -> list[BaseRoute]:
    """Make the routes of the documentation."""
    documentation = Documentation(endpoints, doorkeeper)
    return [Route(path, documentation) for path in ("/docs", "/docs.css", "/openapi.json")]


class Documentation:
    """Serves the document, the page and its style, as an ASGI app; all are made when first asked for."""

    def __init__(self, endpoints: Mapping[type, Endpoint], doorkeeper: Doorkeeper) -> None:
        self._endpoints = endpoints
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in ("GET", "HEAD"):
            language = self._doorkeeper.visitor(scope).language
            await answer_refusal(scope, send, MethodNotAllowed(), language, [(b"allow", b"GET, HEAD")])
            return
        kind, body = self._contents[scope["path"]]
        await answer_bytes(scope, send, body, kind, headers=[(b"cache-control", b"no-cache")])

    @cached_property
    def _contents(self) -> dict[str, tuple[bytes, bytes]]:
        document = openapi(self._endpoints.values())
        return {
            "/docs": (HTML, page(document).encode()),
            "/docs.css": (CSS, STYLE.read_bytes()),
            "/openapi.json": (JSON, json.dumps(document, ensure_ascii=False).encode()),
        }


def page(document: dict[str, Any]) -> str:
    """Write the page."""
    operations = list(_operations(document))
    return "".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<title>Molva: programming interface</title><link rel="stylesheet" href="/docs.css"></head><body>',
            "<nav><h2>Commands</h2>",
            *(_contents(tag["name"], operations) for tag in document["tags"]),
            "</nav><main><h1>Molva: programming interface</h1>",
            f"<p>Version {escape(document['info']['version'])}. ",
            'The same for programs: <a href="/openapi.json">openapi.json</a>.</p>',
            _paragraphs(document["info"]["description"]),
            *(_section(document, path, method, operation) for path, method, operation in operations),
            "</main></body></html>",
        ]
    )


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def _contents(tag: str, operations: list[tuple[str, str, dict[str, Any]]]) -> str:
    items = "".join(
        f'<li><a href="#{operation["operationId"]}">{escape(operation["summary"])}</a></li>'
        for _, _, operation in operations
        if tag in operation["tags"]
    )
    return f"<h3>{escape(tag)}</h3><ul>{items}</ul>"


def _section(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    name = operation["operationId"]
    who = "" if operation["security"] else "<p>Anybody may send it.</p>"
    parts = [
        f'<section id="{name}"><h2><a href="#{name}">{name}</a></h2>',
        f"<p class=address><b>{method}</b> <code>{escape(path)}</code></p>",
        _paragraphs(operation["description"]),
        who,
        _fields(document, operation),
        "<h3>Example</h3>",
        f"<pre>{escape(_curl(path, method, operation))}</pre>",
        *(_answer(status, response) for status, response in operation["responses"].items() if status < "300"),
        "<h3>Over the WebSocket</h3>",
        f"<pre>{escape(_pretty(operation['x-websocket-call']))}</pre>",
        "<h3>Errors</h3><table><tr><th>Status<th>Code<th>Meaning</tr>",
        *(
            _errors(status, _resolve(document, response))
            for status, response in operation["responses"].items()
            if status >= "300"
        ),
        "</table></section>",
    ]
    return "".join(parts)


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> str:
    rows = [
        (field["name"], field["in"], field["schema"], field["required"], field.get("description", ""))
        for field in operation["parameters"]
    ]
    if "requestBody" in operation:
        schema = _resolve(document, operation["requestBody"]["content"]["application/json"]["schema"])
        for name, kind in schema["properties"].items():
            rows.append((name, "body", kind, name in schema.get("required", ()), kind.get("description", "")))
    if not rows:
        return ""
    lines = "".join(
        f"<tr><td><code>{escape(name)}</code><td>{place}<td>{escape(_kind(schema))}"
        f"<td>{'yes' if required else ''}<td>{_inline(about)}</tr>"
        for name, place, schema, required, about in rows
    )
    return f"<table><tr><th>Field<th>In<th>Type<th>Required<th>Meaning</tr>{lines}</table>"


def _kind(schema: dict[str, Any]) -> str:
    """Say a field's type and bounds in a few words."""
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    words = f"list of {_kind(schema['items'])}" if "items" in schema else schema.get("format") or schema["type"]
    bounds = [
        f"{schema[low]} to {schema[high]}" if low in schema else f"at most {schema[high]}"
        for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
        if high in schema and schema[high] < 2**53 - 1
    ]
    return f"{words}, {bounds[0]}" if bounds else words


def _curl(path: str, method: str, operation: dict[str, Any]) -> str:
    for field in operation["parameters"]:
        if field["in"] == "path":
            path = path.replace("{" + field["name"] + "}", str(field["example"]))
    query = "&".join(
        f"{field['name']}={field['example']}"
        for field in operation["parameters"]
        if field["in"] == "query" and field["required"]
    )
    lines = [f"curl -X {method} 'http://localhost:8000{path}{'?' + query if query else ''}'"]
    if operation["security"]:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if "requestBody" in operation:
        body = json.dumps(operation["requestBody"]["content"]["application/json"]["example"], ensure_ascii=False)
        lines += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    return " \\\n  ".join(lines)


def _answer(status: str, response: dict[str, Any]) -> str:
    return (
        f"<h3>Answer {status}</h3>{_paragraphs(response['description'])}"
        f"<pre>{escape(_pretty(response['content']['application/json']['example']))}</pre>"
    )


def _errors(status: str, response: dict[str, Any]) -> str:
    meanings = re.findall(r"^- `(\w+)`: (.*(?:\n(?!- ).*)*)", response["description"], re.MULTILINE)
    return "".join(f"<tr><td>{status}<td><code>{code}</code><td>{_inline(meaning)}</tr>" for code, meaning in meanings)


def _resolve(document: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference inside the document."""
    found: Any = document
    for step in reference["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_inline(part)}</p>" for part in text.strip().split("\n\n"))


def _inline(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
