import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Account, Alert, Alerts, HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { one, type Delivered, type Reading, type Sender } from '../sender.ts';
import { bodySignature } from '../signatures.ts';
import { secondsTime, writtenTime } from '../written-time.ts';

/** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
export const sentry: Sender = {
  name: 'sentry',
  kinds: [
    'alert.firing',
    'alert.resolved',
    'issue',
    '!issue.moved',
    '!issue.raised',
    '!issue.deleted',
    '!issue.labeled',
    'comment',
    'ping',
  ],
  setup: {
    en: 'Sentry gives the secret: Settings → Developer Settings → your internal integration → Client Secret. Webhook URL there: the address.',
    'zh-CN':
      '密钥由 Sentry 给出：Settings → Developer Settings → 你的内部集成 → Client Secret。同一页的 Webhook URL 填地址。',
  },
  givesSecret: true,
  silentOf: ['branches'],
  signature: bodySignature('sentry-hook-signature'),
  secretKeys: ['code'],
  duplicateKey: ({ headers }) => headers['request-id'],
  read: (delivered) => read(delivered),
};

function read({ headers, body }: Delivered): Reading {
  const fields = new Fields(body);
  const resource = headers['sentry-hook-resource'];
  const found = resource === undefined ? readOld(fields) : readEvent(resource, fields);
  return found === undefined ? { kind: 'unknown', event: resource ?? '' } : one(found);
}

function readEvent(resource: string, body: Fields): HookEvent | undefined {
  switch (resource) {
    case 'issue':
      return issue(body);
    case 'error':
      return error(body.at('data.error'));
    case 'event_alert':
      return eventAlert(body, body.at('data.event'));
    case 'metric_alert':
      return metricAlert(body);
    case 'comment':
      return comment(body);
    case 'installation':
      // Taken away it says so too.
      if (body.text('action') === 'deleted') return undefined;
      return { sender: 'sentry', kind: 'ping', repository: { name: 'sentry', short: 'Sentry' } };
    default:
      return undefined;
  }
}

const ACTION: Readonly<Record<string, Kind>> = {
  created: 'issue.opened',
  resolved: 'issue.closed',
  assigned: 'issue.assigned',
  unresolved: 'issue.reopened',
  archived: 'issue.closed',
  ignored: 'issue.closed',
};

function issue(body: Fields): HookEvent {
  const found = body.at('data.issue');
  const action = body.text('action') ?? '';
  const kind = ACTION[action] ?? 'issue.updated';
  const isArchived = action === 'archived' || action === 'ignored';
  return compact<HookEvent>({
    sender: 'sentry',
    kind,
    repository: projectIn(found.at('project'), found.text('project_url')),
    actor: actorIn(body),
    thing: issueIn(found),
    text:
      kind === 'issue.opened' ? factsOf(found.text('culprit'), found.text('level'), found.text('priority')) : undefined,
    to: kind === 'issue.closed' ? found.text('statusDetails.inRelease') : undefined,
    isDropped: isArchived ? true : undefined,
    deed: isArchived ? { did: 'archived' } : undefined,
    involved: kind === 'issue.assigned' ? assigneeIn(found.at('assignedTo')) : undefined,
  });
}

/** `url` is an address of the API, and a permalink may be null: no link rather than a wrong one. */
function issueIn(issue: Fields): Thing {
  return compact<Thing>({
    type: 'issue',
    id: issue.text('shortId') ?? issue.text('id') ?? '',
    title: issue.text('title'),
    url: issue.text('web_url') ?? issue.text('permalink'),
    isIncident: true,
  });
}

function projectIn(project: Fields, url?: string): Repository | undefined {
  const name = project.text('slug') ?? project.text('name');
  return name === undefined ? undefined : compact<Repository>({ name, short: project.text('name') ?? name, url });
}

function actorIn(body: Fields): Account | undefined {
  const actor = body.at('actor');
  return actor.text('type') === 'user' ? accountIn(actor) : undefined;
}

function accountIn(user: Fields): Account | undefined {
  const name = user.text('name') ?? user.text('email');
  if (name === undefined) return undefined;
  return compact<Account>({ ids: [user.text('id') ?? ''].filter(Boolean), mail: user.text('email'), name });
}

function assigneeIn(user: Fields): readonly Involved[] {
  const account = accountIn(user);
  return account === undefined ? [] : [{ as: 'assignee', account }];
}

function factsOf(...facts: readonly (string | undefined)[]): string | undefined {
  return facts.filter(Boolean).join(' · ') || undefined;
}

/** Each single one: its issue is the news. */
function error(found: Fields): HookEvent {
  const thing = compact<Thing>({
    type: 'issue',
    id: found.text('issue_id') ?? '',
    title: found.text('title'),
    url: found.text('web_url'),
  });
  return { sender: 'sentry', kind: 'issue.updated', thing, deed: { did: 'occurred' } };
}

/** A rule was met by an event. */
function eventAlert(body: Fields, event: Fields): HookEvent {
  const rule = body.text('data.triggered_rule') ?? body.text('data.issue_alert.title');
  const title = event.text('title') ?? event.text('message') ?? '';
  const alert = compact<Alert>({
    state: 'firing',
    what: rule === undefined ? '' : title,
    summary: factsOf(event.text('culprit'), event.text('environment'), event.text('release')),
    severity: event.text('level'),
    since: writtenTime(event.text('datetime')),
  });
  return compact<HookEvent>({
    sender: 'sentry',
    kind: 'alert.firing',
    url: event.text('web_url'),
    alerts: { name: rule ?? title, list: [alert], more: 0 },
  });
}

function metricAlert(body: Fields): HookEvent {
  const found = body.at('data.metric_alert');
  const action = body.text('action');
  const isOver = action === 'resolved';
  const name = found.text('alert_rule.name') ?? found.text('title') ?? '';
  const alert = compact<Alert>({
    state: isOver ? 'resolved' : action === 'warning' ? 'warning' : 'firing',
    what: '',
    summary: body.text('data.description_text'),
    severity: isOver ? undefined : action,
    since: writtenTime(found.text('date_started')),
    until: isOver ? writtenTime(found.text('date_closed')) : undefined,
  });
  const [project] = found.list('projects').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return compact<HookEvent>({
    sender: 'sentry',
    kind: isOver ? 'alert.resolved' : 'alert.firing',
    repository: project === undefined ? undefined : { name: project, short: project },
    url: body.text('data.web_url'),
    alerts: compact<Alerts>({ name, list: [alert], more: 0 }),
  });
}

function comment(body: Fields): HookEvent {
  const data = body.at('data');
  const action = body.text('action');
  const [isNew, isGone] = [action === 'created', action === 'deleted'];
  const id = data.text('issue_id') ?? '';
  return compact<HookEvent>({
    sender: 'sentry',
    kind: isNew ? 'issue.commented' : 'comment.updated',
    deed: isNew ? undefined : { did: isGone ? 'deleted' : 'edited' },
    repository:
      data.text('project_slug') === undefined ? undefined : projectIn(new Fields({ slug: data.text('project_slug') })),
    actor: actorIn(body),
    thing: { type: 'issue', id },
    text: isGone ? undefined : data.text('comment'),
  });
}

/** The old plug-in, which signs nothing. */
function readOld(body: Fields): HookEvent | undefined {
  const title = body.text('event.title') ?? body.text('message');
  if (title === undefined || !body.has('project')) return undefined;
  const rules = body.list('triggering_rules').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const alert = compact<Alert>({
    state: 'firing',
    what: rules.length === 0 ? '' : title,
    summary: factsOf(body.text('culprit'), body.text('event.environment')),
    severity: body.text('level'),
    since: secondsTime(body.number('event.timestamp')),
  });
  return compact<HookEvent>({
    sender: 'sentry',
    kind: 'alert.firing',
    repository: projectIn(
      new Fields({ slug: body.text('project_slug') ?? body.text('project'), name: body.text('project_name') }),
    ),
    url: body.text('url'),
    alerts: { name: rules.join(', ') || title, list: [alert], more: 0 },
  });
}
