"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import AnswerAddRequest
from molva.protocol.errors import AddRequestNotFound, ChatFull
from molva.protocol.rows import AddRequest, Chat, Member
from molva.server.features.accounts import AccountDeleted, ProfileChanged
from molva.server.features.add_requests import asking
from molva.server.features.add_requests.store import requests_after
from molva.server.features.chats import ChatDeleted, ChatEvent, PersonAsked
from molva.server.features.contacts import BlockChanged
from molva.server.kernel.feature import Feature, JobKind, RowKind, write


def add_requests_feature() -> Feature:
    """Describe the slice."""
    return Feature(
        name="add_requests",
        endpoints=(
            write(AnswerAddRequest, asking.answer, "PUT /add-requests/{chat_id}", AddRequestNotFound, ChatFull),
        ),
        rows=(RowKind(AddRequest, "account", requests_after),),
        on_change=(
            (PersonAsked, asking.ask),
            (Member, asking.follow_member),
            (Chat, asking.follow_chat),
            (ChatEvent, asking.follow_event),
            (ProfileChanged, asking.follow_profile),
            (BlockChanged, asking.follow_block),
            (ChatDeleted, asking.forget_chat),
            (AccountDeleted, asking.forget_person),
        ),
        jobs=(JobKind(asking.JOB, asking.expire),),
    )
