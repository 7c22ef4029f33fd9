/** What a template may say: everything known about one occurrence when it is rendered. */
export interface TemplateValues {
  /** The fire instant, epoch ms. */
  readonly at: number;
  /** The reminder's IANA zone: `at` is shown in it. */
  readonly timezone: string;
  /** The reminder's locale, for names of months and days. */
  readonly locale: string;
  /** The date of what is announced, `YYYY-MM-DD`. */
  readonly date: string;
  /** Calendar days from `at` to `date`; 0 on the day itself. */
  readonly daysLeft: number;
  /** When what is announced happens, epoch ms. Default `at`. */
  readonly event?: number | undefined;
  /** Calendar days from the first date to `date`, where a first date is known. */
  readonly daysSince?: number | undefined;
  /** Which birthday or anniversary, where the first year is known. */
  readonly years?: number | undefined;
  /** Whom it is about. */
  readonly person?: TemplatePerson | undefined;
  /** Whose turn comes after. */
  readonly next?: TemplatePerson | undefined;
  /** Whose birthday is in the seven days that begin with `date`, the soonest first. Default: nobody's. */
  readonly comingBirthdays?: readonly ComingBirthday[] | undefined;
  /** Minutes late; 0 on time. */
  readonly lateMinutes: number;
  /** Which of several texts: those before it, counted round and round. Default the first. */
  readonly turn?: number | undefined;
  /** Why the date is not the one written: a shifted lunar date says so. */
  readonly note?: string | undefined;
  readonly reminder: {
    readonly id: string;
    readonly description?: string | undefined;
    readonly tags: readonly string[];
  };
  /** `date` in the Chinese calendar, in words: `八月十五`. */
  readonly lunar: string;
  /** The holiday on `date`, if it is one. */
  readonly holiday?: string | undefined;
}

export interface ComingBirthday extends TemplatePerson {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** From the date of the occurrence. */
  readonly daysLeft: number;
  /** Which one, where the year of birth is known. */
  readonly years?: number | undefined;
}

/** Several who take a turn together are as one: their names with `、` between. */
export interface TemplatePerson {
  readonly id: string;
  readonly name: string;
  readonly mobile?: string | undefined;
  readonly userId?: string | undefined;
}

/**
 * What templates are tried against when they are loaded: everything there, nothing there, and a day in between. In
 * English, since only other languages' names of days have to be asked for.
 */
export const sampleValues: readonly [TemplateValues, ...TemplateValues[]] = [
  {
    at: 1_798_160_400_000, // 2026-12-25T09:00+08:00
    timezone: 'Asia/Shanghai',
    locale: 'en',
    date: '2027-01-01',
    daysLeft: 7,
    years: 36,
    daysSince: 13_149,
    person: { id: 'xiaoming', name: '小明', mobile: '13800000000', userId: 'manager123' },
    next: { id: 'lili', name: '丽丽' },
    comingBirthdays: [
      { id: 'lili', name: '丽丽', date: '2027-01-01', daysLeft: 0 },
      { id: 'xiaoming', name: '小明', mobile: '13800000000', date: '2027-01-05', daysLeft: 4, years: 36 },
    ],
    lateMinutes: 5,
    note: '闰月，按平月过',
    reminder: { id: 'sample', description: '一个例子', tags: ['例子', '提醒'] },
    lunar: '冬月廿四',
    holiday: '元旦',
  },
  {
    at: 1_798_160_400_000,
    timezone: 'Asia/Shanghai',
    locale: 'en',
    date: '2026-12-25',
    daysLeft: 0,
    lateMinutes: 0,
    reminder: { id: 'sample', tags: [] },
    lunar: '冬月十七',
  },
  {
    at: 1_798_160_400_000,
    timezone: 'Asia/Shanghai',
    locale: 'en',
    date: '2026-12-26',
    daysLeft: 1,
    years: 1,
    daysSince: 365,
    person: { id: 'lili', name: '丽丽' },
    lateMinutes: 0,
    reminder: { id: 'sample', tags: ['例子'] },
    lunar: '冬月十八',
  },
];
