"""Refusals about accounts, sessions and invites."""

from molva.protocol.errors.base import BadRequest, Conflict, Forbidden, NotFound, NotSignedIn


class InvalidUsername(BadRequest):
    """A username outside the allowed letters, or one that could be mistaken."""

    code = "invalid_username"
    en = (
        "A username has 2 to 32 letters, digits, dots, dashes or underscores and begins with a letter. "
        "Choose another one."
    )
    ru = (
        "Имя пользователя состоит из 2–32 букв, цифр, точек, дефисов или подчёркиваний и начинается с буквы. "
        "Выберите другое."
    )


class InvalidEmail(BadRequest):
    """Not an e-mail address."""

    code = "invalid_email"
    en = "This is not an e-mail address. Check it for a misprint."
    ru = "Это не адрес электронной почты. Проверьте, нет ли опечатки."


class WeakPassword(BadRequest):
    """A password that is too short, too long or among the commonest."""

    code = "weak_password"
    en = "The password must have 8 to 1024 characters and not be a common one. Choose another one."
    ru = "Пароль должен содержать от 8 до 1024 символов и не быть распространённым. Выберите другой."


class SignInFailed(NotSignedIn):
    """Unknown user or wrong password; which one is not told."""

    code = "sign_in_failed"
    en = "The username or the password is wrong. Check both and try again."
    ru = "Неверное имя пользователя или пароль. Проверьте и попробуйте ещё раз."


class SessionEnded(NotSignedIn):
    """The session was revoked or has expired."""

    code = "session_ended"
    en = "This session has ended. Sign in again."
    ru = "Этот сеанс завершён. Войдите снова."


class WrongPassword(Forbidden):
    """Not the present password of somebody who is signed in."""

    code = "wrong_password"
    en = "The present password is wrong. Check it and try again."
    ru = "Текущий пароль неверен. Проверьте его и попробуйте ещё раз."


class OnlyOwner(Forbidden):
    """The server would have no owner any more."""

    code = "only_owner"
    en = (
        "You are the only owner of this server, so your account stays. First let whoever runs its machine make "
        "somebody else its owner: `molva user owner NAME`."
    )
    ru = (
        "Вы единственный владелец этого сервера, поэтому ваш аккаунт остаётся. Сначала пусть тот, кто обслуживает его "
        "машину, назначит владельцем кого-нибудь ещё: `molva user owner ИМЯ`."
    )


class RegistrationClosed(Forbidden):
    """New accounts are not taken."""

    code = "registration_closed"
    en = "Registration is closed on this server. Ask the person who runs it."
    ru = "Регистрация на этом сервере закрыта. Обратитесь к тому, кто его ведёт."


class InviteRequired(Forbidden):
    """New accounts need an invite."""

    code = "invite_required"
    en = "An invite is needed to register here. Ask somebody who is already in."
    ru = "Для регистрации здесь нужно приглашение. Попросите его у кого-нибудь из участников."


class UserNotFound(NotFound):
    """No such person."""

    code = "user_not_found"
    en = "There is no such person."
    ru = "Такого человека нет."


class SessionNotFound(NotFound):
    """No such session of this user."""

    code = "session_not_found"
    en = "There is no such session among yours."
    ru = "Среди ваших сеансов такого нет."


class InviteNotFound(NotFound):
    """No such invite, or one that is used up, expired or revoked."""

    code = "invite_not_found"
    en = "This invite does not exist or is no longer valid. Ask for a new one."
    ru = "Такого приглашения нет, или оно больше не действует. Попросите новое."


class UsernameTaken(Conflict):
    """Somebody has this username or one that looks the same."""

    code = "username_taken"
    en = "This username, or one that looks like it, is taken. Choose another one."
    ru = "Это имя пользователя или похожее на него уже занято. Выберите другое."


class EmailTaken(Conflict):
    """Another account has this address."""

    code = "email_taken"
    en = "Another account uses this e-mail address. Sign in to it or use another address."
    ru = "Этот адрес почты уже используется в другом аккаунте. Войдите в него или укажите другой адрес."
