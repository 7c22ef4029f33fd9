import { MINUTE } from '../../schedule/instant.ts';
import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Alert, Alerts, HookEvent } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { type Delivered, FILTER_KEYS, one, type Reading, type Sender } from '../sender.ts';
import type { SenderName } from '../sender-name.ts';
import { writtenTime } from '../written-time.ts';

/** Shorter than the shortest `repeat_interval` that is of use, longer than Alertmanager tries; in ms. */
export const SAME_ALERTS = 4 * MINUTE;

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const alertmanager: Sender = {
  name: 'alertmanager',
  kinds: ['alert'],
  setup: {
    en: 'In alertmanager.yml: receivers → webhook_configs. url: the address, with the token in it.',
    'zh-CN': '在 alertmanager.yml：receivers → webhook_configs。url 填地址，口令就在里面。',
  },
  silentOf: FILTER_KEYS,
  duplicateKey: ({ body }) => sameAlerts(body),
  sameFor: SAME_ALERTS,
  read: (delivered) => readAlerts('alertmanager', delivered),
};

/** Each of a cluster posts a group, and once more when it did not get the answer. */
export function sameAlerts(body: unknown): string | undefined {
  const group = new Fields(body);
  if (!group.has('alerts')) return undefined;
  const states = group.list('alerts').map((alert) => {
    const isOver = alert.text('status') === 'resolved';
    const facts = ['fingerprint', 'status', 'startsAt', ...(isOver ? ['endsAt'] : [])];
    return facts.map((name) => alert.text(name) ?? '').join(' ');
  });
  return JSON.stringify([group.text('groupKey') ?? '', group.text('status') ?? '', states.toSorted()]);
}

/** Grafana's are the same, with more addresses. */
export function readAlerts(sender: SenderName, { body }: Delivered): Reading {
  const group = new Fields(body);
  if (group.list('alerts').length === 0) return { kind: 'unknown', event: group.text('status') ?? 'alerts' };
  return one(alertsIn(sender, body));
}

/** A group of alerts. */
export function alertsIn(sender: SenderName, body: unknown): HookEvent {
  const group = new Fields(body);
  const alerts = group.list('alerts');
  const list = alerts.map((alert) => alertIn(alert, group));
  const firing = list.filter(({ state }) => state !== 'resolved');
  const name = nameOf(group, alerts);
  return compact<HookEvent>({
    kind: kindOf(firing, name),
    sender,
    labels: labelsOf(alerts),
    url: group.text('externalURL'),
    alerts: compact<Alerts>({
      name,
      list: [...firing, ...list.filter(({ state }) => state === 'resolved')],
      more: group.number('truncatedAlerts') ?? 0,
    }),
  });
}

function kindOf(firing: readonly Alert[], name: string): Kind {
  if (name === 'TestAlert') return 'alert.test';
  if (firing.length === 0) return 'alert.resolved';
  return firing.every(({ state }) => state === 'nodata') ? 'alert.nodata' : 'alert.firing';
}

/** `severity: critical` can be asked for as `critical`. */
function labelsOf(alerts: readonly Fields[]): readonly string[] {
  const all = alerts.flatMap((alert) => Object.values(alert.at('labels').value ?? {}));
  return [...new Set(all.filter((each) => typeof each === 'string'))];
}

/** What Grafana calls an alert about which it knows nothing; the rule stands beside it. */
const NO_DATA = 'DatasourceNoData';
/** What it calls one whose data source answers with an error. */
const NO_ANSWER = 'DatasourceError';

function alertIn(alert: Fields, group: Fields): Alert {
  const isOver = alert.text('status') === 'resolved';
  const isBlind = alert.text('labels.alertname') === NO_DATA;
  const summary = ['summary', 'description', 'message', 'Error']
    .map((name) => alert.text(`annotations.${name}`))
    .find(Boolean);
  return compact<Alert>({
    state: isOver ? 'resolved' : isBlind ? 'nodata' : 'firing',
    what: whatOf(alert, group),
    summary,
    severity: alert.text('labels.severity'),
    since: writtenTime(alert.text('startsAt')),
    until: isOver ? writtenTime(alert.text('endsAt')) : undefined,
    url: alert.text('panelURL') ?? alert.text('dashboardURL') ?? alert.text('generatorURL'),
    silenceUrl: isOver ? undefined : alert.text('silenceURL'),
  });
}

/** What tells this alert from the others of its group. */
function whatOf(alert: Fields, group: Fields): string {
  const name = ruleOf(alert);
  const own = ['instance', 'pod', 'service', 'job'].map((label) => alert.text(`labels.${label}`)).find(Boolean) ?? '';
  if (own === '') return name;
  return group.has('groupLabels.alertname') || name === '' ? own : `${name} ${own}`;
}

function ruleOf(alert: Fields): string {
  const name = alert.text('labels.alertname') ?? '';
  return name === NO_DATA || name === NO_ANSWER ? (alert.text('labels.rulename') ?? name) : name;
}

function nameOf(group: Fields, alerts: readonly Fields[]): string {
  const names = [...new Set(alerts.map(ruleOf))].filter(Boolean);
  if (names.length === 1) return names[0] ?? '';
  const labels = Object.values(group.at('groupLabels').value ?? {}).filter((each) => typeof each === 'string');
  return labels.join(' ') || names.join(', ');
}
