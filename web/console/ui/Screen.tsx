import { useEffect, useRef, useState, type ReactNode } from "react";
import { useArrivedByLink } from "./arrival";

interface Props {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Fills the window and lets its parts scroll, in place of scrolling itself. */
  filled?: boolean;
  children: ReactNode;
}

/** A screen of the console: its title takes the focus when a link led here, and names the browser's tab. */
export function Screen({ title, lead, actions, filled = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [arrived] = useState(useArrivedByLink());

  useEffect(() => {
    document.title = `${title} · Rosana Desk`;
    if (arrived) heading.current?.focus({ preventScroll: true });
  }, [title, arrived]);

  return (
    <div className={filled ? "screen screen-filled" : "screen"}>
      <header className="screen-header">
        <div className="screen-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
