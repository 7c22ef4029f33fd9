import { beginning } from '../message/beginning.ts';
import { printable } from '../message/printable.ts';
import type { Refused } from './because.ts';
import { placeOfFault } from './json-fault.ts';
import type { HookRequest } from './sender.ts';

export type ReadBody =
  | { readonly kind: 'body'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly because: Refused };

/**
 * The body of a request: its JSON, as it is or in a form's `payload` or `data`; the fields of a form; a text. Whoever
 * says `curl -d '{…}'` sends JSON and calls it a form.
 */
export async function readBody({ headers, body }: Pick<HookRequest, 'headers' | 'body'>): Promise<ReadBody> {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity') {
    return { kind: 'refused', because: { kind: 'packed', encoding: beginning(printable(encoding), LONGEST_NAME) } };
  }
  const [type = '', ...parameters] = (headers['content-type'] ?? 'application/json').toLowerCase().split(';');
  switch (kindOf(type.trim())) {
    case 'json':
      return readJson(decoded(body, parameters));
    case 'form':
      return readForm(decoded(body, parameters));
    case 'multipart':
      return readMultipart(headers, body);
    case 'text': {
      const text = decoded(body, parameters);
      return { kind: 'body', body: parsed(text) ?? text };
    }
    case 'other':
      return { kind: 'refused', because: { kind: 'wrong-type', type: type.trim() } };
  }
}

/** The JSON in a form: some senders sign it and not what it is wrapped in. */
export function formPayload({ headers, body }: Pick<HookRequest, 'headers' | 'body'>): string | undefined {
  if (kindOf((headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '') !== 'form') return undefined;
  return new URLSearchParams(decoded(body, [])).get('payload') ?? undefined;
}

/** Of what a request says of itself so much is repeated. */
const LONGEST_NAME = 40;

function kindOf(type: string): 'json' | 'form' | 'multipart' | 'text' | 'other' {
  if (/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type) || type === '') return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'multipart/form-data') return 'multipart';
  return type === 'text/plain' ? 'text' : 'other';
}

/** What is no text in its encoding is shown as U+FFFD, not refused: it is somebody's name in an old system. */
function decoded(body: Uint8Array, parameters: readonly string[]): string {
  const charset = parameters.map((each) => /^\s*charset="?([\w-]+)"?\s*$/.exec(each)?.[1]).find(Boolean) ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function readJson(text: string): ReadBody {
  const body = parsed(text);
  if (body !== undefined) return { kind: 'body', body };
  return { kind: 'refused', because: { kind: 'not-json', ...placeOfFault(text) } };
}

function readForm(text: string): ReadBody {
  const json = text.trimStart().startsWith('{') ? parsed(text) : undefined;
  return json === undefined ? readFields(new URLSearchParams(text)) : { kind: 'body', body: json };
}

async function readMultipart(headers: HookRequest['headers'], body: Uint8Array): Promise<ReadBody> {
  const type = headers['content-type'] ?? '';
  try {
    const form = await new Response(body.slice(), { headers: { 'content-type': type } }).formData();
    return readFields(
      [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    );
  } catch {
    return { kind: 'refused', because: { kind: 'wrong-type', type: 'multipart/form-data' } };
  }
}

function readFields(entries: Iterable<readonly [string, string]>): ReadBody {
  const fields = Object.fromEntries(entries);
  const wrapped = fields['payload'] ?? fields['data'];
  return wrapped === undefined ? { kind: 'body', body: fields } : readJson(wrapped);
}

/** `undefined`: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
