"""Refusals about polls."""

from molva.protocol.errors.base import Conflict, Forbidden


class PollClosed(Conflict):
    """The poll takes no answers any more."""

    code = "poll_closed"
    en = "This poll is closed; its result stays as it is."
    ru = "Опрос завершён, его результат уже не изменится."


class PollAnswered(Conflict):
    """The answer of a quiz stays as it is."""

    code = "poll_answered"
    en = "You have answered already, and an answer in a quiz cannot be changed."
    ru = "Вы уже ответили, а ответ в викторине изменить нельзя."


class VotersHidden(Forbidden):
    """The poll is anonymous, or would have to be."""

    code = "voters_hidden"
    en = "Who votes is not told here: the poll is anonymous, as every poll in a channel."
    ru = "Здесь не видно, кто как голосует: опрос анонимный, как все опросы в канале."
