/** What the conversation may take of the screen. */

import { useEffect, useState, type RefObject } from "react";

/** As in widget.css: here the conversation takes the whole screen. */
const NARROW = "(width < 30rem), (height < 30rem)";

/** Return whether the screen has no room for a page beside the conversation. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);

  useEffect(() => {
    const query = matchMedia(NARROW);
    const look = () => setNarrow(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);

  return narrow;
}

/**
 * Keep a panel in the part of the page that can be seen: a phone's keyboard covers the rest, and a page that is wider
 * than the screen lets it be moved. Who has zoomed in wants to see it larger, not less of it.
 */
export function useVisible(panel: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const screen = window.visualViewport;
    const style = panel.current?.style;
    if (!active || !screen || !style) return;
    const fit = () => {
      if (screen.scale > 1) return;
      style.setProperty("--visible-top", `${screen.offsetTop}px`);
      style.setProperty("--visible-left", `${screen.offsetLeft}px`);
      style.setProperty("--visible-width", `${screen.width}px`);
      style.setProperty("--visible-height", `${screen.height}px`);
    };
    fit();
    screen.addEventListener("resize", fit);
    screen.addEventListener("scroll", fit);
    return () => {
      screen.removeEventListener("resize", fit);
      screen.removeEventListener("scroll", fit);
    };
  }, [panel, active]);
}
