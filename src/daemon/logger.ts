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
  /** For people: the zone of the times. Default, also as long as none is known: that of the system. */
  readonly timezone?: () => string | undefined;
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

function destinationOf({ destination, pretty = false, timezone }: LoggerOptions): pino.DestinationStream {
  if (!pretty) return destination;
  // Not loaded where nobody looks; at once where somebody does, for the log begins here.
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof Pretty;
  const format = prettyFactory({
    colorize: styleAllowed(),
    // Told already.
    translateTime: false,
    singleLine: true,
    ignore: FOR_PROGRAMS,
  });
  return {
    write(line: string) {
      const said = JSON.parse(line) as { readonly time: string };
      destination.write(format({ ...said, time: clockOf(said.time, timezone?.()) }));
    },
  };
}

/** `08:50:03` */
function clockOf(time: string, timezone = Temporal.Now.timeZoneId()): string {
  return Temporal.Instant.from(time).toZonedDateTimeISO(timezone).toPlainTime().toString({ smallestUnit: 'second' });
}

/** Fields that tell a person nothing, or that stand in the message already. */
const FOR_PROGRAMS = 'delivery,tookMs,page,cause';

/** https://no-color.org */
function styleAllowed(): boolean {
  return !process.env['NO_COLOR'];
}
