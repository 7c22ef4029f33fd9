import type { Config } from '../config/config.ts';
import { lookIntoStore } from './with-store.ts';

/** What the addresses of hooks begin with: `publicUrl`; else where the daemon listens, or will. */
export async function hookBase({ daemon: { http, dataDirectory } }: Config): Promise<string> {
  if (http.publicUrl !== undefined) return http.publicUrl;
  const state = await lookIntoStore(dataDirectory, ({ daemonState }) => daemonState.read());
  return state?.httpAddress ?? `http://${http.host}:${http.port}`;
}
