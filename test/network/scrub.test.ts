import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub, scrubberOf } from '../../src/network/scrub.ts';

describe('scrub', () => {
  it.each([
    [
      'a URL',
      'POST https://h/robot/send?access_token=dummytoken&timestamp=1&sign=ab%2Bc%3D failed',
      'POST https://h/robot/send?access_token=***&timestamp=1&sign=*** failed',
    ],
    [
      'an encoded URL',
      'url=https%3A%2F%2Fh%2F%3Faccess_token%3Ddummytoken',
      'url=https%3A%2F%2Fh%2F%3Faccess_token%3D***',
    ],
    ['JSON', '{"access_token":"dummytoken","sign":"abc="}', '{"access_token":"***","sign":"***"}'],
    ['a quoted URL', "fetch 'https://h/?access_token=dummytoken' failed", "fetch 'https://h/?access_token=***' failed"],
    ['a secret by its prefix', 'secret SECdummy0123456789 is wrong', 'secret *** is wrong'],
    ['a bearer token', 'authorization: Bearer dummy.token-1', 'authorization: Bearer ***'],
  ])('%s', (_name, text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it.each(['sign not match', 'design=blue', 'SECOND', 'the access_token is unknown', '签名不匹配'])(
    'leaves %j',
    (text) => {
      expect(scrub(text)).toBe(text);
    },
  );

  it('removes known secrets wherever they stand, raw or url-encoded, and the longer one whole', () => {
    expect(scrub('a 密钥/1 b %E5%AF%86%E9%92%A5%2F1 c 密钥/12', ['密钥/1', '', '密钥/12'])).toBe('a *** b *** c ***');
  });

  it('finds one of many by any of its spellings, and leaves a text alone that holds a beginning only', () => {
    const many = Array.from({ length: 500 }, (_, index) => `${index}-dummy/密钥`);
    const mask = scrubberOf(many);
    for (const spelling of ['499-dummy/密钥', '7-dummy%2F%E5%AF%86%E9%92%A5', String.raw`42-dummy\/密钥`]) {
      expect(mask(`a ${spelling}`)).toBe('a ***');
      expect(mask(spelling)).toBe('***');
    }
    expect(mask('a 499-dummy/密 b')).toBe('a 499-dummy/密 b');
    expect(mask('')).toBe('');
  });

  it('never lets a known secret through', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 4 }), fc.string(), (before, secret, after) => {
        fc.pre(secret.trim().length >= 4 && !'***'.includes(secret));
        expect(scrub(`${before} ${secret} ${after}`, [secret])).not.toContain(secret);
      }),
    );
  });
});
