/** The files that a person drops or picks, whole folders included. */

import type { Chosen } from "./queue";

/** What file managers leave behind. */
const LITTER = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

/** Return the files of a file field; of a folder they bear their path in it. */
export function chosenFiles(files: Iterable<File>): Chosen[] {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !isLitter(path));
}

/**
 * Return the files of a drop, those in folders and their folders included.
 *
 * A drop's items are gone as soon as its event is over: they are all taken before the first wait.
 */
export async function droppedFiles(items: Iterable<DataTransferItem>): Promise<Chosen[]> {
  const dropped = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: Chosen[] = [];
  for (const one of dropped) {
    // What comes out of another program, such as a mail's attachment, may be a file that lies nowhere.
    if (one instanceof File) found.push(...chosenFiles([one]));
    else if (one !== null) await collect(one, found);
  }
  return found;
}

async function collect(entry: FileSystemEntry, found: Chosen[]): Promise<void> {
  if (LITTER.test(entry.name)) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A folder is given in parts of a hundred; an empty part is the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, found);
  }
}

function isLitter(path: string): boolean {
  return path.split("/").some((name) => LITTER.test(name));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
