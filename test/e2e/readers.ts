import { type Conversation, ENTER } from '../cli/conversation.ts';

const SECRET = 'SEC-dummy-of-the-cli-test';

/** What the readme has a newcomer do, in its order and language: the words that are waited for, and its page. */
export const READERS = [
  {
    lang: 'en',
    page: 'README.md',
    asked: {
      language: 'Language',
      folder: 'In which folder',
      inUse: 'holds YAML already',
      webhook: 'Paste the webhook',
      signed: 'Does it use 加签',
      secret: 'Paste the 加签 secret',
      shown: 'These examples would be sent to the group of team',
      examples: 'What to do with them?',
      write: 'Write it?',
      arrived: 'The running daemon has sent the test message to the group of team',
    },
  },
  {
    lang: 'zh-CN',
    page: 'README.zh-CN.md',
    asked: {
      language: '语言',
      folder: 'YAML 放在哪个文件夹',
      inUse: '里已有 YAML',
      webhook: '粘贴 webhook',
      signed: '它用加签',
      secret: '粘贴加签的密钥',
      shown: '这些示例会发到 team 的群里',
      examples: '怎么处理？',
      write: '写入吗',
      arrived: '正在运行的守护进程已把测试消息发到 team 的群里',
    },
  },
] as const;

/** As far as the question what becomes of the examples. */
export async function answerUpToExamples(
  conversation: Conversation,
  asked: (typeof READERS)[number]['asked'],
  webhook: string,
): Promise<void> {
  await conversation.answer(asked.language, ENTER);
  await conversation.answer(asked.folder, ENTER);
  await conversation.answer(asked.inUse, ENTER);
  await conversation.answer(asked.webhook, webhook + ENTER);
  await conversation.answer(asked.signed, ENTER);
  await conversation.answer(asked.secret, SECRET + ENTER);
  await conversation.hears(asked.shown);
}
