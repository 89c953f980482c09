"""The structs as Java records, the enumerations as enums, and the unions as sealed interfaces."""

from collections.abc import Sequence
from enum import Enum
from typing import get_args

from msgspec import Struct
from msgspec import inspect as shape

from molva.client.outbox import Posted
from molva.client.repeatable import REPEATABLE
from molva.protocol import rows
from molva.protocol.commands.base import answer_type
from molva.server.transport.openapi import field_docs
from scripts.gen import wire
from scripts.gen.java.writing import HEADER, absent, camel, declared, has_default, javadoc, literal, reader

POSTED: tuple[type[Struct], ...] = get_args(Posted)
ROWS, SERVICES, SIGNALS = (wire.members(name) for name in ("AnyRow", "AnyService", "AnySignal"))


def types() -> dict[str, str]:
    """Write the files, by name."""
    kinds = [*wire.SERVER_FRAMES, *wire.answers().values(), *wire.CLIENT_FRAMES, *wire.COMMANDS]
    files = {}
    for cls in wire.classes(shape.multi_type_info(kinds)):
        files[f"{cls.__name__}.java"] = _enum(cls) if issubclass(cls, Enum) else _record(shape.type_info(cls))
    return files | _interfaces()


def _enum(cls: type[Enum]) -> str:
    members = ",\n".join(f"    {each.name}({literal(each.value)})" for each in cls)
    name = cls.__name__
    return f"""{HEADER}
import molva.json.Json;
import molva.json.Reads;
import molva.json.Writable;

{javadoc(cls.__doc__ or "")}
public enum {name} implements Writable {{
{members};

    private final String said;

    {name}(String said) {{
        this.said = said;
    }}

    /** Reads one; throws {{@link Json.Invalid}} for a choice that this version does not know. */
    public static {name} read(Object value) {{
        String said = Reads.text(value);
        for ({name} each : values()) {{
            if (each.said.equals(said)) {{
                return each;
            }}
        }}
        throw new Json.Invalid("no {name}: " + said);
    }}

    @Override
    public String write() {{
        return said;
    }}
}}
"""


def _record(found: shape.Type) -> str:
    assert isinstance(found, shape.StructType)  # noqa: S101  # what `wire.classes` gives is an enum or a struct
    cls = found.cls
    name = cls.__name__
    told = field_docs(cls)
    about = {camel(f.name): text for f in found.fields if (text := told.get(f.name) or _about(f.type))}
    components = ", ".join(f"{declared(f.type)} {camel(f.name)}" for f in found.fields)
    body = [_tag(found), _short_constructor(found), _read(found), *_interface_methods(cls, found), _write(cls, found)]
    if cls in wire.COMMANDS:
        body += [_wither(found, field) for field in found.fields if has_default(field)]
    inside = "\n".join(part for part in body if part)
    kinds = f" implements {_implemented(cls)}"
    code = f"public record {name}({components}){kinds} {{\n{inside}}}\n"
    return f"{HEADER}\n{_imports(code)}\n{javadoc(cls.__doc__ or '', params=about)}\n{code}"


def _imports(code: str) -> str:
    known = {"List<": "java.util.List", "List.of": "java.util.List", "Map<": "java.util.Map"}
    found = {path for mark, path in known.items() if mark in code.replace("Reads.list(", "")}
    json = {f"molva.json.{name}" for name in ("Fields", "Reads", "Writable") if f"{name}" in code}
    return "".join(f"import {path};\n" for path in [*sorted(found), *sorted(json)])


def _about(kind: shape.Type) -> str:
    if isinstance(kind, shape.UnionType):
        return next((about for part in kind.types if (about := _about(part))), "")
    return str((kind.extra_json_schema or {}).get("description", "")) if isinstance(kind, shape.Metadata) else ""


def _implemented(cls: type[Struct]) -> str:
    if cls in wire.COMMANDS:
        return f"{'Posted' if cls in POSTED else 'Command'}<{answer_type(cls).__name__}>"
    kinds = {"Row": ROWS, "Service": SERVICES, "Signal": SIGNALS, "ServerFrame": wire.SERVER_FRAMES}
    return next((name for name, members in kinds.items() if cls in members), "Writable")


def _tag(found: shape.StructType) -> str:
    if found.tag is None:
        return ""
    return f"    /** How the wire calls it. */\n    public static final String TYPE = {literal(found.tag)};\n"


def _short_constructor(found: shape.StructType) -> str:
    if all(field.required for field in found.fields):
        return ""
    name = found.cls.__name__
    needed = ", ".join(f"{declared(f.type)} {camel(f.name)}" for f in found.fields if f.required)
    given = ", ".join(absent(f) or camel(f.name) for f in found.fields)
    about = "/** Leaves everything at its default that may be left out. */"
    return f"    {about}\n    public {name}({needed}) {{\n        this({given});\n    }}\n"


def _read(found: shape.StructType) -> str:
    name = found.cls.__name__
    parts = []
    for field in found.fields:
        default = absent(field)
        tail = "" if default is None else f", {default}"
        parts.append(f'                json.get("{field.encode_name}", {reader(field.type)}{tail})')
    listed = ",\n".join(parts)
    made = f"        Fields json = Fields.of(value);\n        return new {name}(\n{listed});\n"
    body = made if parts else f"        Fields.of(value);\n        return new {name}();\n"
    about = "/** Reads one; throws {@link molva.json.Json.Invalid} if it is none. */"
    return f"    {about}\n    public static {name} read(Object value) {{\n{body}    }}\n"


def _write(cls: type[Struct], found: shape.StructType) -> str:
    lines = [f'                .put("{found.tag_field}", TYPE)'] if found.tag else []
    for field in found.fields:
        omitted = absent(field) if cls.__struct_config__.omit_defaults else None
        tail = "" if omitted is None else f", {omitted}"
        lines.append(f'                .put("{field.encode_name}", {camel(field.name)}{tail})')
    listed = "\n".join(["        return Fields.empty()", *lines, "                .map();"])
    return f"    @Override\n    public Object write() {{\n{listed}\n    }}\n"


def _interface_methods(cls: type[Struct], found: shape.StructType) -> Sequence[str]:
    if cls in ROWS:
        assert issubclass(cls, rows.Row)  # noqa: S101  # the union AnyRow
        parts = ", ".join(camel(name) for name in cls.KEY)
        body = f"        return List.of(TYPE, {parts});\n"
        return [f"    @Override\n    public List<Object> key() {{\n{body}    }}\n"]
    if cls not in wire.COMMANDS:
        return []
    answer = answer_type(cls).__name__
    repeatable = literal(cls in REPEATABLE)
    return [
        f"    @Override\n    public {answer} answer(Object result) {{\n        return {answer}.read(result);\n    }}\n",
        f"    @Override\n    public boolean repeatable() {{\n        return {repeatable};\n    }}\n",
    ]


def _wither(found: shape.StructType, field: shape.Field) -> str:
    name, own = found.cls.__name__, camel(field.name)
    given = ", ".join(camel(each.name) for each in found.fields)
    said = f"public {name} with{own[0].upper()}{own[1:]}({declared(field.type)} {own})"
    about = f"/** The same with another {{@code {own}}}. */"
    return f"    {about}\n    {said} {{\n        return new {name}({given});\n    }}\n"


def _interfaces() -> dict[str, str]:
    command = """    /** Reads what answers the command; throws {@link Json.Invalid} if it is something else. */
    A answer(Object result);

    /** Tells whether it may be sent again when an answer is lost, because the second time changes nothing. */
    boolean repeatable();
"""
    row = """    /** The revision with which it was last changed; of two copies of a row the higher one holds. */
    long rev();

    /** What names the row, its type first; copies of the same row have the same key. */
    List<Object> key();
"""
    posted = "    /** The chat in whose queue it waits. */\n    String chatId();\n"
    signal = "    /** Who does it. */\n    String userId();\n"
    others = [each for each in wire.COMMANDS if each not in POSTED]
    commands = [each.__name__ for each in others]
    about = "What a client asks the server to do; {@code A} is the answer."
    queued = "A command that takes effect once however often it is sent, so that an outbox may carry it."
    return {
        "Command.java": _interface("Command<A>", about, wire.COMMANDS, command, permits=["Posted", *commands]),
        "Posted.java": _interface("Posted<A>", queued, POSTED, posted, above="Command<A>"),
        "Row.java": _interface("Row", "A row of the server's tables.", ROWS, row),
        "Service.java": _interface("Service", "What the server tells in a chat.", SERVICES, ""),
        "Signal.java": _interface("Signal", "Something to be shown now, and not kept.", SIGNALS, signal),
        "ServerFrame.java": _interface("ServerFrame", "What a server says.", wire.SERVER_FRAMES, ""),
    }


def _interface(
    name: str,
    about: str,
    members: Sequence[type[Struct]],
    methods: str,
    *,
    above: str = "Writable",
    permits: Sequence[str] | None = None,
) -> str:
    cases = "\n".join(f"            case {each.__name__}.TYPE -> {each.__name__}.read(value);" for each in members)
    bare, generic, _ = name.partition("<")
    listed = ",\n".join(f"                {each}" for each in permits or [each.__name__ for each in members])
    result = f"{bare}<?>" if generic else bare
    methods += "\n" if methods else ""
    code = f"""public sealed interface {name} extends {above}
        permits
{listed} {{
{methods}    /** Reads one by its type; throws {{@link Json.Invalid}} for one unknown here. */
    static {result} read(Object value) {{
        String type = Fields.of(value).get("type", Reads::text);
        return switch (type) {{
{cases}
            default -> throw new Json.Invalid("no {bare}: " + type);
        }};
    }}
}}
"""
    imports = ["java.util.List"] * ("List<" in code) + ["molva.json.Fields", "molva.json.Json", "molva.json.Reads"]
    imports += ["molva.json.Writable"] * ("Writable" in code)
    return f"{HEADER}\n{''.join(f'import {path};{chr(10)}' for path in imports)}\n/** {about} */\n{code}"
