import type { Payload, PayloadAt } from '../dingtalk/payload.ts';
import type { Refusal } from './refusal.ts';
import { fieldMissing, UNKNOWN_TYPE } from './refusal.ts';

/** A payload as it arrived and was found good; unlike ours, it may lack `msgUuid`. */
export type ShownPayload = Omit<Payload, 'msgUuid'> & Shown;

type Shown =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string }; readonly at?: Partial<PayloadAt> }
  | {
      readonly msgtype: 'markdown';
      readonly markdown: { readonly title: string; readonly text: string };
      readonly at?: Partial<PayloadAt>;
    }
  | Extract<Payload, { readonly msgtype: 'link' | 'actionCard' | 'feedCard' }>;

type Fields = Readonly<Record<string, unknown>>;

/** What DingTalk would refuse about a message's shape; `undefined` when nothing. */
export function shapeRefusal(body: Fields): Refusal | undefined {
  const type = body['msgtype'];
  switch (type) {
    case 'text':
      return missingField(body, type, 400_201, ['content']);
    case 'link':
      return missingField(body, type, 400_301, ['title', 'text', 'messageUrl']);
    case 'markdown':
      return missingField(body, type, 400_401, ['title', 'text']);
    case 'actionCard':
      return missingField(body, type, 400_501, ['title', 'text']) ?? missingButton(body);
    case 'feedCard':
      return missingLink(body);
    default:
      return UNKNOWN_TYPE;
  }
}

/** Everything of a message that people read: a keyword must stand in it. Addresses do not count. */
export function readableText(body: Fields): string {
  const type = body['msgtype'];
  return typeof type === 'string' ? stringsOf(body[type]).join('\n') : '';
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return Object.entries(objectOf(value) ?? {})
    .filter(([key]) => !/url$/i.test(key))
    .flatMap(([, each]) => stringsOf(each));
}

/** Numbered as 400402 (markdown's title) is: the block itself, then its fields in order. */
function missingField(body: Fields, type: string, first: number, fields: readonly string[]): Refusal | undefined {
  const block = objectOf(body[type]);
  if (block === undefined) return fieldMissing(first, type, type);
  const index = fields.findIndex((field) => !isFilled(block[field]));
  const missing = fields[index];
  return missing === undefined ? undefined : fieldMissing(first + 1 + index, type, missing);
}

function missingButton(body: Fields): Refusal | undefined {
  const card = objectOf(body['actionCard']) ?? {};
  if (isFilled(card['singleTitle']) && isFilled(card['singleURL'])) return undefined;
  const buttons = Array.isArray(card['btns']) ? card['btns'].map(objectOf) : [];
  if (buttons.length === 0) return fieldMissing(400_504, 'actionCard', 'btns');
  if (buttons.every((button) => isFilled(button?.['title']) && isFilled(button?.['actionURL']))) return undefined;
  return fieldMissing(400_505, 'actionCard', 'btns');
}

function missingLink(body: Fields): Refusal | undefined {
  const links = objectOf(body['feedCard'])?.['links'];
  if (!Array.isArray(links) || links.length === 0) return fieldMissing(400_601, 'feedCard', 'links');
  for (const [index, field] of ['title', 'messageURL', 'picURL'].entries()) {
    if (!links.every((link) => isFilled(objectOf(link)?.[field]))) {
      return fieldMissing(400_602 + index, 'feedCard', field);
    }
  }
  return undefined;
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
