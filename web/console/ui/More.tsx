import { useEffect, useRef } from "react";
import { SHELL } from "../words/shell";
import { useWords } from "../words/section";
import { Button } from "./Button";

interface Props {
  loading: boolean;
  onMore(): void;
}

/** The end of a list that has more: loads when it comes into sight, and by its button. */
export function More({ loading, onMore }: Props) {
  const words = useWords(SHELL);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (loading || !place.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: "400px" });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [loading, onMore]);

  return (
    <div className="ui-more" ref={place}>
      <Button look="quiet" busy={loading} onClick={onMore}>
        {loading ? words.loadingMore : words.more}
      </Button>
    </div>
  );
}
