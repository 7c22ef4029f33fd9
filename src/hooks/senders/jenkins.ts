import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Build, HookEvent, Involved } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { one, type Reading, type Sender } from '../sender.ts';
import { millisecondsTime } from '../written-time.ts';
import { messageIn } from './json.ts';

/** The notification plug-in. https://plugins.jenkins.io/notification/ */
export const jenkins: Sender = {
  name: 'jenkins',
  kinds: ['build', '!build.job', 'message'],
  setup: {
    en: 'In Jenkins, with the plugin Notification: the job → Configure → Job Notifications → Add Endpoint. Format: JSON; URL: the address, with the token in it.',
    'zh-CN':
      '在 Jenkins（装 Notification 插件）：任务 → 配置 → Job Notifications → Add Endpoint。Format 选 JSON，URL 填地址，口令就在里面。',
  },
  silentOf: ['repositories', 'labels', 'authors'],
  duplicateKey: ({ body }) => {
    const job = new Fields(body);
    const number = job.text('build.number');
    const name = job.text('url') ?? job.text('name') ?? '';
    return number === undefined ? undefined : `${name} ${number} ${job.text('build.phase') ?? ''}`;
  },
  read: ({ body }) => read(new Fields(body)),
};

/** A pipeline may post what it likes as well. */
function read(job: Fields): Reading {
  if (job.has('build')) {
    const found = build(job);
    return found === undefined ? { kind: 'nothing', event: 'build' } : one(found);
  }
  const message = messageIn('jenkins', job.value);
  return message === undefined ? { kind: 'unknown', event: 'build' } : one(message);
}

const STATUS: Readonly<Record<string, Kind>> = {
  SUCCESS: 'build.succeeded',
  FAILURE: 'build.failed',
  UNSTABLE: 'build.failed',
  ABORTED: 'build.cancelled',
};

/** `undefined`: it waits for its turn, or was not built after all. */
function build(job: Fields): HookEvent | undefined {
  const run = job.at('build');
  const [phase, status] = [run.text('phase'), run.text('status')];
  const number = run.text('number') ?? '';
  const name = job.text('display_name') ?? job.text('name') ?? '';
  const branch = run.text('scm.branch')?.replace(/^(?:refs\/(?:heads|remotes)\/)?origin\//, '');
  const duration = run.number('duration');
  const begun = run.number('timestamp');
  const isOver = phase === 'COMPLETED' || phase === 'FINALIZED';
  const kind = isOver ? STATUS[status ?? ''] : phase === 'STARTED' ? 'build.started' : undefined;
  if (kind === undefined) return undefined;
  return compact<HookEvent>({
    sender: 'jenkins',
    kind,
    repository: { name: job.text('name') ?? name, short: name },
    at: begun === undefined ? undefined : millisecondsTime(begun + (duration ?? 0)),
    branch,
    url: run.text('full_url'),
    build: compact<Build>({
      workflow: name,
      number: `#${number}`,
      run: number,
      order: run.number('number') ?? 0,
      seconds: duration === undefined || duration === 0 ? undefined : Math.round(duration / 1_000),
      failed: failedTests(run),
      failedTests: testsIn(run),
      isUnstable: status === 'UNSTABLE' ? true : undefined,
    }),
    // FINALIZED follows COMPLETED and says the same: the first is told.
    memory: JSON.stringify([job.text('url') ?? name, branch]),
    involved: culpritsIn(run),
  });
}

function failedTests(run: Fields): readonly string[] | undefined {
  const names = run
    .list('test_summary.failed_tests')
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return names.length === 0 ? undefined : names;
}

function testsIn(run: Fields): Build['failedTests'] {
  const [failed, total] = [run.number('test_summary.failed'), run.number('test_summary.total')];
  return failed === undefined || failed === 0 || total === undefined ? undefined : { failed, total };
}

function culpritsIn(run: Fields): readonly Involved[] {
  const names = run.list('scm.culprits').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return names.map((name) => ({ as: 'committer', account: { ids: [], name } }));
}
