/** What a sentence is made of, as Markdown or plain. */
export interface Parts {
  /** Who acts; empty where nobody is known. */
  readonly who: string;
  readonly thing: string;
}
