import { webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign } from '../../../src/robot/dingtalk/sign.ts';
import { breadth } from '../../support/breadth.ts';

describe('sign', () => {
  it.each([
    [1577808000000, 'this is secret', 'ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0='],
    [1700000000002, 'SEC-test-only', 'dTw1gqbktCn9gv4aLtR+iAFM/0Fll6mvGEoJR7lxJO4='],
    [1700000000000, '密钥-测试', 'gn6TuF64NIWvROxIHFy0j5hlHb6MGyY7vBK2r4PnuCU='],
  ])('at %d with %j', (timestamp, secret, expected) => {
    expect(sign(secret, timestamp)).toBe(expected);
  });

  it('ignores the white space that is pasted along', () => {
    expect(sign(' SEC-test-only\n', 1700000000002)).toBe(sign('SEC-test-only', 1700000000002));
  });

  it('agrees with WebCrypto on any secret and time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), async (text, timestamp) => {
        const secret = `SEC${text}x`;
        expect(sign(secret, timestamp)).toBe(await signWithWebCrypto(secret, timestamp));
      }),
      { numRuns: breadth({ quick: 20, long: 500 }) },
    );
  });
});

async function signWithWebCrypto(secret: string, timestamp: number): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const mac = await webcrypto.subtle.sign('HMAC', key, encoder.encode(`${timestamp}\n${secret}`));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
}
