export const MEGABYTE = 1024 * 1024;

/** For people: `0.1 MB`, `2.3 GB`. */
export function sizeForPeople(bytes: number): string {
  if (bytes >= 1024 * MEGABYTE) return `${(bytes / 1024 / MEGABYTE).toFixed(1)} GB`;
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
