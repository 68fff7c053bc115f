/** Whether the screen is the keyboard: focusing a field there would cover half of the page. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
