"""Refusals about other people: contacts, blocks, rules and reports."""

from molva.protocol.errors.base import Conflict, Forbidden


class Oneself(Conflict):
    """The command is about another person."""

    code = "oneself"
    en = "This cannot be done with yourself."
    ru = "С самим собой этого сделать нельзя."


class TooManyContacts(Conflict):
    """The user has saved or blocked as many people as can be."""

    code = "too_many_contacts"
    en = "You already have {limit} contacts and blocked people. Remove one of them first."
    ru = "У вас уже {limit} контактов и заблокированных. Сначала удалите кого-нибудь из них."


class PersonBlocked(Forbidden):
    """The user has blocked the person to whom they write."""

    code = "person_blocked"
    en = "You blocked this person. Unblock them to write."
    ru = "Вы заблокировали этого человека. Разблокируйте, чтобы написать."


class WritingNotAccepted(Forbidden):
    """The person's rule, or a block; which one is not told."""

    code = "writing_not_accepted"
    en = "This person does not accept messages from you."
    ru = "Этот человек не принимает от вас сообщений."


class PersonGone(Forbidden):
    """The other person's account was deleted: what is there can be read, and nothing is added."""

    code = "person_gone"
    en = "This account was deleted. Nobody would read what you write."
    ru = "Этот аккаунт удалён. Написанное никто не прочтёт."


class AddingNotAccepted(Forbidden):
    """The person's rule, or a block; which one is not told."""

    code = "adding_not_accepted"
    en = "{name} does not accept being added to groups by you."
    ru = "{name} не принимает от вас добавления в группы."


class AlreadyReported(Conflict):
    """One report for each person."""

    code = "already_reported"
    en = "You have already reported this person."
    ru = "Вы уже пожаловались на этого человека."


class SendingBanned(Forbidden):
    """The user was reported or banned by hand, and sends nothing before `until_at`, milliseconds since the epoch."""

    code = "sending_banned"
    en = "Because of reports you cannot send messages until {until} UTC. If that is a mistake, turn to {appeal}."
    ru = "Из-за жалоб вы не можете отправлять сообщения до {until} UTC. Если это ошибка, обратитесь: {appeal}."
    beside = ("until_at",)
