"""What the terminal client says in Russian."""

from molva import words
from molva.tui.words.shape import Words

RU = Words(
    shared=words.RU,
    sign_in_title="Вход",
    address="Сервер",
    username="Имя пользователя или почта",
    password="Пароль",
    sign_in="Войти",
    create_account="Создать аккаунт",
    signing_in="Вход…",
    session_over="Сеанс завершён. Войдите снова.",
    chats_empty="Здесь появятся ваши чаты. Людей ищет Ctrl+K.",
    choose_chat="Выберите чат слева или найдите его: Ctrl+K.",
    no_messages="Сообщений пока нет",
    new_messages="Новые сообщения",
    chat_gone="Вас больше нет в этом чате.",
    draft="Черновик:",
    pinned_mark="Закреплено: {text}",
    placeholder="Сообщение",
    replying="Ответ · {name}: {text}",
    editing="Изменение: {text}",
    reply="Ответить",
    edit="Изменить",
    delete="Удалить",
    delete_for_all="Удалить у всех",
    delete_for_me="Удалить у меня",
    react="Реакция",
    vote="Голосовать",
    retract_vote="Отозвать голос",
    forward="Переслать",
    pin="Закрепить",
    unpin="Открепить",
    copy="Скопировать",
    copied="Скопировано",
    try_again="Повторить",
    discard="Убрать",
    take_back="Снять реакцию",
    cancel="Отмена",
    message_gone="Этого сообщения здесь уже нет.",
    find="Найти чат или человека",
    nothing_found="Ничего не нашлось",
    group_new="Новая группа «{name}»",
    person_mark="написать @{username}",
    pins="Закреплённые сообщения",
    no_pins="Здесь ничего не закреплено.",
    links="Ссылки в эту группу",
    link_make="Создать ссылку",
    link_made="Ссылка показывается один раз: {link}",
    link_line="{name} · по ней пришли: {uses}",
    link_asks="с вопросом",
    link_revoke="Отозвать ссылку «{name}»?",
    revoke="Отозвать",
    link_revoked="Ссылка отозвана.",
    links_only_groups="Ссылки бывают только у групп и каналов.",
    join="Войти по ссылке",
    join_prompt="Ссылка",
    join_asked="Просьба отправлена; ответит группа.",
    forwarded_to="Переслано: {chat}",
    leave="Выйти из чата",
    leave_question="Выйти из чата «{chat}»?",
    leave_last="Кроме вас, здесь никого нет: чат будет удалён со всеми сообщениями.",
    sign_out="Выйти из аккаунта",
    sign_out_question="Выйти из аккаунта на этом компьютере?",
    sign_out_loses="{waiting}. При выходе это пропадёт.",
    signing_out="Выход…",
    signed_out_here="Здесь вы больше не в аккаунте, но сервер не отвечает: завершите этот сеанс с другого устройства.",
    help="Клавиши",
    help_text="""\
Везде
  Ctrl+K        найти чат или человека, создать группу
  Ctrl+O        войти по ссылке
  Ctrl+T        светлая или тёмная тема
  Tab           чаты, сообщения, поле ввода
  F1            эта справка
  F9            выйти из аккаунта
  Ctrl+Q        выйти из программы

Чаты
  ↑ ↓ Enter     выбрать и открыть

Поле ввода
  Enter         отправить
  Alt+Enter, Ctrl+J   новая строка
  ↑             в пустом поле: изменить последнее
  Esc           закончить ответ или изменение

Сообщения (Tab или щелчок)
  Enter         все действия
  r e d f       ответить, изменить, удалить, переслать
  + v p y       реакция, голос в опросе, закрепить, скопировать
  End           к последнему

Чат
  F2            закреплённые сообщения
  F3            ссылки в группу
  F4            выйти из группы
""",
    keys_list="↑↓ Enter открыть · Ctrl+K найти · Ctrl+O по ссылке · F1 клавиши · Ctrl+Q выход",
    keys_messages="Enter действия · r ответ · e изменить · d удалить · f переслать · + реакция",
    keys_composer="Enter отправить · Alt+Enter строка · ↑ изменить · Tab чаты · F1 клавиши",
)
