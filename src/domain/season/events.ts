/** What can be done to a season, as its history names it. */
export const SEASON_EVENT_TYPES = ['created', 'amended', 'paused', 'resumed', 'ended'] as const;
export type SeasonEventType = (typeof SEASON_EVENT_TYPES)[number];
