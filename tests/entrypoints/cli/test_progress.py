"""A waiting person sees how far a step is, and what was counted on the way."""

import os
import pty
import re
import subprocess
import sys

STEP = """
import time
from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.entrypoints.cli.progress import TerminalProgress
from finops_aws.toolkit.messages import Messages

texts = Messages(MESSAGES)
with TerminalProgress(lambda key, **facts: texts.text(key, "en", **facts)).step("progress.scan", 2) as step:
    for calls in (3, 4):
        step.advance()
        step.tell(resources=10, calls=calls, throttles=0)
"""
MOST_BYTES = 100_000


def on_a_terminal(code: str) -> str:
    """What the code writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    try:
        subprocess.run([sys.executable, "-c", code], stderr=theirs, check=True, timeout=60)
    finally:
        os.close(theirs)
    with os.fdopen(ours, "rb", closefd=True) as terminal:
        try:
            return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.read1(MOST_BYTES).decode())
        except OSError:  # Linux says so when the other end is closed and all was read
            return ""


def test_a_bar_counts_what_was_found_and_what_it_took() -> None:
    shown = on_a_terminal(STEP)
    assert "Asking AWS" in shown
    assert "20 resources · 7 calls · 0 throttled" in shown


def test_without_a_terminal_a_step_is_silent_while_it_is_short() -> None:
    done = subprocess.run([sys.executable, "-c", STEP], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
