import type { Payload } from '../robot/dingtalk/payload.ts';
import { previewLine } from '../web/page/message-preview.ts';

/** What the group reads of a payload; buttons in brackets. */
export function payloadForPeople(payload: Payload): string {
  switch (payload.msgtype) {
    case 'text':
      return payload.text.content;
    case 'markdown':
      return previewLine({ kind: 'markdown', ...payload.markdown });
    case 'link':
      return `${payload.link.title} ${payload.link.text}`;
    case 'actionCard': {
      const { actionCard: card } = payload;
      const buttons = 'btns' in card ? card.btns.map(({ title }) => title) : [card.singleTitle];
      const said = previewLine({ kind: 'markdown', title: card.title, text: card.text });
      return [said, ...buttons.map((title) => `[${title}]`)].join(' ');
    }
    case 'feedCard':
      return payload.feedCard.links.map(({ title }) => title).join(' · ');
  }
}
