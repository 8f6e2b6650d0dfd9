"""Departments, places, profiles and what people know about."""

from django.conf import settings
from django.db import models

from kring.kit.ids import new_id


class Department(models.Model):
    """A part of the organisation; departments form a tree."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A building or yard where people work."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """What colleagues see of a person; every account has one."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )
    face = models.CharField(max_length=10, blank=True)  # a symbol of the faces sprite; empty: initials
    photo = models.UUIDField(null=True)  # names the stored pictures; a new photo is a new id
    function = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, related_name="profiles")
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, related_name="profiles")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    about = models.TextField(blank=True)
    private_about = models.TextField(blank=True)  # the life outside work, as far as someone tells it
    phone = models.CharField(max_length=40, blank=True)
    days = models.CharField(max_length=30, blank=True)  # "mo,tu,we,th,fr"
    languages = models.CharField(max_length=120, blank=True)
    onboarded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.account_id)


class Expertise(models.Model):
    """A subject that a person knows about, in the person's own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expertise")
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=60)  # folded, so that Wmo and WMO meet
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "slug"], name="expertise_once")]
        indexes = [models.Index(fields=["slug"])]

    def __str__(self) -> str:
        return self.name


class PersonFollow(models.Model):
    """Somebody follows what a colleague writes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    follower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "follower"], name="person_follow_once"),
            models.CheckConstraint(condition=~models.Q(person=models.F("follower")), name="not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} {self.person_id}"
