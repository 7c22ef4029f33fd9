import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable by which Node is told of certificates that it shall trust beside its own. */
export const EXTRA_CERTIFICATES = 'NODE_EXTRA_CA_CERTS';

/** Those that the variable names; `undefined` = its file cannot be read, or holds none. */
export function extraCertificates(env: Environment): readonly string[] | undefined {
  const file = env[EXTRA_CERTIFICATES]?.trim();
  if (!file) return [];
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    return found.length > 0 ? found : undefined;
  } catch {
    return undefined;
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Node reads the variable when it starts, before anybody has read `.env`: what stands there is trusted from here on. */
export function trustExtraCertificates(env: Environment): void {
  const more = extraCertificates(env) ?? [];
  if (more.length > 0) setDefaultCACertificates([...new Set([...getCACertificates('default'), ...more])]);
}
