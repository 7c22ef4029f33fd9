import type { ErrorParams, ForecastParams, WarningParams } from './params.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

export type Locale = 'zh-CN' | 'en';

/** One problem in words: what is wrong, in one line, and what to write instead. */
export interface ProblemText {
  readonly message: string;
  readonly hint?: string;
}

type Params = ErrorParams & WarningParams & ForecastParams;

/** Every problem in one language; one that is missing does not compile. */
export type Catalogue = { readonly [Code in keyof Params]: (params: Params[Code]) => ProblemText };

export function catalogueIn(locale: Locale): Catalogue {
  switch (locale) {
    case 'zh-CN':
      return zhCn;
    case 'en':
      return en;
  }
}
