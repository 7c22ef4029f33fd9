/*
 * The code of a command, read and never run: no start is quicker and no process smaller than this. In JavaScript, for
 * what it is held against needs nothing that strips types.
 */
const CODE = {
  next: () => import('../src/cli/commands/next.ts'),
  run: () => import('../src/cli/commands/run.ts'),
  page: () => Promise.all([import('../src/cli/commands/run.ts'), import('../src/web/request-listener.ts')]),
};

void read();

async function read() {
  await import('../src/cli/program.ts');
  await CODE[process.argv[2]]();
  process.send(process.memoryUsage.rss(), () => process.disconnect());
}
