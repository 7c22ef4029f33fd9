import { z } from 'zod';
import type { PushRequest } from '../daemon/daemon.ts';
import type { Message } from '../message/message.ts';

/** What `POST /api/messages` takes: a robot, one message, and a key when asking twice must send once. */
export function parsePushBody(body: unknown): PushRequest | { readonly problem: string } {
  const parsed = PUSH_BODY.safeParse(body);
  if (!parsed.success) return { problem: describe(parsed.error) };
  const { robot, text, markdown, idempotencyKey } = parsed.data;
  const message = toMessage(text, markdown);
  if (!message) return { problem: 'give exactly one of text and markdown' };
  return { robot, message, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}

const SAID = z.string().refine((text) => text.trim() !== '', 'must not be empty');

const PUSH_BODY = z.strictObject({
  robot: z.string(),
  text: SAID.optional(),
  markdown: z.strictObject({ title: SAID, text: SAID }).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
});

function toMessage(
  text: string | undefined,
  markdown: { readonly title: string; readonly text: string } | undefined,
): Message | undefined {
  if (text !== undefined) return markdown ? undefined : { kind: 'text', text };
  return markdown && { kind: 'markdown', ...markdown };
}

function describe(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}
