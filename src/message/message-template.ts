import { withMentions } from './mention.ts';
import type { Button, FeedLink, Mentions, Message, OpenIn } from './message.ts';
import { saysNothing } from './says-nothing.ts';
import { compileTemplate } from './template.ts';
import type { TemplateFault } from './template-fault.ts';
import type { TemplateValues } from './values.ts';

/** A message as it is written in YAML, parsed: every text in it is a template. */
export type MessageSource =
  /** Of several texts one is sent, by `TemplateValues.turn`. */
  | { readonly kind: 'text'; readonly text: string | readonly string[] }
  | { readonly kind: 'markdown'; readonly title: string; readonly text: string }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly text: string;
      readonly url: string;
      readonly picture?: string | undefined;
      readonly openIn?: OpenIn | undefined;
    }
  | {
      readonly kind: 'actionCard';
      readonly title: string;
      readonly text: string;
      readonly buttons: readonly [Button, ...Button[]];
      readonly layout?: 'vertical' | 'horizontal' | undefined;
    }
  | { readonly kind: 'feedCard'; readonly links: readonly [FeedLink, ...FeedLink[]] };

/** A message with gaps, checked: rendering it cannot fail. */
export interface MessageTemplate {
  /** Total and deterministic. Those who cannot be called are left out: `lostMentions` tells who, beforehand. */
  render(values: TemplateValues, mentions?: Mentions): Message;
  /** The known values it looks at, in any of its texts. */
  readonly uses: ReadonlySet<string>;
}

export type MessageTemplateResult =
  | { readonly kind: 'template'; readonly template: MessageTemplate }
  | { readonly kind: 'fault'; readonly faults: readonly [FieldFault, ...FieldFault[]] };

/** A fault and the text it is in. */
export interface FieldFault extends TemplateFault {
  /** As in YAML: `['text']`, `['markdown', 'title']`, `['actionCard', 'buttons', 0, 'url']`. */
  readonly path: readonly (string | number)[];
}

/** Compiles every text of a message; all faults at once. */
export function compileMessage(source: MessageSource): MessageTemplateResult {
  const fields = new Fields(source.kind === 'text' ? [] : [source.kind]);
  const fill = compileSource(source, fields);
  const [first, ...rest] = fields.faults;
  if (first !== undefined) return { kind: 'fault', faults: [first, ...rest] };
  return {
    kind: 'template',
    template: {
      uses: fields.uses,
      render: (values, mentions) => {
        const message = fill(values);
        // Nobody is called to read nothing.
        return mentions === undefined || saysNothing(message) ? message : withMentions(message, mentions).message;
      },
    },
  };
}

type Fill<Value> = (values: TemplateValues) => Value;

function compileSource(source: MessageSource, fields: Fields): Fill<Message> {
  switch (source.kind) {
    case 'text':
      return compileText(source, fields);
    case 'markdown':
      return compileMarkdown(source, fields);
    case 'link':
      return compileLink(source, fields);
    case 'actionCard':
      return compileActionCard(source, fields);
    case 'feedCard':
      return compileFeedCard(source, fields);
  }
}

type Source<Kind extends MessageSource['kind']> = Extract<MessageSource, { readonly kind: Kind }>;

function compileText({ text }: Source<'text'>, fields: Fields): Fill<Message> {
  if (typeof text === 'string') {
    const only = fields.compile(text, 'text');
    return (values) => ({ kind: 'text', text: only(values) });
  }
  const texts = text.map((each, index) => fields.compile(each, 'text', index));
  return (values) => ({ kind: 'text', text: texts[(values.turn ?? 0) % texts.length]?.(values) ?? '' });
}

function compileMarkdown(source: Source<'markdown'>, fields: Fields): Fill<Message> {
  const title = fields.compile(source.title, 'title');
  const text = fields.compile(source.text, 'text');
  return (values) => ({ kind: 'markdown', title: title(values), text: text(values) });
}

function compileLink(source: Source<'link'>, fields: Fields): Fill<Message> {
  const title = fields.compile(source.title, 'title');
  const text = fields.compile(source.text, 'text');
  const url = fields.compile(source.url, 'url');
  const picture = source.picture === undefined ? undefined : fields.compile(source.picture, 'picture');
  return (values) => ({
    kind: 'link',
    title: title(values),
    text: text(values),
    url: url(values),
    ...(picture === undefined ? {} : { picture: picture(values) }),
    ...opening(source),
  });
}

function compileActionCard(source: Source<'actionCard'>, fields: Fields): Fill<Message> {
  const { layout } = source;
  const title = fields.compile(source.title, 'title');
  const text = fields.compile(source.text, 'text');
  const buttons = mapAll(source.buttons, (button, index) => ({
    title: fields.compile(button.title, 'buttons', index, 'title'),
    url: fields.compile(button.url, 'buttons', index, 'url'),
    opening: opening(button),
  }));
  return (values) => ({
    kind: 'actionCard',
    title: title(values),
    text: text(values),
    buttons: mapAll(buttons, (button) => ({
      title: button.title(values),
      url: button.url(values),
      ...button.opening,
    })),
    ...(layout === undefined ? {} : { layout }),
  });
}

function compileFeedCard(source: Source<'feedCard'>, fields: Fields): Fill<Message> {
  const links = mapAll(source.links, (link, index) => ({
    title: fields.compile(link.title, 'links', index, 'title'),
    url: fields.compile(link.url, 'links', index, 'url'),
    picture: fields.compile(link.picture, 'links', index, 'picture'),
    opening: opening(link),
  }));
  return (values) => ({
    kind: 'feedCard',
    links: mapAll(links, (link) => ({
      title: link.title(values),
      url: link.url(values),
      picture: link.picture(values),
      ...link.opening,
    })),
  });
}

function opening({ openIn }: { readonly openIn?: OpenIn | undefined }): { readonly openIn?: OpenIn } {
  return openIn === undefined ? {} : { openIn };
}

/** Compiles one text after the other and keeps what it learns on the way. */
class Fields {
  readonly #base: readonly string[];
  readonly faults: FieldFault[] = [];
  readonly uses = new Set<string>();

  constructor(base: readonly string[]) {
    this.#base = base;
  }

  compile(source: string, ...path: readonly (string | number)[]): Fill<string> {
    const where = [...this.#base, ...path];
    const result = compileTemplate(source);
    if (result.kind === 'fault') {
      this.faults.push(...result.faults.map((fault) => ({ ...fault, path: where })));
      return () => source;
    }
    const { template } = result;
    if (template.isBlank) this.faults.push({ ...EMPTY, path: where });
    for (const name of template.uses) this.uses.add(name);
    return (values) => template.render(values);
  }
}

/** DingTalk refuses a message in which any of these is empty. */
const EMPTY = {
  code: 'template-empty',
  message: 'this text is empty',
  hint: 'DingTalk wants something here',
  offset: 0,
} as const;

/** `map` that knows that what was not empty stays so. */
function mapAll<From, To>(
  [first, ...rest]: readonly [From, ...From[]],
  convert: (each: From, index: number) => To,
): [To, ...To[]] {
  return [convert(first, 0), ...rest.map((each, index) => convert(each, index + 1))];
}
