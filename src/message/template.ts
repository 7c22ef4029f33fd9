import type { Template as ParsedTemplate } from 'liquidjs';
import { engine, RENDERING, scopeOf, TRYING } from './template-engine.ts';
import type { TemplateFault } from './template-fault.ts';
import { errorFault, slipFault, unknownValues } from './template-fault.ts';
import { findTagSlip } from './tag-slips.ts';
import type { TemplateValues } from './values.ts';
import { sampleValues } from './values.ts';

/** A text with gaps, checked: rendering it cannot fail. */
export interface Template {
  /** Total and deterministic: the same values always give the same text. */
  render(values: TemplateValues): string;
  /** The known values it looks at (`person`, `years`): a reminder that has none of them can be warned about. */
  readonly uses: ReadonlySet<string>;
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
  const slip = findTagSlip(source);
  if (slip !== undefined) return faults([slipFault(slip)]);
  try {
    const parsed = engine.parse(source);
    const unknown = unknownValues(parsed, source);
    if (unknown.length > 0) return faults(unknown);
    for (const sample of sampleValues) engine.renderSync(parsed, scopeOf(sample), TRYING);
    return { kind: 'template', template: templateOf(parsed, source) };
  } catch (error) {
    return faults([errorFault(error, source)]);
  }
}

function templateOf(parsed: ParsedTemplate[], source: string): Template {
  const globals = engine.analyzeSync(parsed, { partials: false }).globals;
  return {
    uses: new Set(Object.keys(globals)),
    render: (values) => {
      try {
        return String(engine.renderSync(parsed, scopeOf(values), RENDERING));
      } catch {
        // Something the samples did not reach. The text with its gaps showing is better than no reminder at all.
        return source;
      }
    },
  };
}

function faults(found: readonly TemplateFault[]): TemplateResult {
  const [first, ...rest] = found;
  if (first === undefined) throw new TypeError('a template that is refused has a fault');
  return { kind: 'fault', faults: [first, ...rest] };
}
