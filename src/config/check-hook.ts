import { MINUTE } from '../schedule/instant.ts';
import type { SenderName } from '../hooks/sender-name.ts';
import { SENDERS } from '../hooks/senders.ts';
import type { DaemonConfig } from './config.ts';
import { checkHookTemplates } from './check-hook-templates.ts';
import { checkConditions } from './hook-conditions.ts';
import { writtenEntry } from './decode/group.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { HookPart } from './section-hooks.ts';
import type { Entry } from './tree.ts';

/** Reports what a hook cannot be: one that nobody can reach or that anybody could speak through. */
export function checkHook({ keyPlace }: Entry, part: HookPart, daemon: DaemonConfig, report: Report): void {
  const from = part.from?.value;
  for (const { when = [] } of [part, ...(part.routes ?? [])]) checkConditions(when, from, report);
  if (part.from === undefined || from === undefined) return;
  if (SENDERS[from].signsAddress && daemon.http.publicUrl === undefined && !part.relay?.value) {
    report.error(part.from.place, 'hook-needs-public-url', {});
  }
  if (SENDERS[from].isFetched) checkFeed(keyPlace, part, report);
  else checkProof(keyPlace, part, from, report);
  checkKeys(part, from, report);
  checkHookTemplates(part, from, report);
}

/** A paused one tells nothing: it may wait for its secret. */
function checkProof(place: Entry['keyPlace'], part: HookPart, from: SenderName, report: Report): void {
  const [secret, token] = [part.secret?.some(isWritten) ?? false, part.token?.some(isWritten) ?? false];
  // A json sender signs as `signature` says, or as Standard Webhooks does.
  const isStandard = part.secret?.some(({ value }) => value.startsWith('whsec_')) ?? false;
  const signs = maySign(from) || part.signature !== undefined || isStandard;
  if (secret && !signs && part.secret?.[0]) {
    report.error(part.secret[0].place, 'hook-does-not-sign', { from: own(from) });
  } else if (!token && !(secret && signs) && !isMistaken(part) && part.paused?.value !== true) {
    report.error(place, 'hook-unproven', { from: own(from), signs: maySign(from) });
  }
}

function maySign(from: SenderName): boolean {
  const { signature, secretHeader } = SENDERS[from];
  return signature !== undefined || secretHeader !== undefined;
}

/** What is written and wrong is told where it stands. */
function isMistaken(part: HookPart): boolean {
  return (['secret', 'token', 'signature'] as const).some((key) => writtenEntry(part, key) && part[key] === undefined);
}

/** Nobody posts to it: what would prove a sender has nothing to prove. */
function checkFeed(place: Entry['keyPlace'], part: HookPart, report: Report): void {
  for (const key of ['secret', 'token', 'relay'] as const) {
    const written = writtenEntry(part, key);
    if (written) report.error(written.keyPlace, 'hook-is-fetched', { key: vouched(key) });
  }
  const isMissing = !part.feed?.value && (part.feed !== undefined || writtenEntry(part, 'feed') === undefined);
  if (isMissing && part.paused?.value !== true) report.error(place, 'hook-needs-feed', {});
  if (part.every && part.every.value < MINUTE) report.error(part.every.place, 'feed-too-often', {});
}

function checkKeys(part: HookPart, from: SenderName, report: Report): void {
  const known = new Set(SENDERS[from].ownKeys);
  for (const { name, ownKeys = [] } of Object.values(SENDERS)) {
    for (const key of ownKeys.filter((each) => !known.has(each))) {
      known.add(key);
      const written = writtenEntry(part, key);
      if (written)
        report.error(written.keyPlace, 'key-of-other-sender', { key: vouched(key), from: own(from), for: own(name) });
    }
  }
}

function isWritten({ value }: { readonly value: string }): boolean {
  return value !== '';
}
