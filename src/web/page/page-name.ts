/** The pages, in the order of the navigation, each with its address. */
export const PAGE_PATHS = {
  upcoming: '/',
  month: '/month',
  reminders: '/reminders',
  history: '/history',
  hooks: '/hooks',
  robots: '/robots',
  problems: '/problems',
  conversation: '/conversation',
} as const;

export type PageName = keyof typeof PAGE_PATHS;

export const PAGE_NAMES = Object.keys(PAGE_PATHS) as readonly PageName[];

export function isPagePath(path: string): boolean {
  return PAGE_NAMES.some((name) => PAGE_PATHS[name] === path);
}
