import { beginning } from '../../message/beginning.ts';

/** DingTalk's answer, read. Errors come as HTTP 200 too: only `errcode` decides. */
export interface VendorAnswer {
  readonly errcode: number;
  /** What the vendor says happened, without the labels it wraps around it. */
  readonly description: string;
  /** The vendor's own advice, where it gave any. */
  readonly solution?: string;
}

/** `undefined` when there is no `errcode` in it, which the vendor writes as a number or as a string. */
export function toAnswer(json: Readonly<Record<string, unknown>>): VendorAnswer | undefined {
  const errcode = toErrcode(json['errcode']);
  if (errcode === undefined) return undefined;
  const errmsg = json['errmsg'];
  return { errcode, ...readErrmsg(typeof errmsg === 'string' ? errmsg : '') };
}

/** `undefined` unless the body is one JSON object. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function toErrcode(value: unknown): number | undefined {
  const isNumeral = typeof value === 'string' && /^-?\d+$/.test(value.trim());
  const code = isNumeral ? Number(value) : value;
  return typeof code === 'number' && Number.isSafeInteger(code) ? code : undefined;
}

const MAX_ERRMSG = 500;
const OK = 'ok';

/**
 * The vendor writes `errmsg` in three generations:
 * `sign not match, more: [https://…]`,
 * `description:机器人发送签名不匹配;solution:…;link:…;` and
 * `错误描述:关键词不匹配;解决方案:…;参考链接:…;`.
 */
function readErrmsg(errmsg: string): { readonly description: string; readonly solution?: string } {
  // Nearly always, and not worth taking to pieces.
  if (errmsg === OK) return { description: OK };
  const text = beginning(oneLine(errmsg), MAX_ERRMSG);
  const sections = labelled(text);
  const description = sections.get('description') ?? text.replace(/,?\s*more:\s*\[.*$/, '');
  const solution = sections.get('solution');
  return solution === undefined || solution === '' ? { description } : { description, solution };
}

type Label = 'description' | 'solution' | 'link';

const LABELS: readonly (readonly [RegExp, Label])[] = [
  [/^\s*(?:description|错误描述)\s*[:：]\s*/i, 'description'],
  [/^\s*(?:solution|解决方案)\s*[:：]\s*/i, 'solution'],
  [/^\s*(?:link|参考链接)\s*[:：]\s*/i, 'link'],
];

/** A part without a label belongs to the one before it: solutions may contain semicolons. */
function labelled(text: string): ReadonlyMap<Label, string> {
  const sections = new Map<Label, string>();
  let current: Label | undefined;
  for (const part of text.split(/[;；]/)) {
    const found = LABELS.find(([pattern]) => pattern.test(part));
    if (found !== undefined) {
      const [pattern, label] = found;
      current = label;
      sections.set(label, part.replace(pattern, '').trim());
    } else if (current !== undefined && part.trim() !== '') {
      sections.set(current, `${sections.get(current) ?? ''}; ${part.trim()}`);
    }
  }
  return sections;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
