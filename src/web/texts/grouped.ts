/** `43,201`: a whole number so large that one would have to count the digits. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
