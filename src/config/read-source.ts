import { open } from 'node:fs/promises';
import { reasonOf } from './find-files.ts';
import type { Report } from './report.ts';
import { vouched } from './printable.ts';
import { createSource } from './source.ts';
import type { Source } from './source.ts';

/** Far above any schedule written by hand; keeps a stray file from taking seconds. */
const LIMIT_KIB = 1_024;

/** Reads a file as UTF-8; `undefined` when it cannot be read as text, which is reported. */
export async function readSource(path: string, file: string, report: Report): Promise<Source | undefined> {
  const bytes = await readBytes(path);
  if (!('length' in bytes)) {
    report.error(wholeFile(file), 'file-unreadable', { reason: vouched(bytes.reason) });
    return undefined;
  }
  if (bytes.length > LIMIT_KIB * 1024) {
    report.error(wholeFile(file), 'file-too-large', { limitKiB: LIMIT_KIB });
    return undefined;
  }
  return decode(bytes, file, report);
}

function decode(bytes: Uint8Array, file: string, report: Report): Source | undefined {
  // Not fatal, so that the place of the first wrong byte is known. The decoder drops a byte order mark.
  const text = new TextDecoder().decode(bytes);
  const source = createSource(file, text);
  const wrong = text.indexOf('\u{FFFD}');
  if (wrong !== -1 && !isUtf8(bytes)) {
    report.error({ source, start: wrong, end: wrong + 1 }, 'not-utf8', {});
    return undefined;
  }
  const control = CONTROL.exec(text);
  if (!control) return source;
  const codePoint = `U+${text.charCodeAt(control.index).toString(16).toUpperCase().padStart(4, '0')}`;
  report.error({ source, start: control.index, end: control.index + 1 }, 'control-character', {
    codePoint: vouched(codePoint),
  });
  return undefined;
}

/** What YAML 1.2 forbids; all but line breaks and tabs. */
const CONTROL = /(?![\t\n\r\u{85}])\p{Cc}/u;

/** One byte more than the limit at most, whatever the file is: a pipe or a device does not end. */
async function readBytes(path: string): Promise<Uint8Array | { readonly reason: string }> {
  try {
    await using handle = await open(path, 'r');
    const stats = await handle.stat();
    if (!stats.isFile()) return { reason: stats.isDirectory() ? 'EISDIR' : 'ENOTFILE' };
    const buffer = Buffer.alloc(Math.min(stats.size, LIMIT_KIB * 1024) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A place in a file whose text is not known. */
export function wholeFile(file: string) {
  return { source: createSource(file, ''), start: 0, end: 0 };
}
