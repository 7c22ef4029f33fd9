import { toEpochMs } from '../schedule/instant.ts';
import type { Account, Build, HookEvent, Thing } from './hook-event.ts';
import type { Kind } from './kinds.ts';
import type { SenderName } from './sender-name.ts';

/**
 * An event of a kind as its sender might say it: what templates are tried with, and what a person sees of a kind that
 * has not come yet. Made up, and always the same.
 */
export function sampleOf(kind: Kind, sender: SenderName): HookEvent {
  const [family = kind] = kind.split('.');
  const facts = FACTS[kind] ?? FACTS[family] ?? {};
  const { thing, ...others } = facts;
  return {
    kind,
    sender,
    ...(WITHOUT_REPOSITORY.has(sender) ? {} : { repository: SHOP }),
    actor: LILI,
    ...others,
    ...(thing && { thing: asCalled(thing, sender) }),
  };
}

const ADDRESS = 'https://example.com/acme/shop';
const SHOP = { name: 'acme/shop', short: 'shop', url: ADDRESS, defaultBranch: 'main' };
/** They say what happened, and of no repository. */
const WITHOUT_REPOSITORY: ReadonlySet<SenderName> = new Set([
  'grafana',
  'alertmanager',
  'uptime-kuma',
  'json',
  'slack',
  'dingtalk',
]);

const XIAOMING: Account = { ids: ['xiaoming-dev'], name: 'xiaoming-dev' };
const LILI: Account = { ids: ['lili-w'], name: 'lili-w' };

const COMMIT = {
  id: '32a1b2c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0',
  title: '修复总价的舍入',
  url: `${ADDRESS}/commit/32a1b2c`,
  author: XIAOMING,
};

/** 2026-12-01T18:00+08:00 */
const DECEMBER = toEpochMs(1_796_119_200_000);

const PULL_REQUEST: Thing = {
  type: 'pull_request',
  id: '#7',
  title: '优惠券：支持满减',
  url: `${ADDRESS}/pull/7`,
};
const ISSUE: Thing = { type: 'issue', id: '#42', title: '总价不对', url: `${ADDRESS}/issues/42` };
const CARD: Thing = { type: 'card', id: '#3', title: '写发布说明', url: 'https://example.com/c/3' };

const BUILD: Build = {
  workflow: 'CI',
  number: '#562',
  run: '562',
  order: 562,
  seconds: 252,
  failed: ['unit (test)'],
  commit: COMMIT,
};

const ALERT = {
  state: 'firing',
  what: 'instance=web-1',
  summary: '磁盘快满了',
  severity: 'critical',
  url: 'https://example.com/alerts/1',
} as const;

type Facts = Omit<HookEvent, 'kind' | 'sender'>;

const OF_PULL_REQUEST: Facts = {
  thing: PULL_REQUEST,
  branch: 'main',
  labels: ['feature'],
  text: '满 100 减 10',
  change: { source: 'feature/coupon', target: 'main', additions: 210, deletions: 18, files: 6 },
  involved: [
    { as: 'author', account: XIAOMING },
    { as: 'reviewer', account: LILI },
  ],
};
/** The author asks for a review; whoever reviews does the rest. */
const BY_AUTHOR: Facts = { ...OF_PULL_REQUEST, actor: XIAOMING };
const OF_ISSUE: Facts = {
  thing: ISSUE,
  labels: ['bug'],
  text: '满减之后少了一分',
  involved: [{ as: 'assignee', account: XIAOMING }],
};
const OF_CARD: Facts = { thing: CARD, involved: [{ as: 'assignee', account: XIAOMING }] };
const OF_BUILD: Facts = {
  build: BUILD,
  branch: 'main',
  url: `${ADDRESS}/actions/runs/562`,
  involved: [{ as: 'committer', account: XIAOMING }],
};
const OF_ALERT: Facts = {
  alerts: { name: 'DiskFull', list: [ALERT], more: 0, url: 'https://example.com/alerts' },
  url: 'https://example.com/alerts/1',
};

/** By kind, or by its family. */
const FACTS: Readonly<Record<string, Facts>> = {
  push: {
    branch: 'main',
    commits: { list: [COMMIT], total: 1, authors: [XIAOMING], url: `${ADDRESS}/compare/9f8e7d6...32a1b2c` },
    url: `${ADDRESS}/compare/9f8e7d6...32a1b2c`,
  },
  branch: { branch: 'feature/coupon', url: `${ADDRESS}/tree/feature/coupon` },
  tag: { to: 'v1.4.0', url: `${ADDRESS}/tree/v1.4.0` },
  release: {
    release: { tag: 'v1.4.0', name: '1.4' },
    text: '- 满减优惠券',
    url: `${ADDRESS}/releases/v1.4.0`,
  },
  version: { release: { tag: '1.4' }, text: '满减优惠券', url: `${ADDRESS}/versions/1` },
  commit: {
    thing: { type: 'commit', id: '32a1b2c', title: COMMIT.title, url: COMMIT.url },
    text: '这里好像少了一分',
    remark: { path: 'src/total.ts', line: 12 },
  },
  pull_request: OF_PULL_REQUEST,
  'pull_request.opened': BY_AUTHOR,
  'pull_request.ready': BY_AUTHOR,
  'pull_request.review_requested': BY_AUTHOR,
  'pull_request.updated': { ...BY_AUTHOR, deed: { did: 'pushed' } },
  'pull_request.labeled': { ...BY_AUTHOR, deed: { did: 'added', part: 'label', name: 'feature' } },
  'pull_request.assigned': { ...OF_PULL_REQUEST, involved: [{ as: 'assignee', account: XIAOMING }] },
  issue: OF_ISSUE,
  'issue.moved': { ...OF_ISSUE, from: 'To Do', to: 'In Progress' },
  'issue.updated': { ...OF_ISSUE, deed: { did: 'changed', part: 'description' } },
  'issue.labeled': { ...OF_ISSUE, deed: { did: 'added', part: 'label', name: 'bug' } },
  'issue.raised': { ...OF_ISSUE, from: 'Low', to: 'High', field: 'priority' },
  mentioned: { ...OF_ISSUE, was: 'issue.commented', involved: [{ as: 'mentioned', account: XIAOMING }] },
  comment: { ...OF_ISSUE, deed: { did: 'edited' } },
  build: OF_BUILD,
  'build.job': { ...OF_BUILD, to: 'failure' },
  'build.recovered': { ...OF_BUILD, build: { ...BUILD, number: '#563', redSeconds: 1_200, failures: 3 } },
  'build.flapping': { ...OF_BUILD, build: { ...BUILD, changes: 4 } },
  deployment: {
    deployment: {
      environment: 'production',
      isProduction: true,
      version: 'v1.4.0',
      url: 'https://shop.example.com',
    },
    url: `${ADDRESS}/deployments/1`,
  },
  sprint: { sprint: { name: 'Sprint 12' }, text: '满减优惠券', url: `${ADDRESS}/sprints/12` },
  card: OF_CARD,
  'card.updated': { ...OF_CARD, deed: { did: 'removed', part: 'due' } },
  'card.due': { ...OF_CARD, due: { at: DECEMBER } },
  'card.created': { ...OF_CARD, to: '待办' },
  'card.moved': { ...OF_CARD, from: '待办', to: '进行中' },
  'card.commented': { ...OF_CARD, text: '好了' },
  alert: OF_ALERT,
  'alert.resolved': { ...OF_ALERT, alerts: { name: 'DiskFull', list: [{ ...ALERT, state: 'resolved' }], more: 0 } },
  'alert.nodata': { ...OF_ALERT, alerts: { name: 'DiskFull', list: [{ ...ALERT, state: 'nodata' }], more: 0 } },
  message: { title: '磁盘 91%', text: '服务器 web-1', url: 'https://example.com/' },
  security: {
    alerts: { name: 'CVE-2026-0001', list: [{ ...ALERT, what: 'left-pad', summary: '原型污染' }], more: 0 },
    url: `${ADDRESS}/security/1`,
  },
  token: { title: 'deploy', to: '2026-12-01' },
  wiki: { thing: { type: 'page', id: 'Home', title: 'Home', url: `${ADDRESS}/wiki/Home` }, deed: { did: 'edited' } },
  milestone: {
    thing: { type: 'milestone', id: '1', title: '1.4', url: `${ADDRESS}/milestones/1` },
    deed: { did: 'created' },
  },
  member: { involved: [{ as: 'mentioned', account: XIAOMING }], deed: { did: 'added' } },
  discussion: {
    thing: { type: 'discussion', id: '#9', title: '怎么发布', url: `${ADDRESS}/discussions/9` },
    deed: { did: 'created' },
  },
  repository: { deed: { did: 'archived' } },
  board: { deed: { did: 'added', part: 'list', name: '测试中' } },
};

/** What people write of it there. */
function asCalled(thing: Thing, sender: SenderName): Thing {
  if (sender === 'jira' && thing.type === 'issue') return { ...thing, id: 'SHOP-42' };
  const isMergeRequest = sender === 'gitlab' || sender === 'gitee';
  return isMergeRequest && thing.type === 'pull_request' ? { ...thing, id: '!7' } : thing;
}
