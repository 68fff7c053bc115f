import { createContext, useContext } from "react";
import type { Chosen, Upload } from "./queue";

export interface Uploads {
  uploads: readonly Upload[];
  add(files: readonly Chosen[]): void;
  cancel(upload: Upload): void;
  cancelAll(): void;
  retry(keys: readonly number[]): void;
  /** Forget what is over. */
  clear(): void;
}

export const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error("useUploads stands outside of UploadsProvider");
  return uploads;
}
