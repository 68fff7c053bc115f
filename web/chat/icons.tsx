/** The few drawings of the chat; each stands beside a text or in a labelled button. */

import type { ReactNode } from "react";

export function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M6 11l6-6 6 6" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" />
  </Icon>
);

export const NewIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);

export const RetryIcon = () => (
  <Icon>
    <path d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 8v4.5M12 15.8v.2" />
  </Icon>
);

export const ExternalIcon = () => (
  <Icon>
    <path d="M10 6H6v12h12v-4M13 5h6v6M19 5l-8 8" />
  </Icon>
);

const THUMB =
  "M7 10.5V19H4.5v-8.5H7zm0 0 3.6-6.2c1.3 0 2.2 1 2.2 2.3l-.4 3.4h4.7c1.2 0 2 1.1 1.7 2.3l-1.3 5.1c-.2.9-1 1.6-2 1.6H7";

export const ThumbUpIcon = () => (
  <Icon>
    <path d={THUMB} />
  </Icon>
);

export const ThumbDownIcon = () => (
  <Icon>
    <path d={THUMB} transform="rotate(180 12 12)" />
  </Icon>
);

/** The mark of the product: a speech bubble whose inside folds like a rose. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path
      className="mark-bubble"
      d="M16 3c7.2 0 13 5.4 13 12s-5.8 12-13 12c-1.6 0-3.2-.3-4.6-.8L5 29l1.5-5.3C4.3 21.4 3 18.4 3 15 3 8.4 8.8 3 16 3z"
    />
    <path
      className="mark-petals"
      d="M16 9.5c3.6 0 6 2.4 6 5.3 0 3.2-2.6 5.7-5.9 5.7-2.9 0-5-2-5-4.6 0-2.3 1.8-4.1 4-4.1 2 0 3.5 1.4 3.5 3.2 0 1.6-1.2 2.7-2.7 2.7"
    />
  </svg>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="9" y="9" width="11" height="11" rx="2.5" />
    <path d="M5.5 15A1.5 1.5 0 0 1 4 13.5V6a2 2 0 0 1 2-2h7.5A1.5 1.5 0 0 1 15 5.5" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="M5 12.5l4.5 4.5L19 7.5" />
  </Icon>
);
