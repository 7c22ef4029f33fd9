// The health check of the container: asks /readyz, with the token of the page where one is set.
// `/healthz` would not do: it answers while planning stands still.
'use strict';

try {
  process.loadEnvFile('.env');
} catch {
  // There is none: the environment has what is needed.
}
const { DINGBELL_TOKEN: token = '', DINGBELL_PORT: port = '8787' } = process.env;
const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
fetch(`http://127.0.0.1:${port}/readyz`, { headers }).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
);
