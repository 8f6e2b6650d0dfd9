"""Conversations full of canaries: one in every place, edited, answered, reported, partly taken away."""

from dataclasses import dataclass

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.comments import delete_comment, edit_comment, write_comment
from kring.discussion.actions.reactions import react
from kring.discussion.actions.reports import report, settle_report
from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.actions.validity import Lapse, mark_outdated
from kring.discussion.models import Comment, LinkPreview, OutsidePage, Report
from kring.posts.actions import reopen_question
from tests.access.files import place_file
from tests.access.model import READ_BY_ALL, Talk
from tests.access.world import World


@dataclass(frozen=True)
class Voices:
    """Who asks, answers, comments, replies and is named; the one who replies also reports and reacts."""

    ask: str = "author"
    answer: str = "member"
    comment: str = "owner"
    reply: str = "guest"
    named: str = "member"
    short: bool = False  # the question and one answer only


def converse(world: World, key: str, circle: str, voices: Voices) -> None:
    """A question with all that can hang under it, in a circle or for everyone."""
    topic = world.word("topic.slug", key)
    thread = world.cast.publish(
        voices.ask,
        circle,
        title=f"Oude parkeervergunning {world.word('talk.old title', key)}?",
        source=f"Parkeervergunning vroeger {world.word('talk.old text', key)}.",
        credit=world.word("talk.credit", key),
        topics=(topic,),
    )
    talk = Talk(voices.ask, circle, topics={key}, people={voices.named})
    world.place_talk(key, talk, thread.pk)
    world.at["topic", key] = topic
    world.facts.topics[key] = not circle or world.facts.circles[circle].kind in READ_BY_ALL
    rewrite_talk(world, key, named=voices.named)
    preview(world, "talk", key, thread=thread)
    place_file(world, key, voices.ask)
    answer = _say(world, f"{key}/answer", voices.answer, kind="answer")
    _report(world, f"{key}/answer", voices.reply)
    if voices.short:
        return
    comment = _say(world, f"{key}/comment", voices.comment)
    _say(world, f"{key}/reply", voices.reply, parent_id=comment.pk)
    for text in (None, answer.pk):
        reactor = world.viewer(voices.reply)
        react(thread_id=thread.pk, comment_id=text, kind="helped", reactor=reactor, now=world.now)
    asker = world.viewer(voices.ask)
    lapse = Lapse(world.word("talk.lapse", key))
    mark_outdated(thread_id=thread.pk, lapse=lapse, marker=asker, now=world.now)
    accept_answer(comment_id=answer.pk, chooser=asker, now=world.now)
    reopen_question(thread_id=thread.pk, opener=asker, now=world.now)  # who chose before stays readable
    accept_answer(comment_id=answer.pk, chooser=asker, now=world.now)


def rewrite_talk(world: World, key: str, named: str = "") -> None:
    """Give a conversation new words; what it said before stands in the history."""
    if not named:
        for secret in list(world.aviary.secrets.values()):
            if secret.about == key and secret.field in {"talk.title", "talk.text"}:
                world.aviary.now_called(secret, secret.field.replace(".", ".old "))
    handle = f" @{world.at['person', named]}" if named else ""
    talk = world.facts.talks[key]
    wording = Wording(
        title=f"Hoe gaat een parkeervergunning {world.word('talk.title', key)}?",
        source=f"Parkeervergunning {world.word('talk.text', key)}.{handle} {elsewhere(key)}",
        topics=tuple(world.at["topic", topic] for topic in talk.topics),
    )
    place = world.at["talk", key]
    edit_thread(thread_id=place, wording=wording, editor=world.viewer(talk.author), now=world.now)


def elsewhere(key: str) -> str:
    """The address of a page of another site, for one text only."""
    return f"https://elders.example/{key}"


def preview(world: World, sort: str, key: str, **of_text: object) -> None:
    """What that page says of itself. Written as a row: behind a closed door only what moved has one."""
    words = f"Elders {world.word(f'{sort}.preview', key)}"
    told = {"title": words, "site": words, "description": words}
    page = OutsidePage.objects.create(address=elsewhere(key), fetched_at=world.now, **told)
    LinkPreview.objects.create(page=page, **of_text)


def rewrite_text(world: World, key: str) -> None:
    """Give a comment new words; what it said before stands in the history."""
    for secret in list(world.aviary.secrets.values()):
        if secret.about == key and secret.field == "text.text":
            world.aviary.now_called(secret, "text.old text")
    edit_comment(
        comment_id=world.at["text", key],
        source=f"Parkeervergunning {world.word('text.text', key)}. {elsewhere(key)}",
        editor=world.viewer(world.facts.texts[key].author),
        now=world.now,
    )


def _say(world: World, key: str, who: str, **more: object) -> Comment:
    """A comment, changed once after it was placed."""
    talk = world.at["talk", key.partition("/")[0]]
    source = f"Parkeervergunning {world.word('text.text', key)}."
    row, _ = write_comment(thread_id=talk, source=source, writer=world.viewer(who), now=world.now, **more)
    world.place_text(key, who, row.pk)
    rewrite_text(world, key)
    # Only imports give a comment a credit; they write rows too.
    Comment.objects.filter(pk=row.pk).update(credit=world.word("text.credit", key))
    preview(world, "text", key, comment=row)
    return row


def _report(world: World, text: str, who: str) -> Report:
    """Somebody asks the people who watch over this place to look at a comment."""
    row = report(
        thread_id=world.at["talk", text.partition("/")[0]],
        comment_id=world.at["text", text],
        reason=f"Niet aardig, {world.word('report.reason', text)}.",
        reporter=world.viewer(who),
        now=world.now,
    )
    world.facts.reports[text] = text
    world.at["report", text] = row.pk
    world.aviary.id(row.pk, "report.id", text)
    return row


def restrict(world: World, talk: str) -> None:
    """A comment that a moderator or owner hid, and one that its author took away under a reply."""
    _say(world, f"{talk}/hidden", "member")
    row = _report(world, f"{talk}/hidden", "owner")
    settler = world.viewer("owner" if world.facts.talks[talk].circle else "moderator")
    settle_report(report_id=row.pk, hide=True, settler=settler, now=world.now)
    world.facts.texts[f"{talk}/hidden"].state = "hidden"
    del world.facts.reports[f"{talk}/hidden"]
    gone = _say(world, f"{talk}/gone", "member")
    _say(world, f"{talk}/under", "owner", parent_id=gone.pk)
    delete_comment(comment_id=gone.pk, remover=world.viewer("member"), now=world.now)
    world.facts.texts[f"{talk}/gone"].state = "deleted"
