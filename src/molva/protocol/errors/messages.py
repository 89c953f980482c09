"""Refusals about messages that are to be sent later or somewhere else, or that come too fast."""

from molva.protocol.errors.base import BadRequest, Conflict, NotFound, Unavailable


class MessageStays(Conflict):
    """The message is not for other chats: it disappears after a time, is a poll, or tells what happened in its chat."""

    code = "message_stays"
    en = "This message cannot be forwarded: it disappears after a time, is a poll, or tells what happened in its chat."
    ru = "Это сообщение нельзя переслать: это опрос, или оно исчезает со временем или рассказывает о событии в чате."


class MomentPassed(BadRequest):
    """Nothing can happen at a moment that is over."""

    code = "moment_passed"
    en = "This moment has passed. Choose a later one."
    ru = "Этот момент уже прошёл. Выберите более поздний."


class MomentTooFar(BadRequest):
    """The moment is further ahead than the server plans."""

    code = "moment_too_far"
    en = "This is more than {limit} days ahead. Choose an earlier moment."
    ru = "Так далеко планировать нельзя: срок — {limit} дней. Выберите более ранний момент."


class ScheduledMessageNotFound(NotFound):
    """No such message waits: it was sent or taken back, or never was."""

    code = "scheduled_message_not_found"
    en = "There is no such scheduled message; it may have been sent already."
    ru = "Такого отложенного сообщения нет; возможно, оно уже отправлено."


class TooManyScheduledMessages(Conflict):
    """The user has as many messages waiting as can be."""

    code = "too_many_scheduled_messages"
    en = "{limit} of your messages are already scheduled. Cancel one of them first."
    ru = "У вас уже {limit} отложенных сообщений. Сначала отмените одно из них."


class SlowMode(Unavailable):
    """The chat lets a member send again only some time after the last message."""

    code = "slow_mode"
    status = 429
    en = "This chat is slow: one message in {limit} s. Send yours in {seconds} s."
    ru = "В этом чате медленный режим: одно сообщение в {limit} с. Отправить своё можно через {seconds} с."


class HourlyLimit(Unavailable):
    """The member has sent as many messages within an hour as the chat takes from one person."""

    code = "hourly_limit"
    status = 429
    en = "This chat takes {limit} messages an hour from one person. Send the next one in {seconds} s."
    ru = "В этом чате один человек может отправить {limit} сообщений в час. Следующее — через {seconds} с."
