import type { JsonSchema } from './decode/decoder.ts';
import { SECTIONS } from './sections.ts';

/** The JSON Schema by which editors complete and check schedule files as one types: `schedules/schema.json`. */
export function jsonSchema(): JsonSchema & { readonly $schema: string } {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'dingbell 钉铃',
    type: 'object',
    properties: Object.fromEntries(Object.entries(SECTIONS).map(([name, { schema }]) => [name, schema])),
    additionalProperties: false,
  };
}
