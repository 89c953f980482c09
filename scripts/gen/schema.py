"""The JSON Schema of all frames, commands and answers, and the list of errors."""

import json
from typing import Any

import msgspec

from molva.protocol.errors import catalogue
from scripts.gen import wire

REF = "#/$defs/{name}"


def schema() -> str:
    """Write the protocol as one JSON Schema document (draft 2020-12); `answers` names each command's answer."""
    kinds: list[Any] = [*wire.CLIENT_FRAMES, *wire.SERVER_FRAMES, *wire.COMMANDS, *wire.answers().values()]
    _, definitions = msgspec.json.schema_components(kinds, ref_template=REF)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The protocol molva.v1",
        "client": [_ref(kind) for kind in wire.CLIENT_FRAMES],
        "server": [_ref(kind) for kind in wire.SERVER_FRAMES],
        "answers": {tag: _ref(answer) for tag, answer in wire.answers().items()},
        "$defs": dict(sorted(definitions.items())),
    }
    return _json(document)


def errors() -> str:
    """Write the error catalogue as a JSON list, sorted by code."""
    found = sorted(catalogue().values(), key=lambda refusal: refusal.code)
    return _json(
        [
            {
                "code": refusal.code,
                "status": refusal.status,
                "retry": refusal.retry,
                "meaning": (refusal.__doc__ or "").strip(),
                "en": refusal.en,
                "ru": refusal.ru,
                "beside": refusal.beside,
            }
            for refusal in found
        ]
    )


def _ref(kind: type) -> dict[str, str]:
    return {"$ref": REF.format(name=kind.__name__)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
