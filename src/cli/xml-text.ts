import type { Readable } from 'node:stream';

/** What became of a file of XML: its text, or why there is none. */
export type XmlText =
  | { readonly kind: 'text'; readonly text: string }
  /** An encoding that nobody knows. */
  | { readonly kind: 'unknown-encoding'; readonly encoding: string }
  | { readonly kind: 'too-large' };

/** Of the bytes that are read at most. To read a report takes ten times as much memory. */
export const MOST_MEGABYTES = 50;

/** Reads XML in the encoding in which it is written: UTF-16 as .NET's tools write it, GBK, whatever it declares. */
export async function xmlTextOf(stream: Readable): Promise<XmlText> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MOST_MEGABYTES * 1_000_000) {
      stream.destroy();
      return { kind: 'too-large' };
    }
    chunks.push(bytes);
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Buffer): XmlText {
  const encoding = markedEncoding(bytes) ?? declaredEncoding(bytes) ?? 'utf-8';
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
