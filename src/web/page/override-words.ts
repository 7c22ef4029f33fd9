import type { Override } from '../../schedule/override.ts';
import { causeText } from './cause-text.ts';
import type { View } from './view.ts';

/** Why something is not said: `已手动暂停到 2026-12-01 09:00`. People go by their names, times by the page's clock. */
export function overrideReason(override: Override, view: View): string {
  return causeText({ code: 'overridden', by: override }, view);
}
