/** What a sentence is made of, as Markdown or plain. */
export interface Parts {
  /** Who acts; empty where nobody is known. */
  readonly who: string;
  readonly thing: string;
}

export interface DeedParts extends Parts {
  /** Between a verb and the thing in languages without spaces: none where what it is comes first. */
  readonly gap: '' | ' ';
  /** What of the thing. */
  readonly object: string;
}
