import { createContext, useContext } from "react";
import { STRINGS, type Strings } from "./strings";

export const StringsContext = createContext<Strings>(STRINGS["pt-BR"]);

export function useStrings(): Strings {
  return useContext(StringsContext);
}
