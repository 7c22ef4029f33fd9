/** In UTF-8: a longer message would be two, and nobody reads the second. */
const MOST_BYTES = 14_000;

/** The first lines that have room in a message beside what else is in it. */
export function fitting(lines: readonly string[], beside: readonly string[] = []): readonly string[] {
  let bytes = 0;
  for (const line of beside) bytes += Buffer.byteLength(line);
  const end = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line);
    return bytes > MOST_BYTES;
  });
  return end === -1 ? lines : lines.slice(0, end);
}
