"""Which rule of the model answers which command; every area has its rules in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., None])

RULES: dict[type, Callable[..., None]] = {}
"""By the command: called with the model, the command, the user id and the time in ms."""


def rule_of(*commands: type[Any]) -> Callable[[Rule], Rule]:
    """Say of which commands a method is the rule: it changes the model, or raises Refused and has changed nothing."""

    def note(rule: Rule) -> Rule:
        for command in commands:
            assert command not in RULES, command
            RULES[command] = rule
        return rule

    return note
