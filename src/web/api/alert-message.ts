import { z } from 'zod';
import { beginning } from '../../message/beginning.ts';
import type { MarkdownMessage } from '../../message/message.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { momentText } from '../page/time.ts';
import { textsIn } from '../texts/catalogue.ts';
import type { Language } from '../../message/language.ts';

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
type Alert = AlertGroup['alerts'][number];

/** Of more alerts than that nobody reads each; they are counted. */
const MOST_TOLD = 20;
/** No annotation fills the message alone. */
const LONGEST = 500;

export interface AlertStyle {
  readonly language: Language;
  readonly zone: string;
  readonly now: EpochMs;
}

/** One group of alerts as a message: what fires first, then what is resolved, each with since when or until when. */
export function alertMessage(group: AlertGroup, style: AlertStyle): MarkdownMessage {
  const words = textsIn(style.language).alerts;
  const firing = group.alerts.filter(({ status }) => status === 'firing');
  const resolved = group.alerts.filter(({ status }) => status === 'resolved');
  const name = nameOf(group);
  const title = firing.length > 0 ? words.firing(firing.length, name) : words.resolved(resolved.length, name);
  const told = [...firing, ...resolved].slice(0, MOST_TOLD);
  const untold = group.alerts.length - told.length + group.truncatedAlerts;
  const text = [
    `### ${title}`,
    ...told.map((alert) => lineOf(alert, group, style)),
    ...(untold > 0 ? [words.more(untold)] : []),
    ...(isWebAddress(group.externalURL) ? [`[Alertmanager](${group.externalURL})`] : []),
  ].join('\n\n');
  return { kind: 'markdown', title, text };
}

function nameOf({ groupLabels, alerts }: AlertGroup): string {
  const names = [...new Set(alerts.map(({ labels }) => labels['alertname'] ?? ''))].filter(Boolean);
  return inOneLine(names.length === 1 ? (names[0] ?? '') : Object.values(groupLabels).join(' ') || names.join(', '));
}

/** `- 🔥 **db-1** disk is full · critical · since 08:50`, with the query behind it where there is one. */
function lineOf(alert: Alert, group: AlertGroup, { language, zone, now }: AlertStyle): string {
  const texts = textsIn(language);
  const words = texts.alerts;
  const view = { now, zone, texts };
  const { annotations, labels } = alert;
  const time = (written: string): string => momentText(instantOf(written), view);
  const facts = [
    inOneLine(annotations['summary'] || annotations['description'] || annotations['message'] || ''),
    inOneLine(labels['severity'] ?? ''),
    alert.status === 'resolved' && alert.endsAt ? words.until(time(alert.endsAt)) : words.since(time(alert.startsAt)),
  ];
  const line = `- ${alert.status === 'firing' ? '🔥' : '✅'} **${inOneLine(whatOf(alert, group))}** ${facts.filter(Boolean).join(' · ')}`;
  return isWebAddress(alert.generatorURL) ? `${line} [↗](${alert.generatorURL})` : line;
}

/** What tells this alert from the others of its group. */
function whatOf({ labels }: Alert, { groupLabels }: AlertGroup): string {
  const name = labels['alertname'] ?? '';
  const own = labels['instance'] ?? labels['pod'] ?? labels['service'] ?? labels['job'] ?? '';
  if (own === '') return name;
  return 'alertname' in groupLabels || name === '' ? own : `${name} ${own}`;
}

function instantOf(written: string): EpochMs {
  return toEpochMs(Date.parse(written));
}

function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${beginning(line, LONGEST)}…` : line;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s()<>]+$/.test(text);
}
