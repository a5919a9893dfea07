/** What a route answers, before it is sent: whole, so that it can be kept and given again byte for byte. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Set when the answer was kept under the request's Idempotency-Key in the transaction of its own effects. */
  readonly kept?: true;
}

export type KeptAnswer = Pick<Answer, 'status' | 'headers' | 'body'>;

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A strong entity tag: the representation changes with the version alone. */
export function etag(version: number): { etag: string } {
  return { etag: `"${version}"` };
}
