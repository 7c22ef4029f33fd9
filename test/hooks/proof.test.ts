import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import { proofBeforeBody, proofOf } from '../../src/hooks/proof.ts';
import type { HookRequest } from '../../src/hooks/sender.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const NOW = toEpochMs(1_795_485_600_000);
const SECRET = 'an-obvious-dummy-of-a-secret';

function rules(from: HookRules['from'], more: Partial<HookRules> = {}): HookRules {
  return { name: 'shop', from, secrets: [SECRET], tokens: [], ...more };
}

function request(body: string, headers: Record<string, string>, more: Partial<HookRequest> = {}): HookRequest {
  return { body: new TextEncoder().encode(body), headers, ...more };
}

describe('who sends is proven', () => {
  it('by the vector of GitHub’s documentation', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const secrets = ["It's a Secret to Everybody"];
    const sent = request('Hello, World!', { 'x-hub-signature-256': signature });
    expect(proofOf(rules('github', { secrets }), sent, NOW)).toEqual({ kind: 'proven', by: 'signature' });
    const other = request('Hello, World?', { 'x-hub-signature-256': signature });
    expect(proofOf(rules('github', { secrets }), other, NOW)).toEqual({
      kind: 'refused',
      because: { kind: 'wrong-signature' },
    });
  });

  it('before the body is read, where a token tells', () => {
    expect(proofBeforeBody(rules('gitlab'), request('', { 'x-gitlab-token': SECRET }))).toMatchObject({ by: 'token' });
    expect(proofBeforeBody(rules('gitlab'), request('', { 'x-gitlab-token': 'other' }))).toMatchObject({
      because: { kind: 'wrong-token' },
    });
    expect(proofBeforeBody(rules('github'), request('', {}))).toMatchObject({ because: { kind: 'no-proof' } });
    expect(proofBeforeBody(rules('github'), request('', { 'x-hub-signature-256': 'sha256=' }))).toBeUndefined();
  });

  it('of Gitee by a signed time, for an hour', () => {
    const at = (time: number) => {
      const token = createHmac('sha256', SECRET).update(`${time}\n${SECRET}`).digest('base64');
      const headers = { 'x-gitee-timestamp': String(time), 'x-gitee-token': token };
      return proofOf(rules('gitee'), request('{}', headers), NOW);
    };
    expect(at(NOW - 3_600_000)).toMatchObject({ by: 'signature' });
    expect(at(NOW - 3_600_001)).toMatchObject({ because: { kind: 'stale-signature' } });
  });
});
