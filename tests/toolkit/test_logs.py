import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.toolkit.logs import MASK, json_lines, log_to_stderr, mask

ACCESS_KEY = "AKIA" + "Q" * 16
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYzEXAMPLE99"
SESSION_TOKEN = "IQoJb3JpZ2luX2VjE" + "Ab9/+" * 40
ARN = "arn:aws:ec2:sa-east-1:123456789012:instance/i-0abc"

LEAKS = ["12345678901", "123456789012", "1234567890123", ARN, ACCESS_KEY, SECRET_KEY, SESSION_TOKEN]
LEAKS += ["1234-5678-9012", "arn%3Aaws%3As3%3A%3A%3Abucket", "arn:aws-us-gov:iam::123456789012:role/x"]


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(out: io.StringIO) -> Iterator[logging.Logger]:
    logger = logging.Logger("finops_aws.test")
    logger.addHandler(json_lines(out))
    return logger


def test_an_event_is_one_json_line_with_its_fields(log, out):
    log.info(
        "ingest_finished", extra={"lines": 1200, "seconds": 1.5, "path": "bill.csv", "ok": True, "by": None}
    )
    line = json.loads(out.getvalue())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line == {
        "level": "INFO",
        "logger": "finops_aws.test",
        "event": "ingest_finished",
        "lines": 1200,
        "seconds": 1.5,
        "path": "bill.csv",
        "ok": True,
        "by": None,
    }


def test_a_text_of_several_lines_stays_one_json_line(log, out):
    log.error("first\nsecond", extra={"reason": "a\nb"})
    assert out.getvalue().count("\n") == 1


@pytest.mark.parametrize("leak", LEAKS)
def test_nothing_that_identifies_an_account_or_opens_it_is_logged(log, out, leak):
    log.info("event for %s", leak, extra={"field": leak, "nested": {leak: [f"in {leak},"], "deep": (leak,)}})
    try:
        raise ValueError(f"denied for {leak}")
    except ValueError:
        log.exception("failed")
    assert leak not in out.getvalue()
    assert out.getvalue().count(MASK) >= 6


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("finops_aws")
    handlers, levels = root.handlers[:], (root.level, own.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    logging.captureWarnings(False)


@pytest.mark.usefixtures("logging_as_before")
def test_standard_error_gets_own_events_and_the_warnings_of_others(capsys):
    log_to_stderr("INFO")
    logging.getLogger("finops_aws.adapters").info("own event")
    logging.getLogger("finops_aws.adapters").debug("own detail")
    logging.getLogger("botocore").info("detail of another")
    logging.getLogger("botocore").warning("retrying %s", ARN)
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert events == ["own event", "retrying ***"]


def test_the_cause_of_an_error_is_masked_too(log, out):
    try:
        try:
            raise OSError(f"no {ARN}")
        except OSError as error:
            raise ValueError("failed") from error
    except ValueError:
        log.exception("failed")
    assert "OSError: no ***" in out.getvalue()


@pytest.mark.parametrize("name", ["session_token", "aws_secret_access_key", "Authorization", "password"])
def test_a_field_named_like_a_secret_is_masked_whatever_it_holds(log, out, name):
    log.info("event", extra={"headers": {name: "short"}})
    assert json.loads(out.getvalue())["headers"] == {name: MASK}


def test_numbers_are_masked_as_texts_are(log, out):
    log.info("event", extra={"account": 123456789012, "as_float": 123456789012.0, "share": 0.123456789012})
    line = json.loads(out.getvalue())
    assert (line["account"], line["share"]) == (MASK, 0.123457)
    assert "123456789012" not in str(line["as_float"])


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-23T03:36:23+00:00",
        "1234567890",
        "20261123033623",
        "warn: disk is slow",
        "s3-export/2026-11/part-00001.parquet",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_harmless_text_is_left_alone(harmless):
    assert mask(harmless) == harmless


@given(st.text(), st.from_regex(r"[0-9]{11,13}", fullmatch=True), st.text())
def test_no_run_of_eleven_to_thirteen_digits_survives_anywhere(before, account, after):
    assert not re.search(r"(?<!\d)\d{11,13}(?!\d)", mask(before + account + after))
