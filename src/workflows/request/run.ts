import { condition, isCancellation, sleep } from '@temporalio/workflow';
import { millis, type Instant } from '../../domain/time';
import { untilTaken, type DeliveryOutcome, type Taken } from '../shared/delivery';
import { now } from '../shared/now';
import { shortInstant } from '../shared/short-instant';
import type { RequestCommand, RequestMail, RequestTerms, Settlement } from './activities';
import type { RequestInput } from './messages';
import { mail } from './proxies';
import { initialState, type RequestState } from './state';
import { show } from './visibility';

/** One request: its state, shown whenever it changes, and the mails that follow in their own time. */
export class RequestRun {
  private current: RequestState;
  private mailsNow = 0;

  constructor(input: RequestInput) {
    this.current = initialState(input);
    show(this.current);
  }

  get state(): RequestState {
    return this.current;
  }

  /** Known from the first step on. */
  get terms(): RequestTerms {
    if (this.current.terms === null) throw new Error('the request has not begun');
    return this.current.terms;
  }

  move(change: Partial<RequestState>): void {
    this.current = { ...this.current, ...change };
    show(this.current);
  }

  command(): RequestCommand {
    return { requestId: this.current.requestId, at: now() };
  }

  /** True when `settled` became true first; asked once more at the time itself, so that an answer in time counts. */
  async waitUntil(at: Instant, purpose: string, settled: () => boolean): Promise<boolean> {
    const remainingMs = millis(at) - millis(this.command().at);
    if (!settled() && remainingMs > 0) {
      const summary = `${purpose}: ${shortInstant(at, this.terms.zone)}`;
      await condition(settled, remainingMs, { summary });
    }
    return settled();
  }

  /** However long it takes. */
  async untilSettled(): Promise<Settlement> {
    for (;;) {
      const { settlement } = this.current;
      if (settlement !== null) return settlement;
      await condition(() => this.current.settlement !== null);
    }
  }

  async sleepUntil(at: Instant, purpose: string): Promise<void> {
    const remainingMs = millis(at) - millis(this.command().at);
    if (remainingMs <= 0) return;
    await sleep(remainingMs, { summary: `${purpose}: ${shortInstant(at, this.terms.zone)}` });
  }

  sendMail(which: RequestMail, summary: string): Promise<Taken<DeliveryOutcome>> {
    return untilTaken('mail', () =>
      mail.sendRequestMail.executeWithOptions({ summary }, [{ ...this.command(), mail: which }]),
    );
  }

  /** Nothing waits for a mail, except the end of the workflow. */
  tell(which: RequestMail, summary: string): void {
    this.post(() => this.sendMail(which, summary));
  }

  post(send: () => Promise<unknown>): void {
    this.mailsNow += 1;
    void send()
      .catch(unlessCancelled)
      .finally(() => {
        this.mailsNow -= 1;
      });
  }

  async untilMailed(): Promise<void> {
    await condition(() => this.mailsNow === 0);
  }
}

/** A cancelled workflow ends by its main road. */
function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
