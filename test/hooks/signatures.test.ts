import { createHmac } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { proofOf } from '../../src/hooks/proof.ts';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import type { HookRequest } from '../../src/hooks/sender.ts';
import { NOW, rulesOf, SECRET } from './hook-world.ts';

const WHSEC = `whsec_${Buffer.from('thirty-two bytes that are a key.').toString('base64')}`;
const URL = 'https://bell.example.com/hooks/board';

type Signed = (body: Buffer) => Promise<{ readonly rules: HookRules; readonly request: HookRequest }>;

function hmac(algorithm: string, encoding: 'hex' | 'base64', ...parts: readonly (string | Buffer)[]): string {
  return parts.reduce((made, part) => made.update(part), createHmac(algorithm, SECRET)).digest(encoding);
}

function signedBy(from: HookRules['from'], headersOf: (body: Buffer) => Record<string, string>): Signed {
  return async (body) => ({ rules: rulesOf(from), request: { headers: headersOf(body), body, url: URL } });
}

/** As each sender documents it, by their own libraries where there are some. */
const SCHEMES: Readonly<Record<string, Signed>> = {
  github: async (body) => ({
    rules: rulesOf('github'),
    request: { headers: { 'x-hub-signature-256': await sign(SECRET, body.toString()) }, body },
  }),
  'gitlab, Standard Webhooks': async (body) => {
    const signature = new Webhook(WHSEC).sign('msg_1', new Date(NOW), body.toString());
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(NOW / 1_000), 'webhook-signature': signature };
    return { rules: rulesOf('gitlab', { secrets: [SECRET, WHSEC] }), request: { headers, body } };
  },
  gitea: signedBy('gitea', (body) => ({ 'x-gitea-signature': hmac('sha256', 'hex', body) })),
  trello: signedBy('trello', (body) => ({ 'x-trello-webhook': hmac('sha1', 'base64', body, URL) })),
  jira: signedBy('jira', (body) => ({ 'x-hub-signature': `sha256=${hmac('sha256', 'hex', body)}` })),
  sentry: signedBy('sentry', (body) => ({ 'sentry-hook-signature': hmac('sha256', 'hex', body) })),
  grafana: signedBy('grafana', (body) => ({ 'x-grafana-alerting-signature': hmac('sha256', 'hex', body) })),
  'grafana with a time': signedBy('grafana', (body) => ({
    'x-grafana-alerting-timestamp': String(NOW / 1_000),
    'x-grafana-alerting-signature': hmac('sha256', 'hex', `${NOW / 1_000}:`, body),
  })),
  'json, as the hook describes it': async (body) => ({
    rules: rulesOf('json', {
      signature: {
        header: 'X-Sig',
        algorithm: 'sha512',
        encoding: 'base64',
        prefix: 'v0=',
        signed: '{timestamp}.{body}',
        timestamp: 'X-Time',
      },
    }),
    request: { headers: { 'x-sig': `v0=${hmac('sha512', 'base64', `${NOW}.`, body)}`, 'x-time': String(NOW) }, body },
  }),
};

const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).filter((text) => text.isWellFormed());

describe.each(Object.entries(SCHEMES))('a signature of %s', (_name, signed) => {
  it('is right, whatever the body', () =>
    fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { rules, request } = await signed(Buffer.from(text));
        expect(proofOf(rules, request, NOW)).toEqual({ kind: 'proven', by: 'signature' });
      }),
    ));

  it('is refused with one byte changed, of the body or of the signature', () =>
    fc.assert(
      fc.asyncProperty(texts, fc.nat(), fc.integer({ min: 1, max: 255 }), async (text, place, change) => {
        const body = Buffer.from(text);
        const { rules, request } = await signed(body);
        const changed = Buffer.from(body);
        const at = place % body.length;
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(proofOf(rules, { ...request, body: changed }, NOW)).toMatchObject({ kind: 'refused' });
        const name = Object.keys(request.headers).find((each) => /sig|x-trello/.test(each)) ?? '';
        const header = request.headers[name] ?? '';
        const last = header.length - 3;
        const other = header.charAt(last) === 'a' ? 'b' : 'a';
        const headers = { ...request.headers, [name]: `${header.slice(0, last)}${other}${header.slice(last + 1)}` };
        expect(proofOf(rules, { ...request, headers }, NOW)).toMatchObject({ kind: 'refused' });
      }),
    ));

  it('is refused under another secret', async () => {
    const { rules, request } = await signed(Buffer.from('{}'));
    const secrets = [
      'another-dummy-of-a-secret',
      `whsec_${Buffer.from('another key of thirty-two bytes.').toString('base64')}`,
    ];
    expect(proofOf({ ...rules, secrets }, request, NOW)).toMatchObject({ because: { kind: 'wrong-signature' } });
  });
});

it('takes a signature of the JSON alone where Gitea wraps it in a form', () => {
  const json = '{"ref":"refs/heads/main"}';
  const body = Buffer.from(new URLSearchParams({ payload: json }).toString());
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-gitea-signature': hmac('sha256', 'hex', json),
  };
  expect(proofOf(rulesOf('gitea'), { headers, body }, NOW)).toMatchObject({ by: 'signature' });
});

it('refuses a signed time that is five minutes off', async () => {
  const { rules, request } = await SCHEMES['gitlab, Standard Webhooks']!(Buffer.from('{}'));
  const later = (NOW + 300_001) as typeof NOW;
  expect(proofOf(rules, request, later)).toMatchObject({ because: { kind: 'stale-signature' } });
});
