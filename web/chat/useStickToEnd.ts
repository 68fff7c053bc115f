import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

/** How near to the end still counts as there, in pixels. */
const NEAR = 64;

export interface StickToEnd {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Whether the reader is away from the end. */
  away: boolean;
  toEnd(): void;
}

/**
 * Keep the end of a growing content in view until the reader scrolls up or opens something in it.
 *
 * @param active false while the content is to be read from its beginning.
 */
export function useStickToEnd(active: boolean): StickToEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    pinned.current = true;
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!active || !box || !inner) return;
    let last = box.scrollTop;
    pinned.current = true;
    const look = () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) pinned.current = true;
      // Growth alone moves the end away too; only the reader moves up.
      else if (box.scrollTop < last) pinned.current = false;
      last = box.scrollTop;
      setAway(!pinned.current);
    };
    const grown = () => {
      if (pinned.current) box.scrollTop = box.scrollHeight;
      look();
    };
    const release = () => {
      pinned.current = false;
    };
    const growth = new ResizeObserver(grown);
    box.addEventListener("scroll", look, { passive: true });
    inner.addEventListener("click", release);
    growth.observe(inner);
    return () => {
      box.removeEventListener("scroll", look);
      inner.removeEventListener("click", release);
      growth.disconnect();
      setAway(false);
    };
  }, [active]);

  return { scroller, content, away, toEnd };
}
