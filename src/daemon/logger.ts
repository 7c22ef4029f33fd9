import { createRequire } from 'node:module';
import pino from 'pino';
import type * as Pretty from 'pino-pretty';
import { printable } from '../message/printable.ts';
import { maskValues } from './mask-values.ts';

/** What writes the log. It has no children: what they were given once would be written without being masked. */
export type Logger = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LoggerOptions {
  /** Default `info`. */
  readonly level?: string;
  /** Takes secrets out of a text, whatever field or error it is from. */
  readonly scrub: (text: string) => string;
  /** Where lines go. */
  readonly destination: { write(line: string): void };
  /** For people at a terminal: coloured lines instead of JSON. Default: JSON. */
  readonly pretty?: boolean;
}

/** The log: one JSON object per line, every text in it scrubbed before it is written. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // It is a plain object by then.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          // Vendors and files may say anything, and it is read at a terminal.
          const masked = args.map((arg: unknown) => maskValues(arg, (text) => printable(options.scrub(text))));
          method.apply(this, masked as typeof args);
        },
      },
    },
    destinationOf(options),
  );
}

function destinationOf({ destination, pretty = false }: LoggerOptions): pino.DestinationStream {
  if (!pretty) return destination;
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
