import { useState } from "react";
import { useStrings } from "./StringsContext";

/** A moment, by the reader's clock; the day too where it is not today. */
export function Time({ at }: { at: string }) {
  const strings = useStrings();
  const [now] = useState(() => new Date());
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  const today = date.toDateString() === now.toDateString();
  return (
    <time className="time" dateTime={at}>
      {today ? strings.time(date) : strings.dayAndTime(date)}
    </time>
  );
}
