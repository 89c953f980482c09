"""The OpenAPI document, made from the endpoints and the structs of their commands (OpenAPI 3.1)."""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from itertools import groupby, pairwise
from typing import Any, Final

import msgspec

import molva
from molva.protocol.commands.base import answer_type
from molva.protocol.errors import (
    BadJson,
    Error,
    Internal,
    InvalidField,
    NotSignedIn,
    Overloaded,
    Refusal,
    RouteNotFound,
    SessionEnded,
    TooLarge,
    WrongContentType,
    WrongOrigin,
)
from molva.server.kernel.feature import Access, Endpoint
from molva.server.transport.examples import example, example_fields
from molva.server.transport.http import API
from molva.server.transport.requests import RequestShape

REF: Final = "#/components/schemas/{name}"
RESPONSE_REF: Final = "#/components/responses/{name}"

LONG: Final = "too_large-before-the-body"

ABOUT: Final = """\
Every command can be sent over HTTP, as described here, and as a `call` frame over the WebSocket at `/api/v1/ws`
(subprotocol `molva.v1`); the answer is the same. Over the WebSocket a client also gets what changes, as it changes.

Programs sign in with `"token": true` and send `Authorization: Bearer TOKEN`. Browsers get a session cookie instead, and
what they change must come from a page of the same site.

Answers and errors are JSON. An error has a stable `code`, a `message` in the language that `Accept-Language` asks for
(English or Russian), and `retry`: the same request may succeed later. A refused request has had no effect. Bodies have
at most 256 KiB, headers 16 KiB. Moments are milliseconds since 1970-01-01T00:00:00Z, identifiers UUIDs in lower case.
"""

SECURITY_SCHEMES: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "A session's token, from `register` or `sign_in`."},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "molva",
        "description": "A browser's session; behind https it is called `__Host-molva`.",
    },
}


def openapi(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """Describe the endpoints; the same ones always give the same document."""
    ordered = sorted(endpoints, key=lambda endpoint: (endpoint.path, endpoint.method))
    shapes = [(endpoint, RequestShape(endpoint)) for endpoint in ordered]
    described: list[type] = [Error, *(answer_type(endpoint.command) for endpoint in ordered)]
    _, schemas = msgspec.json.schema_components(described, ref_template=REF)
    responses: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for endpoint, request in shapes:
        if request.has_body and request.rest.names:
            schemas[endpoint.command.__name__] = _body_schema(endpoint, request)
        if _may_be_long(request):
            responses[LONG] = _refused([TooLarge], HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        responses |= {_response_name(kinds): _refused(kinds) for kinds in _by_status(endpoint, request)}
        paths.setdefault(API + endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, request)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Molva",
            "version": molva.__version__,
            "summary": "A self-hosted messenger.",
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in dict.fromkeys(_tag(endpoint) for endpoint in ordered)],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": dict(sorted(responses.items())),
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def _operation(endpoint: Endpoint, request: RequestShape) -> dict[str, Any]:
    command = endpoint.command
    name = str(command.__struct_config__.tag)
    about = inspect.cleandoc(command.__doc__ or "")
    summary = re.split(r"(?<=\.)\s|;", about, maxsplit=1)[0].rstrip(".")
    operation: dict[str, Any] = {
        "operationId": name,
        "tags": [_tag(endpoint)],
        "summary": summary,
        "description": about,
        "parameters": [*_parameters(request, "path"), *([] if request.has_body else _parameters(request, "query"))],
    }
    if request.has_body and request.rest.names:
        operation["requestBody"] = {
            "required": any(field.required for field in msgspec.structs.fields(request.rest.struct)),
            "content": {
                "application/json": {
                    "schema": {"$ref": REF.format(name=command.__name__)},
                    "example": example_fields(request.rest.struct),
                }
            },
        }
    operation["responses"] = _responses(endpoint, request)
    operation["security"] = [{"token": []}, {"cookie": []}] if endpoint.access is Access.USER else []
    fields = example_fields(request.path.struct) | example_fields(request.rest.struct)
    operation["x-websocket-call"] = {"type": "call", "ref": 1, "command": {"type": name, **fields}}
    return operation


def _parameters(request: RequestShape, place: str) -> list[dict[str, Any]]:
    struct = request.path.struct if place == "path" else request.rest.struct
    schema = _schema(struct)
    told = field_docs(request.command)
    parameters = []
    for name, kind in schema["properties"].items():
        required = name in schema.get("required", [])
        parameter: dict[str, Any] = {"name": name, "in": place, "required": required, "schema": _without_null(kind)}
        if about := told.get(name) or parameter["schema"].pop("description", ""):
            parameter["description"] = about
        if required:
            parameter["example"] = example_fields(struct)[name]
        parameters.append(parameter)
    return parameters


def _body_schema(endpoint: Endpoint, request: RequestShape) -> dict[str, Any]:
    schema = _schema(request.rest.struct)
    told = field_docs(request.command)
    for name, kind in schema["properties"].items():
        if name in told:
            kind["description"] = told[name]
    return schema | {"title": endpoint.command.__name__}


def _schema(struct: type[msgspec.Struct]) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components([struct], ref_template=REF)
    inlined: dict[str, Any] = _inlined(schemas.pop(struct.__name__), schemas)
    return inlined


def _inlined(schema: Any, schemas: dict[str, Any]) -> Any:
    """Put the few enumerations that commands name into their places."""
    if isinstance(schema, list):
        return [_inlined(each, schemas) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    return {key: _inlined(value, schemas) for key, value in schema.items()}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Say of a query's field what it is when it is there; a query has no null."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf" and value is not None}
    return {**kinds[0], **rest}


def _responses(endpoint: Endpoint, request: RequestShape) -> dict[str, Any]:
    answer = answer_type(endpoint.command)
    responses: dict[str, Any] = {
        str(endpoint.status): {
            "description": inspect.cleandoc(answer.__doc__ or "").split("\n\n")[0],
            "content": {
                "application/json": {"schema": {"$ref": REF.format(name=answer.__name__)}, "example": example(answer)}
            },
        }
    }
    for kinds in _by_status(endpoint, request):
        responses[str(kinds[0].status)] = {"$ref": RESPONSE_REF.format(name=_response_name(kinds))}
    if _may_be_long(request):
        responses["431"] = {"$ref": RESPONSE_REF.format(name=LONG)}
    return responses


def _by_status(endpoint: Endpoint, request: RequestShape) -> list[list[type[Refusal]]]:
    found = sorted(refusals(endpoint, request), key=lambda kind: (kind.status, kind.code))
    return [list(kinds) for _, kinds in groupby(found, key=lambda kind: kind.status)]


def _may_be_long(request: RequestShape) -> bool:
    """Tell whether a query may be longer than headers may be: the guard answers before anything is read."""
    return bool(request.rest.lists) and not request.has_body


def _response_name(kinds: list[type[Refusal]]) -> str:
    return "-or-".join(kind.code for kind in kinds)


def _refused(kinds: list[type[Refusal]], status: int = 0) -> dict[str, Any]:
    """Describe the answer of one status, whichever of the refusals it is."""
    meanings = "\n".join(f"- `{kind.code}`: {inspect.cleandoc(kind.__doc__ or '')}" for kind in kinds)
    schema = {
        "allOf": [{"$ref": REF.format(name="Error")}],
        "properties": {"code": {"enum": [kind.code for kind in kinds]}},
    }
    return {
        "description": f"{HTTPStatus(status or kinds[0].status).phrase}\n\n{meanings}",
        "content": {"application/json": {"schema": schema}},
    }


def refusals(endpoint: Endpoint, request: RequestShape) -> list[type[Refusal]]:
    """List what an endpoint may refuse with: its own refusals, and those that any such request can meet."""
    found: list[type[Refusal]] = [*endpoint.refusals, InvalidField]
    if request.has_body:
        found += [BadJson, TooLarge, WrongContentType]
    if endpoint.access is Access.USER:
        found += [NotSignedIn, SessionEnded]
    if endpoint.method != "GET":
        found.append(WrongOrigin)
    if request.path.names:
        # What does not fit into the place of a field, such as a slash, makes another address.
        found.append(RouteNotFound)
    return list(dict.fromkeys([*found, Overloaded, Internal]))


@cache
def field_docs(struct: type) -> dict[str, str]:
    """Find the sentences that stand below the fields of a struct, or the members of an enumeration, in its source."""
    found: dict[str, str] = {}
    for each in reversed(struct.__mro__):
        if not each.__module__.startswith("molva.protocol"):
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(sys.modules[each.__module__])))
        body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == each.__name__)
        for field, about in pairwise(body):
            is_text = isinstance(about, ast.Expr) and isinstance(about.value, ast.Constant)
            if isinstance(field, ast.AnnAssign | ast.Assign) and isinstance(about, ast.Expr) and is_text:
                name = field.target if isinstance(field, ast.AnnAssign) else field.targets[0]
                found[ast.unparse(name)] = inspect.cleandoc(str(ast.literal_eval(about.value)))
    return found


def _tag(endpoint: Endpoint) -> str:
    return endpoint.path.split("/")[1]
