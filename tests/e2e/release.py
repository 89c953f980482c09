"""Another version of the web client, as a server brings it after an upgrade."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

NEXT = "body[data-release=next]"
"""The page of the new version, as a selector."""


def make_release(client: Path, folder: Path) -> Path:
    """Copy the built client into `folder` with another page, and a service worker that names it; returns `folder`."""
    # What is packed is packed from the page as it was.
    shutil.copytree(client, folder, ignore=shutil.ignore_patterns("*.br"))
    page, worker = folder / "index.html", folder / "sw.js"
    page.write_text(page.read_text().replace("<body>", "<body data-release='next'>", 1))
    digest = base64.b64encode(hashlib.sha256(page.read_bytes()).digest()).decode()
    code = re.sub(r'"version":"[0-9a-f]+"', '"version":"000000000000"', worker.read_text())
    worker.write_text(re.sub(r'("/index.html":"sha256-)[^"]+', rf"\g<1>{digest}", code))
    return folder
