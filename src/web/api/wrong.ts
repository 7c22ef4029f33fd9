import { HTTPException } from 'hono/http-exception';

/**
 * Why a request cannot be done, to be thrown: one sentence that says what to send instead. 400: not understood; 404: not
 * there; 409: not as things stand; 415: no JSON; 422: understood, but impossible.
 */
export function wrong(status: 400 | 404 | 409 | 415 | 422, error: string): HTTPException {
  return new HTTPException(status, { message: error });
}
