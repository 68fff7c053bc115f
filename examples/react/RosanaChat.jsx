import { useEffect, useImperativeHandle, useRef } from "react";

/** The conversation in its place on the page, as a component; `ref` gives the element, with all that it can do. */
export function RosanaChat({ ref, widget, locale, theme, onMessage }) {
  const element = useRef(null);
  useImperativeHandle(ref, () => element.current);

  useEffect(() => {
    const chat = element.current;
    const heard = (event) => onMessage?.(event.detail);
    chat.addEventListener("rosana:message", heard);
    return () => chat.removeEventListener("rosana:message", heard);
  }, [onMessage]);

  return (
    <rosana-chat
      ref={element}
      data-widget={widget}
      data-mode="inline"
      data-locale={locale}
      data-theme={theme}
      style={{ "--rosana-height": "32rem" }}
    />
  );
}
