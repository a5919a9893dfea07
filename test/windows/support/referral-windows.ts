import type { Page } from '../../integration/support/assister';
import type { Cell } from './cells';
import { versionIn, type Scene, type SentLead } from './scene';
import type { Prepared, Reply, Seen, Window } from './window';

/** A lead that was sent, as every log of one begins. */
export const SENT: readonly string[] = ['received', 'assigned', 'sent'];
/** Nobody waits for either promise any more. */
export const bothCancelled: readonly string[] = ['milestone-cancelled', 'milestone-cancelled'];

interface About {
  readonly name: string;
  readonly of?: Window['of'];
  readonly then: Seen;
  readonly next: 'withdraw' | 'reopen';
  /** Its answer tells nothing of what was recorded: the page opens, and the mail is taken, all the same. */
  readonly silent?: boolean;
}

interface Doing extends Pick<Prepared, 'ask' | 'bringDue'> {
  /** The type of the event that it leaves. */
  readonly event: string;
  /** Where it stands, when that is not at that event. */
  readonly point?: string;
}

/** Something that happens to a referral which was sent. */
export function onReferral(
  { name, of = 'api', then, next, silent = false }: About,
  bring: (scene: Scene, lead: SentLead, cell: Cell) => Promise<Doing>,
): Window {
  return {
    ...{ name, of, then },
    async prepare(scene, cell) {
      const lead = await scene.sent(cell);
      const { id } = lead;
      const { event, point = `event/${id}/${event}`, ...does } = await bring(scene, lead, cell);
      return {
        ...{ point, ...does },
        follower: async () => `referral-${id}`,
        see: () => scene.seeReferral(id),
        next: () => statusOf(scene, `/referrals/${id}/${next}`, { reason: 'other' }),
        ...(silent || does.ask === undefined
          ? {}
          : { acknowledges: (reply: Reply) => acknowledged(id, event, reply) }),
      };
    },
  };
}

function acknowledged(referralId: string, type: string, reply: Reply) {
  return { referralId, type, ...(reply.body === null ? {} : { version: versionIn(reply) }) };
}

/** The status of something else that is asked then. */
export async function statusOf(scene: Scene, path: string, body: object): Promise<number> {
  return (await scene.does('POST', path, body)).status;
}

/** A page says by its status whether it was recorded. */
export function formReply({ status }: Page): Reply {
  return { status, body: null, replayed: false };
}
