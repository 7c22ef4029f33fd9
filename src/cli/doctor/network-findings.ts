import { lookup } from 'node:dns/promises';
import { request } from 'undici';
import type { RobotConfig } from '../../config/config.ts';
import type { Environment } from '../../config/substitute.ts';
import { openNetwork } from '../../network/open-network.ts';
import { isLoopback } from '../../network/loopback.ts';
import { MINUTE, SECOND } from '../../schedule/instant.ts';
import { codesOf, networkProblem } from '../../network/network-problem.ts';
import { tellNetworkProblem } from '../../robot/cause-words.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { Session } from '../session.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Signatures are refused from an hour on; long before that reminders come at the wrong time. */
const SKEW_NOTED = 30 * SECOND;
const SKEW_REFUSED = 55 * MINUTE;
const PATIENCE = 10 * SECOND;

/** The way to each host that robots live on, and by its answer whether this machine's clock is right. */
export async function networkFindings(patient: ConfiguredPatient): Promise<readonly Finding[]> {
  const origins = originsOf(patient.config.robots.values());
  if (origins.length === 0) return [ok('network', patient.texts.network.nobody)];
  const found = await Promise.all(origins.map((origin) => hostFindings(patient, origin)));
  return found.flat();
}

/** Distinct, without the token. */
function originsOf(robots: Iterable<RobotConfig>): readonly string[] {
  const urls = Array.from(robots, ({ webhook }) => (webhook.kind === 'dingtalk' ? webhook.origin : ''));
  return [...new Set(urls)].filter((origin) => origin !== '');
}

async function hostFindings({ texts, session }: ConfiguredPatient, origin: string): Promise<readonly Finding[]> {
  const { network } = texts;
  const { hostname } = new URL(origin);
  const proxy = isLoopback(hostname) ? undefined : proxyVariable(session.env, hostname);
  try {
    // A proxy resolves names itself.
    const address = proxy === undefined ? (await lookup(hostname.replaceAll(/[[\]]/g, ''))).address : undefined;
    const { serverTime, sentAt, answeredAt } = await ask(session, origin);
    const way = network.fine(origin, answeredAt - sentAt, proxy, address);
    return [ok('network', way), ...clockFindings(texts, serverTime, (sentAt + answeredAt) / 2)];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [code = error.name] = codesOf(error);
    const { what, advice } = tellNetworkProblem(networkProblem(error), session.language);
    return [
      fail('network', network.broken(origin, what, code, proxy), advice ?? network.brokenMend),
      warn('clock', network.clockUnknown, network.clockUnknownMend),
    ];
  }
}

/** Anything but a message, without a token: the answer's `Date` is what counts. */
async function ask({ env }: Session, origin: string) {
  const dispatcher = openNetwork({ env });
  try {
    const sentAt = Date.now();
    const { headers, body } = await request(`${origin}/robot/send`, {
      dispatcher,
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
    });
    const answeredAt = Date.now();
    await body.dump();
    const serverTime = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
    return { sentAt, answeredAt, serverTime };
  } finally {
    await dispatcher.destroy();
  }
}

function clockFindings({ network }: ConfiguredPatient['texts'], serverTime: number, ours: number): readonly Finding[] {
  if (Number.isNaN(serverTime)) return [warn('clock', network.clockUnknown, network.clockUnknownMend)];
  // `Date` has whole seconds, cut off.
  const skew = ours - (serverTime + SECOND / 2);
  const seconds = Math.round(Math.abs(skew) / SECOND);
  if (Math.abs(skew) >= SKEW_REFUSED) return [fail('clock', network.clockRefused(seconds, skew > 0), network.setClock)];
  if (Math.abs(skew) >= SKEW_NOTED) return [warn('clock', network.clockOff(seconds, skew > 0), network.setClock)];
  return [ok('clock', network.clockFine)];
}

/** The variable that decides, in the order in which the client asks; the address itself may hold a password. */
function proxyVariable(env: Environment, hostname: string): string | undefined {
  const except = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[,\s]+/).filter(Boolean);
  if (
    except.some((entry) => entry === '*' || hostname === entry || hostname.endsWith(`.${entry.replace(/^\*?\./, '')}`))
  ) {
    return undefined;
  }
  return ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'].find(
    (name) => env[name.toLowerCase()]?.trim() || env[name]?.trim(),
  );
}
