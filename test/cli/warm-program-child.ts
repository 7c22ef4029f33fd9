import { Readable, Writable } from 'node:stream';
import { runProgram } from '../../src/cli/program.ts';
import type { Ended } from './dingbell.ts';
import type { Job } from './warm-program.ts';

process.on('message', (job) => void run(job as Job).then((ended) => process.send?.(ended)));
process.on('disconnect', () => process.exit());

async function run({ args, cwd, env, stdin }: Job): Promise<Ended> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const [stdout, stderr] = [new Sink(), new Sink()];
  put('stdin', Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]));
  put('stdout', stdout);
  put('stderr', stderr);
  const code = await runProgram(args);
  process.chdir('/');
  return { stdout: stdout.text, stderr: stderr.text, code };
}

function put(name: 'stdin' | 'stdout' | 'stderr', stream: Readable | Writable): void {
  Object.defineProperty(process, name, { value: stream, configurable: true });
}

/** No terminal. */
class Sink extends Writable {
  #chunks: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}
