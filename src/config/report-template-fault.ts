import type { TemplateFault } from '../message/template-fault.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Scalar } from './tree.ts';

/** Reports what is wrong with a template, where it stands in the text. */
export function reportTemplateFault(fault: TemplateFault, scalar: Scalar, report: Report): void {
  const { code, message, hint, name, suggestion } = fault;
  // What is at fault is a name within a path: its last step stands at the offset.
  const length = name?.split('.').at(-1)?.length ?? 1;
  sayUnlessHidden(scalar, report, () =>
    report.error(placeWithin(scalar, fault.offset, fault.offset + length), code, {
      message: vouched(message),
      ...(hint !== undefined && { hint: vouched(hint) }),
      ...(name !== undefined && { name: vouched(name) }),
      ...(suggestion !== undefined && { suggestion: vouched(suggestion) }),
    }),
  );
}
