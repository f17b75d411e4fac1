/** What the scripts of the site share: each script puts what others and the tests use on `globalThis`. */

export interface Place {
  /** The id of the heading one was at; empty before the first. */
  at: string;
  percent: number;
  /** Spent on the page in all. */
  seconds: number;
  /** The last visit, in milliseconds since 1970. */
  when: number;
  done: boolean;
}

/** By key of the page. */
export type Memory = Record<string, Place>;

declare global {
  var bookSay: (words: string) => void;
  var bookMemory: {
    parse: (text: string | null) => Memory;
    isRead: (percent: number, seconds: number, minutes: number) => boolean;
    goOn: (memory: Memory, order: string[], here: string) => string | null;
    recall: () => Memory;
    note: (key: string, change: Partial<Place>) => boolean;
    forget: () => void;
    canRemember: () => boolean;
  };
}
