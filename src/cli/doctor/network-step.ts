import { codesOf } from '../../network/network-problem.ts';

/** Where on the way to a host it went wrong. */
export type NetworkStep = 'dns' | 'connect' | 'tls' | 'proxy' | 'http';

/** By the codes of Node, OpenSSL and undici, the innermost included. */
export function networkStep(error: Error): NetworkStep {
  const codes = codesOf(error);
  if (codes.some((code) => DNS.has(code))) return 'dns';
  if (codes.some((code) => CONNECT.has(code))) return 'connect';
  if (codes.some((code) => TLS.test(code))) return 'tls';
  if (codes.includes('UND_ERR_ABORTED') || /proxy/i.test(error.message)) return 'proxy';
  return 'http';
}

/** What the system calls it, in no language: `ENOTFOUND`. */
export function errorCode(error: Error): string {
  return codesOf(error)[0] ?? error.name;
}

const DNS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL']);
const CONNECT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TLS = /CERT|TLS|SSL|^EPROTO$|UNABLE_TO_/;
