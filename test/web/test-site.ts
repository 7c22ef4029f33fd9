import { request } from 'undici';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import { createTestDaemon, type TestDaemon, type TestDaemonOptions } from './test-daemon.ts';

export const TOKEN = 'dummy-token-for-tests';
export const BEARER = { authorization: `Bearer ${TOKEN}` };

interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS' | 'TRACE' | 'PATCH';
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON. */
  readonly body?: string | object;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The text as JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what is in an answer is what its test is about
  readonly json: () => any;
}

/** A test daemon behind a real web server on loopback. */
export interface TestSite {
  readonly daemon: TestDaemon;
  readonly web: WebServer;
  /** What a visitor gets no details of. */
  readonly errors: unknown[];
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** With the token. */
  get(path: string): Promise<Answer>;
  /** With the token. */
  post(path: string, body?: string | object, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

/** With `TOKEN` as the token, unless `http` says otherwise. */
export async function startSite({ http = { token: TOKEN }, ...options }: TestDaemonOptions = {}): Promise<TestSite> {
  const daemon = createTestDaemon({ http, ...options });
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const web = await startWebServer({ daemon, host: '127.0.0.1', port: 0, onError });

  async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
    const isJson = typeof body === 'object';
    const answer = await request(web.address.slice(0, -1) + path, {
      method,
      headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
      body: isJson ? JSON.stringify(body) : (body ?? null),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) };
  }

  return {
    daemon,
    web,
    errors,
    ask,
    get: (path) => ask(path, { headers: BEARER }),
    post: (path, body, headers = {}) =>
      ask(path, { method: 'POST', headers: { ...BEARER, ...headers }, ...(body === undefined ? {} : { body }) }),
    async stop() {
      await web.stop();
      await daemon.stop();
    },
  };
}
