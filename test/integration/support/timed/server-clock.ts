import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { instant, millis, type Instant } from '../../../../src/domain/time';

/**
 * The clock of a time-skipping server, as the API's and the worker's clock. Between two leaps that server's clock runs
 * with the machine's, so it need not be asked each time.
 */
export class ServerClock {
  private aheadMs = 0;

  private constructor(private readonly env: TestWorkflowEnvironment) {}

  static async of(env: TestWorkflowEnvironment): Promise<ServerClock> {
    const clock = new ServerClock(env);
    await clock.read();
    return clock;
  }

  readonly now = (): Instant => instant(Date.now() + this.aheadMs);

  /** Moves forward, firing every timer on the way. Throws for an instant that is over. */
  async goTo(at: string): Promise<void> {
    const leapMs = millis(instant(at)) - (await this.env.currentTimeMs());
    if (leapMs < 0) throw new Error(`the server's clock only goes forward, and ${at} is over`);
    await this.env.sleep(leapMs);
    await this.read();
  }

  private async read(): Promise<void> {
    this.aheadMs = (await this.env.currentTimeMs()) - Date.now();
  }
}
