import type { Build, HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import type { ToldMain } from '../tell.ts';
import { accountsAs } from './thing.ts';

export function tellBuild(event: HookEvent, pen: Pen): ToldMain {
  const { build, kind } = event;
  if (build === undefined) return { title: '', lines: [] };
  const head = headOf(event, build, pen);
  const plain = headOf(event, build, pen.plain());
  if (kind === 'build.failed' || kind === 'build.still_failing') {
    const committers = accountsAs(event, 'committer');
    const lines = [runLine(event, build, pen), commitLine(event, build, pen)];
    const calls = pen.calls(event, committers);
    return {
      title: plain,
      lines: [
        `### ${head}`,
        ...lines.filter(Boolean).map((line, index, all) => (index === all.length - 1 ? `${line}${calls}` : line)),
      ],
    };
  }
  const red =
    build.redSeconds === undefined ? '' : pen.texts.build.red(pen.texts.seconds(build.redSeconds), build.failures ?? 1);
  return { title: `${plain}${red}`, lines: [[`${head}${red}`, numberOf(event, build, pen)].filter(Boolean).join(' ')] };
}

function headOf(event: HookEvent, build: Build, pen: Pen): string {
  const words = pen.texts.build;
  const name = nameOf(event, build, pen);
  const branch = event.branch === undefined ? '' : words.on(pen.text(event.branch));
  const kind: string = event.kind;
  switch (kind) {
    case 'build.failed':
      return build.isUnstable === true ? `⚠️ ${words.unstable(name, branch)}` : `❌ ${words.failed(name, branch)}`;
    case 'build.still_failing':
      return `❌ ${words.stillFailing(name, branch)}`;
    case 'build.recovered':
      return `✅ ${words.recovered(name, branch)}`;
    case 'build.flapping':
      return `🎢 ${words.flapping(name, branch, build.changes ?? 0)}`;
    case 'build.started':
      return `▶️ ${words.started(name, branch)}`;
    case 'build.cancelled':
      return `⏹ ${words.cancelled(name, branch)}`;
    case 'build.job':
      return jobEnd(event, (state) => words.job(name, branch, state), pen);
    default:
      return `✅ ${words.succeeded(name, branch)}`;
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  success: '✅',
  failure: '❌',
  error: '❌',
  timed_out: '❌',
  cancelled: '⏹',
};

function jobEnd({ to = '' }: HookEvent, say: (state: string) => string, pen: Pen): string {
  const ends: Readonly<Record<string, string>> = pen.texts.build.ends;
  return [SIGNS[to], say(ends[to] ?? pen.text(to))].filter(Boolean).join(' ');
}

/** `shop CI`; a Jenkins job is both. */
function nameOf({ repository }: HookEvent, { workflow }: Build, pen: Pen): string {
  const short = repository?.short ?? '';
  return short === workflow ? pen.text(short) : [pen.text(short), pen.text(workflow)].filter(Boolean).join(' ');
}

/** A job has none: it is linked all the same. */
function numberOf({ url }: HookEvent, { number }: Build, pen: Pen): string {
  if (number !== undefined) return pen.link(pen.text(number).replace('＃', '#'), url);
  const link = pen.link('↗', url);
  return link.startsWith('[') ? link : '';
}

/** `[#562](…) 用时 4 分 12 秒，unit（test）` */
function runLine(event: HookEvent, build: Build, pen: Pen): string {
  const words = pen.texts.build;
  const took = build.seconds === undefined ? '' : words.took(pen.texts.seconds(build.seconds));
  const all = build.failed ?? [];
  const join = (shown: readonly string[]) => pen.texts.list(shown.map((each) => pen.text(each)));
  // Where tests are counted, what is named are examples.
  const names = build.failedTests === undefined ? pen.few(all, 3, join) : join(all.slice(0, 3));
  const tests = build.failedTests;
  const what = tests === undefined ? names : words.tests(tests.failed, tests.total, names);
  return [numberOf(event, build, pen), [took, what].filter(Boolean).join(pen.telling.language === 'en' ? ', ' : '，')]
    .filter(Boolean)
    .join(' ');
}

function commitLine(event: HookEvent, { commit }: Build, pen: Pen): string {
  const committers = pen.names(event, accountsAs(event, 'committer'));
  const who = commit?.author === undefined ? committers : pen.name(event, commit.author);
  return [commit === undefined ? '' : pen.link(pen.text(commit.title || commit.id.slice(0, 7)), commit.url), who]
    .filter(Boolean)
    .join(' · ');
}

export function tellDeployment(event: HookEvent, pen: Pen): ToldMain {
  const said = (own: Pen): string => {
    const { deployment, repository, kind, url } = event;
    const version = [own.text(repository?.short), own.text(deployment?.version)].filter(Boolean).join(' ');
    const what = own.link(version, url);
    const where = own.link(own.text(deployment?.environment), deployment?.url);
    return kind === 'deployment.failed'
      ? `❌ ${own.texts.deployFailed(what, where)}${event.text === undefined ? '' : `${own.texts.colon}${own.written(event, 120)}`}`
      : `🚀 ${own.texts.deployed(own.who(event), what, where)}`;
  };
  return { title: said(pen.plain()), lines: [said(pen)] };
}
