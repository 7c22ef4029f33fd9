import type { KnownFields, KnownValue } from '../message/known-values.ts';
import { findTagSlip } from '../message/tag-slips.ts';
import { tried } from '../message/template-engine.ts';
import { errorFault, slipFault, type TemplateFault, unknownValues, valuesIn } from '../message/template-fault.ts';
import { eventValues } from './event-values.ts';
import { hookEngine } from './hook-template.ts';
import { ALL_KINDS, type Kind } from './kinds.ts';
import { knownPeople } from './known-people.ts';
import { sampleOf } from './samples.ts';
import type { SenderName } from './sender-name.ts';

const NOBODY = knownPeople([]);
const ANY: KnownValue = { kind: 'any' };
const PLAIN: KnownValue = { kind: 'plain' };

/** What is wrong with a template for events of a kind, tried on the sample of it. */
export function eventTemplateFaults(source: string, kind: Kind, sender: SenderName): readonly TemplateFault[] {
  const values = eventValues(sampleOf(kind, sender), NOBODY);
  return faultsIn(source, { known: ofEvents(shapesIn(values), sender), values });
}

/** The same of one over what was received, of `from: json`: nobody knows what is in the body. */
export function bodyTemplateFaults(source: string): readonly TemplateFault[] {
  return faultsIn(source, { known: { body: ANY, header: ANY } });
}

/** The same of a condition: what it looks at has to be known of some kind. */
export function conditionFaults(condition: string, sender: SenderName): readonly TemplateFault[] {
  const all = ALL_KINDS.map((kind) => shapesIn(eventValues(sampleOf(kind, sender), NOBODY)));
  const known = ofEvents(Object.assign({}, ...all) as KnownFields, sender);
  return faultsIn(`${IF}${condition}${THEN}`, { known }).map((fault) => ({
    ...fault,
    offset: Math.min(Math.max(0, fault.offset - IF.length), Math.max(0, condition.length - 1)),
  }));
}

const IF = '{% if ';
const THEN = ' %}1{% endif %}';

interface Against {
  readonly known: KnownFields;
  /** Absent: nothing to try it on. */
  readonly values?: object;
}

function faultsIn(source: string, { known, values }: Against): readonly TemplateFault[] {
  const slip = findTagSlip(source);
  if (slip !== undefined) return [slipFault(slip)];
  try {
    const parsed = hookEngine.parse(source);
    const unknown = unknownValues(valuesIn(parsed, hookEngine), source, known);
    if (unknown.length > 0) return unknown;
    // Within a loop only trying tells.
    if (values !== undefined) tried(hookEngine, parsed, values);
    return [];
  } catch (error) {
    return [errorFault(error, source, hookEngine)];
  }
}

/** Whoever posts JSON has a body and headers of its own. */
function ofEvents(known: KnownFields, sender: SenderName): KnownFields {
  return sender === 'json' ? { ...known, body: ANY, header: ANY } : known;
}

/** What is known of a sample's values: what is not there is not known, what is null may be. */
function shapesIn(values: Readonly<Record<string, unknown>>): KnownFields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, shapeOf(value)]])),
  );
}

function shapeOf(value: unknown): KnownValue {
  if (Array.isArray(value)) return { kind: 'list', item: value.length === 0 ? ANY : shapeOf(value[0]) };
  if (typeof value !== 'object' || value === null) return PLAIN;
  return { kind: 'object', fields: shapesIn(value as Readonly<Record<string, unknown>>) };
}
