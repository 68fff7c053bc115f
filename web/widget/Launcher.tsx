import { CloseIcon, Mark } from "../chat/icons";
import type { Strings } from "./strings";

interface Props {
  open: boolean;
  unread: number;
  strings: Strings;
  onToggle(): void;
}

/** The button that floats over the page; answers that nobody has seen are counted on it. */
export function Launcher({ open, unread, strings, onToggle }: Props) {
  const label = open ? strings.close : strings.open;
  return (
    <button
      type="button"
      className="launcher"
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-label={unread > 0 ? `${label} (${strings.unread(unread)})` : label}
      onClick={onToggle}
    >
      {open ? <CloseIcon /> : <Mark />}
      {unread > 0 && (
        <span className="unread" aria-hidden="true">
          {unread}
        </span>
      )}
    </button>
  );
}
