"""The wheel's build hook: it builds the web client, says so when it cannot, and leaves an editable install alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from hatch_build import WebClientHook


def hook(root: Path, build_script: str) -> WebClientHook:
    """The hook over a project whose web client is one script without dependencies."""
    web = root / "web"
    web.mkdir()
    package = {"name": "web", "version": "1.0.0", "scripts": {"build": build_script}}
    lock = {"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "web"}}}
    (web / "package.json").write_text(json.dumps(package))
    (web / "package-lock.json").write_text(json.dumps(lock))
    metadata = ProjectMetadata(str(root), PluginManager(), {"project": {"name": "molva", "version": "1"}})
    builder = WheelBuilder(str(root), metadata=metadata)
    return WebClientHook(str(root), {}, builder.config, metadata, str(root), "wheel")


def test_a_failed_build_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="npm build failed in web/"):
        hook(tmp_path, "exit 3").initialize("standard", {})


def test_an_install_that_does_not_match_the_lock_is_an_error(tmp_path: Path) -> None:
    broken = hook(tmp_path, "touch built")
    (tmp_path / "web" / "package-lock.json").unlink()
    with pytest.raises(RuntimeError, match="npm ci failed in web/"):
        broken.initialize("standard", {})
    assert not (tmp_path / "web" / "built").exists()


def test_an_editable_install_builds_nothing(tmp_path: Path) -> None:
    hook(tmp_path, "touch built").initialize("editable", {})
    assert not (tmp_path / "web" / "built").exists()


def test_a_wheel_gets_a_fresh_client_built_with_the_node_of_the_wheel(tmp_path: Path) -> None:
    hook(tmp_path, "node --version > built").initialize("standard", {})
    assert (tmp_path / "web" / "built").read_text().startswith("v24.")
