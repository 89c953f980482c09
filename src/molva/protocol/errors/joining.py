"""Refusals about links into groups and requests to join."""

from molva.protocol.errors.base import BadRequest, Conflict, Forbidden, NotFound


class InviteExpired(Conflict):
    """The link's time is over."""

    code = "invite_expired"
    en = "This link has expired. Ask for a new one."
    ru = "Срок действия этой ссылки истёк. Попросите новую."


class InviteUsedUp(Conflict):
    """As many people have joined by the link as it was made for."""

    code = "invite_used_up"
    en = "This link has been used up. Ask for a new one."
    ru = "Эта ссылка уже использована. Попросите новую."


class InviteRevoked(Conflict):
    """The link was taken back, or its group is no more."""

    code = "invite_revoked"
    en = "This link was revoked. Ask for a new one."
    ru = "Эта ссылка отозвана. Попросите новую."


class TooManyInvites(Conflict):
    """The group has as many links as can be."""

    code = "too_many_invites"
    en = "This group already has {limit} links. Revoke one of them first."
    ru = "У этой группы уже {limit} ссылок. Сначала отзовите одну из них."


class TooManyJoinRequests(Conflict):
    """As many people wait for the group's answer as can be."""

    code = "too_many_join_requests"
    en = "{limit} people are already waiting to be let into this group. Try again later."
    ru = "Ответа этой группы уже ждут {limit} человек. Попробуйте позже."


class JoiningRefused(Forbidden):
    """The group has refused the caller less than `hours` hours ago."""

    code = "joining_refused"
    en = "This group has refused your request. You may ask again {hours} hours after the answer."
    ru = "Эта группа отклонила вашу заявку. Попросить снова можно через {hours} ч после ответа."


class JoinRequestNotFound(NotFound):
    """Nobody of that kind waits: the request was answered or withdrawn, or never was."""

    code = "join_request_not_found"
    en = "There is no such request to join; it may have been answered or withdrawn."
    ru = "Такой заявки нет: возможно, на неё уже ответили или её отозвали."


class TooManyAddRequests(Conflict):
    """The group has asked as many people as can be whether they want to be added."""

    code = "too_many_add_requests"
    en = "{limit} people have been asked to join and have not answered yet. Try again later."
    ru = "Приглашения уже ждут ответа от {limit} человек. Попробуйте позже."


class AddRequestNotFound(NotFound):
    """The group does not ask the caller: answered, asked no more, or never asked."""

    code = "add_request_not_found"
    en = "This group is not asking you to join any more."
    ru = "Эта группа вас больше не приглашает."


class InvalidAddress(BadRequest):
    """An address of a public chat outside the allowed letters, or one that could be mistaken."""

    code = "invalid_address"
    en = (
        "An address has 2 to 32 letters, digits, dots, dashes or underscores and begins with a letter. "
        "Choose another one."
    )
    ru = "Адрес состоит из 2–32 букв, цифр, точек, дефисов или подчёркиваний и начинается с буквы. Выберите другой."


class AddressTaken(Conflict):
    """The address, or one that looks like it, is that of another chat or a person's username."""

    code = "address_taken"
    en = "This address is taken, or one that looks like it. Choose another one."
    ru = "Этот или похожий на него адрес уже занят. Выберите другой."


class PublicChatNotFound(NotFound):
    """No chat is public under this name; whether there is such a chat at all is not told."""

    code = "public_chat_not_found"
    en = "There is no such public chat."
    ru = "Такого публичного чата нет."


class DirectoryOff(Forbidden):
    """Whoever runs the server has no public chats on it."""

    code = "directory_off"
    en = "There are no public chats on this server."
    ru = "На этом сервере нет публичных чатов."
