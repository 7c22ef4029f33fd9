import type { Context } from 'hono';
import type { z } from 'zod';
import type { SiteEnv } from '../site.ts';
import { parsed } from './shape.ts';
import { wrong } from './wrong.ts';

/** The JSON of a request; nothing at all is an empty object, so that whoever has nothing to say need not say it. */
export async function readBody<Shape extends z.ZodType>(
  context: Context<SiteEnv>,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength === 0) return parsed(shape, {});
  if (!isJson(context.req.header('content-type'))) {
    throw wrong(415, 'send JSON in UTF-8, with content-type: application/json');
  }
  return parsed(shape, parse(bytes));
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '');
}

function parse(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw wrong(400, 'the body is not JSON in UTF-8');
  }
}
