import type { ReferralSnapshots } from '../../worker/ports';
import { instant } from '../../domain/time';
import type { AssisterType } from '../../domain/vocabulary';
import { evolve } from '../../workflows/referral/evolve';
import type { Actor, ReferralEvent, ReferralEventBody } from '../../workflows/referral/events';
import type { ReferralInput, ReferralTerms } from '../../workflows/referral/messages';
import { initialState } from '../../workflows/referral/state';
import type { PrismaClient } from './generated/client';

/**
 * A referral's state as its recorded events make it, for a run that goes on where another one ended: the same pure
 * reducer as in the workflow, over the history in PostgreSQL. The terms are those of now: a new run is a new promise.
 */
export function createReferralSnapshots(
  prisma: PrismaClient,
  terms: ReferralTerms,
  countyName: (fips: string) => string,
): ReferralSnapshots {
  return {
    async load(referralId) {
      // One statement, so that no event is missed between two.
      const row = await prisma.referral.findUnique({
        where: { id: referralId },
        select: {
          assisterType: true,
          countyFips: true,
          events: { orderBy: { seq: 'asc' } },
          // A retried routing that found nobody has a number but left no decision: they are not to be counted.
          decisions: { orderBy: { routing: 'desc' }, take: 1, select: { routing: true } },
        },
      });
      if (row === null) return null;
      const input: ReferralInput = {
        referralId,
        assisterType: row.assisterType as AssisterType,
        countyFips: row.countyFips,
        countyName: countyName(row.countyFips),
        terms,
      };
      const state = row.events.map(toEvent).reduce(evolve, initialState(input));
      const version = row.events.at(-1)?.seq ?? 1;
      return { input, state, version, routings: row.decisions[0]?.routing ?? 0 };
    },
  };
}

interface EventRow {
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  readonly assignmentId: string | null;
  readonly actId: string | null;
  readonly data: unknown;
}

/** Only the projector writes these rows, each from an event; before 0.2.0 a sending had its clocks alone. */
function toEvent({ type, at, actor, assignmentId, actId, data }: EventRow): ReferralEvent {
  const before020 = type === 'sent' ? { acceptBy: null, unopenedAlertAt: null } : {};
  const body = { ...before020, ...(data as object), type } as ReferralEventBody;
  return { ...body, at: instant(at), actor: actor as Actor, assignmentId, actId };
}
