import type { Dispatcher } from 'undici';
import { httpGet } from './http-get.ts';
import { networkErrorText } from './network-error-text.ts';

export type Download =
  | { readonly kind: 'answered'; readonly json: unknown }
  /** The server is well and has no such file. */
  | { readonly kind: 'absent' }
  /** For people, in one line; holds nothing of the address. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface DownloadOptions {
  /** The network; owned by the caller. */
  readonly network: Dispatcher;
  /** For everything together, in ms. Default 15 s. */
  readonly timeoutMs?: number;
  /** Larger answers are not read to their end. Default 256 KiB. */
  readonly maxBytes?: number;
  /** Gives up. */
  readonly signal?: AbortSignal | undefined;
}

/** One GET for a small JSON document. Never rejects, follows no redirect. */
export async function downloadJson(url: URL, options: DownloadOptions): Promise<Download> {
  const { network, timeoutMs = 15_000, maxBytes = 256 * 1024 } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  try {
    const { statusCode, body } = await httpGet(url, { network, signal, headers: HEADERS });
    if (statusCode !== 200) {
      // An answer that nobody reads would hold its connection.
      await body.dump({ limit: maxBytes, signal });
      return statusCode === 404 ? { kind: 'absent' } : failed(`HTTP ${statusCode}`);
    }
    const text = await readUpTo(body, maxBytes);
    return text === undefined ? failed(`larger than ${maxBytes} bytes`) : parse(text);
  } catch (error) {
    if (options.signal?.aborted === true) return failed('given up');
    if (deadline.aborted) return failed(`no whole answer within ${timeoutMs} ms`);
    return failed(networkErrorText(error));
  }
}

const HEADERS = { accept: 'application/json', 'user-agent': 'dingbell' };

/** `undefined`: too large. Leaving the loop early closes the connection. */
async function readUpTo(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Download {
  try {
    return { kind: 'answered', json: JSON.parse(text) as unknown };
  } catch {
    return failed('the answer is not JSON');
  }
}

function failed(reason: string): Download {
  return { kind: 'failed', reason };
}
