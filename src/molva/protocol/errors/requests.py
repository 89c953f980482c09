"""Refusals of any request, whatever it asks for."""

from molva.protocol.errors.base import BadRequest, Forbidden, NotFound, Refusal, Unavailable


class BadJson(BadRequest):
    """Not JSON, or JSON that no program should send."""

    code = "bad_json"
    en = "The request is not valid JSON. Send one UTF-8 JSON object."
    ru = "Запрос не является правильным JSON. Отправьте один объект JSON в кодировке UTF-8."


class InvalidField(BadRequest):
    """A field is missing, unknown, or of the wrong type or range."""

    code = "invalid_field"
    en = "A field is wrong: {reason}. Compare the request with the documentation."
    ru = "Ошибка в поле: {reason}. Сверьте запрос с документацией."


class UnknownCommand(BadRequest):
    """No such command."""

    code = "unknown_command"
    en = "There is no such command. Compare the request with the documentation."
    ru = "Такой команды нет. Сверьте запрос с документацией."


class TooLarge(BadRequest):
    """More bytes than are read."""

    code = "too_large"
    status = 413
    en = "The request is larger than {limit} bytes. Send less at once."
    ru = "Запрос больше {limit} байт. Отправляйте меньше за один раз."


class WrongContentType(BadRequest):
    """A body that is not declared as JSON; a form on another site could send it."""

    code = "wrong_content_type"
    status = 415
    en = "The body must be sent as application/json."
    ru = "Тело запроса должно иметь тип application/json."


class WrongOrigin(Forbidden):
    """A browser on another site sent the request."""

    code = "wrong_origin"
    en = "The request comes from another site. Open the messenger's own address."
    ru = "Запрос пришёл с другого сайта. Откройте адрес самого мессенджера."


class RouteNotFound(NotFound):
    """No such address."""

    code = "not_found"
    en = "There is nothing at this address. Check it for a misprint."
    ru = "По этому адресу ничего нет. Проверьте, нет ли опечатки."


class MethodNotAllowed(Refusal):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    en = "This address does not take this method. Compare the request with the documentation."
    ru = "Этот адрес не принимает такой метод. Сверьте запрос с документацией."


class RightsMissing(Forbidden):
    """The user's role does not allow it."""

    code = "rights_missing"
    en = "You do not have the right to do this. Ask an owner or an admin."
    ru = "У вас нет права на это действие. Обратитесь к владельцу или администратору."


class TooManyRequests(Unavailable):
    """More than the user or the address may do in this time."""

    code = "too_many_requests"
    status = 429
    en = "Too many attempts. Wait a little and try again."
    ru = "Слишком много попыток. Подождите немного и попробуйте снова."


class Overloaded(Unavailable):
    """The server has more work than it can take on."""

    code = "overloaded"
    en = "The server is busy. Try again in a moment."
    ru = "Сервер перегружен. Попробуйте ещё раз чуть позже."


class Internal(Unavailable):
    """A defect or a failing disk; the log has the id. Whether the command took effect is open: repeat it."""

    code = "internal"
    status = 500
    en = "Something went wrong on the server (report {id}). Try again."
    ru = "На сервере произошла ошибка (номер {id}). Попробуйте ещё раз."
