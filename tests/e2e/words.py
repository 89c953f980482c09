"""The words on the screen that the stories look for, in both languages of the client."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language; whitespace is compared as Playwright does, so a no-break space is a space."""

    locale: str
    begin: str
    next: str
    open_messenger: str
    name: str
    username: str
    password: str
    login: str
    sign_in: str
    register: str
    no_chats: str
    new_chat: str
    find_person: str
    message: str
    send: str
    queued: str
    sent: str
    delivered: str
    read: str
    edited: str
    typing: str
    online: str
    edit: str
    reply: str
    delete: str
    delete_for_me: str
    delete_for_all: str
    delete_for_both: str
    delete_chat: str
    chat_menu: str
    deleted: str
    forward: str
    forwarded: str
    without_author: str
    comment: str
    select: str
    pin: str
    unpin: str
    unpin_all: str
    pins: str
    next_mention: str
    suggestions: str
    save_changes: str
    back: str
    chats: str
    offline: str
    unreachable: str
    new_group: str
    group_name: str
    create: str
    add_members: str
    rename_group: str
    save: str
    remove: str
    leave: str
    delete_group: str
    general: str
    lost: str
    end_session: str
    ended: str
    sign_out: str
    this_device: str
    members: str
    to_list: str


EN = Words(
    locale="en-US",
    begin="Begin",
    next="Next",
    open_messenger="Open the messenger",
    name="Your name",
    username="Username",
    password="Password",
    login="Username or e-mail",
    sign_in="Sign in",
    register="Create an account",
    no_chats="Your chats will appear here",
    new_chat="New chat",
    find_person="Name or username",
    message="Message",
    send="Send",
    queued="Will send when online",
    sent="Sent",
    delivered="Delivered",
    read="Read",
    edited="edited",
    typing="typing…",
    online="online",
    edit="Edit",
    reply="Reply",
    delete="Delete",
    delete_for_me="Delete for me",
    delete_for_all="Delete for everybody",
    delete_for_both="Delete for both",
    delete_chat="Delete the chat…",
    chat_menu="Chat menu",
    deleted="Message deleted",
    forward="Forward",
    forwarded="Forwarded",
    without_author="Without the author",
    comment="Comment",
    select="Select",
    pin="Pin",
    unpin="Unpin",
    unpin_all="Unpin all",
    pins="Pinned messages",
    next_mention="Next mention",
    suggestions="Suggestions",
    save_changes="Save changes",
    back="Back",
    chats="Chats",
    offline="No network.",
    unreachable="The server does not answer.",
    new_group="New group",
    group_name="Group name",
    create="Create",
    add_members="Add members",
    rename_group="Rename the group",
    save="Save",
    remove="Remove from the group",
    leave="Leave the group",
    delete_group="Delete the group",
    general="General",
    lost="That message is not here any more",
    end_session="End the session",
    ended="This session has ended",
    sign_out="Sign out",
    this_device="this device",
    members="Members",
    to_list="To the chats",
)

RU = Words(
    locale="ru-RU",
    begin="Начать",
    next="Далее",
    open_messenger="Открыть мессенджер",
    name="Ваше имя",
    username="Имя пользователя",
    password="Пароль",
    login="Имя пользователя или почта",
    sign_in="Войти",
    register="Создать аккаунт",
    no_chats="Здесь появятся ваши чаты",
    new_chat="Новый чат",
    find_person="Имя или имя пользователя",
    message="Сообщение",
    send="Отправить",
    queued="Отправится, когда появится связь",
    sent="Отправлено",
    delivered="Доставлено",
    read="Прочитано",
    edited="изм.",
    typing="печатает…",
    online="в сети",
    edit="Изменить",
    reply="Ответить",
    delete="Удалить",
    delete_for_me="Удалить у меня",
    delete_for_all="Удалить у всех",
    delete_for_both="Удалить у обоих",
    delete_chat="Удалить чат…",
    chat_menu="Меню чата",
    deleted="Сообщение удалено",
    forward="Переслать",
    forwarded="Переслано",
    without_author="Без автора",
    comment="Комментарий",
    select="Выбрать",
    pin="Закрепить",
    unpin="Открепить",
    unpin_all="Открепить все",
    pins="Закреплённые сообщения",
    next_mention="Следующее упоминание",
    suggestions="Подсказки",
    save_changes="Сохранить изменения",
    back="Назад",
    chats="Чаты",
    offline="Нет сети.",
    unreachable="Сервер не отвечает.",
    new_group="Новая группа",
    group_name="Название группы",
    create="Создать",
    add_members="Добавить участников",
    rename_group="Переименовать группу",
    save="Сохранить",
    remove="Удалить из группы",
    leave="Выйти из группы",
    delete_group="Удалить группу",
    general="Общий чат",
    lost="Этого сообщения здесь уже нет",
    end_session="Завершить сеанс",
    ended="Этот сеанс завершён",
    sign_out="Выйти",
    this_device="это устройство",
    members="Участники",
    to_list="К чатам",
)
