/** Where the servers of one run are; scripts/bench.mjs starts them and hands this over. */
export interface Settings {
  /** The repository. */
  readonly root: string;
  /** Of this run alone, removed at its end. */
  readonly folder: string;
  /** Where the figures are kept as JSON. */
  readonly results: string;
  readonly databaseUrl: string;
  readonly routingDatabaseUrl: string;
  readonly temporalAddress: string;
  /** Processes of the service; one of each when left out. */
  readonly apis?: number;
  readonly workers?: number;
  /** Part of the full counts, for a trial run; 1 when left out. */
  readonly scale?: number;
}
