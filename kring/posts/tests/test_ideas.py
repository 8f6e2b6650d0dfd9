"""Ideas: support, and the official replies that bring them further."""

from datetime import date

import pytest

from kring.discussion.models import ThreadFollow
from kring.discussion.queries.standing import standing_of
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import OfficialReply, reply_to_idea, support_idea
from kring.posts.queries import facts_of, steps_of
from kring.posts.rules import may_reply_to_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(cast):
    return cast.publish("colleague", kind="idea", title="Een nummer voor de buitendienst")


def reply(cast, thread, who, stage="explored", **words):
    given = OfficialReply(stage=stage, source="We zoeken **uit** wat dit kost.", **words)
    return reply_to_idea(thread_id=thread.pk, reply=given, replier=cast.viewer(who), now=cast.later)


def test_supporting_counts_once_and_follows(cast, idea):
    supporter = cast.viewer("employee")
    for _again in range(2):
        support_idea(thread_id=idea.pk, supporter=supporter, on=True, now=cast.later)
    facts = facts_of(supporter, idea.pk)
    assert (facts.supports, facts.mine) == (1, True)
    assert ThreadFollow.objects.filter(thread=idea.pk, account=supporter.id).exists()
    support_idea(thread_id=idea.pk, supporter=supporter, on=False, now=cast.later)
    assert facts_of(supporter, idea.pk).supports == 0


def test_a_reply_brings_the_idea_further_and_stays_in_its_history(cast, idea):
    kees = cast.accounts["member"].pk
    reply(cast, idea, "community_manager", owner_id=kees, reply_by=date(2026, 12, 4))
    reply(cast, idea, "administrator", "declined")
    facts = facts_of(cast.viewer("employee"), idea.pk)
    assert (facts.stage, facts.owner, facts.is_settled) == ("declined", None, True)
    assert [mark.is_current for mark in facts.stages] == [False, True]
    told = steps_of(cast.viewer("employee"), idea.pk)
    assert [step.by.id for step in told] == [cast.administrator.pk, cast.community_manager.pk]
    assert "<strong>uit</strong>" in told[1].html


def test_only_those_who_decide_reply(cast, idea):
    for who in ("colleague", "owner", "moderator", "member"):
        with pytest.raises(Refused):
            reply(cast, idea, who)
    closed = cast.publish("member", "closed", kind="idea", title="Anders roosteren")
    assert reply(cast, closed, "owner")
    with pytest.raises(Unseen):
        reply(cast, closed, "community_manager")
    standing = standing_of(cast.viewer("owner"), closed)
    assert may_reply_to_idea(cast.viewer("owner"), standing)


def test_the_owner_of_an_idea_reads_it(cast):
    closed = cast.publish("owner", "closed", kind="idea", title="Anders roosteren")
    with pytest.raises(Refused):
        reply(cast, closed, "owner", owner_id=cast.outsider.pk)


def test_a_result_shows_only_to_those_who_may_read_it(cast, idea):
    result = cast.publish("owner", "closed", title="Zo is het geworden")
    step = {"stage": "adopted", "result_thread_id": result.pk}
    with pytest.raises(Unseen):
        reply(cast, idea, "community_manager", **step)
    here = cast.publish("owner", "open", kind="idea", title="Een idee in de groep")
    reply(cast, here, "owner", **step)
    (seen,), (unseen,) = steps_of(cast.viewer("owner"), here.pk), steps_of(cast.viewer("outsider"), here.pk)
    assert (seen.result_title, seen.result_thread_id) == ("Zo is het geworden", result.pk)
    assert (unseen.result_title, unseen.result_thread_id) == ("", None)


def test_outsider_neither_sees_nor_supports_a_closed_idea(cast):
    closed, outsider = (
        cast.publish("owner", "closed", kind="idea", title="Stil idee"),
        cast.viewer("outsider"),
    )
    assert facts_of(outsider, closed.pk) is None
    for deed in (lambda: steps_of(outsider, closed.pk), lambda: reply(cast, closed, "outsider")):
        with pytest.raises(Unseen):
            deed()
    with pytest.raises(Unseen):
        support_idea(thread_id=closed.pk, supporter=outsider, on=True, now=cast.later)


def test_a_question_is_no_idea(cast):
    question = cast.publish("colleague")
    with pytest.raises(Unseen):
        support_idea(thread_id=question.pk, supporter=cast.viewer("employee"), on=True, now=cast.later)


def test_an_official_reply_goes_through_its_form(cast, client, idea):
    client.force_login(cast.community_manager)
    address = f"/ideas/{idea.pk}/steps/"
    page = client.get(address)
    key = page.content.decode().split('name="key" value="')[1].split('"')[0]
    sent = {"key": key, "stage": "tried", "source": "We proberen het in januari.", "owner": "@niemand"}
    back = client.post(address, sent)
    assert back.status_code == 422
    assert "We proberen het in januari." in back.content.decode()
    sent |= {
        "owner": f"@{cast.member.handle}",
        "reply_by": "2030-02-01",
        "result": "https://waterrijk.example/x",
    }
    done = client.post(address, sent, follow=True).content.decode()
    assert "We proberen het in januari." in done
    assert "https://waterrijk.example/x" in done
    assert cast.member.name in done
