import { once } from 'node:events';
import { connect } from 'node:net';
import type { Config } from '../config/config.ts';
import type { DaemonState } from '../store/daemon-state.ts';

/** How long somebody on this machine may take to answer, in ms. */
const PATIENCE = 500;

/** Another program has the port that the page is to have. */
export interface PortTaken {
  readonly port: number;
  /** Where the page is instead; `undefined` while no daemon runs. */
  readonly address?: string | undefined;
}

/** Looks whether somebody else has the port of the page. `undefined` = nobody, any port will do, or the page has it. */
export async function portTaken(
  { daemon: { http } }: Pick<Config, 'daemon'>,
  daemon: Partial<DaemonState> | undefined,
): Promise<PortTaken | undefined> {
  const { host, port } = http;
  const address = daemon?.httpAddress;
  const isOurs = daemon !== undefined && (address === undefined || Number(URL.parse(address)?.port || 80) === port);
  if (port === 0 || isOurs || !(await isAnswered(host, port))) return undefined;
  return { port, address };
}

async function isAnswered(host: string, port: number): Promise<boolean> {
  // Every address of this machine: one of them will do.
  const to = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const socket = connect({ host: to, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
