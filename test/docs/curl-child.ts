import { argv, env, stdout } from 'node:process';
import { parseArgs } from 'node:util';

/* Stands in for curl when a page's examples are run: what of it the pages use, at the port of the page's daemon. */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    header: { type: 'string', short: 'H', multiple: true },
    request: { type: 'string', short: 'X' },
    data: { type: 'string', short: 'd' },
    output: { type: 'string', short: 'o' },
    'write-out': { type: 'string', short: 'w' },
  },
});
const [address = ''] = positionals;
const response = await fetch(address.replace(':8787', `:${env['PAGE_PORT']}`), {
  method: values.request ?? (values.data === undefined ? 'GET' : 'POST'),
  headers: (values.header ?? []).map((line) => /^([^:]+): *(.*)$/.exec(line)?.slice(1, 3) as [string, string]),
  ...(values.data === undefined ? {} : { body: values.data }),
});
const body = await response.text();
if (values.output === undefined) stdout.write(body.endsWith('\n') ? body : `${body}\n`);
if (values['write-out'] !== undefined)
  stdout.write(values['write-out'].replace('%{http_code}\\n', `${response.status}\n`));
