import { z } from 'zod';
import { hookMessage } from '../../hooks/hook-message.ts';
import { knownPeople } from '../../hooks/known-people.ts';
import { alertsIn } from '../../hooks/senders/alertmanager.ts';
import type { Language } from '../../message/language.ts';
import type { Message } from '../../message/message.ts';
import type { EpochMs } from '../../schedule/instant.ts';

const labels = z.record(z.string(), z.string());
const instant = z.string().refine((written) => !Number.isNaN(Date.parse(written)), 'send an RFC 3339 time');

/**
 * What Alertmanager posts to a webhook, version 4 of its format; Grafana's is the same. Only what is told is looked at:
 * more keys come with each release. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const ALERT_GROUP = z.object({
  groupKey: z.string('send what Alertmanager posts: there is no groupKey'),
  status: z.enum(['firing', 'resolved'], 'send firing or resolved'),
  externalURL: z.string().default(''),
  truncatedAlerts: z.number().default(0),
  groupLabels: labels.default({}),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved'], 'send firing or resolved'),
        labels: labels.default({}),
        annotations: labels.default({}),
        startsAt: instant,
        endsAt: instant.optional(),
        generatorURL: z.string().default(''),
        fingerprint: z.string().default(''),
      }),
      'send what Alertmanager posts: there are no alerts',
    )
    .min(1, 'send at least one'),
});

export type AlertGroup = z.infer<typeof ALERT_GROUP>;

export interface AlertStyle {
  readonly language: Language;
  readonly zone: string;
  readonly now: EpochMs;
}

/** One group of alerts as a message: told as a hook `from: alertmanager` tells it. */
export function alertMessage(group: AlertGroup, style: AlertStyle): Message {
  const headline = alertsIn('alertmanager', group);
  return hookMessage({ headline, events: [headline] }, { ...style, rules: {}, people: knownPeople([]), calls: [] });
}
