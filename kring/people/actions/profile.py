"""What people change about themselves: text, face, photo, expertise, the first steps."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.infra import pictures
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.kit.ids import new_id
from kring.people import days, photos
from kring.people.events import ExpertiseAdded, ExpertiseRemoved, OnboardingFinished, ProfileChanged
from kring.people.models import Expertise, Place, Profile
from kring.people.rules import may_add_expertise
from kring.people.texts import ProfileText
from kring.people.words import NAME_LENGTH, slug_of

FACES = tuple(f"f{number:02}" for number in range(1, 25))  # the drawings of the sprite


@transaction.atomic
def give_profile(*, account_id: UUID) -> None:
    """Make the empty profile that every account has; does nothing when it is there."""
    Profile.objects.get_or_create(account_id=account_id)


@transaction.atomic
def save_profile(*, actor: Viewer, text: ProfileText, now: datetime) -> None:
    """Keep what the actor tells about himself. Raises Unseen for a place that does not exist."""
    profile = _own(actor)
    if text.place_id and not Place.objects.filter(pk=text.place_id).exists():
        raise Unseen
    profile.function, profile.phone, profile.languages = text.function, text.phone, text.languages
    profile.about, profile.private_about = text.about, text.private_about
    profile.days, profile.place_id = ",".join(days.parse(text.days)), text.place_id
    profile.save()
    record(ProfileChanged(at=now, account_id=actor.id))


@transaction.atomic
def set_face(*, actor: Viewer, face: str, now: datetime) -> None:
    """Choose a drawn face, or "" for initials; a photo goes away. Raises Unseen for an unknown drawing."""
    if face and face not in FACES:
        raise Unseen
    _change_looks(_own(actor), face=face, photo=None)
    record(ProfileChanged(at=now, account_id=actor.id))


def set_photo(*, actor: Viewer, raw: bytes, now: datetime) -> UUID:
    """Re-encode an uploaded photo and show it from now on; returns its id.

    The files stand before the row says so, and the old ones go after the commit: at any moment a crash
    leaves a profile whose photo is there. Raises PictureRefused for what is no usable picture.
    """
    small = pictures.portrait(raw)
    photo = new_id(now)
    photos.store(photo, small)
    try:
        with transaction.atomic():
            profile = _own(actor)
            _change_looks(profile, face=profile.face, photo=photo)
            record(ProfileChanged(at=now, account_id=actor.id))
    except BaseException:
        photos.discard(photo)
        raise
    return photo


@transaction.atomic
def remove_photo(*, actor: Viewer, now: datetime) -> None:
    """Go back to the drawing or initials; the files go away."""
    profile = _own(actor)
    _change_looks(profile, face=profile.face, photo=None)
    record(ProfileChanged(at=now, account_id=actor.id))


def _change_looks(profile: Profile, *, face: str, photo: UUID | None) -> None:
    old = profile.photo
    profile.face, profile.photo = face, photo
    profile.save(update_fields=["face", "photo"])
    if old:
        transaction.on_commit(lambda: photos.discard(old))


@transaction.atomic
def add_expertise(*, actor: Viewer, name: str, now: datetime) -> None:
    """The actor knows about something; the same subject in another spelling is the same. Blank is nothing.

    Raises Refused when the actor named as many as fit.
    """
    shown = " ".join(name.split())[:NAME_LENGTH]
    slug = slug_of(shown)
    if not slug:
        return
    row, fresh = Expertise.objects.get_or_create(
        account_id=actor.id, slug=slug, defaults={"id": new_id(now), "name": shown, "at": now}
    )
    if fresh:
        require(may_add_expertise(Expertise.objects.filter(account_id=actor.id).count() - 1))
        record(ExpertiseAdded(at=now, account_id=actor.id, expertise_id=row.id))


@transaction.atomic
def remove_expertise(*, actor: Viewer, slug: str, now: datetime) -> None:
    """The actor takes back a subject; nothing happens when it is not there."""
    row = Expertise.objects.filter(account_id=actor.id, slug=slug).first()
    if row is None:
        return
    gone = row.id
    row.delete()
    record(ExpertiseRemoved(at=now, account_id=actor.id, expertise_id=gone))


@transaction.atomic
def finish_onboarding(*, actor: Viewer, now: datetime) -> None:
    """The first steps are done or skipped; they are not asked again."""
    profile = _own(actor)
    if profile.onboarded_at is None:
        profile.onboarded_at = now
        profile.save(update_fields=["onboarded_at"])
        record(OnboardingFinished(at=now, account_id=actor.id))


def _own(actor: Viewer) -> Profile:
    Profile.objects.get_or_create(account_id=actor.id)
    return Profile.objects.select_for_update().get(account_id=actor.id)
