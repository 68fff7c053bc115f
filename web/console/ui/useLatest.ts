import { useEffect, useRef, type RefObject } from "react";

/** Return a reference to the value of the last drawing, for what is called later. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
