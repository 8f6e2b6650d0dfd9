"""What people of the demo world chose for themselves: lanes, dials, wishes, a muted group, a digest."""

from datetime import time, timedelta

from kring.digests.actions import choose_rhythm
from kring.digests.rules import Appointment
from kring.groups.actions import mute_group
from kring.notifications.actions import choose_roads, set_hours
from kring.notifications.models import Reason, Road
from kring.notifications.rules import Rest
from kring.timelines.actions import add_lane, set_dial
from kring.timelines.models import Setting
from kring.timelines.rules import Turn
from kring.transfer.demo.building import Site

LANES = (
    ("noor", "Vragen zonder antwoord", "all", "kind=question&state=open"),
    ("noor", "Omgevingswet", "all", "topic=omgevingswet"),
)
# Whoever, what group, of which kind, how much, for how long.
DIALS = (
    ("noor", "omgevingswet", "", Setting.MORE, None),
    ("noor", "team-vergunningen", "praise", Setting.LESS, timedelta(days=7)),
)
WORKING_WEEK = Rest(time(18), time(8), frozenset({1, 2, 3, 4}))


def build_habits(site: Site) -> None:
    """Arrange lanes, dials, roads, hours, a digest and a mute, yesterday."""
    yesterday = site.now - timedelta(days=1)
    for slug, name, base, filters in LANES:
        add_lane(reader=site.viewer(site.named[slug]), name=name, base=base, filters=filters)
    for slug, group, kind, setting, span in DIALS:
        until = site.now + span if span else None
        turn = Turn(site.groups[group], kind, setting, until)
        set_dial(reader=site.viewer(site.named[slug]), turn=turn, now=yesterday)
    noor, tom = site.viewer(site.named["noor"]), site.viewer(site.named["tom"])
    set_hours(reader=noor, rest=WORKING_WEEK)
    choose_roads(reader=noor, chosen={Reason.COMMENT: {Road.KRING}})
    choose_rhythm(person=noor, appointment=Appointment("daily"), now=yesterday)
    week = site.now + timedelta(days=6)
    mute_group(actor=tom, group_id=site.groups["omgevingswet"], now=yesterday, until=week)
