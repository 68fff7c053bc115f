import { expect, test } from "vitest";
import { chosenFiles, droppedFiles } from "./folder";

/** A file or folder as a browser hands it over; a folder gives two entries at a time. */
function entry(path: string, inside?: object[]): object {
  const name = path.split("/").at(-1) ?? "";
  if (!inside) {
    return {
      name,
      fullPath: path,
      isFile: true,
      isDirectory: false,
      file: (resolve: (file: File) => void) => resolve(new File(["x"], name)),
    };
  }
  const rest = [...inside];
  const readEntries = (resolve: (entries: object[]) => void) => resolve(rest.splice(0, 2));
  return { name, fullPath: path, isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
}

function drop(...entries: object[]): DataTransferItem[] {
  const items = entries.map((one) => ({ kind: "file", webkitGetAsEntry: () => one }));
  // Only these two members are read.
  return [{ kind: "string" }, ...items] as unknown as DataTransferItem[];
}

test("a dropped folder gives the files of all its folders, under their paths", async () => {
  const files = ["/guia/a.pdf", "/guia/b.pdf", "/guia/c.pdf"].map((path) => entry(path));
  const inner = entry("/guia/anexos", [entry("/guia/anexos/a.pdf")]);
  const found = await droppedFiles(drop(entry("/guia", [...files, inner]), entry("/preços.md")));
  expect(found.map(({ path }) => path)).toEqual([
    "guia/a.pdf",
    "guia/b.pdf",
    "guia/c.pdf",
    "guia/anexos/a.pdf",
    "preços.md",
  ]);
  expect(found[3]?.file.name).toBe("a.pdf");
});

test("a dropped file that lies nowhere is sent, too", async () => {
  const file = new File(["x"], "anexo.pdf");
  // Only these members are read.
  const item = { kind: "file", webkitGetAsEntry: () => null, getAsFile: () => file } as unknown as DataTransferItem;
  expect(await droppedFiles([item])).toEqual([{ file, path: "anexo.pdf" }]);
});

test("what file managers leave in folders is not sent", async () => {
  const litter = [".DS_Store", "Thumbs.db", "~$manual.docx", "desktop.ini"];
  const folder = entry("/guia", [...litter.map((name) => entry(`/guia/${name}`)), entry("/guia/.git", [entry("/guia/.git/x")])]);
  expect(await droppedFiles(drop(folder))).toEqual([]);
  expect(chosenFiles(litter.map((name) => new File([], name)))).toEqual([]);
});

test("picked files are known by their names", () => {
  expect(chosenFiles([new File(["x"], "manual.pdf")]).map(({ path }) => path)).toEqual(["manual.pdf"]);
});
