import type { Account, HookEvent } from './hook-event.ts';
import type { KnownPeople } from './known-people.ts';

/** What templates and conditions see of an event; what it does not know is null, which Liquid prints as nothing. */
export function eventValues(event: HookEvent, people: KnownPeople): Readonly<Record<string, unknown>> {
  const { kind, sender, thing, alerts, release, commits, received, involved } = event;
  const author = involved?.find(({ as }) => as === 'author')?.account ?? event.actor;
  return {
    kind,
    sender,
    title: event.title ?? thing?.title ?? alerts?.name ?? release?.name ?? commits?.list[0]?.title ?? null,
    body: received === undefined ? (event.text ?? null) : received.body,
    text: event.text ?? null,
    header: received?.header ?? null,
    url: event.url ?? thing?.url ?? null,
    number: thing?.id ?? null,
    actor: personValues(event, event.actor, people),
    author: personValues(event, author, people),
    branch: event.branch ?? null,
    labels: event.labels ?? [],
    bot: event.actor?.isBot === true,
    draft: event.isDraft === true,
    confidential: event.isConfidential === true,
    from: event.from ?? null,
    to: event.to ?? null,
    commits_count: commits?.total ?? 0,
    ...groupsOf(event, people),
  };
}

function groupsOf(event: HookEvent, people: KnownPeople): Readonly<Record<string, unknown>> {
  const { repository, release, build, deployment, change, commits, alerts } = event;
  return {
    repository: repository && { ...nulled(repository, ['url']), name: repository.short, full_name: repository.name },
    release: release && { tag: release.tag, name: release.name ?? release.tag },
    build: build && { workflow: build.workflow, ...nulled(build, ['number', 'seconds', 'failed']) },
    deployment: deployment && nulled(deployment, ['environment', 'version', 'url']),
    change: change && nulled(change, ['source', 'target', 'additions', 'deletions', 'files']),
    commits: (commits?.list ?? []).map((commit) => ({
      ...nulled(commit, ['id', 'title', 'url']),
      author: personValues(event, commit.author, people),
    })),
    alerts: (alerts?.list ?? []).map((alert) => nulled(alert, ['state', 'what', 'summary', 'severity', 'url'])),
  };
}

function personValues({ sender }: HookEvent, account: Account | undefined, people: KnownPeople) {
  if (account === undefined) return null;
  return { name: people.find(sender, account)?.name ?? account.name, login: account.ids[0] ?? account.name };
}

function nulled<T extends object>(facts: T, names: readonly (keyof T & string)[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
}
