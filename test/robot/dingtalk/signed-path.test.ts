import * as fc from 'fast-check';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import { expect, it } from 'vitest';
import { createRobotClient } from '../../../src/robot/client.ts';
import { sign } from '../../../src/robot/dingtalk/sign.ts';

/** Keeps where it was asked to post, and has no network. */
class Nowhere extends Dispatcher {
  readonly paths: string[] = [];

  override dispatch({ path }: Dispatcher.DispatchOptions): boolean {
    this.paths.push(path);
    throw new Error('no network');
  }
}

it('a signed address is the one that URLSearchParams writes, whatever the token, secret and time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ minLength: 1 }).filter((secret) => secret.trim() !== ''),
      fc.nat({ max: 4_000_000_000_000 }),
      async (token, secret, at) => {
        const dispatcher = new Nowhere();
        const origin = 'https://oapi.dingtalk.com';
        const url = `${origin}/robot/send?access_token=${encodeURIComponent(token)}`;
        const robot = createRobotClient({
          webhook: { url, origin, token },
          secret,
          dispatcher,
          now: () => at,
        });
        await robot.send({ kind: 'text', text: '喝水' }, { msgUuid: '0' });
        const plain = new URL(url);
        plain.searchParams.append('timestamp', String(at));
        plain.searchParams.append('sign', sign(secret.trim(), at));
        const posted = dispatcher.paths.map((path) => [...new URL(`${origin}${path}`).searchParams]);
        expect(posted).toEqual([[...plain.searchParams]]);
      },
    ),
  );
});
