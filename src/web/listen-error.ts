/** The web server cannot have its address. Its message, and `tell`, are for people: what is wrong and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** The system's code: `EADDRINUSE`. */
  readonly code: string | undefined;
  readonly #address: string;
  readonly #said: string;

  constructor(host: string, port: number, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    const said = cause instanceof Error ? cause.message : String(cause);
    const address = `${host}:${port}`;
    super(explain(address, code, said, 'en'), { cause });
    this.code = code;
    this.#address = address;
    this.#said = said;
  }

  tell(language: 'en' | 'zh-CN'): string {
    return explain(this.#address, this.code, this.#said, language);
  }
}

function explain(address: string, code: string | undefined, said: string, language: 'en' | 'zh-CN'): string {
  const why = ADVICE.get(code ?? '')?.[language] ?? said;
  return language === 'en' ? `The page cannot listen on ${address}: ${why}` : `页面不能监听 ${address}：${why}`;
}

const FOREIGN_ADDRESS = {
  en: 'that host is no address of this machine. Set daemon.http.host to 127.0.0.1, or to 0.0.0.0 for every address.',
  'zh-CN': 'daemon.http.host 不是这台机器的地址。请写 127.0.0.1，或写 0.0.0.0 表示所有地址。',
};

const ADVICE: ReadonlyMap<string, Readonly<Record<'en' | 'zh-CN', string>>> = new Map([
  [
    'EADDRINUSE',
    {
      en: 'another program, perhaps another dingbell, has that port. Set daemon.http.port to a free one, or to 0 for any.',
      'zh-CN': '这个端口被别的程序（也许是另一个钉铃）占用。请把 daemon.http.port 改成空闲的，或写 0 表示任意。',
    },
  ],
  [
    'EACCES',
    {
      en: 'that port needs special rights. Set daemon.http.port to one above 1023.',
      'zh-CN': '这个端口需要特殊权限。请把 daemon.http.port 改成 1023 以上的。',
    },
  ],
  ['EADDRNOTAVAIL', FOREIGN_ADDRESS],
  ['ENOTFOUND', FOREIGN_ADDRESS],
]);
