import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dingbell, folder } from './dingbell.ts';

const KEY = 'dummykey0123456789';
const TOKEN = 'dummytoken0123456789';
const SHOP = { id: '5abbe4b7ddc1b351ef961414', name: '商店', shortLink: 'nC8QJJoZ' };

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

type Answer = readonly [status: number, body: string];

/** A stand-in for Trello that has one board, and answers to a new webhook as it is told. */
async function trello(made: Answer = [200, '{"id":"1","active":true}']) {
  const asked: Asked[] = [];
  const answerTo = ({ method, url = '', headers }: IncomingMessage): Answer => {
    if (headers.authorization !== `OAuth oauth_consumer_key="${KEY}", oauth_token="${TOKEN}"`) {
      return [401, `invalid key ${headers.authorization}`];
    }
    if (method === 'POST') return made;
    if (url.startsWith('/1/members/me/boards')) return [200, JSON.stringify([SHOP])];
    return url.startsWith('/1/boards/nC8QJJoZ?')
      ? [200, JSON.stringify(SHOP)]
      : [404, 'The requested resource was not found.'];
  };
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    asked.push({ method, url, authorization: headers.authorization, body: await text(request) });
    const [status, said] = answerTo(request);
    response.writeHead(status).end(said);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const home = (publicUrl = 'https://bell.example.com') =>
  folder({
    'schedules/all.yaml': `daemon: { http: { publicUrl: "${publicUrl}" } }
robots: { team: { webhook: sandbox } }
hooks:
  board: { from: trello, secret: an-obvious-dummy-secret, robot: team }
  shop: { from: github, secret: an-obvious-dummy-secret, robot: team }
`,
  });

/** Neither key nor token is ever shown. */
async function register(args: readonly string[], env: Readonly<Record<string, string>>, cwd = home()) {
  const ended = await dingbell(['hook', 'register', ...args], { cwd, env: { DINGBELL_LANG: 'en', ...env } });
  expect(ended.stdout + ended.stderr).not.toMatch(new RegExp(`${KEY}|${TOKEN}`));
  return ended;
}

describe('hook register', () => {
  it('makes the webhook of a board at Trello, by its address', async () => {
    const { asked, address } = await trello();
    const env = { TRELLO_KEY: KEY, TRELLO_TOKEN: TOKEN, TRELLO_API: address };
    const { stdout, code } = await register(['board', '--board', 'https://trello.com/b/nC8QJJoZ/shop'], env);
    expect([stdout, code]).toEqual([
      'From now on, Trello sends what happens on 商店 to https://bell.example.com/hooks/board.\n',
      0,
    ]);
    const [looked, made, ...others] = asked;
    expect([looked?.method, others]).toEqual(['GET', []]);
    expect([made?.method, made?.url]).toEqual(['POST', '/1/webhooks']);
    expect(JSON.parse(made?.body ?? '')).toEqual({
      callbackURL: 'https://bell.example.com/hooks/board',
      idModel: SHOP.id,
      description: 'dingbell board',
    });
    expect(asked.map(({ url }) => url).join(' ')).not.toMatch(new RegExp(`${KEY}|${TOKEN}`));
  });

  it.each<[string, Answer, number, RegExp]>([
    [
      'is there already',
      [400, 'A webhook with that callback, model, and token already exists'],
      0,
      /^Trello already sends what happens on 商店 to .*\n$/,
    ],
    [
      'cannot be made because Trello does not reach us',
      [400, '{"message":"URL (https://bell.example.com/hooks/board) did not return 200 status code, got 502"}'],
      1,
      /the daemon must run, and the internet must reach it at that address.* got 502/,
    ],
    ['is refused', [429, `slow down ${TOKEN}`], 1, /Trello refused \(429\): slow down …/],
  ])('one that %s', async (_, answer, expected, said) => {
    const { address } = await trello(answer);
    const env = { TRELLO_KEY: KEY, TRELLO_TOKEN: TOKEN, TRELLO_API: address };
    const { stdout, stderr, code } = await register(['board', '--board', 'nC8QJJoZ'], env);
    expect([stdout + stderr, code]).toEqual([expect.stringMatching(said), expected]);
  });

  it('says what is missing or wrong: key, board, answer, address', async () => {
    const { address } = await trello();
    const env = { TRELLO_KEY: KEY, TRELLO_TOKEN: TOKEN, TRELLO_API: address };
    const said = async (args: readonly string[], changes: Record<string, string>, cwd?: string) => {
      const { stderr, code } = await register(args, { ...env, ...changes }, cwd);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await said(['board'], { TRELLO_TOKEN: '' })).toContain('TRELLO_TOKEN is missing');
    expect(await said(['board'], { TRELLO_KEY: 'another' })).toContain('does not accept that key or token');
    expect(await said(['board'], {})).toContain('There are: 商店 (nC8QJJoZ)');
    expect(await said(['board', '--board', 'x'], {})).toContain('There is no such board');
    expect(await said(['board'], { TRELLO_API: 'http://127.0.0.1:1' })).toContain('Trello did not answer: ');
    expect(await said(['board'], {}, home('http://127.0.0.1:8787'))).toContain('Trello cannot reach http://127.0.0.1');
  });

  it('is not needed for others: it says where the address is entered', async () => {
    const { stdout, code } = await register(['shop'], {});
    expect(code).toBe(0);
    expect(stdout).toContain('shop needs no registering');
    expect(stdout).toContain('Address: https://bell.example.com/hooks/shop\nOn GitHub: ');
  });
});
