"""What people of the demo world did with whole conversations: pinned, closed, merged, shared, kept right."""

from datetime import datetime, timedelta

from kring.discussion.actions.bookmarks import make_folder, put_in_folder
from kring.discussion.actions.closing import close_comments
from kring.discussion.actions.pinning import pin_thread
from kring.discussion.actions.validity import Lapse, mark_outdated
from kring.discussion.events import AnswerAccepted
from kring.posts.actions import (
    arrange_review,
    begin_review,
    confirm_answer,
    merge_questions,
    reopen_question,
    require_reading,
    share_thread,
)
from kring.transfer.demo.building import Site
from kring.transfer.demo.talk import Written

PINNED = (("trijntje", "Zo verdelen we de aanvragen"),)
MUST_READ = (("trijntje", "Zo verdelen we de aanvragen"),)
CLOSED = (("tom", "Rooster voor de feestweken staat klaar"),)
MERGED = (
    (
        "piet",
        "Vuurwerk gevonden op de milieustraat, wie haalt dat op?",
        "Wat doe je met een doos vuurwerk bij de milieustraat?",
    ),
)
REOPENED = (("piet", "Waar bestellen we straks zout als de leverancier stilstaat?"),)
OUTDATED = (
    (
        "roos",
        "Wie begrijpt de printer op de tweede verdieping?",
        "Er staat een nieuwe printer. Die heeft geen lade 2 meer.",
    ),
)
CONFIRMED = (("agnieszka", "Moet je voor het kappen van een boom in een achtertuin iets aanvragen?"),)
DUE = (("lotte", "Mogen er vlaggen aan een lantaarnpaal bij een buurtfeest?"),)
SHARED = (
    ("tom", "Moet je voor het kappen van een boom in een achtertuin iets aanvragen?", "team-vergunningen"),
)
KEPT = (
    ("noor", "Werkafspraken", "Zo verdelen we de aanvragen"),
    ("noor", "Werkafspraken", "Rooster voor de feestweken staat klaar"),
)


def build_life(site: Site, written: list[Written]) -> None:
    """Pin, close, merge, reopen, mark as outdated, share and keep, mostly some hours after the last word."""
    told = {one.title: one for one in written}
    _keep_right(site, written, told)
    for slug, title in PINNED:
        one = told[title]
        pin_thread(thread_id=one.thread_id, pinner=site.viewer(site.named[slug]), now=_after(one))
    for slug, title in MUST_READ:
        until = (site.now + timedelta(days=10)).date()
        sender, yesterday = site.viewer(site.named[slug]), site.now - timedelta(days=1)
        require_reading(thread_id=told[title].thread_id, until=until, sender=sender, now=yesterday)
    for slug, title in CLOSED:
        one = told[title]
        close_comments(thread_id=one.thread_id, closer=site.viewer(site.named[slug]), now=_after(one))
    for slug, title, kept in MERGED:
        gone, into = told[title].thread_id, told[kept].thread_id
        merger = site.viewer(site.named[slug])
        merge_questions(thread_id=gone, into_id=into, merger=merger, now=_after(told[title]))
    for slug, title in REOPENED:
        one = told[title]
        reopen_question(thread_id=one.thread_id, opener=site.viewer(site.named[slug]), now=_after(one))
    for slug, title, reason in OUTDATED:
        one, marker = told[title], site.viewer(site.named[slug])
        mark_outdated(thread_id=one.thread_id, lapse=Lapse(reason), marker=marker, now=_after(one))
    for slug, title, where in SHARED:
        sharer, at = site.viewer(site.named[slug]), site.now - timedelta(hours=5)
        share_thread(thread_id=told[title].thread_id, where=where, sharer=sharer, now=at)
    for slug, name, title in KEPT:
        keeper, one = site.viewer(site.named[slug]), told[title]
        folder_id = make_folder(name=name, keeper=keeper)
        put_in_folder(thread_id=one.thread_id, folder_id=folder_id, keeper=keeper, now=_after(one))


def _keep_right(site: Site, written: list[Written], told: dict[str, Written]) -> None:
    """Somebody looks after each chosen answer; one was looked at again, for one the day has come."""
    for one in written:
        if one.chosen:
            answer_id, at = one.chosen
            begin_review(
                AnswerAccepted(thread_id=one.thread_id, comment_id=answer_id, actor_id=one.author.id, at=at)
            )
    for slug, title in CONFIRMED:
        one, confirmer = told[title], site.viewer(site.named[slug])
        confirm_answer(thread_id=one.thread_id, confirmer=confirmer, now=_after(one) + timedelta(days=30))
    for slug, title in DUE:
        one, owner = told[title], site.viewer(site.named[slug])
        ids = {"thread_id": one.thread_id, "owner_id": owner.id}
        arrange_review(**ids, months=1, arranger=owner, now=_after(one))


def _after(one: Written) -> datetime:
    chosen = [one.chosen[1]] if one.chosen else []
    last = max([one.at, *(at for _pk, _author, at in one.comments), *chosen])
    return last + timedelta(hours=3)
