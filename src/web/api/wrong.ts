import type { Context } from 'hono';

/** Why a request cannot be done: one sentence that says what to send instead. */
export interface Wrong {
  readonly kind: 'wrong';
  /** 400: not understood; 404: not there; 409: not as things stand; 415: no JSON; 422: understood, but impossible. */
  readonly status: 400 | 404 | 409 | 415 | 422;
  readonly error: string;
}

export function wrong(status: Wrong['status'], error: string): Wrong {
  return { kind: 'wrong', status, error };
}

export function answerWrong(context: Context, { status, error }: Wrong): Response {
  return context.json({ error }, status);
}
