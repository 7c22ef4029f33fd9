import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** Lets `app` answer what comes to a server of Node's. What it throws is told, and its visitor let go. */
export function listenerOf(
  app: Hono<{ Bindings: HttpBindings }>,
  onError: (error: unknown) => void = () => {},
): RequestListener {
  const answer = getRequestListener(app.fetch);
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error);
      response.destroy();
    });
  };
}
