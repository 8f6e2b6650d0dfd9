"""What `kring check` looks at besides the database."""

import socket

from kring.config.cli.check import bucket_findings, mail_findings, push_findings
from kring.infra.push import new_key


def test_bucket_out_of_reach_is_told(settings):
    assert not list(bucket_findings())
    settings.BUCKET = "bijlagen"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        keys = {"access_key": "sleutel", "secret_key": "geheim", "region_name": None}
        settings.BUCKET_OPTIONS = {"endpoint_url": address, **keys}
        [(what, complaint)] = bucket_findings()
    assert what == "bucket bijlagen"
    assert complaint.startswith("cannot be reached")


def test_mail_that_is_not_set_up_is_told(settings):
    settings.HTTPS, settings.DEFAULT_FROM_EMAIL = False, "Kring <kring@localhost>"
    assert not list(mail_findings())
    settings.HTTPS, settings.EMAIL_HOST = True, "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        settings.EMAIL_PORT = taken.getsockname()[1]
        (sender, unset), (server, away) = mail_findings()
    assert (sender, unset) == ("mail from Kring <kring@localhost>", "set KRING_MAIL_FROM")
    assert (server, away) == ("mail server 127.0.0.1", "does not answer (ConnectionRefusedError)")


def test_push_without_a_key_that_is_one_is_told(settings):
    assert not list(push_findings())
    settings.PUSH_KEY = "geen sleutel"
    assert list(push_findings()) == [("push", "KRING_PUSH_KEY is not a key: make one with `kring push key`")]
    settings.PUSH_KEY = new_key()
    assert list(push_findings()) == [("push", "")]
