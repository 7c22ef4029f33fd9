/** `43,201`: so large that one would have to count the digits. */
export function grouped(number: number): string {
  return number.toLocaleString('en');
}
