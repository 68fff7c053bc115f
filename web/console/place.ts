/** Where the console stands on its server, which may itself be served under a path. */

/**
 * Return the address of the server's root for a page of the console, without a slash at the end.
 *
 * "/ajuda/console/conversas" is served by "/ajuda"; no route of the console has "/console" in it.
 */
export function serverPath(pathname: string): string {
  const at = pathname.lastIndexOf("/console");
  return at < 0 ? "" : pathname.slice(0, at);
}
