import { z } from 'zod';
import { fileShape } from './shape.ts';

/** The JSON Schema by which editors complete and check schedule files as one types: `schedules/schema.json`. */
export function jsonSchema(): object {
  return z.toJSONSchema(fileShape, {
    io: 'input',
    target: 'draft-07',
    override: ({ jsonSchema }) => acceptVariables(jsonSchema),
  });
}

const VARIABLE = String.raw`\$\{`;

/** What comes from the environment cannot be judged in an editor. Called more than once for some parts. */
function acceptVariables(schema: { type?: unknown; pattern?: string }): void {
  if (schema.type === 'integer' || schema.type === 'boolean') {
    schema.type = [schema.type, 'string'];
    schema.pattern = VARIABLE;
  } else if (schema.pattern !== undefined && !schema.pattern.endsWith(VARIABLE)) {
    schema.pattern = `${schema.pattern}|${VARIABLE}`;
  }
}
