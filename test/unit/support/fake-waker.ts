import { setImmediate as turn } from 'node:timers/promises';
import type { Followed } from '../../../src/workflows/follow/plan';
import type { Waker } from '../../../src/workflows/follow/waker';

/** Keeps whom it was to wake. There is room at once, unless a test says otherwise. */
export function fakeWaker() {
  const woken: { followed: Followed; why: string }[] = [];
  let nudges = 0;
  let asked = 0;
  let room = async (): Promise<void> => undefined;
  const waker: Waker = {
    wake: (followed, why) => void woken.push({ followed, why }),
    nudgeWaitlist: () => {
      nudges += 1;
    },
    room: () => {
      asked += 1;
      return room();
    },
  };
  return {
    waker,
    woken,
    nudges: () => nudges,
    onRoom: (wait: () => Promise<void>) => {
      room = wait;
    },
    /** Resolves once it was asked for room so many times. */
    asksForRoom: async (times: number) => {
      while (asked < times) await turn();
    },
  };
}
