import type { Words } from './fault.ts';
import type { Override, Skip, Swap, Vacation } from './override.ts';

/**
 * Why something is not said, in a few words: 2026-11-25 已手动跳过, 丽丽 休假（2026-12-01 至 2026-12-07）.
 * When a pause ends is left to the caller, who knows the reader's zone.
 *
 * @param nameOf What people call a person. Default: the id.
 */
export function explainOverride(override: Override, nameOf: (person: string) => string = (id) => id): Words {
  switch (override.kind) {
    case 'skip':
      return explainSkip(override);
    case 'pause':
      return { zh: '已手动暂停', en: 'paused by hand' };
    case 'swap':
      return explainSwap(override, nameOf);
    case 'vacation':
      return explainVacation(override, nameOf);
  }
}

function explainSkip({ date, only }: Skip): Words {
  const what = only?.local.replace('T', ' ') ?? date;
  return { zh: `${what} 已手动跳过`, en: `${what} is skipped by hand` };
}

function explainSwap({ date, people }: Swap, nameOf: (person: string) => string): Words {
  const names = people.map(nameOf);
  return { zh: `${date} 换成 ${names.join('、')}`, en: `${date} is taken over by ${names.join(', ')}` };
}

function explainVacation({ person, from, until }: Vacation, nameOf: (person: string) => string): Words {
  const isOneDay = from === until;
  return {
    zh: `${person === undefined ? '全体' : `${nameOf(person)} `}休假（${isOneDay ? from : `${from} 至 ${until}`}）`,
    en: `${person === undefined ? 'everybody' : nameOf(person)} is on vacation (${isOneDay ? from : `${from} to ${until}`})`,
  };
}
