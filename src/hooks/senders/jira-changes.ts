import { compact } from '../compact.ts';
import { type Deed, type Part, partsChanged } from '../deed.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';

/** What was changed of an issue, as `changelog` has it: one event for each thing worth telling apart. */
export function changesIn(
  body: Fields,
  about: Omit<HookEvent, 'kind'>,
  moreFields: readonly string[],
): readonly HookEvent[] {
  // What was logged is one thing, whatever fields it has.
  const items = body
    .list('changelog.items')
    .filter((item, _, all) => all.length === 1 || !/^worklog|^timeestimate$/.test(nameOf(item)));
  const events = [
    ...movedIn(items, body, about),
    ...items.flatMap((item) => changeIn(item, body, about) ?? asked(item, about, moreFields)),
  ];
  if (events.length > 0) return events;
  const [first, ...others] = items;
  if (first === undefined) return [];
  return [{ ...about, kind: 'issue.updated', ...editIn(first, others, about.isConfidential === true) }];
}

/** Fields by what Jira calls them. */
const PARTS: Readonly<Record<string, Part>> = {
  description: 'description',
  priority: 'priority',
  duedate: 'due',
  rank: 'order',
  issuetype: 'type',
  link: 'link',
  timespent: 'time',
  timeestimate: 'time',
  issueparentassociation: 'parent',
};

/** Which field was changed, from what to what. Of several, only their names; of what not everyone may know, nothing. */
function editIn(
  item: Fields,
  others: readonly Fields[],
  isConfidential: boolean,
): Pick<HookEvent, 'deed' | 'from' | 'to'> {
  if (isConfidential) return { deed: { did: 'edited' } };
  if (others.length > 0) {
    const names = [item, ...others].flatMap((each) => each.text('field') ?? []);
    return { deed: { did: 'changed', name: [...new Set(names)].slice(0, 5).join(', ') } };
  }
  const [from, to] = [item.text('fromString'), item.text('toString')];
  const name = nameOf(item);
  if (name === 'summary') return compact({ deed: { did: 'renamed' as const }, from, to });
  if (name === 'description') return { deed: { did: 'changed', part: 'description' } };
  if (PARTS[name] === 'time') return { deed: { did: 'changed', part: 'time' } };
  if (name === 'attachment' || name === 'link') {
    const deed: Deed = { did: to === undefined ? 'removed' : 'added', part: name };
    return { deed: compact<Deed>({ ...deed, name: to ?? from }) };
  }
  const part = PARTS[name];
  const [before, after] = name === 'duedate' ? [item.text('from') ?? from, item.text('to') ?? to] : [from, to];
  const isGone = after === undefined && before !== undefined;
  const field = part === undefined ? item.text('field') : undefined;
  const deed = compact<Deed>({ did: isGone ? 'removed' : 'changed', part, name: field });
  return compact({ deed, from: isGone ? undefined : before, to: after });
}

/** Its state, and whether that is the end: told once, whatever of it changed. */
function movedIn(items: readonly Fields[], body: Fields, about: Omit<HookEvent, 'kind'>): readonly HookEvent[] {
  const [status, resolution] = [fieldIn(items, 'status'), fieldIn(items, 'resolution')];
  if (status === undefined && resolution === undefined) return [];
  const [from, to] = [status?.text('fromString'), status?.text('toString')];
  const moved = compact<Omit<HookEvent, 'kind'>>({ ...about, from, to });
  const isDone = body.text('issue.fields.status.statusCategory.key') === 'done';
  const isResolved = resolution !== undefined && resolution.text('toString') !== undefined;
  if (isResolved || (isDone && status !== undefined)) {
    const name = resolution?.text('toString') ?? body.text('issue.fields.resolution.name') ?? '';
    return [compact<HookEvent>({ ...moved, kind: 'issue.closed', isDropped: DROPPED.test(name) ? true : undefined })];
  }
  if (resolution !== undefined) return [{ ...moved, kind: 'issue.reopened' }];
  return [{ ...moved, kind: 'issue.moved' }];
}

/** Resolutions that do not mean that anything was done. */
const DROPPED = /won.?t|duplicate|cannot reproduce|declined|rejected|obsolete|invalid|不做|重复|无法重现|拒绝|无效/i;

function fieldIn(items: readonly Fields[], name: string): Fields | undefined {
  return items.find((item) => nameOf(item) === name);
}

function nameOf(item: Fields): string {
  return (item.text('fieldId') ?? item.text('field') ?? '').toLowerCase();
}

function changeIn(item: Fields, body: Fields, about: Omit<HookEvent, 'kind'>): HookEvent[] | undefined {
  const [from, to] = [item.text('fromString'), item.text('toString')];
  switch (nameOf(item)) {
    case 'status':
    case 'resolution':
      return [];
    case 'assignee':
      return [assigned(item, body, about)];
    case 'priority':
      return isRaised(item) ? [compact<HookEvent>({ ...about, kind: 'issue.raised', from, to })] : undefined;
    case 'labels':
      return [{ ...about, kind: 'issue.labeled', ...partsChanged('label', namesIn(from), namesIn(to)) }];
    default:
      return undefined;
  }
}

/** Jira's labels have no spaces. */
function namesIn(labels: string | undefined): readonly string[] {
  return (labels ?? '').split(' ').filter(Boolean);
}

function assigned(item: Fields, body: Fields, about: Omit<HookEvent, 'kind'>): HookEvent {
  const name = item.text('toString');
  if (name === undefined) return { ...about, kind: 'issue.assigned' };
  const assignee = body.at('issue.fields.assignee');
  const keys = ['accountId', 'name', 'key'].flatMap((key) => assignee.text(key) ?? []);
  const ids = [...keys, item.text('to')].filter((each) => each !== undefined);
  const account = compact({ ids, mail: assignee.text('emailAddress'), name });
  return { ...about, kind: 'issue.assigned', involved: [{ as: 'assignee', account }] };
}

const PRIORITIES = [
  ['blocker', 'highest', '最高', '紧急'],
  ['critical', 'high', '高'],
  ['major', 'medium', '中'],
  ['minor', 'low', '低'],
  ['trivial', 'lowest', '最低'],
];

/** By what it is called; priorities of one's own by their ids, of which the smaller is higher. */
function isRaised(item: Fields): boolean {
  const [from, to] = [rankOf(item.text('fromString')), rankOf(item.text('toString'))];
  if (from !== -1 && to !== -1) return to < from;
  const [before, after] = [item.number('from'), item.number('to')];
  return before !== undefined && after !== undefined && after < before;
}

function rankOf(name = ''): number {
  return PRIORITIES.findIndex((names) => names.includes(name.toLowerCase()));
}

/** A field that the hook names is told as its move from one value to the next. */
function asked(item: Fields, about: Omit<HookEvent, 'kind'>, fields: readonly string[]): readonly HookEvent[] {
  const names = new Set([item.text('field'), item.text('fieldId')].map((name) => name?.toLowerCase()));
  const field = item.text('field');
  if (field === undefined || !fields.some((name) => names.has(name.toLowerCase()))) return [];
  const [from, to] = [item.text('fromString'), item.text('toString')];
  return [compact<HookEvent>({ ...about, kind: 'issue.moved', field, from, to })];
}
