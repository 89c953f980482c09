"""The JSON Schema is whole, and the derived files in the repository are fresh."""

import json
import re

from molva.protocol.errors import catalogue
from scripts.gen import wire
from scripts.gen.__main__ import stale
from scripts.gen.schema import errors, schema


def test_derived_files_are_fresh() -> None:
    assert stale() == []


def test_every_reference_leads_somewhere() -> None:
    text = schema()
    definitions = json.loads(text)["$defs"]
    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) <= set(definitions)


def test_every_command_has_an_answer() -> None:
    document = json.loads(schema())
    assert list(document["answers"]) == [command.__struct_config__.tag for command in wire.COMMANDS]


def test_every_error_has_both_sentences() -> None:
    listed = json.loads(errors())
    assert [error["code"] for error in listed] == sorted(catalogue())
    assert all(error["en"] and error["ru"] and error["meaning"] for error in listed)


def test_what_a_refusal_tells_beside_its_sentence_is_listed() -> None:
    listed = {error["code"]: error["beside"] for error in json.loads(errors())}
    assert (listed["sending_banned"], listed["chat_not_found"]) == (["until_at"], [])
