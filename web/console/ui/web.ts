/** Only the web: an address in a document is data, and `javascript:` is an address too. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}
