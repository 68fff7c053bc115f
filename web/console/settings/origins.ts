/** Sites as browsers name them. */

/** Return the origin of what was written, "https://www.loja.com.br"; null where it is no address of a site. */
export function originOf(written: string): string | null {
  const text = written.trim();
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || !URL.canParse(complete)) return null;
  const { protocol, origin, hostname, username, pathname, search, hash } = new URL(complete);
  const isSite = (protocol === "https:" || protocol === "http:") && username === "";
  const named = hostname.includes(".") || hostname === "localhost" || hostname.startsWith("[");
  return isSite && named && pathname === "/" && search === "" && hash === "" ? origin : null;
}
