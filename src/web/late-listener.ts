import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECOND } from '../schedule/instant.ts';
import type { Answer } from './request-listener.ts';
import type { Site } from './site.ts';

/** By then the daemon has started. */
const LOAD_AFTER = SECOND;

export interface LateListener {
  /** Answers one request. */
  readonly listen: (request: IncomingMessage, response: ServerResponse) => void;
  /** Loads nothing any more of its own accord. */
  stop(): void;
}

/**
 * What answers requests is a quarter of all that the daemon is made of, and no reminder waits for it: it is loaded with
 * the first request, or a moment after the start. Not later, so that what cannot be loaded is told before anybody asks,
 * and no file of a version that is just being installed gets into this process.
 */
export function createLateListener(site: Omit<Site, 'assets'>): LateListener {
  let loading: Promise<Answer | undefined> | undefined;

  /** `undefined`: it cannot be loaded, which was told. */
  function loaded(): Promise<Answer | undefined> {
    return (loading ??= load());
  }

  async function load(): Promise<Answer | undefined> {
    try {
      const { createAnswer } = await import('./request-listener.ts');
      return createAnswer(site);
    } catch (error) {
      site.onError(error);
      return undefined;
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await loaded();
    if (answer === undefined) response.writeHead(500).end();
    else await answer(request, response);
  }

  const timer = setTimeout(() => void loaded(), LOAD_AFTER).unref();
  return {
    listen: (request, response) => void serve(request, response),
    stop: () => clearTimeout(timer),
  };
}
