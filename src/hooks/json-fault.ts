/** Where a text stops being JSON, counted from 1. */
export function placeOfFault(text: string): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offsetOfFault(text)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Beyond it the search would take longer than the answer is worth. */
const LONGEST = 100_000;

/** The longest beginning that could still become JSON: V8 tells the place of some faults only. */
function offsetOfFault(text: string): number {
  const told = toldOffset(text);
  if (told !== undefined || text.length > LONGEST) return told ?? 0;
  let [fine, wrong] = [0, text.length];
  while (fine < wrong) {
    const middle = Math.ceil((fine + wrong) / 2);
    if (isOpen(text.slice(0, middle))) fine = middle;
    else wrong = middle - 1;
  }
  return fine;
}

/** It lacks an end and nothing else. */
function isOpen(text: string): boolean {
  const fault = faultOf(text);
  return fault === undefined || fault.includes('end of JSON input') || placeIn(fault) === text.length;
}

function toldOffset(text: string): number | undefined {
  return placeIn(faultOf(text) ?? '');
}

function placeIn(fault: string): number | undefined {
  const place = / at position (\d+)/.exec(fault)?.[1];
  return place === undefined ? undefined : Number(place);
}

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
