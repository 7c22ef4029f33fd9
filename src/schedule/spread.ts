/**
 * How much later than its time a reminder fires when it is spread over a window, so that many with one time do not
 * all go out at once: a whole number of milliseconds from 0 to below `windowMs`, always the same for one id.
 *
 * @param windowMs 0 or less: not spread.
 */
export function spreadOffset(reminderId: string, windowMs: number): number {
  if (windowMs <= 0) return 0;
  return Math.floor((hash(reminderId) / 2 ** 32) * windowMs);
}

/**
 * FNV-1a over the text's UTF-16 code units, then MurmurHash3's finalizer: without it, ids that differ in their last
 * letter would land beside each other. 32 bits, unsigned.
 */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    state = Math.imul(state ^ (unit & 0xff), 0x01000193);
    state = Math.imul(state ^ (unit >>> 8), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
