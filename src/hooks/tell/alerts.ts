import type { Alert, Alerts, HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import type { ToldMain } from '../tell.ts';
import { fitting } from './fitting.ts';

/** Of more alerts than that nobody reads each; they are counted. */
const MOST_TOLD = 20;
/** No annotation fills the message alone. */
const LONGEST = 500;

/** One alert that stands for itself, or a group: what fires first, then what is resolved. */
export function tellAlerts(event: HookEvent, pen: Pen): ToldMain {
  const { alerts } = event;
  const [only, ...others] = alerts?.list ?? [];
  if (alerts === undefined || only === undefined) return { title: '', lines: [] };
  if (others.length === 0 && only.what === '') return single(event, { alerts, alert: only }, pen);
  const title = titleOf(event, alerts, pen);
  const source = pen.link(SOURCES[event.sender] ?? '↗', event.url);
  const lines = alerts.list
    .slice(0, MOST_TOLD)
    .map((alert) => alertLine(alert, pen, event.kind === 'security' ? '' : SIGN[alert.state]));
  const told = fitting(lines, [title, source]);
  const untold = alerts.list.length - told.length + alerts.more;
  return {
    title,
    lines: [
      `### ${title}`,
      ...told,
      ...(untold > 0 ? [pen.texts.moreNews(untold)] : []),
      source.startsWith('[') ? source : '',
    ],
  };
}

const SOURCES: Readonly<Record<string, string>> = {
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  sentry: 'Sentry',
};

function titleOf({ kind, deed }: HookEvent, { name, list, more }: Alerts, pen: Pen): string {
  const words = pen.texts.alerts;
  const own = pen.text(name, LONGEST);
  const firing = list.filter(({ state }) => state !== 'resolved').length;
  if (kind === 'security') return `🛡 ${own}${endOf(deed, pen)}`;
  if (kind === 'alert.nodata') return words.nodata(own);
  if (kind === 'alert.test') return words.test(own);
  return firing > 0 ? words.firing(firing + more, own) : words.resolved(list.length + more, own);
}

/** A hole that is none any more, or one again. */
function endOf(deed: HookEvent['deed'], { texts }: Pen): string {
  const { ended } = texts.alerts;
  const did = deed?.did;
  return did === 'fixed' || did === 'dismissed' || did === 'reopened' || did === 'withdrawn'
    ? texts.brackets(ended[did])
    : '';
}

const SIGN: Readonly<Record<Alert['state'], string>> = { firing: '🔥', resolved: '✅', nodata: '❔', warning: '⚠️' };

/** `- 🔥 **db-1** disk is full · critical · since 08:50`, with the query behind it where there is one. */
function alertLine(alert: Alert, pen: Pen, sign: string): string {
  const facts = [pen.text(alert.summary, LONGEST), pen.text(alert.severity), spanOf(alert, pen)];
  const links = [pen.link('↗', alert.url), pen.link(pen.texts.silence, alert.silenceUrl)].filter((link) =>
    link.startsWith('['),
  );
  return [
    ['-', sign, pen.bold(pen.text(alert.what, LONGEST))].filter(Boolean).join(' '),
    facts.filter(Boolean).join(' · '),
    ...links,
  ]
    .filter(Boolean)
    .join(' ');
}

function spanOf({ state, since, until }: Alert, pen: Pen): string {
  const words = pen.texts.alerts;
  if (state === 'resolved' && until !== undefined) return words.until(pen.moment(until));
  return since === undefined ? '' : words.since(pen.moment(since));
}

interface Single {
  readonly alerts: Alerts;
  readonly alert: Alert;
}

/** `🔴 [商店首页](…) 挂了（11:00 起）：…` */
function single(event: HookEvent, { alerts, alert }: Single, pen: Pen): ToldMain {
  const said = (own: Pen): string => headline(event, { alerts, alert }, own);
  const summary = alert.summary === alerts.name ? '' : pen.text(alert.summary, LONGEST);
  const line = said(pen);
  return {
    title: said(pen.plain()),
    lines: [
      summary === '' || alert.state === 'resolved' ? line : `${line}${pen.texts.colon}${summary}`,
      factsOf(event, pen),
    ],
  };
}

/** What is asked for of an alert that is told in security. */
function factsOf({ kind, alerts }: HookEvent, pen: Pen): string {
  return kind === 'security' ? pen.text(alerts?.list[0]?.severity) : '';
}

function headline({ sender, url, kind, deed }: HookEvent, { alerts, alert }: Single, pen: Pen): string {
  const words = pen.texts.alerts;
  const name = pen.link(pen.text(alerts.name, LONGEST), url);
  if (kind === 'security') return `🛡 ${name}${endOf(deed, pen)}`;
  if (kind === 'alert.test') return words.test(name);
  const isWatch = sender === 'uptime-kuma';
  if (alert.state === 'resolved') {
    const seconds = alert.seconds ?? lastedOf(alert);
    const time = seconds === undefined ? '' : pen.texts.seconds(seconds);
    return isWatch ? words.up(name, time) : words.well(name, time);
  }
  if (alert.state === 'warning') return words.warning(name);
  if (alert.state === 'nodata') return words.nodata(name);
  const since = alert.since === undefined ? '' : words.since(pen.time(alert.since));
  return isWatch ? words.down(name, since) : words.firing(1, name);
}

function lastedOf({ since, until }: Alert): number | undefined {
  return since === undefined || until === undefined ? undefined : Math.round((until - since) / 1_000);
}
