"""Mail that follows from events: queued here, and said in words when it leaves (`mail.py`)."""

from kring.identity.events import PersonInvited, ResetAsked, SignInChanged
from kring.infra.events import Event
from kring.infra.outbox import Queued, queue


def send_invitation(event: PersonInvited) -> None:
    """Mail the link of an invitation."""
    payload = {"invitation": str(event.invitation_id)}
    queue(
        kind="invitation",
        mails=[Queued(key=_key("invitation", event.invitation_id.hex, event), payload=payload)],
        now=event.at,
    )


def send_reset_link(event: ResetAsked) -> None:
    """Mail the link to choose a new password."""
    if event.account_id is not None:
        key = _key("reset", event.account_id.hex, event)
        queue(kind="reset", mails=[Queued(key=key, account_id=event.account_id)], now=event.at)


def send_change_notice(event: SignInChanged) -> None:
    """Tell the owner of an account that the ways to sign in changed."""
    mail = Queued(
        key=_key(event.what, event.account_id.hex, event),
        account_id=event.account_id,
        payload={"what": event.what},
    )
    queue(kind="sign-in-changed", mails=[mail], now=event.at)


def _key(occasion: str, subject: str, event: Event) -> str:
    return f"{occasion}.{subject}.{int(event.at.timestamp() * 1000)}"
