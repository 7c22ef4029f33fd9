import { alike, failed, type Failed, type GetOptions, httpGet } from './http-get.ts';

export type Download =
  | { readonly kind: 'answered'; readonly json: unknown }
  /** The server is well and has no such file. */
  | { readonly kind: 'absent' }
  | Failed;

export interface DownloadOptions extends Omit<GetOptions, 'timeoutMs' | 'accept'> {
  /** For everything together, in ms. Default 15 s. */
  readonly timeoutMs?: number;
  /** Larger answers are not read to their end. Default 256 KiB. */
  readonly maxBytes?: number;
}

/** One GET for a small JSON document. Never rejects, follows no redirect. */
export function downloadJson(url: URL, options: DownloadOptions): Promise<Download> {
  const { timeoutMs = 15_000, maxBytes = 256 * 1024 } = options;
  const wanted = { ...options, timeoutMs, accept: 'application/json' };
  return httpGet(url, wanted, async ({ statusCode, body }, signal): Promise<Download> => {
    if (statusCode !== 200) {
      await body.dump({ limit: maxBytes, signal });
      return statusCode === 404 ? { kind: 'absent' } : failed(alike(`HTTP ${statusCode}`));
    }
    const text = await readUpTo(body, maxBytes);
    return text === undefined
      ? failed({ zh: `超过 ${maxBytes} 字节`, en: `larger than ${maxBytes} bytes` })
      : parse(text);
  });
}

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
    return failed({ zh: '收到的不是 JSON', en: 'the answer is not JSON' });
  }
}
