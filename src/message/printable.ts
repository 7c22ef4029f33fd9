/**
 * A text from outside as it may be printed at a terminal: without control characters (those from U+0080 on included) and
 * what turns the direction of writing around. Line ends and tabs stay.
 */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '');
}

/** The same of JSON, in which all of it can be written otherwise: whoever reads it gets what was there. */
export function printableJson(json: string): string {
  return json.replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UNPRINTABLE = /[[\p{Cc}\p{Bidi_Control}]--[\n\t]]/gv;
