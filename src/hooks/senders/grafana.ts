import { SECOND } from '../../schedule/instant.ts';
import { isSignedBy } from '../hmac.ts';
import { FILTER_KEYS, type Sender } from '../sender.ts';
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
  read: (delivered) => readAlerts('grafana', delivered),
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
