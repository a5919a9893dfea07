import type { ChildProcess } from 'node:child_process';

/** One run, as scripts/chaos.mjs hands it over. */
export interface Settings {
  /** The repository. */
  readonly root: string;
  /** Of this run alone: data, and what every process prints. */
  readonly folder: string;
  readonly seed: number;
  readonly minutes: number;
  /** Seconds between two faults, on average. */
  readonly every: number;
  readonly apis: number;
  readonly workers: number;
  readonly databaseUrl: string;
  /** Makes the database with its tables, and what Temporal has to know. */
  prepare(): Promise<void>;
  readonly temporalAddress: string;
  /** Of this run alone on a server that is not ours: what an earlier run left there is none of its concern. */
  readonly namespace: string;
  /** The options that make this run again, but for the seed. */
  readonly again: string;
  readonly ports: {
    readonly smtp: readonly number[];
    readonly apis: readonly number[];
    readonly workers: readonly number[];
  };
  readonly postgres: Program;
  /** Null: a server that is not ours, which is left alone. */
  readonly temporal: Program | null;
}

/** A server that can be spawned again and again on the same data. */
export interface Program {
  spawn(): Promise<ChildProcess>;
  untilReady(): Promise<void>;
}
