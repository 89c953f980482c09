"""What a fault test needs of the machine; without it the test is skipped, and says so."""

import shutil

import pytest

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
