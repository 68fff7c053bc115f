import type { ComponentProps } from "react";

interface Props extends ComponentProps<"button"> {
  look?: "plain" | "primary" | "quiet" | "danger";
  /** Its work is under way: it stays where it is, and cannot be pressed again. */
  busy?: boolean;
}

export function Button({ look = "plain", busy = false, className = "", disabled, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`ui-button ui-button-${look} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {children}
    </button>
  );
}

interface IconProps extends ComponentProps<"button"> {
  /** What it does, for those who do not see the drawing; shown on hover too. */
  label: string;
}

export function IconButton({ label, className = "", ...rest }: IconProps) {
  return <button type="button" title={label} {...rest} aria-label={label} className={`ui-icon-button ${className}`} />;
}
