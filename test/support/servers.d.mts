/** A server that a test may end in order (`stop`), cut off (`kill`), start again on the same data, and remove. */
export interface TestServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export interface TestPostgres extends TestServer {
  readonly port: number;
  url(database?: string): string;
}

export interface TestTemporal extends TestServer {
  readonly address: string;
  /** The Temporal UI and its HTTP API. */
  readonly uiUrl: string;
}

export function startPostgres(): Promise<TestPostgres>;

/** @param cli Path of the Temporal CLI. */
export function startTemporal(cli: string): Promise<TestTemporal>;
