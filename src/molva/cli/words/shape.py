"""The sentences that the console has in each language; one that a language lacks is a type error."""

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
    forward_help: str
    tail_help: str
    user_help: str
    user_list_help: str
    user_add_help: str
    user_passwd_help: str
    user_sign_out_help: str
    user_report_help: str
    user_reports_help: str
    user_dismiss_help: str
    user_ban_help: str
    user_unban_help: str
    link_help: str
    link_create_help: str
    link_list_help: str
    link_revoke_help: str
    link_join_help: str
    link_requests_help: str
    link_admit_help: str
    link_refuse_help: str
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
    numbers_help: str
    to_help: str
    no_author_help: str
    json_help: str
    lines_help: str
    display_name_help: str
    reason_help: str
    comment_help: str
    hours_help: str
    all_reports_help: str
    link_name_help: str
    link_uses_help: str
    link_days_help: str
    link_ask_help: str
    link_registers_help: str
    link_id_help: str
    link_itself_help: str
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
    person_unknown: str
    reported: str
    no_reports: str
    report_message: str
    report_banned: str
    report_settled: str
    dismissed: str
    banned: str
    unbanned: str
    link_revoked: str
    join_asked: str
    join_done: str
    nobody_asks: str
    let_in: str
    kept_out: str
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
    forwarded: str
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
