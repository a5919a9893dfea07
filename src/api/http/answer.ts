/** What a route answers, before it is sent. It is whole, so it can be kept and given again byte for byte. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes are for files that are made for each request. Only text can be kept. */
  readonly body: string | Buffer;
  /** Set when the answer was kept under the request's Idempotency-Key in the transaction of its own effects. */
  readonly kept?: true;
}

export type KeptAnswer = Pick<Answer, 'status' | 'headers'> & { readonly body: string };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): KeptAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A file to be saved under `filename`, which holds nothing but letters, digits, hyphens and dots. */
export function fileAnswer(file: Buffer, filename: string, contentType: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': contentType, 'content-disposition': `attachment; filename="${filename}"` },
    body: file,
  };
}

/** A strong entity tag: the representation changes only with the version. */
export function etag(version: number): { etag: string } {
  return { etag: `"${version}"` };
}
