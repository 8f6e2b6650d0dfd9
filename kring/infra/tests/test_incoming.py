"""Mail that comes in: what it is, and no mail makes reading it stumble."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.infra.incoming import behind_bounce_tag, bounce_tag, read

PLAIN = """\
From: Noor de Wit <Noor@Waterrijk.example>
To: Kring <antwoord+abc@kring.example>
Message-ID: <1@mail.example>
Content-Type: text/plain; charset=utf-8

Beneden links.
"""
HTML = PLAIN.replace("text/plain", "text/html").replace("Beneden links.", "<p>Beneden <b>links</b>.</p>")
FLOWED = PLAIN.replace("charset=utf-8", "charset=utf-8; format=flowed").replace("n links", "n \nlinks")
REPORT = """\
To: antwoord+{tag}@kring.example
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

No such user.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; noor@waterrijk.example
Action: failed
Status: {status}

--x--
"""


@pytest.fixture(autouse=True)
def address(settings):
    settings.MAIL_REPLY = "Antwoord@kring.example"


@pytest.mark.parametrize("raw", [PLAIN, HTML, FLOWED, PLAIN.replace("\n", "\r\n")])
def test_an_answer_is_read(raw: str) -> None:
    mail = read(raw.encode())
    assert (mail.tag, mail.sender, mail.number) == ("abc", "noor@waterrijk.example", "<1@mail.example>")
    assert mail.text.replace("*", "").strip() == "Beneden links."
    assert (mail.is_automatic, mail.status) == (False, "")


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "Subject: Automatisch antwoord: ik ben er niet",
        "Subject: Out of Office",
        "Return-Path: <>",
        "X-Autoreply: yes",
    ],
)
def test_what_a_machine_sent_is_known(line: str) -> None:
    assert read(f"{line}\n{PLAIN}".encode()).is_automatic
    assert not read(f"Auto-Submitted: no\n{PLAIN}".encode()).is_automatic


def test_a_mail_that_came_back_says_which_and_why() -> None:
    sent = uuid4()
    mail = read(REPORT.format(tag=bounce_tag(sent), status="5.1.1").encode())
    assert (behind_bounce_tag(mail.tag), mail.status) == (sent, "5.1.1")
    assert behind_bounce_tag("b-" + "a" * 42) is None
    assert behind_bounce_tag("b-é") is None


def test_a_tag_of_another_address_is_not_ours() -> None:
    assert read(PLAIN.replace("antwoord+", "iemand+").encode()).tag == ""


BROKEN = [
    b"Content-Type: text/plain; charset=nothing\n\nx",
    b"Content-Type: multipart/mixed; boundary=\n\n--",
    b"",
]
BROKEN += [b"From: =?utf-8?b?/w==?= <\xff>\nTo: \xff\n\n\xff", b"Content-Transfer-Encoding: base64\n\n!!!!!"]


@pytest.mark.parametrize("raw", BROKEN)
def test_a_broken_mail_is_read_as_far_as_it_goes(raw: bytes) -> None:
    assert read(raw).tag == ""


HEADS = st.sampled_from(
    PLAIN.splitlines() + REPORT.splitlines() + ["Content-Transfer-Encoding: base64", "To: ,@<"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(HEADS, st.text(max_size=40)), max_size=20), st.binary(max_size=60))
def test_any_mail_can_be_read(lines: list[str], rest: bytes) -> None:
    read("\n".join(lines).encode("utf-8", "surrogatepass") + b"\n\n" + rest)
