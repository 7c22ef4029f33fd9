import { createRequire } from 'node:module';
import pino, { type Logger } from 'pino';
import type * as Pretty from 'pino-pretty';

export type { Logger };

export interface LoggerOptions {
  /** Default `info`. */
  readonly level?: string;
  /** Takes secrets out of a finished line, whatever field or error text they hide in. */
  readonly scrub: (line: string) => string;
  /** Where lines go. Default: standard output. */
  readonly destination?: { write(line: string): void };
  /** For people at a terminal: coloured lines instead of JSON. Default: when standard output is a terminal. */
  readonly pretty?: boolean;
}

/**
 * The log: one JSON object per line, scrubbed as a whole. Synchronous, so that a crash loses no line: standard output
 * is, on POSIX, for terminals, files and pipes alike.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: options.scrub },
    },
    destinationOf(options),
  );
}

function destinationOf(options: LoggerOptions): pino.DestinationStream {
  const destination = options.destination ?? process.stdout;
  const wantsPretty = options.pretty ?? (options.destination === undefined && process.stdout.isTTY);
  if (!wantsPretty) return destination;
  // Not loaded where nobody looks; at once where somebody does, for the log begins here.
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof Pretty;
  const format = prettyFactory({
    colorize: styleAllowed(),
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    ignore: FOR_PROGRAMS,
  });
  return { write: (line: string) => destination.write(format(JSON.parse(line))) };
}

/** Fields that tell a person nothing, or that stand in the message already. */
const FOR_PROGRAMS = 'delivery,tookMs,page,cause';

/** https://no-color.org */
function styleAllowed(): boolean {
  return !process.env['NO_COLOR'];
}
