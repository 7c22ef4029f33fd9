import type { Button, Message } from './message.ts';

/** The same with every link and button opening in the browser. Links within a text stay as they are. */
export function openingInBrowser(message: Message): Message {
  switch (message.kind) {
    case 'text':
    case 'markdown':
      return message;
    case 'link':
      return { ...message, openIn: 'browser' };
    case 'actionCard': {
      const [first, ...others] = message.buttons;
      return { ...message, buttons: [opening(first), ...others.map(opening)] };
    }
    case 'feedCard': {
      const [first, ...others] = message.links;
      return { ...message, links: [opening(first), ...others.map(opening)] };
    }
  }
}

function opening<Link extends Button>(link: Link): Link {
  return { ...link, openIn: 'browser' };
}
