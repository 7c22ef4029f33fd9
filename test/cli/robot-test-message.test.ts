import { expect, it } from 'vitest';
import { mendOf } from '../../src/cli/robot-test-message.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';
import type { RobotCause } from '../../src/robot/cause.ts';

it.each<[string, RobotCause]>([
  ['copy the 加签 secret', { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, advice: '请确认签名' }],
  ['请重试', { code: 'vendor', meaning: 'busy', errcode: -1, advice: '请重试' }],
  ['is something listening there', { code: 'network', fate: 'not-sent', problem: 'refused' }],
  ['is this machine online', { code: 'network', fate: 'not-sent', problem: 'timed-out' }],
  ['look into the group', { code: 'network', fate: 'sent', problem: 'no-answer' }],
  ['look into the group', { code: 'garbled' }],
])('what is to be done about a test message that did not arrive: %s', (advice, cause) => {
  expect(mendOf(cause, textsIn('en'), 'en')).toContain(advice);
});
