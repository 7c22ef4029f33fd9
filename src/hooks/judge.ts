import type { Because } from './because.ts';
import { firstThatFails } from './condition.ts';
import { isAskedFor, stoppedBy } from './filter.ts';
import type { HookEvent } from './hook-event.ts';
import type { EventFilter, HookRules } from './hook-rules.ts';
import type { KnownPeople } from './known-people.ts';
import { isMeant } from './kinds.ts';

/** Why a hook does not tell an event; `undefined`: it does. */
export function judge(event: HookEvent, rules: HookRules, people: KnownPeople): Because | undefined {
  return (
    byKind(event, rules) ??
    stoppedBy(event, rules, 'pass') ??
    byDefaultBranch(event, rules) ??
    byEnvironment(event, rules) ??
    byBot(event, rules) ??
    byFlags(event, rules) ??
    byCondition(event, rules, people)
  );
}

/** Whether a route of a hook takes an event that the hook tells: what the event does not know does not match. */
export function takesRoute(event: HookEvent, filter: EventFilter, people: KnownPeople): boolean {
  const isMeantHere = filter.events === undefined || isAskedFor(event, filter.events);
  return isMeantHere && stoppedBy(event, filter, 'stop') === undefined && !byCondition(event, filter, people);
}

function byKind(event: HookEvent, { events, digest }: HookRules): Because | undefined {
  const { kind } = event;
  const isInDigest = digest !== undefined && isAskedFor(event, digest.events);
  if (!isInDigest && !isAskedFor(event, events))
    return kind === 'ping' ? { kind: 'ping' } : { kind: 'event', event: kind };
  if (event.saysNothing === true) return { kind: 'says-nothing' };
  return event.repeatsPush === true && isMeant('push', events) ? { kind: 'told-already' } : undefined;
}

/** Pushes and builds of other branches are news to hardly anybody, unless `branches` asks for them. */
function byDefaultBranch(event: HookEvent, { branches }: HookRules): Because | undefined {
  const { kind, branch, repository } = event;
  const home = repository?.defaultBranch;
  if (branches !== undefined || branch === undefined || home === undefined || branch === home) return undefined;
  return kind === 'push' || kind.startsWith('build.') ? { kind: 'branch', branch, isDefault: true } : undefined;
}

/** What went well elsewhere than in production is told where deployments are asked for. */
function byEnvironment({ kind, deployment }: HookEvent, { events }: HookRules): Because | undefined {
  if (kind !== 'deployment.succeeded' || deployment === undefined || deployment.isProduction) return undefined;
  const isAskedFor = (events ?? []).some((name) => name.startsWith('deployment'));
  return isAskedFor ? undefined : { kind: 'environment', environment: deployment.environment };
}

/** What a build, a deployment or a release says is news whoever set it off. */
const NEWS_OF_BOTS = /^(?:build|deployment|release|alert|version)\.|^security$|^message$/;

function byBot({ kind, actor, involved = [] }: HookEvent, { bots }: HookRules): Because | undefined {
  if (bots === true || actor?.isBot !== true || NEWS_OF_BOTS.test(kind)) return undefined;
  // A queue that merges what a person wrote.
  const isOfPerson = involved.some(({ as, account }) => as === 'author' && account.isBot !== true);
  return kind === 'pull_request.merged' && isOfPerson ? undefined : { kind: 'bot', author: actor.name };
}

function byFlags({ isDraft, isConfidential }: HookEvent, rules: HookRules): Because | undefined {
  if (isConfidential === true && rules.confidential !== true) return { kind: 'confidential' };
  return isDraft === true && rules.drafts !== true ? { kind: 'draft' } : undefined;
}

function byCondition(event: HookEvent, { when = [] }: EventFilter, people: KnownPeople): Because | undefined {
  const condition = firstThatFails(when, event, people);
  return condition === undefined ? undefined : { kind: 'when', condition };
}
