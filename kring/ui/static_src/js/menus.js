// A menu closes on Escape and when someone goes elsewhere. Opening needs no script.
const open = () => document.querySelectorAll("details[data-menu][open]");

export const watchMenus = () => {
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    open().forEach(menu => {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    });
  });
  for (const name of ["pointerdown", "focusin"]) {
    document.addEventListener(name, event => {
      open().forEach(menu => {
        if (!menu.contains(event.target)) menu.open = false;
      });
    });
  }
};
