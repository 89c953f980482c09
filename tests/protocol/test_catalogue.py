"""The error catalogue: whole in both languages, and raised as it is written."""

import ast
import string
from pathlib import Path

import pytest

import molva
from molva.protocol import errors
from molva.protocol.errors import Error, Refusal, catalogue

SOURCES = Path(molva.__file__).parent
EVERY = list(catalogue().values())
STATUSES = {400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503}


def subclasses(kind: type[Refusal]) -> list[type[Refusal]]:
    """The catalogue's own; the SDK adds one for codes that it does not know."""
    own = [child for child in kind.__subclasses__() if child.__module__.startswith("molva.protocol.")]
    return [kind, *(each for child in own for each in subclasses(child))]


def braces(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def named(kinds: list[type[Refusal]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.__name__)


def test_a_code_names_one_refusal() -> None:
    own = [kind.code for kind in subclasses(Refusal) if "code" in vars(kind) and kind.code]
    assert sorted(own) == sorted(set(own))
    assert sorted(own) == sorted(catalogue())


@named(EVERY)
def test_a_refusal_has_both_sentences_with_the_same_values_and_a_known_status(kind: type[Refusal]) -> None:
    assert kind.en.endswith(".") or kind.en.endswith(").")
    assert kind.ru.endswith(".")
    assert braces(kind.en) == braces(kind.ru)
    assert kind.status in STATUSES
    assert kind.retry == (kind.status in (429, 500, 503))
    assert kind.code == kind.code.lower().strip()


@named([kind for kind in subclasses(Refusal) if kind is not Refusal])
def test_a_refusal_can_be_imported_from_the_front_door(kind: type[Refusal]) -> None:
    assert getattr(errors, kind.__name__) is kind
    assert kind.__name__ in (errors.__doc__ or "")


@named(EVERY)
def test_a_refusal_says_its_values_in_the_readers_language(kind: type[Refusal]) -> None:
    refusal = kind(retry_after_ms=7, **{name: f"<{name}>" for name in braces(kind.en)})
    for language, sentence in (("en", kind.en), ("ru", kind.ru)):
        told: Error = refusal.to_wire(language)  # type: ignore[arg-type]  # a literal of the loop
        assert told.message == sentence.replace("{", "<").replace("}", ">") or not braces(kind.en)
        assert all(f"<{name}>" in told.message for name in braces(sentence))
        assert (told.code, told.retry, told.retry_after_ms) == (kind.code, kind.retry, 7)


@named(EVERY)
def test_a_value_beside_the_sentence_is_not_in_it(kind: type[Refusal]) -> None:
    assert len(kind.beside) == len(set(kind.beside))
    assert braces(kind.en).isdisjoint(kind.beside)


def made() -> list[tuple[str, type[Refusal], set[str]]]:
    """Find every place in the sources that makes a refusal: (where, which, with which values)."""
    kinds = {kind.__name__: kind for kind in subclasses(Refusal)}
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            where = f"{path.relative_to(SOURCES)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                names = {keyword.arg or "**" for keyword in node.keywords} - {"retry_after_ms"}
                found.append((where, kinds[node.func.id], names))
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in kinds:
                assert id(node.exc) not in calls
                found.append((where, kinds[node.exc.id], set()))
    return found


@pytest.mark.parametrize(("where", "kind", "values"), made(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_refusal_is_made_with_the_values_that_it_declares(where: str, kind: type[Refusal], values: set[str]) -> None:
    assert kind.code, f"{where}: {kind.__name__} is only a base"
    assert values == braces(kind.en) | set(kind.beside), where
