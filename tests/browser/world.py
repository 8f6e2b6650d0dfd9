"""The cast with some conversation, so that every kind of page has something to show."""

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.reactions import react
from kring.discussion.actions.reports import report
from kring.discussion.actions.threads import Wording, edit_thread
from kring.identity.actions import NewAccount, create_account, invite
from kring.kit.clock import utcnow
from kring.kit.names import split_name
from kring.people.actions import ProfileText, add_expertise, department_named, save_profile
from kring.posts.actions import OfficialReply, add_value, reply_to_idea, vote
from tests import cast as cast_module
from tests.cast import Cast, make_cast
from tests.jobs import run_jobs


@dataclass
class World:
    """The cast, conversations by name, and the secret of an invitation that waits."""

    cast: Cast
    threads: dict[str, UUID]
    secret: str


def make_world() -> World:
    """Everything, with real actions, over the last three days."""
    begun = utcnow() - timedelta(days=3)
    with patch.object(cast_module, "NOW", begun):
        cast = make_cast()
    cast.now = begun
    _people(cast)
    threads = {"answered": _answered(cast), "open": _open(cast), "closed": _closed(cast)}
    threads |= _kinds(cast)
    person = NewAccount(email="nieuw@waterrijk.example", name=split_name("Piet de Jong"))
    _row, secret = invite(person=person, by=cast.viewer("administrator"), now=utcnow())
    run_jobs()
    return World(cast, threads, secret)


def _people(cast: Cast) -> None:
    """A told profile, a department within a department, and a newcomer who did not see the welcome."""
    told = ProfileText(
        function="Vergunningverlener",
        about="Ik help bij vragen over het omgevingsplan.",
        private_about="Zaterdag sta ik op het voetbalveld.",
        phone="0512 345 678",
        languages="Nederlands, Fries",
        days="mo,tu,th",
    )
    save_profile(actor=cast.viewer("member"), text=told, now=cast.now)
    for name in ("omgevingswet", "bestemmingsplannen"):
        add_expertise(actor=cast.viewer("member"), name=name, now=cast.now)
    department_named(name="Vergunningen", parent_id=department_named(name="Ruimte"))
    for name in ("newcomer", "fresh"):
        new = NewAccount(email=f"{name}@waterrijk.example", name=split_name(f"{name.title()} Postma"))
        cast.accounts[name] = create_account(person=new, by=None, now=cast.now, password=cast_module.PASSWORD)


def _answered(cast: Cast) -> UUID:
    """A question with answers, a reply, reactions, an earlier version and a chosen answer."""
    thread = cast.publish(
        "colleague",
        title="Kan ik een beamer lenen voor een avond in de wijk?",
        source="Op 10 december geven we uitleg in buurthuis De Kade. Daar is geen scherm.",
        topics=("facilitair", "bijeenkomsten"),
    )
    edit_thread(
        thread_id=thread.pk,
        wording=Wording(
            title=thread.title,
            source="Op 10 december geven we uitleg in buurthuis De Kade.\n\nDaar is geen **scherm**.",
            topics=("facilitair", "bijeenkomsten"),
        ),
        editor=cast.viewer("colleague"),
        now=cast.now + timedelta(minutes=5),
    )
    answer = _say(
        cast, thread.pk, "member", "Ja, bij Facilitair.\n\n1. Ga erheen\n2. Neem je pas mee", "answer"
    )
    _say(cast, thread.pk, "colleague", "Top. Zit er een verlengsnoer bij?", parent_id=answer)
    other = _say(cast, thread.pk, "employee", "In De Kade hangt ook een tv: `HDMI`.", "answer")
    react(
        thread_id=thread.pk, comment_id=answer, kind="helped", reactor=cast.viewer("employee"), now=cast.now
    )
    react(thread_id=thread.pk, comment_id=None, kind="thanks", reactor=cast.viewer("owner"), now=cast.now)
    accept_answer(comment_id=answer, chooser=cast.viewer("colleague"), now=cast.now + timedelta(hours=3))
    reporter = cast.viewer("employee")
    report(thread_id=thread.pk, comment_id=other, reason="Klopt dit?", reporter=reporter, now=cast.now)
    cast.now += timedelta(hours=20)
    return thread.pk


def _open(cast: Cast) -> UUID:
    """A question that waits, and some messages around it."""
    for number in range(5):
        title, source = f"Nieuws van de week {number}", "Lees je mee?\n\n- een punt\n- nog een punt"
        cast.publish("outsider", kind="message", title=title, source=source, topics=("weeknieuws",))
    cast.publish("employee", kind="message", title="", source="Vandaag is er taart op de tweede verdieping.")
    thread = cast.publish(
        "outsider",
        title="Moet een mantelzorgwoning vooraf gemeld worden?",
        source="Wie weet hoe dit werkt? @member.dijkman of iemand anders.",
        topics=("omgevingswet",),
    )
    cast.now += timedelta(hours=20)
    return thread.pk


def _kinds(cast: Cast) -> dict[str, UUID]:
    """An idea with a reply, two polls with votes, and kudos."""
    idea = cast.publish("employee", kind="idea", title="Eén telefoonnummer voor de buitendienst")
    reply = OfficialReply(
        stage="explored",
        source="We zoeken uit wat dit kost.",
        owner_id=cast.member.pk,
        reply_by=cast.now.date() + timedelta(days=20),
    )
    team = cast.viewer("community_manager")
    reply_to_idea(thread_id=idea.pk, reply=reply, replier=team, now=cast.now)
    named, secret = cast.open_poll("employee"), cast.open_poll("employee", anonymous=True)
    for poll in (named, secret):
        vote(thread_id=poll.pk, places=[1], voter=cast.viewer("member"), now=cast.now)
    value = add_value(name="Betrouwbaar", actor=cast.viewer("administrator"))
    praise = cast.give_praise("employee", "member", value_id=value.pk)
    return {"idea": idea.pk, "poll": named.pk, "secret_poll": secret.pk, "praise": praise.pk}


def _closed(cast: Cast) -> UUID:
    """Something in every group."""
    for kind in ("open", "on_request", "hidden"):
        cast.publish("owner", kind, kind="message", title=f"Welkom in {kind}", source="Fijn dat je er bent.")
    thread = cast.publish("owner", "closed", title="Wie neemt woensdag over?", source="Ik ben er niet.")
    _say(cast, thread.pk, "guest", "Dat kan ik doen.", "answer")
    return thread.pk


def _say(cast: Cast, thread_id: UUID, who: str, source: str, kind: str = "comment", **more: UUID) -> UUID:
    now = cast.now + timedelta(minutes=40)
    row, _text = write_comment(
        thread_id=thread_id, source=source, kind=kind, writer=cast.viewer(who), now=now, **more
    )
    return row.pk
