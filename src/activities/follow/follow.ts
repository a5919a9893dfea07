import type { FollowActivities } from '../../workflows/follow/activities';
import type { Followers, Works } from './ports';
import { sendMessage, type SendDeps } from './send-message';

export interface FollowDeps extends SendDeps {
  readonly followers: Followers;
  readonly works: Works;
  readonly heartbeat: (done: number) => void;
}

/** The interval of heartbeats. Only a call to a slow mail server lasts long enough for one. */
const BEAT_MS = 3_000;

/** The activities of followers. Each ends with the plan of its own transaction. */
export function followActivities(deps: FollowDeps): FollowActivities {
  const { followers, works, heartbeat } = deps;
  return {
    advance: (command) => followers[command.kind].advance(command),

    async sendMessage(command) {
      const beating = setInterval(() => heartbeat(0), BEAT_MS);
      try {
        return await sendMessage(deps, followers[command.kind], command);
      } finally {
        clearInterval(beating);
      }
    },

    async work(command) {
      const work = works[command.kind];
      if (work === undefined) throw new Error(`a ${command.kind} has no long work`);
      await work(command, heartbeat);
      return followers[command.kind].advance(command);
    },
  };
}
