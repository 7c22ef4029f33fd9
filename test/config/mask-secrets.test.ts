import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../src/config/mask-secrets.ts';

describe('maskSecrets', () => {
  it.each([
    ['    secret: hunter2hunter2', '    secret: **************'],
    ['    secret: "hun ter"', '    secret: **** ****'],
    ['  team: { webhook: https://x/?a=b, secret: abc }', '  team: { webhook: **************, secret: *** }'],
    ['  Webhook： https://x', '  Webhook： *********'],
    ['  my-token : abc', '  my-token : ***'],
    ['  sceret: SEC0123456789abcdef', '  sceret: *******************'],
    [
      'text: see https://oapi.dingtalk.com/robot/send?access_token=abc&x=1',
      'text: see https://oapi.dingtalk.com/robot/send?access_token=***&x=1',
    ],
    ['  relay: "https://smee.io/abc"', '  relay: *********************'],
    ['  feed: https://lili:abc@x/a.atom?private_token=def', '  feed: https://********@x/a.atom?private_token=***'],
    ['  secret: |\n    abc\n    def\n  name: x', '  secret: |\n    ***\n    ***\n  name: x'],
    ['  secret:\n    abc\n  name: x', '  secret:\n    ***\n  name: x'],
    ['  webhook: ${TEAM_WEBHOOK:-https://x}', '  webhook: **************************'],
  ])('%j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    '  webhook: sandbox',
    '  webhook: ${DINGTALK_TEAM_WEBHOOK:-sandbox} # from .env',
    '  secret: "${DINGTALK_TEAM_SECRET:-}"',
    '  team: { webhook: sandbox, keywords: [提醒] }',
    '  text: 今天是 {{ date }}',
  ])('%j stays readable', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('keeps every place where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '  secret: ', 'x: { token: '), (text, key) => {
        const whole = key + text;
        const masked = maskSecrets(whole);
        expect(masked).toHaveLength(whole.length);
        expect(masked.split('\n')).toHaveLength(whole.split('\n').length);
      }),
    );
  });
});
