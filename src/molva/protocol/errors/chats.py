"""Refusals about chats and messages."""

from molva.protocol.errors.base import BadRequest, Conflict, Forbidden, NotFound


class InvalidName(BadRequest):
    """A name of a person or chat that cannot be shown."""

    code = "invalid_name"
    en = "The name must have 1 to {limit} visible characters. Choose another one."
    ru = "Имя должно содержать от 1 до {limit} видимых символов. Выберите другое."


class InvalidText(BadRequest):
    """A text that cannot be stored or shown."""

    code = "invalid_text"
    en = "The text is empty or has characters that cannot be stored. Change it and send it again."
    ru = "Текст пуст или содержит недопустимые символы. Измените его и отправьте снова."


class TextTooLong(BadRequest):
    """A text beyond the server's limit."""

    code = "text_too_long"
    en = "The text is longer than {limit} characters. Shorten or split it."
    ru = "Текст длиннее {limit} символов. Сократите его или разделите."


class ChatNotFound(NotFound):
    """No such chat among the user's chats."""

    code = "chat_not_found"
    en = "There is no such chat among yours."
    ru = "Среди ваших чатов такого нет."


class MessageNotFound(NotFound):
    """No such message among those the user may see."""

    code = "message_not_found"
    en = "There is no such message."
    ru = "Такого сообщения нет."


class MessageIdTaken(Conflict):
    """The id already names a message with other content, in another chat or of another sender."""

    code = "message_id_taken"
    en = "This message id already names another message. Make a new id."
    ru = "Этот идентификатор уже принадлежит другому сообщению. Создайте новый."


class ChatIdTaken(Conflict):
    """The id already names another chat."""

    code = "chat_id_taken"
    en = "This chat id already names another chat. Make a new id."
    ru = "Этот идентификатор уже принадлежит другому чату. Создайте новый."


class AlreadyAMember(Conflict):
    """The person is in the chat."""

    code = "already_a_member"
    en = "This person is already in the chat."
    ru = "Этот человек уже в чате."


class NotAMember(Conflict):
    """The person is not in the chat."""

    code = "not_a_member"
    en = "This person is not in the chat."
    ru = "Этого человека в чате нет."


class LastOwner(Conflict):
    """A group would be left without an owner."""

    code = "last_owner"
    en = "A group needs an owner. Make somebody else the owner first."
    ru = "У группы должен быть владелец. Сначала назначьте владельцем другого."


class NotAGroup(Conflict):
    """The command is for groups."""

    code = "not_a_group"
    en = "This can only be done in a group."
    ru = "Это возможно только в группе."


class NotADirectChat(Conflict):
    """The command is for chats of two."""

    code = "not_a_direct_chat"
    en = "This can only be done in a chat of two people."
    ru = "Это возможно только в личном чате."


class GeneralChat(Conflict):
    """The general chat is everybody's."""

    code = "general_chat"
    en = "Everybody is in the general chat; nobody leaves or is removed from it."
    ru = "В общем чате состоят все: из него нельзя выйти или удалить участника."


class ChatFull(Conflict):
    """The chat has as many members as the server allows."""

    code = "chat_full"
    en = "The chat already has {limit} members, and more are not allowed."
    ru = "В чате уже {limit} участников, больше нельзя."


class MessageDeleted(Conflict):
    """The message has been deleted."""

    code = "message_deleted"
    en = "The message has been deleted."
    ru = "Сообщение удалено."


class MessageChanged(Conflict):
    """Another version of the message is there than the writer saw."""

    code = "message_changed"
    en = "The message was changed on another device in the meantime."
    ru = "Сообщение тем временем изменили на другом устройстве."


class TooManyReactions(Conflict):
    """The message has as many different emoji as it can show."""

    code = "too_many_reactions"
    en = "The message already has {limit} different emoji. Choose one of them."
    ru = "У сообщения уже {limit} разных эмодзи. Выберите один из них."


class TooManyPins(Conflict):
    """As many messages are pinned as a chat keeps at its head."""

    code = "too_many_pins"
    en = "{limit} messages are already pinned in this chat. Unpin one of them first."
    ru = "В этом чате уже закреплено {limit} сообщений. Сначала открепите какое-нибудь из них."


class TooManyPinnedChats(Conflict):
    """The user has pinned as many chats as can be."""

    code = "too_many_pinned_chats"
    en = "You have already pinned {limit} chats. Unpin one of them first."
    ru = "Вы уже закрепили {limit} чатов. Сначала открепите один из них."


class TooManyFolders(Conflict):
    """The user has as many folders as can be."""

    code = "too_many_folders"
    en = "You already have {limit} folders. Delete one of them first."
    ru = "У вас уже {limit} папок. Сначала удалите одну из них."


class EditTooLate(Conflict):
    """The time for changes is over."""

    code = "edit_too_late"
    en = "This message can no longer be changed."
    ru = "Это сообщение уже нельзя изменить."


class EditHistoryOff(Forbidden):
    """Whoever runs the server keeps nothing of what changed messages said before."""

    code = "edit_history_off"
    en = "Earlier versions of messages are not kept on this server."
    ru = "На этом сервере прежние версии сообщений не хранятся."
