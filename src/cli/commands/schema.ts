import { jsonSchema } from '../../config/schema.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Session } from '../session.ts';

/** The JSON Schema of the YAML, as `schedules/schema.json` holds it. */
export async function schema({ out, json }: Session): Promise<ExitCode> {
  if (json) await out.json(jsonSchema());
  else await out.line(JSON.stringify(jsonSchema(), null, 2));
  return EXIT.fine;
}
