import type { Template as ParsedTemplate } from 'liquidjs';
import { engine, RENDERING, scopeOf, tried } from './template-engine.ts';
import type { TemplateFault } from './template-fault.ts';
import { errorFault, slipFault, unknownValues, valuesIn } from './template-fault.ts';
import { hasWords, outlineOf } from './template-outline.ts';
import { findTagSlip } from './tag-slips.ts';
import type { TemplateValues } from './values.ts';
import { sampleValues } from './values.ts';

/** A text with gaps, checked: rendering it cannot fail. */
interface Template {
  /** Total and deterministic: the same values always give the same text. */
  render(values: TemplateValues): string;
  /** The known values it looks at (`person`, `years`): a reminder that has none of them can be warned about. */
  readonly uses: ReadonlySet<string>;
  /** Nothing but white space came of it, whatever values it was tried on. */
  readonly isBlank: boolean;
}

export type TemplateResult =
  | { readonly kind: 'template'; readonly template: Template }
  /** Every fault that could be found at once, in the order of the text. */
  | { readonly kind: 'fault'; readonly faults: readonly [TemplateFault, ...TemplateFault[]] };

/**
 * Compiles a Liquid template and tries it on sample values. Text from users never executes code, reads no file, and sees
 * nothing but {@link TemplateValues}; an unknown value or filter is a fault with its position, and a value that is known
 * but absent (no `note` today) is empty.
 */
export function compileTemplate(source: string): TemplateResult {
  const outline = outlineOf(source);
  const known = outline === undefined ? undefined : compileOutline(outline);
  // Where in this text the faults of an outline stand, only the text itself can tell.
  if (known?.kind !== 'template') return compileWhole(source);
  const { uses, isBlank } = known.template;
  return { kind: 'template', template: { uses, isBlank: isBlank && !hasWords(source), render: rendererOf(source) } };
}

const CONDITION = /\{%-?\s*(?:if|unless|case|for)\b/;

/** Thousands of reminders have a handful of outlines. */
const outlines = new Map<string, TemplateResult>();
const MOST_OUTLINES = 1_000;

function compileOutline(outline: string): TemplateResult {
  const known = outlines.get(outline);
  if (known) return known;
  if (outlines.size >= MOST_OUTLINES) outlines.clear();
  const result = compileWhole(outline);
  outlines.set(outline, result);
  return result;
}

/** Everything done with this very text: what the outline spares others. */
export function compileWhole(source: string): TemplateResult {
  const slip = findTagSlip(source);
  if (slip !== undefined) return faults([slipFault(slip)]);
  try {
    const parsed = engine.parse(source);
    const values = valuesIn(parsed);
    const unknown = unknownValues(values, source);
    if (unknown.length > 0) return faults(unknown);
    const samples = sampleValues.map((sample) => tried(engine, parsed, scopeOf(sample)));
    // What is said on some days only, the samples may not reach.
    const isBlank = !CONDITION.test(source) && samples.every((text) => text.trim() === '');
    const uses = new Set(Object.keys(values));
    return { kind: 'template', template: { uses, isBlank, render: rendererOf(source) } };
  } catch (error) {
    return faults([errorFault(error, source)]);
  }
}

/** Parses when first asked: a daemon with thousands of reminders renders a few of them a day. */
function rendererOf(source: string): Template['render'] {
  let parsed: ParsedTemplate[] | undefined;
  return (values) => {
    try {
      parsed ??= engine.parse(source);
      return String(engine.renderSync(parsed, scopeOf(values), RENDERING));
    } catch {
      // Something the samples did not reach. The text with its gaps showing is better than no reminder at all.
      return source;
    }
  };
}

function faults(found: readonly TemplateFault[]): TemplateResult {
  const [first, ...rest] = found;
  if (first === undefined) throw new TypeError('a template that is refused has a fault');
  return { kind: 'fault', faults: [first, ...rest] };
}
