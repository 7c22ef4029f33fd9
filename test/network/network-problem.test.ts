import { describe, expect, it } from 'vitest';
import { networkProblem } from '../../src/network/network-problem.ts';

describe('what went wrong on the way', () => {
  const coded = (code: string, cause?: Error) => Object.assign(new Error('x', { cause }), { code });
  it.each([
    ['unresolved', coded('ENOTFOUND')],
    ['connect-too-slow', coded('UND_ERR_CONNECT_TIMEOUT')],
    ['refused', new AggregateError([coded('ECONNREFUSED')])],
    ['self-signed', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['certificate-expired', new Error('fetch failed', { cause: coded('CERT_HAS_EXPIRED') })],
    ['proxy-refused', coded('UND_ERR_ABORTED')],
    ['closed', coded('UND_ERR_SOCKET')],
  ])('%s', (problem, error) => {
    expect(networkProblem(error)).toEqual({ problem });
  });

  it('is told in the words of Node where its code means nothing to us', () => {
    expect(networkProblem(coded('ENEW'))).toEqual({ problem: 'other', text: 'x (ENEW)' });
  });
});
