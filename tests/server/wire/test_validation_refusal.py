"""A refusal says which field is wrong and repeats nothing of what was sent but a field's plain name."""

import msgspec
import pytest

from molva.protocol.commands import ChangeAccount, ChangeRole
from molva.server.wire.codec import validation_refusal


@pytest.mark.parametrize(
    ("kind", "sent", "reason"),
    [
        (ChangeAccount, r'{"language":"zz\n` - at"}', "Invalid enum value - at `$.language`"),
        (ChangeAccount, r'{"language":"it\u0027s \"x\""}', "Invalid enum value - at `$.language`"),
        (ChangeRole, r'{"role":"a\u0027\nb"}', "Invalid enum value - at `$.role`"),
        (ChangeAccount, '{"nmae":"Ann"}', "Object contains unknown field `nmae`"),
        (ChangeAccount, r'{"na\nme":"Ann"}', "Object contains unknown field"),
        (ChangeAccount, r'{"` - at `$.x":1}', "Object contains unknown field"),
        (ChangeAccount, '{"%s":1}' % ("n" * 41), "Object contains unknown field"),
        (ChangeAccount, '{"name":7}', "Expected `str | null`, got `int` - at `$.name`"),
    ],
)
def test_the_reason_has_no_content(kind: type, sent: str, reason: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.json.decode(sent.encode(), type=kind)
    assert validation_refusal(caught.value).params == {"reason": reason}


def test_an_unknown_tag_is_an_unknown_command() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.json.decode(b'{"type":"fly"}', type=ChangeRole | ChangeAccount)
    assert validation_refusal(caught.value).code == "unknown_command"
