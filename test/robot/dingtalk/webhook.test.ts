import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, laneOf, parseWebhook } from '../../../src/robot/dingtalk/webhook.ts';

const TOKEN = 'dummytoken0123456789abcdef';
const GOOD = `https://oapi.dingtalk.com/robot/send?access_token=${TOKEN}`;

function accepted(pasted: string) {
  const result = parseWebhook(pasted);
  if (result.kind === 'fault') throw new Error(`refused: ${result.fault.code}`);
  return result.webhook;
}

describe('parseWebhook', () => {
  it.each([
    ['as DingTalk gives it out', GOOD],
    ['white space around it', `  ${GOOD}\n`],
    ['double quotes around it', `"${GOOD}"`],
    ['Chinese quotes around it', `“${GOOD}”`],
    ['angle brackets around it', `<${GOOD}>`],
    ['a stale signature', `${GOOD}&timestamp=1700000000000&sign=abc%3D`],
    ['a fragment', `${GOOD}#robot`],
    ['the host in capitals', GOOD.replace('oapi', 'OAPI')],
    ['the default port', GOOD.replace('.com', '.com:443')],
  ])('takes %s', (_name, pasted) => {
    expect(accepted(pasted)).toEqual({ url: GOOD, token: TOKEN, origin: 'https://oapi.dingtalk.com' });
  });

  it.each([
    ['international tenants', `https://oapi.dingtalk.io/robot/send?access_token=${TOKEN}`],
    ['the sandbox', `http://127.0.0.1:8788/robot/send?access_token=${TOKEN}`],
    ['all of 127.0.0.0/8', `http://127.1.2.3:1/robot/send?access_token=${TOKEN}`],
    ['IPv6 loopback', `http://[::1]:8788/robot/send?access_token=${TOKEN}`],
    ['localhost, by https too', `https://localhost:8788/robot/send?access_token=${TOKEN}`],
  ])('takes %s', (_name, pasted) => {
    expect(accepted(pasted).token).toBe(TOKEN);
  });

  it.each([
    ['webhook-empty', ''],
    ['webhook-empty', ' "" '],
    ['webhook-no-url', 'oapi.dingtalk.com/robot/send?access_token=…'],
    ['webhook-no-url', TOKEN],
    ['webhook-scheme', GOOD.replace('https', 'http')],
    ['webhook-scheme', GOOD.replace('https', 'ftp')],
    ['webhook-credentials', GOOD.replace('oapi', 'user:pass@oapi')],
    ['webhook-host', GOOD.replace('dingtalk', 'dingtalk.example')],
    ['webhook-host', GOOD.replace('oapi.', '')],
    ['webhook-host', `https://192.168.0.1/robot/send?access_token=${TOKEN}`],
    ['webhook-host', `https://[::ffff:127.0.0.1]/robot/send?access_token=${TOKEN}`],
    ['webhook-port', GOOD.replace('.com', '.com:8443')],
    ['webhook-path', GOOD.replace('/robot/send', '/robot/sendBySession')],
    ['webhook-path', GOOD.replace('/robot/send', '/')],
    ['webhook-no-token', 'https://oapi.dingtalk.com/robot/send'],
    ['webhook-no-token', 'https://oapi.dingtalk.com/robot/send?access_token='],
    ['webhook-no-token', 'https://oapi.dingtalk.com/robot/send?access_token=%20'],
    ['webhook-many-tokens', `${GOOD}&access_token=${TOKEN}`],
  ])('%s: %s', (code, pasted) => {
    const result = parseWebhook(pasted);
    expect(result).toMatchObject({ kind: 'fault', fault: { code } });
    expect(JSON.stringify(result)).not.toContain(TOKEN);
    expect(JSON.stringify(result)).not.toContain('user:pass');
  });

  it('never throws, whatever is pasted, and cleans what it has cleaned to itself', () => {
    const pieces = fc.constantFrom(
      'https://',
      'oapi.dingtalk.com',
      '/robot/send',
      '?access_token=',
      TOKEN,
      '&sign=',
      ' ',
      '"',
      '%',
      '#',
      '@',
      '钉',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const result = parseWebhook(parts.join(''));
        if (result.kind === 'webhook') expect(accepted(result.webhook.url)).toEqual(result.webhook);
      }),
    );
  });
});

describe('laneOf', () => {
  it('is the same for one token, differs for two, and shows neither', () => {
    expect(laneOf(TOKEN)).toBe(laneOf(TOKEN));
    expect(laneOf(TOKEN)).not.toBe(laneOf(`${TOKEN}0`));
    expect(laneOf(TOKEN)).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('fingerprint', () => {
  const webhook = accepted(GOOD);
  const base = fingerprint({ webhook, secret: 'SECdummy', keywords: ['提醒'] });

  it.each([
    ['the webhook', { webhook: accepted(GOOD.replace('.com', '.io')), secret: 'SECdummy', keywords: ['提醒'] }],
    ['the secret', { webhook, secret: 'SECdummy2', keywords: ['提醒'] }],
    ['no secret', { webhook, keywords: ['提醒'] }],
    ['the keywords', { webhook, secret: 'SECdummy', keywords: ['提', '醒'] }],
  ])('changes with %s', (_name, robot) => {
    expect(fingerprint(robot)).not.toBe(base);
  });

  it('does not change with white space around the secret', () => {
    expect(fingerprint({ webhook, secret: ' SECdummy ', keywords: ['提醒'] })).toBe(base);
  });
});
