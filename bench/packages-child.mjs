import { enableCompileCache } from 'node:module';

enableCompileCache(new URL('../node_modules/.cache/dingbell', import.meta.url));

/*
 * The packages that a command is made of, and nothing of ours: no start is quicker and no process smaller than this.
 * In JavaScript, for what it is held against needs nothing that strips types.
 */
const NEXT = ['commander', 'yaml', 'zod', 'liquidjs', 'luxon', 'node-cron', 'node:sqlite'];
const RUN = [...NEXT, 'pino', 'undici/lib/dispatcher/agent.js'];
const PAGE = [...RUN, 'chokidar', 'hono', '@hono/node-server'];

for (const name of { next: NEXT, run: RUN, page: PAGE }[process.argv[2]]) await import(name);
process.send(process.memoryUsage.rss(), () => process.disconnect());
