import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';
import type { Tally } from './tally';

const TAKES_MS = 12_000;
const GIVES_UP_AFTER_MS = 240_000;
/** A repeated request gets the same answer; who hangs up has to ask again. */
const ASKS_AGAIN = 0.15;
const HANGS_UP = 0.03;

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly cookie: string | null;
  readonly text: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What went wrong with answers, in words; each is a violation. */
export type Complaints = string[];

/** Asks one API or the other, and again, until it has an answer that is one. */
export class PatientClient {
  constructor(
    private readonly urls: readonly string[],
    private readonly random: Random,
    private readonly tally: Tally,
    private readonly complaints: Complaints,
  ) {}

  /** With the same key each time, when it has one. Throws when there was no answer for minutes. */
  async send(request: Request): Promise<Answer> {
    const until = Date.now() + GIVES_UP_AFTER_MS;
    let problem = '';
    for (let at = this.random.between(0, this.urls.length - 1); ; at += 1) {
      const answer = await this.ask(this.urls[at % this.urls.length] ?? '', request).catch(
        (error: unknown) => {
          problem = error instanceof Error ? error.message : String(error);
          return null;
        },
      );
      if (answer !== null && !isPassing(answer)) return answer;
      if (answer !== null) problem = `${answer.status} ${answer.text.slice(0, 200)}`;
      this.tally.add('requests repeated');
      if (Date.now() > until) {
        this.complaints.push(`no answer to ${request.method} ${request.path} for minutes: ${problem}`);
        throw new Error(problem);
      }
      await sleep(this.random.between(200, 1_000));
    }
  }

  /** As `send`; now and then once more after the answer, which must be the same then. */
  async sendKeyed(request: Request, key: string): Promise<Answer> {
    const keyed = { ...request, headers: { ...request.headers, 'idempotency-key': key } };
    const answer = await this.send(keyed);
    if (!this.random.chance(ASKS_AGAIN)) return answer;
    const again = await this.send(keyed);
    this.tally.add('requests sent again after their answer');
    // A refusal is judged anew where it could not be kept.
    const differs = again.status !== answer.status || idIn(again) !== idIn(answer);
    if (answer.status < 300 && differs) {
      this.complaints.push(
        `${request.method} ${request.path} with the key ${key} was answered ${answer.status} ${idIn(answer) ?? ''}, then ${again.status} ${idIn(again) ?? ''}`,
      );
    }
    return answer;
  }

  private async ask(url: string, { method, path, body, headers }: Request): Promise<Answer> {
    const patience = this.random.chance(HANGS_UP) ? this.random.between(1, 60) : TAKES_MS;
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      location: response.headers.get('location'),
      cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? null,
      text: await response.text(),
    };
  }
}

/** Nothing is known yet: the process is going down, or another one still has the request. */
function isPassing({ status, text }: Answer): boolean {
  return status >= 500 || status === 429 || (status === 409 && text.includes('idempotency-key-in-progress'));
}

function idIn({ text }: Answer): string | null {
  return /"id":"([^"]+)"/.exec(text)?.[1] ?? null;
}
