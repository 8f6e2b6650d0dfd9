from tests.browser.hostile import OURS, Trap, payloads
from tests.browser.test_hostile_text import spring


def test_scratch(site, real_set):
    texts = payloads(real_set("hostile-text"))
    spring(site, Trap(site.cast, OURS[::3] + OURS[-8:] + texts[::30]))
