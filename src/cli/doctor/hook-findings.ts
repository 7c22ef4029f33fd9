import type { DaemonConfig, HookConfig } from '../../config/config.ts';
import { SENDERS } from '../../hooks/senders.ts';
import { isLoopback } from '../../network/loopback.ts';
import { addressInNetwork, reachOf } from '../../network/private-host.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { hookBase } from '../hook-base.ts';
import { lookIntoStore } from '../with-store.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Whether senders can reach the hooks that are not paused, what theirs wants for it, and which never got anything. */
export async function hookFindings(patient: ConfiguredPatient): Promise<readonly Finding[]> {
  const { config } = patient;
  const hooks = [...config.hooks.values()].filter((hook) => !hook.paused && isPostedTo(hook));
  if (hooks.length === 0) return [];
  const heard = await heardOf(config.daemon, patient.session.now);
  return [
    await addressFinding(patient, await hookBase(config)),
    ...(await registeredFindings(patient, hooks)),
    ...(await allowFindings(patient, hooks, heard)),
    ...silentFindings(patient, hooks, heard),
  ];
}

/** A relay or a feed is reached from here, and says itself how it stands. */
function isPostedTo({ relay, feed }: HookConfig): boolean {
  return relay === undefined && feed === undefined;
}

/** The hooks that something has been taken from. A store that cannot be read has a finding of its own. */
async function heardOf({ dataDirectory, retentionMs }: DaemonConfig, now: EpochMs): Promise<ReadonlySet<string>> {
  const since = toEpochMs(now - retentionMs);
  const found = await lookIntoStore(dataDirectory, ({ inbox }) => inbox.summaries(since)).catch(() => undefined);
  const accepted = (found ?? []).filter(({ counts }) => counts.waiting + counts.told + counts.ignored > 0);
  return new Set(accepted.map(({ hook }) => hook));
}

async function addressFinding({ config, texts: { hooks: words } }: ConfiguredPatient, base: string): Promise<Finding> {
  const { publicUrl, host } = config.daemon.http;
  if (publicUrl === undefined) {
    return isLoopback(host)
      ? warn('hook-address', words.onlyHere(base), words.onlyHereMend)
      : warn('hook-address', words.noPublicUrl(base), words.noPublicUrlMend(addressOf(config.daemon)));
  }
  switch (await reachOf(hostOf(publicUrl))) {
    case 'public':
      return ok('hook-address', words.isPublic(publicUrl));
    case 'private':
      return ok('hook-address', words.isPrivate(publicUrl));
    case 'unknown':
      return warn('hook-address', words.isUnknown(publicUrl), words.isUnknownMend);
  }
}

/** A sender somewhere in the internet, which signs the address as well. */
async function registeredFindings(
  { config, texts: { hooks: words } }: ConfiguredPatient,
  hooks: readonly HookConfig[],
): Promise<readonly Finding[]> {
  const { publicUrl } = config.daemon.http;
  const isReached = publicUrl !== undefined && (await reachOf(hostOf(publicUrl))) !== 'private';
  const distant = hooks.filter(({ from }) => SENDERS[from].isRegistered);
  return isReached
    ? []
    : distant.map(({ name, from }) => fail('hook-address', words.unreached(name, from), words.unreachedMend));
}

/** What has come through needs nothing any more. */
async function allowFindings(
  { config, texts: { hooks: words }, session: { language } }: ConfiguredPatient,
  hooks: readonly HookConfig[],
  heard: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const { publicUrl, host: listened } = config.daemon.http;
  const host = hostOf(addressOf(config.daemon));
  if (publicUrl === undefined ? isLoopback(listened) : (await reachOf(host)) !== 'private') return [];
  return hooks.flatMap(({ name, from }) => {
    const { allowing } = SENDERS[from];
    if (allowing === undefined || heard.has(name)) return [];
    return [warn('hook-allowed', words.mayBeForbidden(name, from), allowing(host)[language])];
  });
}

function silentFindings(
  { texts: { hooks: words }, session: { language } }: ConfiguredPatient,
  hooks: readonly HookConfig[],
  heard: ReadonlySet<string>,
): readonly Finding[] {
  const silent = hooks.filter(({ name }) => !heard.has(name));
  if (silent.length === 0) return [ok('hook-events', words.allHeard(hooks.length))];
  return silent.map(({ name, from }) => warn('hook-events', words.silent(name), SENDERS[from].setup[language]));
}

/** Where others reach it, as far as that is known. */
function addressOf({ http: { publicUrl, host, port } }: DaemonConfig): string {
  const isEvery = host === '0.0.0.0' || host === '::';
  return publicUrl ?? `http://${isEvery ? (addressInNetwork() ?? host) : host}:${port}`;
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}
