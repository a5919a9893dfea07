/** Which tasks go first when many wait for a worker: lower numbers first. */
export const PRIORITY = { now: 1, soon: 3, later: 5 } as const;
