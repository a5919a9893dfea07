import { condition } from '@temporalio/workflow';
import { nextChaseStep, type ChaseStep } from '../../domain/reports/chase';
import { millis, type Instant } from '../../domain/time';
import { untilTaken, type Taken } from '../shared/delivery';
import { isHistoryLong } from '../shared/long-history';
import { now } from '../shared/now';
import { shortInstant } from '../shared/short-instant';
import type { ReportCommand, ReportNote, ReportStanding, ReportTerms } from './activities';
import type { ReportInput } from './messages';
import { record } from './proxies';
import { show } from './visibility';

/** Set by the signal, also while the first step is under way. */
export interface News {
  heard: boolean;
}

/** One run of a report: where it stands by PostgreSQL, what an earlier run or this one has done, and what it waits for. */
export class ReportRun {
  private constructor(
    private readonly reportId: string,
    readonly terms: ReportTerms,
    private current: ReportStanding,
    private done: readonly ChaseStep[],
    private readonly news: News,
  ) {
    if (current.untold || current.uncorrected !== null) this.noteNews();
    // A mail is mostly taken within a second: where it stands is shown with the sending, or with a first try that fails.
    if (terms.delivered) this.show();
  }

  static async begin({ reportId }: ReportInput, news: News): Promise<ReportRun> {
    const terms = await record.beginReport({ reportId, at: now() });
    return new ReportRun(reportId, terms, terms.standing, terms.chased, news);
  }

  get standing(): ReportStanding {
    return this.current;
  }

  get isComplete(): boolean {
    return this.current.state === 'complete';
  }

  get chased(): readonly ChaseStep[] {
    return this.done;
  }

  get isLong(): boolean {
    return isHistoryLong();
  }

  /** Somebody said that it changed, and nobody has looked yet. */
  get hasNews(): boolean {
    return this.news.heard;
  }

  noteNews(): void {
    this.news.heard = true;
  }

  command(): ReportCommand {
    return { reportId: this.reportId, at: now() };
  }

  async look(): Promise<void> {
    this.news.heard = false;
    this.stand(await record.readReport(this.command()));
  }

  async note(note: ReportNote): Promise<void> {
    this.stand(await record.noteReport({ ...this.command(), note }));
  }

  async noteStep(note: Extract<ReportNote, { what: 'chased' | 'escalated' }>): Promise<void> {
    this.done = [...this.done, note.step];
    await this.note(note);
  }

  /** True once it is that time; false when the report is complete, or this run has become long, before. */
  async isTimeFor(at: Instant | null, purpose: string): Promise<boolean> {
    const over = (): boolean => this.isComplete || this.isLong;
    if (at === null) await condition(over);
    else {
      const remainingMs = millis(at) - millis(now());
      const summary = `${purpose}: ${shortInstant(at, this.terms.zone)}`;
      if (!over() && remainingMs > 0) await condition(over, remainingMs, { summary });
    }
    return !over();
  }

  /** Sends until the server takes or refuses the mail; null when this run has become long before. */
  untilTaken<Outcome extends { readonly outcome: string }>(
    what: string,
    send: () => Promise<Outcome>,
  ): Promise<Taken<Outcome> | null> {
    return untilTaken(what, send, () => {
      this.show();
      return !this.isLong;
    });
  }

  private show(): void {
    show(this.terms, this.current, nextChaseStep(this.terms.chase, this.done, now()));
  }

  private stand(standing: ReportStanding): void {
    this.current = standing;
    this.show();
  }
}
