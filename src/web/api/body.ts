import type { Context } from 'hono';
import type { z } from 'zod';
import type { SiteEnv } from '../site.ts';
import { describe } from './shape.ts';
import { type Wrong, wrong } from './wrong.ts';

/** The JSON of a request; nothing at all is an empty object, so that whoever has nothing to say need not say it. */
export async function readBody<Shape extends z.ZodType>(
  context: Context<SiteEnv>,
  shape: Shape,
): Promise<{ readonly kind: 'body'; readonly body: z.infer<Shape> } | Wrong> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > 0 && !isJson(context.req.header('content-type'))) {
    return wrong(415, 'send JSON in UTF-8, with content-type: application/json');
  }
  const json = bytes.byteLength === 0 ? { value: {} } : parse(bytes);
  if (json === undefined) return wrong(400, 'the body is no JSON in UTF-8');
  const parsed = shape.safeParse(json.value);
  return parsed.success ? { kind: 'body', body: parsed.data } : wrong(400, describe(parsed.error));
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

function parse(bytes: ArrayBuffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}
