import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Alert, HookEvent } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { SECOND } from '../../schedule/instant.ts';
import { isSignedBy } from '../hmac.ts';
import { FILTER_KEYS, one, type Reading, type Sender } from '../sender.ts';
import { isNear } from '../signed-time.ts';
import { alertmanager, readAlerts } from './alertmanager.ts';

const [SIGNATURE, TIME] = ['x-grafana-alerting-signature', 'x-grafana-alerting-timestamp'];

/** https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export const grafana: Sender = {
  ...alertmanager,
  name: 'grafana',
  kinds: ['alert'],
  setup: {
    en: 'In Grafana: Alerting → Contact points → New, Integration: Webhook. URL: the address; Optional Webhook settings → HMAC Signature → Secret: the secret.',
    'zh-CN':
      '在 Grafana：告警 → 联络点 → 新建，类型选 Webhook。URL 填地址，可选设置里 HMAC Signature 的 Secret 填密钥。',
  },
  silentOf: FILTER_KEYS,
  // Go writes & and < in another way.
  lostInRelay: true,
  read: (delivered) => readLegacy(new Fields(delivered.body)) ?? readAlerts('grafana', delivered),
  // Over the body, and over the time before it where a header for that is configured.
  signature: {
    headers: [SIGNATURE],
    verify: ({ headers, body }, key, now) => {
      const { [SIGNATURE]: shown = '', [TIME]: time } = headers;
      const over = time === undefined ? [body] : [`${time}:`, body];
      if (!isSignedBy(shown, { algorithm: 'sha256', encoding: 'hex', key, over })) return 'wrong';
      return time === undefined || isNear(Number(time) * SECOND, now) ? 'right' : 'stale';
    },
  },
};

const LEGACY: Readonly<Record<string, readonly [Kind, Alert['state']]>> = {
  alerting: ['alert.firing', 'firing'],
  ok: ['alert.resolved', 'resolved'],
  no_data: ['alert.nodata', 'nodata'],
};

/** Before unified alerting one rule came alone, without a list; `undefined`: this is none. */
function readLegacy(rule: Fields): Reading | undefined {
  const name = rule.text('ruleName');
  if (name === undefined || rule.has('alerts')) return undefined;
  const found = LEGACY[rule.text('state') ?? ''];
  if (found === undefined) return { kind: 'nothing', event: `alert ${rule.text('state') ?? ''}` };
  const [kind, state] = found;
  const values = rule.list('evalMatches').flatMap((match) => {
    const value = match.text('value');
    return value === undefined ? [] : [[match.text('metric'), value].filter(Boolean).join(' ')];
  });
  const summary = [rule.text('message'), values.join(', ')].filter(Boolean).join(' · ') || undefined;
  const alert = compact<Alert>({ state, what: '', summary });
  // The button that tries a channel sends no rule of anybody's.
  const isTest = rule.number('ruleId') === 0;
  const alerts = { name, list: [alert], more: 0 };
  return one(
    compact<HookEvent>({ sender: 'grafana', kind: isTest ? 'alert.test' : kind, url: rule.text('ruleUrl'), alerts }),
  );
}
