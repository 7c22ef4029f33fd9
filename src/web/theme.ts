/** How the page looks: as the visitor's system does, or as the visitor has chosen here. */
export type Theme = (typeof THEMES)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;

/** What the address asks for, else what was chosen before; `auto` for anything unknown. */
export function chooseTheme(wishes: {
  readonly asked: string | undefined;
  readonly remembered: string | undefined;
}): Theme {
  return toTheme(wishes.asked) ?? toTheme(wishes.remembered) ?? 'auto';
}

function toTheme(text: string | undefined): Theme | undefined {
  return THEMES.find((theme) => theme === text);
}
