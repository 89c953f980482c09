"""Whether the system shows its programs dark."""

import subprocess
import sys
from typing import Final

WAIT_SECONDS: Final = 2.0
LINUX: Final = ("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
MACOS: Final = ("defaults", "read", "-g", "AppleInterfaceStyle")


def system_is_dark() -> bool:
    """Ask the system; one that does not say is light."""
    if sys.platform == "win32":
        return _windows_is_dark()
    return "dark" in _said(MACOS if sys.platform == "darwin" else LINUX).lower()


def _said(command: tuple[str, ...]) -> str:
    try:
        # The command is one of the two above; which folder it lies in differs between systems.
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)  # noqa: S603  # a constant
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


if sys.platform == "win32":

    def _windows_is_dark() -> bool:
        import winreg  # on Windows alone

        path = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return bool(winreg.QueryValueEx(key, "AppsUseLightTheme")[0] == 0)
        except OSError:
            return False
