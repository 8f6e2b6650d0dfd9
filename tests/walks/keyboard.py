"""Going through pages with the Tab key only, while every stop is looked at."""

from playwright.sync_api import Page

# Which element has the focus, whether one can see that, and whether nothing lies over it.
SEEN = """wanted => {
  const here = document.activeElement;
  if (!here || here === document.body) return { at: false, fault: "" };
  const box = here.getBoundingClientRect();
  const shown = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const label = here.labels?.[0];
  const editor = here.closest(".editor"); // the frame around the editor shows where one is
  const marks = [here, ...(label ? [label] : []), ...(editor ? [editor] : []),
    ...(here.matches("[type=radio], [type=checkbox]")
    ? [here.parentElement, here.nextElementSibling].filter(Boolean) : [])];
  let fault = "";
  const calendar = here.matches("[type^=date]:not(:focus)"); // its button, which the browser rings itself
  if (!calendar && !marks.some(shown)) fault = "no visible focus";
  const spot = marks.map(mark => mark.getBoundingClientRect()).find(rect => rect.width > 4) ?? box;
  const x = spot.left + spot.width / 2, y = spot.top + Math.min(spot.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  if (!top || !(marks.some(mark => mark.contains(top) || top.contains(mark)))) fault ||= "hidden";
  const field = here.isContentEditable ? editor.nextElementSibling : here; // what it writes into
  return { at: field.matches(wanted), fault: fault && `${fault}: ${here.outerHTML.slice(0, 160)}` };
}"""
MOST_STOPS = 150


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this element has the focus; fails at a stop that cannot be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN, selector)
        for _moment in range(24):  # a page that still moves, or a toast, gets its time
            if not seen["fault"]:
                break
            page.wait_for_timeout(500)
            seen = page.evaluate(SEEN, selector)
        assert seen["fault"] == "", f"{page.url}: {seen['fault']}"
        if seen["at"]:
            return
    raise AssertionError(f"{selector} is not within {MOST_STOPS} stops on {page.url}")


def enter(page: Page, selector: str) -> None:
    """Go to a link or button with Tab, press Enter and wait for the page that follows."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    """Go to a field with Tab and type."""
    tab_to(page, selector)
    page.keyboard.type(text)
