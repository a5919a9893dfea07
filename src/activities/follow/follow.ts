import type { FollowActivities } from '../../workflows/follow/activities';
import type { Followers, Works } from './ports';
import { sendMessage, type SendDeps } from './send-message';

export interface FollowDeps extends SendDeps {
  readonly followers: Followers;
  readonly works: Works;
  readonly heartbeat: (done: number) => void;
}

/** What followers do; each ends with the plan of its own transaction. */
export function followActivities(deps: FollowDeps): FollowActivities {
  const { followers, works, heartbeat } = deps;
  return {
    advance: (command) => followers[command.kind].advance(command),

    sendMessage: (command) => sendMessage(deps, followers[command.kind], command),

    async work(command) {
      const work = works[command.kind];
      if (work === undefined) throw new Error(`a ${command.kind} has no long work`);
      await work(command, heartbeat);
      return followers[command.kind].advance(command);
    },
  };
}
