import type { Words } from './fault.ts';
import type { Override } from './override.ts';

/**
 * Why something is not said, in a few words: 2026-11-25 已手动跳过, lili 休假（2026-12-01 至 2026-12-07）.
 * When a pause ends is left to the caller, who knows the reader's zone.
 */
export function explainOverride(override: Override): Words {
  switch (override.kind) {
    case 'skip':
      return { zh: `${override.date} 已手动跳过`, en: `${override.date} is skipped by hand` };
    case 'pause':
      return { zh: '已手动暂停', en: 'paused by hand' };
    case 'vacation': {
      const { person, from, until } = override;
      return {
        zh: `${person === undefined ? '全体' : `${person} `}休假（${from} 至 ${until}）`,
        en: `${person === undefined ? 'everybody' : person} is on vacation (${from} to ${until})`,
      };
    }
  }
}
