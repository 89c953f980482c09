"""The Java records say what the structs say."""

import re

from molva.protocol import rows
from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import catalogue
from scripts.gen import wire
from scripts.gen.java import java

FILES = java()


def test_every_struct_is_a_record_of_its_own() -> None:
    for kind in (*wire.COMMANDS, *wire.ROWS, *wire.CLIENT_FRAMES, *wire.SERVER_FRAMES, *wire.answers().values()):
        assert f"public record {kind.__name__}(" in FILES[f"{kind.__name__}.java"]


def test_every_type_that_is_used_is_written_or_imported() -> None:
    for name, text in FILES.items():
        code = re.sub(r"/\*\*.*?\*/|//[^\n]*|\"[^\"]*\"", "", text, flags=re.DOTALL)
        imported = set(re.findall(r"^import [\w.]+\.(\w+);", code, re.MULTILINE))
        used = set(re.findall(r"(?<![\w.])([A-Z][a-z]\w+)\b", code)) if name.endswith(".java") else set()
        known = {file.removesuffix(".java") for file in FILES} | imported
        assert used <= known | {"String", "Object", "Long", "Boolean", "Override"}, name


def test_what_may_be_missing_is_an_object_and_the_rest_cannot_be_null() -> None:
    components = re.search(r"public record Message\((.*)\) implements Row", FILES["Message.java"])
    assert components is not None
    for said in ("String chatId", "long seq", "boolean deleted", "Long replyTo", "List<Reaction> reactions"):
        assert said in components[1].split(", ")


def test_a_row_is_named_by_its_key_and_leaves_its_defaults_out() -> None:
    assert rows.Mark.KEY == ("chat_id", "user_id")
    assert "return List.of(TYPE, chatId, userId);" in FILES["Mark.java"]
    assert '.put("deleted", deleted, false)' in FILES["Message.java"]
    assert 'json.get("deleted", Reads::flag, false)' in FILES["Message.java"]


def test_a_command_names_its_answer_and_whether_it_may_be_repeated() -> None:
    assert "implements Posted<Sent>" in FILES["SendMessage.java"]
    assert "implements Command<OpenedChat>" in FILES["CreateGroup.java"]
    assert "return true;" in FILES["CreateGroup.java"]
    assert "return false;" in FILES["AddMember.java"]
    assert '.put("reply_to", replyTo)\n' in FILES["SendMessage.java"]


def test_every_code_is_there_with_both_sentences() -> None:
    for code, kind in catalogue().items():
        assert f'String {code.upper()} = "{code}";' in FILES["ErrorCode.java"]
        assert f"\n{code}={kind.en}\n" in FILES["errors_en.properties"]
        assert f"\n{code}={kind.ru}\n" in FILES["errors_ru.properties"]
    for each in CloseCode:
        assert f"    {each.name}({each.value}, {'true' if each.reconnect else 'false'})" in FILES["CloseCode.java"]
