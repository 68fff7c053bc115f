/** Whether a person came to a screen by a link of the console, or opened it by its address. */

import { createContext, useContext } from "react";

export const ArrivalContext = createContext(false);

export function useArrivedByLink(): boolean {
  return useContext(ArrivalContext);
}
