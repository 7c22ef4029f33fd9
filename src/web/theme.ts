/** How the page looks: as the visitor's system does, or as the visitor has chosen here. */
export type Theme = (typeof THEMES)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;
