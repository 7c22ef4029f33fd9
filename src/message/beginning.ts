/** At most so many UTF-16 units of a text, and never half a character: what is cut off may be written anywhere. */
export function beginning(text: string, most: number): string {
  return text.slice(0, isHalf(text, most) ? most - 1 : most).toWellFormed();
}

/** Whether a text cut here would be cut within a surrogate pair. */
function isHalf(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
