"""A mail server for tests: it takes, refuses, dawdles or breaks off as it is told, and keeps what it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.running import free_port

TAKEN = "250 taken"
BREAK_OFF = "break off"  # after the mail was taken and before that was said
Answer = Callable[[str], str]


class MailServer:
    """What stands in `at_recipient` and `at_end` says for an address what is answered."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.at_recipient: Answer = lambda address: TAKEN
        self.at_end: Answer = lambda address: TAKEN
        self.slow = 0.0
        # The names that the library looks for.
        self.handle_RCPT, self.handle_DATA = self.recipient, self.whole_mail

    async def recipient(self, server: SMTP, session: Session, envelope: Envelope, address: str, _) -> str:
        said = self.at_recipient(address)
        if said == TAKEN:
            envelope.rcpt_tos.append(address)
        return said

    async def whole_mail(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        time.sleep(self.slow)  # in the thread of the server
        said = self.at_end(envelope.rcpt_tos[0])
        if said in {TAKEN, BREAK_OFF}:
            self.taken.append(message_from_bytes(envelope.content))
        if said == BREAK_OFF:
            server.transport.abort()
        return said

    @property
    def numbers(self) -> list[str]:
        """The Message-ID of each mail that was taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]


@contextmanager
def mail_server(port: int = 0) -> Iterator[tuple[MailServer, int]]:
    """A mail server on a port of this machine, gone afterwards."""
    server, port = MailServer(), port or free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server, port
    finally:
        controller.stop()
