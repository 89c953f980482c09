"""From an HTTP request to a command: path, query and JSON body are read into the command's own types."""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

from molva.protocol.commands import Command
from molva.protocol.errors import BadJson, InvalidField, TooLarge, WrongContentType
from molva.server.kernel.feature import Endpoint
from molva.server.transport.answers import Receive
from molva.server.transport.origins import Scope, header_of, headers_of
from molva.server.wire.codec import NUL_REASON, has_nul, validation_refusal

MAX_BODY_BYTES: Final = 256 * 1024
MAX_QUERY_FIELDS: Final = 300

BODY_METHODS: Final = frozenset({"POST", "PUT", "PATCH"})

PATH_FIELD: Final = re.compile(r"\{(\w+)\}")


class ClientGone(Exception):
    """The client has closed the connection; there is nobody to answer."""


@dataclass(frozen=True)
class Part:
    """The fields of a command that come one way, as a struct of their own."""

    struct: type[msgspec.Struct]
    lists: frozenset[str]
    """Fields that may be repeated in a query."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names."""
        return self.struct.__struct_fields__


class RequestShape:
    """Where the fields of one endpoint's command stand in a request."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.command = endpoint.command
        self.has_body = endpoint.method in BODY_METHODS
        fields = msgspec.structs.fields(endpoint.command)
        in_path = set(PATH_FIELD.findall(endpoint.path))
        self.path = _part(endpoint.command, "Path", [field for field in fields if field.encode_name in in_path])
        self.rest = _part(endpoint.command, "Body", [field for field in fields if field.encode_name not in in_path])
        """The body's fields, or those of the query where the method has no body."""
        if len(self.path.names) != len(in_path):
            raise TypeError(f"{endpoint.path}: {endpoint.command.__name__} has no such field")
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(self.rest.struct)

    async def read(self, scope: Scope, receive: Receive) -> Command[Any]:
        """Read a request.

        Raises:
            Refusal: what is wrong with it; nothing that was sent is repeated.
            ClientGone: the client went away before its end.
        """
        # In a path and in a query everything is text, so numbers are read out of it; JSON has types of its own.
        path = self._convert(scope["path_params"], self.path)
        query = read_query(scope, self.rest.lists)
        if self.has_body:
            if query:
                raise InvalidField(reason="the fields belong into the body, not into the query")
            rest = self._decode(await read_body(scope, receive))
        else:
            if _announces_body(scope):
                raise InvalidField(reason="this method takes no body")
            rest = self._convert(query, self.rest)
        return self.command(**{name: getattr(part, name) for part in (path, rest) for name in part.__struct_fields__})

    def _convert(self, values: dict[str, Any], part: Part) -> msgspec.Struct:
        try:
            return msgspec.convert(values, part.struct, strict=False)
        except msgspec.ValidationError as error:
            raise validation_refusal(error) from None

    def _decode(self, body: bytes) -> msgspec.Struct:
        try:
            decoded: msgspec.Struct = self._decoder.decode(body or b"{}")
        except msgspec.ValidationError as error:
            raise validation_refusal(error) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadJson from None
        if has_nul(body):
            raise InvalidField(reason=NUL_REASON)
        return decoded


def read_query(scope: Scope, lists: frozenset[str]) -> dict[str, Any]:
    """Take a query apart; the fields named in `lists` are lists.

    Raises:
        InvalidField: not a query of UTF-8 text, or a field comes twice.
    """
    try:
        pairs = parse_qsl(
            scope["query_string"].decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_QUERY_FIELDS,
        )
    except ValueError:
        raise InvalidField(reason="the query cannot be read") from None
    values: dict[str, Any] = {}
    for name, value in pairs:
        if "\x00" in value:
            raise InvalidField(reason=NUL_REASON)
        if name in lists:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise InvalidField(reason="a field of the query comes twice")
        else:
            values[name] = value
    return values


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """Read a JSON body.

    Raises:
        WrongContentType: it is declared as something else, or packed.
        TooLarge: as soon as that is known, before the rest is read.
        ClientGone: the client went away.
    """
    if _announces_body(scope):
        kind, _, parameter = header_of(scope, b"content-type").lower().partition(";")
        if kind.strip() != "application/json" or parameter.strip().replace('"', "") not in ("", "charset=utf-8"):
            raise WrongContentType
        if headers_of(scope, b"content-encoding"):
            raise WrongContentType
    return await collect(scope, receive, MAX_BODY_BYTES)


async def collect(scope: Scope, receive: Receive, limit: int) -> bytes:
    """Read a body of any kind.

    Raises:
        TooLarge: more than `limit` bytes; as soon as that is known, before the rest is read.
        ClientGone: the client went away.
    """
    length = header_of(scope, b"content-length")
    if length.isdigit() and int(length[:20]) > limit:
        raise TooLarge(limit=limit)
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            raise TooLarge(limit=limit)
    return bytes(body)


def _announces_body(scope: Scope) -> bool:
    return header_of(scope, b"content-length") not in ("", "0") or bool(headers_of(scope, b"transfer-encoding"))


def _part(command: type[Command[Any]], kind: str, fields: list[msgspec.structs.FieldInfo]) -> Part:
    struct = msgspec.defstruct(
        f"{command.__name__}{kind}",
        [_definition(field) for field in fields],
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
    )
    return Part(struct, frozenset(field.encode_name for field in fields if _is_list(field.type)))


def _definition(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.encode_name, field.type, field.default
    if field.default_factory is not msgspec.NODEFAULT:
        return field.encode_name, field.type, msgspec.field(default_factory=field.default_factory)
    return field.encode_name, field.type


def _is_list(kind: Any) -> bool:
    info = msgspec.inspect.type_info(kind)
    kinds = info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)
    kinds = tuple(each.type if isinstance(each, msgspec.inspect.Metadata) else each for each in kinds)
    return any(isinstance(each, msgspec.inspect.ListType | msgspec.inspect.VarTupleType) for each in kinds)
