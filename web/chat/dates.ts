const formats = new Map<string, Intl.DateTimeFormat>();

/** Write a moment; a format is slow to make, the first one above all, so each is made when it is needed, and kept. */
export function formatDate(at: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format.format(at);
}
