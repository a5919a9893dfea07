/** Which tasks go first where many wait for a worker: 1 before 5. */
export const PRIORITY = { now: 1, soon: 3, later: 5 } as const;
