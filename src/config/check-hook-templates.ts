import type { Kind } from '../hooks/kinds.ts';
import type { SenderName } from '../hooks/sender-name.ts';
import { bodyTemplateFaults, conditionFaults, eventTemplateFaults } from '../hooks/template-check.ts';
import type { TemplateFault } from '../message/template-fault.ts';
import type { Written } from './decode/decoder.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { placeWithin } from './place-within.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';
import { reportTemplateFault } from './report-template-fault.ts';
import type { HookPart } from './section-hooks.ts';

/** Reports what is wrong with the templates of a hook, each tried on a sample of what it will be given. */
export function checkHookTemplates(part: HookPart, from: SenderName, report: Report): void {
  for (const { name, value } of part.templates ?? []) {
    const kind = name as Kind;
    for (const written of [value.title, value.text]) {
      tell(written, (source) => eventTemplateFaults(source, kind, from), { kind, report });
    }
  }
  for (const written of [part.key, part.title, part.text, part.url]) tell(written, bodyTemplateFaults, { report });
}

/** Reports what a condition looks at that no event has. */
export function checkConditionValues(condition: Written, from: SenderName, report: Report): void {
  tell(condition, (source) => conditionFaults(source, from), { report });
}

interface Telling {
  /** Of which kind of event, where it is one alone. */
  readonly kind?: Kind;
  readonly report: Report;
}

function tell(
  written: Written | undefined,
  faultsOf: (source: string) => readonly TemplateFault[],
  { kind, report }: Telling,
): void {
  if (written === undefined) return;
  const { scalar } = written;
  for (const fault of faultsOf(written.value)) {
    const { code, name, suggestion, choices = [], offset } = fault;
    if (code !== 'template-unknown-value' || name === undefined) {
      reportTemplateFault(fault, scalar, report);
      continue;
    }
    const length = name.split('.').at(-1)?.length ?? 1;
    sayUnlessHidden(scalar, report, () =>
      report.error(placeWithin(scalar, offset, offset + length), 'event-unknown-value', {
        name: vouched(name),
        ...(kind !== undefined && { kind: own(kind) }),
        ...(suggestion !== undefined && { suggestion: vouched(suggestion) }),
        ...(choices.length > 0 && { known: vouched(choices.join(', ')) }),
      }),
    );
  }
}
