"""A package says in `__all__` what it offers, and nobody reaches past it into a feature."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

import molva.client
from tests.architecture.sources import PACKAGE, PRODUCT, imports, named, parse

FEATURES = "molva.server.features."
PACKAGES = [path for path in PRODUCT if path.name == "__init__.py"]


def bound(tree: ast.Module) -> set[str]:
    """Public names that the module's top level defines or imports from our own package."""
    names: set[str] = set()
    for_types = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    for node in itertools.chain(tree.body, *(block.body for block in for_types)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "molva":
            names.update(alias.asname or alias.name for alias in node.names)
    return {name for name in names if not name.startswith("_")}


def offered(tree: ast.Module) -> list[str] | None:
    """The names in `__all__`, or None where the module has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            value = ast.literal_eval(node.value)
            assert isinstance(value, list), "`__all__` is a plain list"
            return value
    return None


@pytest.mark.parametrize("path", named(PACKAGES))
def test_a_front_door_lists_what_it_offers(path: Path) -> None:
    tree = parse(path)
    names = offered(tree)
    if names is None:
        assert not bound(tree), "it offers names, but has no `__all__`"
        return
    assert len(names) == len(set(names))
    hidden = bound(tree) - set(names)
    assert not hidden, f"public, but not in `__all__`: {sorted(hidden)}"
    missing = {name for name in names if not name.startswith("__")} - bound(tree)
    assert not missing, f"in `__all__`, but not here: {sorted(missing)}"


def test_what_is_loaded_when_it_is_asked_for_is_there() -> None:
    assert [name for name in molva.client.__all__ if not hasattr(molva.client, name)] == []
    assert not hasattr(molva.client, "Nothing")


@pytest.mark.parametrize("path", named(PRODUCT))
def test_a_store_belongs_to_its_feature_alone(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    own = parts[2] if parts[:2] == ("server", "features") and len(parts) > 3 else None
    for name in imports(path):
        if name.startswith(FEATURES):
            feature, *rest = name.removeprefix(FEATURES).split(".")
            inside = bool(rest) and rest[0].startswith("store")
            assert not inside or feature == own, f"{name}: ask the feature, not its store"
