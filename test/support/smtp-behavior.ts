/** What the test's SMTP server does with one message. */
export type SmtpBehavior =
  | { readonly kind: 'accept' }
  /** Answers the recipient or the finished data with this code: 4xx is temporary, 5xx final. */
  | { readonly kind: 'refuse'; readonly code: number; readonly at: 'recipient' | 'data' }
  /** Cuts the connection: with nothing received, amid the message, or with the message kept but not confirmed. */
  | { readonly kind: 'close'; readonly when: 'before-data' | 'during-data' | 'after-data' }
  /** Says nothing to the recipient, or to the message that it has kept, until it is released. */
  | { readonly kind: 'hold'; readonly at: 'recipient' | 'reply'; readonly hold: Hold };

type Kind<K extends SmtpBehavior['kind']> = Extract<SmtpBehavior, { kind: K }>;

export const refuse = (code: number, at: Kind<'refuse'>['at'] = 'recipient'): SmtpBehavior => ({
  kind: 'refuse',
  code,
  at,
});

export const close = (when: Kind<'close'>['when']): SmtpBehavior => ({ kind: 'close', when });

export const holdAt = (at: Kind<'hold'>['at']): Kind<'hold'> => ({ kind: 'hold', at, hold: new Hold() });

/** A point at which the server stands still, until the test lets it go on. */
export class Hold {
  /** Resolves when the server stands there. */
  readonly reached: Promise<void>;
  private readonly released: Promise<void>;
  private reach: () => void = () => undefined;
  private letGo: () => void = () => undefined;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.reach = resolve;
    });
    this.released = new Promise((resolve) => {
      this.letGo = resolve;
    });
  }

  release(): void {
    this.letGo();
  }

  wait(): Promise<void> {
    this.reach();
    return this.released;
  }
}

export function refusal(code: number): Error {
  const text = code < 500 ? 'not now, try again later' : 'no such recipient here';
  return Object.assign(new Error(text), { responseCode: code });
}
