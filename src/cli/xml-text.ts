import type { Readable } from 'node:stream';
import { type DecodedXml, decodedXml } from '../hooks/decoded-xml.ts';

/** What became of a file of XML: its text, or why there is none. */
export type XmlText = DecodedXml | { readonly kind: 'too-large' };

/** Of the bytes that are read at most. To read a report takes ten times as much memory. */
export const MOST_MEGABYTES = 50;

/** Reads XML in the encoding in which it is written. */
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
  return decodedXml(Buffer.concat(chunks));
}
