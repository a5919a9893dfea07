export interface ModelPolicy {
  readonly acceptanceHours: number | null;
  readonly reRoutesMissedContact: boolean;
}

export const HOURS = {
  contact: 48,
  appointment: 14 * 24,
  unopened: 4,
  release: 14 * 24,
  interim: 30 * 24,
} as const;
/** The days for which an appointment's clock may stand still, and the hour at which the last of them ends. */
export const PAUSE = { days: 30, closes: 17 } as const;
export const REMIND_BEFORE = { contact: 9, appointment: 72 } as const;

type ClockState = 'pending' | 'due-soon' | 'breached' | 'met' | 'late' | 'cancelled' | 'paused';

/** When a lead was sent: until when each promise is to be kept, and when its reminder goes out. */
export interface ModelTimes {
  readonly contact: { readonly remind: number; readonly due: number };
  readonly appointment: { readonly remind: number; readonly due: number };
  readonly acceptBy: number | null;
  readonly unopenedAt: number | null;
}

/** A paused clock keeps the hours it has left, not when it would have been due. */
export interface ModelClock {
  state: ClockState;
  remind: number;
  due: number;
  left: number;
}

/** By the policy alone, of a lead that is sent now. */
export function timesOf(now: number, { acceptanceHours }: ModelPolicy): ModelTimes {
  const clock = (name: 'contact' | 'appointment') => {
    const due = now + HOURS[name];
    return { due, remind: due - REMIND_BEFORE[name] };
  };
  return {
    contact: clock('contact'),
    appointment: clock('appointment'),
    acceptBy: acceptanceHours === null ? null : now + acceptanceHours,
    unopenedAt: now + HOURS.unopened,
  };
}

/** Whether the promise was broken this very hour. */
export function elapse(clock: ModelClock, now: number, brokenFrom = clock.due): boolean {
  if (clock.state !== 'pending' && clock.state !== 'due-soon') return false;
  if (now >= clock.remind) clock.state = 'due-soon';
  if (now < brokenFrom) return false;
  clock.state = 'breached';
  return true;
}

export function isUnsettled({ state }: ModelClock): boolean {
  return ['pending', 'due-soon', 'breached', 'paused'].includes(state);
}
