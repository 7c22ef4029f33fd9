import { describe, expect, it } from 'vitest';
import { tellRobotCause } from '../../src/robot/cause-words.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { readPage } from './pages.ts';

describe.each(['docs/dingtalk.md', 'docs/dingtalk.zh-CN.md'])('the errcodes of %s', (path) => {
  it('are those that we know, and each comes to what is written there', () => {
    const { tables } = readPage(path);
    const rows = tables.find(({ label }) => label === 'errcodes')?.rows ?? [];
    const told = rows.flatMap(([codes = '', , does = '']) =>
      [...codes.matchAll(/`(-?\d+)(?:–(\d+))?`/g)].map(([, from, until = from]) => ({
        from: Number(from),
        until: Number(until),
        outcome: /`(\w+)`/.exec(does)?.[1],
      })),
    );
    // One code stands for the four checks of a robot's security settings: a row for each.
    const once = told.filter(({ from }, index) => told.findIndex((each) => each.from === from) === index);
    expect(once.toSorted((a, b) => a.from - b.from)).toEqual(KNOWN);
  });
});

/** Runs of codes, all of them tried, that come to something else than a code never heard of. */
function* knownRanges() {
  const unknown = outcomeOf(HIGHEST);
  let open: { from: number; until: number; outcome: string } | undefined;
  for (let code = -100; code < HIGHEST; code++) {
    const outcome = outcomeOf(code);
    const isKnown = outcome.text !== unknown.text.replace(String(HIGHEST), String(code));
    if (open && (!isKnown || !isRange(code))) {
      yield open;
      open = undefined;
    }
    if (isKnown && open) open.until = code;
    else if (isKnown) open = { from: code, until: code, outcome: outcome.kind };
  }
}

const HIGHEST = 999_999;

/** Neighbours that mean different things are told one by one; only 4002xx-4006xx mean the same throughout. */
function isRange(code: number): boolean {
  return code >= 400_200 && code < 400_700;
}

function outcomeOf(errcode: number): { readonly kind: string; readonly text: string } {
  const outcome = classify({ httpStatus: 200, body: `{"errcode":${errcode},"errmsg":"签名不匹配"}` });
  return { kind: outcome.kind, text: outcome.kind === 'delivered' ? '' : tellRobotCause(outcome.cause, 'en') };
}

/** Read once for both pages: there are a million to try. */
const KNOWN = [...knownRanges()];
