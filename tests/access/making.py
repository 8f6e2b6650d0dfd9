"""Making the world of the oracle: every text of every object is a canary, every state a real action."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kring.discussion.actions.bookmarks import make_folder, put_in_folder
from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.threads import delete_thread
from kring.discussion.models import ItemState, Thread
from kring.groups.actions import (
    GroupText,
    accept_invitation,
    change_group,
    create_group,
    invite_to_group,
    join_group,
)
from kring.groups.models import Audience, Group
from kring.identity.actions import (
    NewAccount,
    NewKey,
    create_account,
    deactivate_account,
    invite,
    make_api_key,
    reactivate_account,
)
from kring.identity.models import AccountKind
from kring.kit.names import split_name
from kring.notifications.models import Notice
from kring.people.actions import (
    Placement,
    ProfileText,
    add_expertise,
    department_named,
    finish_onboarding,
    place_named,
    place_person,
    save_profile,
)
from kring.posts.actions import share_thread
from kring.timelines.actions import add_lane
from kring.topics.actions import follow_topic
from tests.access.conversations import Voices, converse, restrict
from tests.access.drafts import make_drafts
from tests.access.files import leave_waiting, place_file, place_picture, take_off
from tests.access.kinds import make_kinds
from tests.access.model import Circle, Person
from tests.access.world import World
from tests.cast import NAMES, ROLES, make_cast
from tests.jobs import run_jobs
from tests.snapshot import from_snapshot

CIRCLES = ("open", "on_request", "closed", "hidden")
MORE = {"author": "Sanne Vermeer", "other_guest": "Yusuf Kaplan"}
TOLD = ("author", "member", "guest", "other_guest", "colleague", "left")


def fresh_world() -> World:
    """The world of the running test, with jobs still waiting."""
    return from_snapshot("access.world", make_world)


def settled_world() -> World:
    """The world of the running test, after all jobs."""
    return from_snapshot("access.settled", _settle)


def _settle() -> World:
    world = fresh_world()
    run_jobs()
    for notice in Notice.objects.filter(account=world.cast.member.pk):
        world.at["notice", "member"] = notice.pk
    return world


def make_world() -> World:
    """Everything, in the order in which it could have happened."""
    world = World(from_snapshot("cast", make_cast))
    _people(world)
    _circles(world)
    _profiles(world)
    _talks(world)
    _leftovers(world)
    _folder(world)
    _lane(world)
    make_drafts(world)
    _invitation(world)
    _api_key(world)
    world.sign_in()
    _upload_photos(world)
    _place_more_files(world)
    return world


def _people(world: World) -> None:
    for key, name in MORE.items():
        kind = AccountKind.GUEST if key == "other_guest" else AccountKind.EMPLOYEE
        new = NewAccount(email=f"{key}@waterrijk.example", name=split_name(name), kind=kind)
        world.cast.accounts[key] = create_account(person=new, by=None, now=world.now)
        finish_onboarding(actor=world.viewer(key), now=world.now)
    for key, account in world.cast.accounts.items():
        roles = frozenset({key} if key in ROLES else ())
        world.facts.people[key] = Person(guest="guest" in key, here=key != "left", roles=roles)
        world.at["person", key] = account.handle
        world.at["account", key] = account.pk
        world.aviary.id(account.pk, "person.id", key)
        world.aviary.name((NAMES | MORE)[key], "person.name", key)
        world.aviary.name(account.handle, "person.handle", key)
        world.aviary.address(f"{key}@waterrijk.example", "person.email", key)


def _circles(world: World) -> None:
    for key in CIRCLES:
        group, inside = world.cast.groups[key], {"owner", "member", "guest", "left", "author"}
        bring_in(world, group, "author")
        waiting = {"pending"} if key in {"on_request", "closed"} else set()
        invited = {"pending"} if key == "hidden" else set()
        world.facts.circles[key] = Circle(key, inside, {"owner"}, invited, waiting, {"blocked"})
        name_circle(world, key, group, "owner")
    text = GroupText(name="Groep apart", kind="closed")
    group = create_group(actor=world.viewer("colleague"), text=text, now=world.now)
    world.cast.groups["apart"] = group
    bring_in(world, group, "other_guest", by="colleague")
    world.facts.circles["apart"] = Circle("closed", {"colleague", "other_guest"}, {"colleague"})
    name_circle(world, "apart", group, "colleague")


def bring_in(world: World, group: Group, who: str, by: str = "owner") -> None:
    """Make somebody a member in the way that the kind of group asks for."""
    if group.kind == "open" and "guest" not in who:
        join_group(actor=world.viewer(who), group_id=group.pk, now=world.now)
        return
    person = world.cast.accounts[who].pk
    invite_to_group(actor=world.viewer(by), group_id=group.pk, person_id=person, now=world.now)
    accept_invitation(actor=world.viewer(who), group_id=group.pk, now=world.now)


def name_circle(world: World, key: str, group: Group, owner: str) -> None:
    """Give a group texts that are canaries."""
    word = world.word
    text = GroupText(
        name=f"Parkeerkring {word('circle.name', key)}",
        kind=group.kind,
        purpose=f"Voor {word('circle.purpose', key)}.",
        welcome=f"Welkom {word('circle.welcome', key)}.",
    )
    change_group(actor=world.viewer(owner), group_id=group.pk, text=text, now=world.now)
    audience = Audience.objects.get(group=group).pk
    world.at["circle", key], world.at["audience", key] = group.slug, audience
    world.aviary.name(group.slug, "circle.slug", key)
    world.aviary.id(group.pk, "circle.id", key)
    world.aviary.id(audience, "circle.audience", key)


def _profiles(world: World) -> None:
    word = world.word
    name, text = word("department.name", "apart"), word("department.text", "apart")
    department = department_named(name=f"Afdeling {name}", text=text, slug=name)
    world.at["department", "apart"] = name
    world.facts.people["author"].department = "apart"
    for who in TOLD:
        place = place_named(name=f"Loods {word('place', who)}")
        viewer, function = world.viewer(who), f"Adviseur {word('person.function', who)}"
        if who == "author":
            placement = Placement(function=function, department_id=department, place_id=place)
            place_person(actor=None, person_id=viewer.id, placement=placement, now=world.now)
        told = ProfileText(
            function=function,
            about=f"Vergunningen {word('person.about', who)}",
            private_about=word("person.private", who),
            phone=word("person.phone", who),
            languages=word("person.languages", who),
            days="mo,tu",
            place_id=place,
        )
        save_profile(actor=viewer, text=told, now=world.now)
        add_expertise(actor=viewer, name=f"Kunde {word('person.expertise', who)}", now=world.now)


def _talks(world: World) -> None:
    converse(world, "everyone", "", Voices(reply="colleague"))
    for key in CIRCLES:
        converse(world, key, key, Voices())
    apart = Voices("colleague", "other_guest", "colleague", "other_guest", named="other_guest")
    converse(world, "apart", "apart", apart)
    converse(world, "twice", "closed", Voices(short=True))
    for key, where in (("closed", "open"), ("everyone", "hidden"), ("hidden", "open"), ("twice", "open")):
        place = {"where": world.at["circle", where], "now": world.now}
        share_thread(thread_id=world.at["talk", key], sharer=world.viewer("member"), **place)
    converse(world, "deleted", "", Voices(reply="colleague", short=True))
    converse(world, "deleted_closed", "closed", Voices(short=True))
    converse(world, "draft", "", Voices(reply="colleague", short=True))
    make_kinds(world)
    for topic in ("everyone", "open"):
        follow_topic(actor=world.viewer("outsider"), slug=world.at["topic", topic], now=world.now)


def _leftovers(world: World) -> None:
    """What was taken away again, what was never placed, and the words of somebody who left."""
    for key in ("deleted", "deleted_closed"):
        delete_thread(thread_id=world.at["talk", key], remover=world.viewer("author"), now=world.now)
        world.facts.talks[key].state = "deleted"
    # There is no action for drafts yet; a row in that state must be nobody's all the same.
    Thread.objects.filter(pk=world.at["talk", "draft"]).update(state=ItemState.DRAFT)
    world.facts.talks["draft"].state = "draft"
    for secret in list(world.aviary.secrets.values()):
        if secret.about.startswith("draft") and not secret.field.endswith((".id", ".slug")):
            world.aviary.now_called(secret, "draft")
    for talk in ("everyone", "closed"):
        restrict(world, talk)
    left = world.cast.left.pk
    reactivate_account(account_id=left, by=None, now=world.now)
    source = f"Parkeervergunning {world.word('text.text', 'everyone/left')}."
    talk = world.at["talk", "everyone"]
    remark, _ = write_comment(thread_id=talk, source=source, writer=world.viewer("left"), now=world.now)
    world.place_text("everyone/left", "left", remark.pk)
    deactivate_account(account_id=left, by=None, now=world.now)


def _folder(world: World) -> None:
    """Somebody keeps a conversation in a folder with a name of one's own."""
    keeper = world.viewer("member")
    name = f"Bewaard {world.word('folder.name', 'member')}"
    folder = make_folder(name=name, keeper=keeper)
    put_in_folder(thread_id=world.at["talk", "closed"], folder_id=folder, keeper=keeper, now=world.now)
    world.at["folder", "member"] = folder
    world.aviary.id(folder, "folder.id", "member")


def _lane(world: World) -> None:
    """Somebody keeps a lane with a name of one's own, and a word to look for in it."""
    name, topic = f"Baan {world.word('lane.name', 'member')}", world.word("lane.filter", "member")
    pk = add_lane(reader=world.viewer("member"), name=name, base="all", filters=f"topic={topic}")
    world.at["lane", "member"] = pk
    world.aviary.id(pk, "lane.id", "member")


def _invitation(world: World) -> None:
    word = world.word
    address = f"{word('invitation.email', '')}@elders.example"
    person = NewAccount(email=address, name=split_name(f"Piet {word('invitation.name', '')}"))
    invitation, secret = invite(person=person, by=world.viewer("administrator"), now=world.now)
    world.at["invitation", "waiting"], world.at["secret", "waiting"] = invitation.pk, secret
    world.aviary.name(secret, "invitation.secret", "")


def _api_key(world: World) -> None:
    name = f"Agenda {world.word('key.name', 'member')}"
    key = NewKey(name=name, scopes=("read",), days=30)
    pk, secret = make_api_key(key=key, owner=world.viewer("member"), now=world.now)
    world.at["api key", "member"] = pk
    world.aviary.id(pk, "key.id", "member")
    world.aviary.name(secret, "key.secret", "member")


def _place_more_files(world: World) -> None:
    """Files of answers, pictures, files that were taken off, and one that waits for its text."""
    for talk in ("everyone", "closed"):
        place_file(world, f"{talk}/answer", "member")
        place_picture(world, talk, "author")
        take_off(world, talk, "author")
    leave_waiting(world, "author")


def _upload_photos(world: World) -> None:
    for who in ("author", "guest"):
        name = world.word("photo.file", who)
        exif = Image.Exif()
        exif[0x010E] = world.word("photo.file", who)  # the description inside the picture
        raw = io.BytesIO()
        Image.new("RGB", (40, 40), "teal").save(raw, "JPEG", exif=exif)
        upload = SimpleUploadedFile(f"{name}.jpg", raw.getvalue(), "image/jpeg")
        answer = world.client(who).post("/people/me/photo/", {"photo": upload})
        assert answer.status_code == 302
        photo = world.viewer(who).photo
        world.at["photo", who] = photo
        world.aviary.id(photo, "person.photo", who)
