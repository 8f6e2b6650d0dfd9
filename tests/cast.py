"""The cast: the same people in tests, demo world and docs, set up with real actions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from kring.discussion.actions.threads import Draft
from kring.groups.access import EVERYONE_AUDIENCE, audience_of, viewer_for
from kring.groups.actions.asking import ask_to_join
from kring.groups.actions.founding import create_group
from kring.groups.actions.inviting import accept_invitation, invite_to_group
from kring.groups.actions.joining import join_group
from kring.groups.actions.owning import block_member, remove_member
from kring.groups.texts import GroupText
from kring.identity.actions import NewAccount, create_account, deactivate_account, grant_role
from kring.identity.models import Account, AccountKind, Role
from kring.identity.viewer import Viewer
from kring.kit.names import split_name
from kring.people.actions.places import Placement, department_named, place_named, place_person
from kring.people.actions.profile import finish_onboarding
from kring.posts.actions import PollText, PraiseText, give_praise, open_poll, publish

NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
PASSWORD = "een goed bewaard geheim"
NAMES = {
    "employee": "Noor de Wit",
    "colleague": "Jeroen Bakker",
    "member": "Tom Dijkman",
    "owner": "Trijntje de Boer",
    "outsider": "Bram Wiersma",
    "guest": "Dewi Santoso",
    "community_manager": "Roos Verhagen",
    "moderator": "Mila Kaya",
    "administrator": "Ingrid van Dalen",
    "works_council": "Rachid el Amrani",
    "pending": "Olaf Brink",
    "blocked": "Kees van der Plas",
    "former_member": "Aylin Demir",
    "left": "Henk Visser",
}
ROLES = {
    "community_manager": Role.COMMUNITY_MANAGER,
    "moderator": Role.MODERATOR,
    "administrator": Role.FUNCTIONAL_ADMIN,
    "works_council": Role.WORKS_COUNCIL,
}


@dataclass
class Cast:
    """Accounts by role; `viewer("member")` is that person now. Groups: open, on_request, closed, hidden."""

    accounts: dict[str, Account]
    groups: dict[str, Any] = field(default_factory=dict)
    now: datetime = NOW

    def __getattr__(self, name: str) -> Account:
        if name.startswith("_"):  # copying asks for special methods before anything is set
            raise AttributeError(name)
        try:
            return self.accounts[name]
        except KeyError:
            raise AttributeError(name) from None

    def viewer(self, name: str) -> Viewer:
        """What this person may see at this moment, read afresh."""
        return viewer_now(self.accounts[name])

    def _draft(self, who: str, where: str, **words: Any) -> Draft:
        audience, group = EVERYONE_AUDIENCE, None
        if where:
            audience, group = audience_of(self.viewer(who), self.groups[where].slug)
        return Draft(audience_id=audience, group_id=group, **words)

    def publish(self, who: str, where: str = "", **words: Any) -> Any:
        """A thread by `who`, for everyone or in the group of that kind; returns the thread."""
        words = {"kind": "question", "title": "Mag dit?", "source": "Graag een antwoord.", **words}
        draft = self._draft(who, where, **words)
        thread, _text = publish(draft=draft, writer=self.viewer(who), now=self.now)
        return thread

    def open_poll(self, who: str, where: str = "", **words: Any) -> Any:
        """A poll by `who` about a day of the week; returns the thread."""
        options = {"options": ("Maandag", "Woensdag", "Zaterdag"), **words}
        draft = self._draft(who, where, kind="poll", title="Welke dag?", source="Kies maar.")
        return open_poll(draft=draft, poll=PollText(**options), writer=self.viewer(who), now=self.now)[0]

    def give_praise(self, who: str, *receivers: str, where: str = "", **words: Any) -> Any:
        """Kudos by `who` for some of the cast; returns the thread."""
        source = words.pop("source", "Je hielp iedereen.")
        draft = self._draft(who, where, kind="praise", title="", source=source)
        praise = PraiseText(receivers=tuple(self.accounts[one].pk for one in receivers), **words)
        return give_praise(draft=draft, praise=praise, writer=self.viewer(who), now=self.now)[0]

    @cached_property
    def later(self) -> datetime:
        """An hour after everything was set up."""
        return self.now + timedelta(hours=1)


def viewer_now(account: Account) -> Viewer:
    """What somebody may see at this moment, read afresh."""
    return viewer_for(Account.objects.get(pk=account.pk))


def make_cast() -> Cast:
    """Everybody, with four groups; state is made by the actions that real people use."""
    cast = Cast({})
    for role, name in NAMES.items():
        kind = AccountKind.GUEST if role == "guest" else AccountKind.EMPLOYEE
        new = NewAccount(email=f"{role}@waterrijk.example", name=split_name(name), kind=kind)
        cast.accounts[role] = create_account(person=new, by=None, now=NOW, password=PASSWORD)
        if role in ROLES:
            grant_role(account_id=cast.accounts[role].pk, role=ROLES[role], by=None, now=NOW)
    departments = {name: department_named(name=name) for name in ("Ruimte", "Burgerzaken")}
    place = place_named(name="Gemeentehuis")
    for role, account in cast.accounts.items():
        home = departments["Burgerzaken" if role in {"colleague", "outsider"} else "Ruimte"]
        if role != "guest":
            placement = Placement(function="Adviseur", department_id=home, place_id=place)
            place_person(actor=None, person_id=account.pk, placement=placement, now=NOW)
        finish_onboarding(actor=cast.viewer(role), now=NOW)
    for kind in ("open", "on_request", "closed", "hidden"):
        text = GroupText(
            name=f"Groep {kind}", kind=kind, purpose=f"Waarvoor {kind} er is.", slug=f"groep-{kind}"
        )
        cast.groups[kind] = create_group(actor=cast.viewer("owner"), text=text, now=NOW)
        _fill(cast, kind)
    deactivate_account(account_id=cast.left.pk, by=None, now=NOW)
    return cast


def _fill(cast: Cast, kind: str) -> None:
    """Members and guest in, one still waiting, one blocked, one gone again."""
    group_id = cast.groups[kind].pk
    for role in ("member", "guest", "blocked", "former_member", "left"):
        if kind == "open" and role != "guest":
            join_group(actor=cast.viewer(role), group_id=group_id, now=NOW)
            continue
        account = cast.accounts[role]
        invite_to_group(actor=cast.viewer("owner"), group_id=group_id, person_id=account.pk, now=NOW)
        accept_invitation(actor=cast.viewer(role), group_id=group_id, now=NOW)
    if kind in {"on_request", "closed"}:
        ask_to_join(actor=cast.viewer("pending"), group_id=group_id, now=NOW)
    if kind == "hidden":
        pending = cast.accounts["pending"].pk
        invite_to_group(actor=cast.viewer("owner"), group_id=group_id, person_id=pending, now=NOW)
    owner = cast.viewer("owner")
    block_member(actor=owner, group_id=group_id, person_id=cast.blocked.pk, now=NOW)
    remove_member(actor=owner, group_id=group_id, person_id=cast.former_member.pk, now=NOW)
