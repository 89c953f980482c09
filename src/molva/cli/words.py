"""Everything that the console says, in English and Russian; a sentence that one of them lacks is a type error."""

from collections.abc import Mapping
from dataclasses import dataclass

from molva.protocol.errors import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language's sentences; the names in braces are filled in where they are said."""

    language: Language

    about: str
    login_help: str
    logout_help: str
    send_help: str
    tail_help: str
    user_help: str
    user_list_help: str
    user_add_help: str
    user_passwd_help: str
    user_sign_out_help: str
    doctor_help: str
    serve_help: str
    demo_help: str
    bench_help: str
    workload_help: str

    url_help: str
    user_name_help: str
    register_help: str
    password_stdin_help: str
    chat_help: str
    text_help: str
    reply_help: str
    json_help: str
    lines_help: str
    display_name_help: str
    data_help: str
    port_help: str
    host_help: str

    ask_user: str
    ask_password: str
    ask_new_password: str
    ask_old_password: str
    signed_in: str
    signed_out: str
    added: str
    password_changed: str
    others_signed_out: str
    connection_lost: str
    connection_back: str

    serving: str
    serving_first: str
    folder_taken: str
    address_taken: str
    demo_loading: str
    demo_people: str
    demo_thrown_away: str
    demo_not_empty: str

    not_logged_in: str
    login_readable: str
    login_broken: str
    chat_unknown: str
    chat_ambiguous: str
    text_empty: str
    unreachable: str
    timed_out: str
    ended: str
    open_outcome: str
    unreadable_answer: str
    bad_address: str
    failed: str

    saved: str
    general: str
    deleted: str
    edited: str
    mentioned: str
    created_group: str
    added_member: str
    removed_member: str
    joined: str
    left: str
    renamed: str
    pinned: str
    lifetime: str
    no_lifetime: str
    someone: str

    check_python: str
    check_sqlite: str
    check_folder: str
    check_lock: str
    check_schema: str
    check_sync: str
    check_port: str
    python_old: str
    sqlite_old: str
    folder_new: str
    folder_bad_parent: str
    folder_not_ours: str
    folder_open: str
    folder_fine: str
    lock_free: str
    lock_held: str
    schema_none: str
    schema_current: str
    schema_older: str
    schema_newer: str
    schema_unread: str
    sync_fine: str
    sync_slow: str
    sync_failed: str
    port_free: str
    port_molva: str
    port_taken: str
    port_refused: str
    no_database: str
    password_reset: str
    sessions_ended: str

    all_well: str
    some_wrong: str


EN = Words(
    language="en",
    about="Molva, a messenger that people run themselves.",
    login_help="Sign in to a server and remember the session for the other commands.",
    logout_help="End the remembered session.",
    send_help="Send a message.",
    tail_help="Show the latest messages of one chat or all, then new ones as they come.",
    user_help="Look after the people on the server and after your own account.",
    user_list_help="List the people on the server.",
    user_add_help="Create an account for somebody.",
    user_passwd_help="Change your own password; or, while the server is stopped, that of USERNAME.",
    user_sign_out_help="End your sessions on all other devices; or, while the server is stopped, all of USERNAME.",
    doctor_help="Check whether a server can run here, and say what to do where it cannot.",
    serve_help="Run the server.",
    demo_help="Run a server with a small world to look at: twelve people, eight chats, three months of talk.",
    bench_help="Measure a fresh server on this machine; prints one line of JSON.",
    workload_help="W1 direct messages, W2 a large room, W3 idle connections, W4 the start, W5 a steady pace.",
    url_help="Address of the server, such as https://chat.example.org.",
    user_name_help="Username or e-mail address.",
    register_help="Create the account first.",
    password_stdin_help="Read the password from the first line of standard input.",
    chat_help="Name of a group, @username of a person, or the id of a chat.",
    text_help="The text; - reads it from standard input.",
    reply_help="Number of the message in the chat that this one answers.",
    json_help="One JSON object a line.",
    lines_help="How many of the latest messages to show first.",
    display_name_help="The name that others see.",
    data_help="Folder of the server's data.",
    port_help="Port on which the server listens.",
    host_help="Address on which the server listens; 0.0.0.0 is every one of this machine.",
    ask_user="Username",
    ask_password="Password",
    ask_new_password="New password",
    ask_old_password="Present password",
    signed_in="Signed in to {url} as {username}.",
    signed_out="Signed out of {url}.",
    added="Created the account {username}.",
    password_changed="The password has been changed.",
    others_signed_out="All your other sessions have ended.",
    connection_lost="The connection is lost; trying to come back.",
    connection_back="Connected again.",
    serving="Molva is running at {url} (Ctrl+C stops it).",
    serving_first="Molva is running at {url} (Ctrl+C stops it). Open it; the first account is the owner's.",
    folder_taken="Another server, process {pid}, is using {path}. Stop it, or choose another folder with --data.",
    address_taken="{host}:{port} cannot be used: {reason}. Choose another port with --port.",
    demo_loading="Ninety days of talk",
    demo_people="Sign in as anybody with the password {password}; olga sees everything in Russian, emma in English.",
    demo_thrown_away="What happens in the demo is thrown away when it ends; --data FOLDER keeps it.",
    demo_not_empty="{path} holds something else than the demo. Choose an empty folder with --data.",
    not_logged_in="Nobody is signed in here. Run `molva login https://…` first, or set MOLVA_URL and MOLVA_TOKEN.",
    login_readable="{path} can be read by others. Run: chmod 600 {path}",
    login_broken="{path} cannot be read. Delete it and run `molva login` again.",
    chat_unknown="There is no chat called {chat} among yours.",
    chat_ambiguous="Several chats are called {chat}. Use one of the ids: {ids}",
    text_empty="There is nothing to send.",
    unreachable="No server answers at {url}. Is it running, and is the address right?",
    timed_out="The server did not answer in time. Try again.",
    ended="The connection has ended: {reason}",
    open_outcome="The connection broke before the answer came. Look whether it was done before you repeat it.",
    unreadable_answer="Something else than a Molva server of this version answers there: {reason}",
    bad_address="{url} is not the address of a server.",
    failed="That failed: {reason}",
    saved="Saved messages",
    general="General",
    deleted="(deleted)",
    edited="(edited)",
    mentioned="(@you)",
    created_group="created the group “{name}”",
    added_member="added {name}",
    removed_member="removed {name}",
    joined="joined",
    left="left",
    renamed="renamed the chat to “{name}”",
    pinned="pinned message #{seq}",
    lifetime="lets messages disappear after {seconds} s",
    no_lifetime="lets messages stay",
    someone="somebody",
    check_python="Python",
    check_sqlite="SQLite",
    check_folder="Data folder",
    check_lock="Lock",
    check_schema="Schema",
    check_sync="Disk",
    check_port="Port",
    python_old="{version} is too old. Install Python 3.11 or newer.",
    sqlite_old="{version} can damage the database. Run: pip install --upgrade pysqlite3",
    folder_new="{path} does not exist yet; the server will create it.",
    folder_bad_parent="{path} cannot be created: {parent} is not writable. Choose another folder with --data.",
    folder_not_ours="{path} cannot be written. Give it to the user who runs the server: chown -R USER {path}",
    folder_open="{path} can be read by others. Run: chmod 700 {path}",
    folder_fine="{path} is ours alone.",
    lock_free="No server is using the folder.",
    lock_held="A server is running on the folder, process {pid}.",
    schema_none="There is no database yet; the server will create it.",
    schema_current="Version {version}, the one of this program.",
    schema_older="Version {version}; the server will bring it to {newest} when it starts. Make a backup first.",
    schema_newer="Version {version} is newer than this program knows ({newest}). Update Molva.",
    schema_unread="The database cannot be read: {reason}. Restore a backup.",
    sync_fine="A write is safe after {ms} ms.",
    sync_slow="A write is safe only after {ms} ms, so every message takes at least that long. Use a faster disk.",
    sync_failed="The disk does not take writes: {reason}",
    port_free="{port} is free.",
    port_molva="{port}: a Molva server answers there.",
    port_taken="{port} is used by another program. Choose another port, such as --port {other}.",
    port_refused="{port} may not be used: {reason}. Choose one above 1023.",
    no_database="There is no database in {path}. Name the server's folder with --data.",
    password_reset="{username} has a new password and is signed out everywhere.",
    sessions_ended="{username} is signed out everywhere; sessions ended: {count}.",
    all_well="Everything is fine.",
    some_wrong="Something needs your attention: see above.",
)

RU = Words(
    language="ru",
    about="Molva — мессенджер, который люди держат у себя.",
    login_help="Войти на сервер и запомнить сеанс для других команд.",
    logout_help="Завершить запомненный сеанс.",
    send_help="Отправить сообщение.",
    tail_help="Показать последние сообщения одного чата или всех, затем новые по мере поступления.",
    user_help="Люди на сервере и ваша собственная учётная запись.",
    user_list_help="Список людей на сервере.",
    user_add_help="Создать учётную запись для кого-нибудь.",
    user_passwd_help="Сменить свой пароль или, пока сервер остановлен, пароль USERNAME.",
    user_sign_out_help="Завершить ваши сеансы на других устройствах или, пока сервер остановлен, все сеансы USERNAME.",
    doctor_help="Проверить, может ли сервер работать здесь, и подсказать, что делать, если нет.",
    serve_help="Запустить сервер.",
    demo_help="Запустить сервер с маленьким миром: двенадцать человек, восемь чатов, три месяца разговоров.",
    bench_help="Измерить новый сервер на этой машине; печатает одну строку JSON.",
    workload_help="W1 личные сообщения, W2 большая комната, W3 молчащие соединения, W4 запуск, W5 ровный темп.",
    url_help="Адрес сервера, например https://chat.example.org.",
    user_name_help="Имя пользователя или адрес почты.",
    register_help="Сначала создать учётную запись.",
    password_stdin_help="Прочитать пароль из первой строки стандартного ввода.",
    chat_help="Название группы, @имя_пользователя или идентификатор чата.",
    text_help="Текст; - читает его из стандартного ввода.",
    reply_help="Номер сообщения в чате, на которое это отвечает.",
    json_help="По одному объекту JSON в строке.",
    lines_help="Сколько последних сообщений показать сначала.",
    display_name_help="Имя, которое видят другие.",
    data_help="Папка с данными сервера.",
    port_help="Порт, на котором работает сервер.",
    host_help="Адрес, на котором работает сервер; 0.0.0.0 — все адреса этой машины.",
    ask_user="Имя пользователя",
    ask_password="Пароль",
    ask_new_password="Новый пароль",
    ask_old_password="Нынешний пароль",
    signed_in="Вы вошли на {url} как {username}.",
    signed_out="Вы вышли с {url}.",
    added="Учётная запись {username} создана.",
    password_changed="Пароль изменён.",
    others_signed_out="Все остальные ваши сеансы завершены.",
    connection_lost="Связь потеряна, пробую восстановить.",
    connection_back="Связь восстановлена.",
    serving="Molva работает: {url} (остановить — Ctrl+C).",
    serving_first="Molva работает: {url} (остановить — Ctrl+C). Откройте; первая учётная запись — владелец.",
    folder_taken="Папкой {path} пользуется другой сервер, процесс {pid}. Остановите его или укажите другую: --data.",
    address_taken="{host}:{port} занять нельзя: {reason}. Выберите другой порт: --port.",
    demo_loading="Девяносто дней разговоров",
    demo_people="Войти можно кем угодно, пароль {password}; у olga всё по-русски, у emma — по-английски.",
    demo_thrown_away="Всё, что происходит в демо, исчезнет вместе с ним; --data ПАПКА сохранит.",
    demo_not_empty="В {path} лежит что-то другое, не демо. Укажите пустую папку: --data.",
    not_logged_in="Здесь никто не вошёл. Выполните `molva login https://…` или задайте MOLVA_URL и MOLVA_TOKEN.",
    login_readable="{path} могут прочитать другие. Выполните: chmod 600 {path}",
    login_broken="{path} не читается. Удалите его и выполните `molva login` снова.",
    chat_unknown="Среди ваших чатов нет чата {chat}.",
    chat_ambiguous="Чатов с именем {chat} несколько. Укажите один из идентификаторов: {ids}",
    text_empty="Отправлять нечего.",
    unreachable="По адресу {url} сервер не отвечает. Запущен ли он и верен ли адрес?",
    timed_out="Сервер не ответил вовремя. Попробуйте ещё раз.",
    ended="Соединение завершено: {reason}",
    open_outcome="Связь прервалась до ответа. Прежде чем повторять, проверьте, не сделано ли это уже.",
    unreadable_answer="По этому адресу отвечает не сервер Molva этой версии: {reason}",
    bad_address="{url} — не адрес сервера.",
    failed="Не получилось: {reason}",
    saved="Избранное",
    general="Общий чат",
    deleted="(удалено)",
    edited="(изменено)",
    mentioned="(@вам)",
    created_group="создаёт группу «{name}»",
    added_member="добавляет: {name}",
    removed_member="исключает: {name}",
    joined="теперь в чате",
    left="больше не в чате",
    renamed="меняет название чата на «{name}»",
    pinned="закрепляет сообщение #{seq}",
    lifetime="включает удаление сообщений через {seconds} с",
    no_lifetime="выключает удаление сообщений",
    someone="кто-то",
    check_python="Python",
    check_sqlite="SQLite",
    check_folder="Папка данных",
    check_lock="Блокировка",
    check_schema="Схема",
    check_sync="Диск",
    check_port="Порт",
    python_old="{version} слишком стар. Установите Python 3.11 или новее.",
    sqlite_old="{version} может повредить базу. Выполните: pip install --upgrade pysqlite3",
    folder_new="{path} пока не существует, сервер её создаст.",
    folder_bad_parent="{path} создать нельзя: в {parent} нет права записи. Выберите другую папку: --data.",
    folder_not_ours="В {path} нельзя писать. Отдайте её тому, кто запускает сервер: chown -R USER {path}",
    folder_open="{path} могут прочитать другие. Выполните: chmod 700 {path}",
    folder_fine="{path} доступна только нам.",
    lock_free="Сервер этой папкой сейчас не пользуется.",
    lock_held="На этой папке работает сервер, процесс {pid}.",
    schema_none="Базы данных пока нет, сервер её создаст.",
    schema_current="Версия {version}, та же, что у этой программы.",
    schema_older="Версия {version}; при запуске сервер обновит её до {newest}. Сначала сделайте копию.",
    schema_newer="Версия {version} новее, чем знает эта программа ({newest}). Обновите Molva.",
    schema_unread="База данных не читается: {reason}. Восстановите её из копии.",
    sync_fine="Запись надёжна через {ms} мс.",
    sync_slow="Запись надёжна только через {ms} мс, и каждое сообщение ждёт столько же. Нужен диск быстрее.",
    sync_failed="Диск не принимает запись: {reason}",
    port_free="{port} свободен.",
    port_molva="{port}: там отвечает сервер Molva.",
    port_taken="{port} занят другой программой. Выберите другой порт, например --port {other}.",
    port_refused="{port} занять нельзя: {reason}. Выберите порт больше 1023.",
    no_database="В {path} нет базы данных. Укажите папку сервера: --data.",
    password_reset="У {username} новый пароль, все сеансы завершены.",
    sessions_ended="Все сеансы {username} завершены, их было: {count}.",
    all_well="Всё в порядке.",
    some_wrong="Кое-что требует внимания, смотрите выше.",
)


def words_for(environment: Mapping[str, str]) -> Words:
    """Choose the language as programs on Unix do: the first of LC_ALL, LC_MESSAGES and LANG that is set."""
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return RU if chosen.lower().startswith("ru") else EN
