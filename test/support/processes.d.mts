/** A process that can be recognized later: a pid alone is used again by the system. */
export interface Identity {
  readonly pid: number;
  readonly startedAt: string;
}

/** Whether that very process still runs. */
export function isAlive(identity: Identity): boolean;
