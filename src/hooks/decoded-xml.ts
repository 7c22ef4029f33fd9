/** The text of a document, or an encoding that nobody knows. */
export type DecodedXml =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown-encoding'; readonly encoding: string };

/**
 * Reads XML in the encoding in which it is written: UTF-16 as .NET's tools write it, GBK, whatever it declares.
 *
 * @param said by whoever sent it: the `charset` of its type. Counts before what the document declares.
 */
export function decodedXml(bytes: Buffer, said?: string): DecodedXml {
  const encoding = markedEncoding(bytes) ?? said ?? declaredEncoding(bytes) ?? 'utf-8';
  try {
    return { kind: 'text', text: new TextDecoder(encoding).decode(bytes) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unknown-encoding', encoding };
    throw error;
  }
}

/** By the byte order mark, or by how its first character is written: https://www.w3.org/TR/xml/#sec-guessing. */
function markedEncoding(bytes: Buffer): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0 && bytes.length > 1)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return first === 0xef && second === 0xbb ? 'utf-8' : undefined;
}

function declaredEncoding(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 200);
  const [, encoding] = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']{1,40})["']/.exec(start) ?? [];
  // Written to a string in UTF-16, then to a file in UTF-8: the declaration of a StringWriter in .NET.
  return encoding === undefined || /^utf-?16/i.test(encoding) ? undefined : encoding;
}
