import type { ReferralActs, RecordedAct } from '../../../domain/referral/ports';
import { DomainError } from '../../../domain/errors';
import type { ProgramPolicy } from '../../../domain/policy';
import { NO_CONTEXT, type Act, type ActContext } from '../../../domain/referral/commands';
import { decide, notBefore } from '../../../domain/referral/decide';
import { freesPlace } from '../../../domain/referral/places';
import { resumedClock, sentTimes } from '../../../domain/referral/sent-times';
import type { ReferralState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import type { Waker } from '../../../workflows/follow/waker';
import { sayingWhenDown } from '../database/outages';
import type { EscalationSetting } from '../escalation/escalate';
import { markBehind } from '../followers/follower-rows';
import type { PrismaClient } from '../generated/client';
import { messageIdOf } from '../outbox/messages';
import { inTransaction, type Tx } from '../database/transaction';
import { append } from './append';
import { lockReferral } from './log';
import type { Look, SituationReader } from '../routing/situation';
import { takeSteps } from './take-steps';

export interface ReferralActDeps extends EscalationSetting {
  readonly situations: SituationReader;
  readonly waker: Waker;
}

/**
 * What people do to referrals, in the process that was asked. Each act is one transaction. So the answer is the truth
 * at once, whether or not a worker or Temporal is running.
 */
export function createReferralActs(prisma: PrismaClient, deps: ReferralActDeps): ReferralActs {
  return sayingWhenDown<ReferralActs>({
    async record(recorded) {
      const { looks, ...done } = await inTransaction(prisma, async (tx) => {
        const looks: Look[] = [];
        return { ...(await recordAct(tx, { ...deps, looked: (look) => looks.push(look) }, recorded)), looks };
      });
      for (const look of looks) deps.situations.adopt(look);
      const followed = { kind: 'referral', subjectId: recorded.referralId } as const;
      if (done.wakes) deps.waker.wake(followed, recorded.act.kind);
      if (done.freesPlace) deps.waker.nudgeWaitlist();
      return { version: done.version, recorded: done.recorded };
    },
  });
}

interface Done {
  readonly version: number;
  /** It caused events, now or the first time. */
  readonly recorded: boolean;
  readonly wakes: boolean;
  readonly freesPlace: boolean;
}

type Setting = ReferralActDeps & { readonly looked: (look: Look) => unknown };

/** Runs in the caller's transaction. Also for acts that do not come from a person's own request. */
export async function recordAct(
  tx: Tx,
  setting: Setting,
  { referralId, act, payload, now, check }: RecordedAct,
): Promise<Done> {
  const locked = await lockReferral(tx, referralId);
  if (locked === null) throw new DomainError('not-found', 'There is no such referral.');
  const first = await firstOutcome(tx, act);
  if (first !== null) return { version: first, recorded: true, wakes: false, freesPlace: false };
  await check?.();

  const before = await withSending(tx, setting, locked, act, now);
  const at = notBefore(before, now);
  const events = decide(before, act, at, await contextFor(tx, setting.policy, before, act, at));
  const recorded = events.length > 0;
  // Opening a link is not stored as an act, because it has no content.
  const kept =
    act.kind === 'open' ? {} : { act: { id: act.actId, kind: act.kind, actor: act.actor, payload } };
  const [decided = before] = await append(tx, setting, [{ before, events, ...kept }]);
  if (act.kind === 'amend') await amendLead(tx, referralId, act.actId);
  const after = act.kind === 'reassign' ? await routeAtOnce(tx, setting, decided, act.actId, at) : decided;
  // Nothing waits for an opening. But the sending that it proves starts the clocks.
  const wakes = after.version > locked.version && (act.kind !== 'open' || before !== locked);
  if (wakes) await markBehind(tx, [{ kind: 'referral', subjectId: referralId }], at);
  return { version: after.version, recorded, wakes, freesPlace: freesPlace(locked, after) };
}

/** Whoever reassigns is told which organization has the referral now. */
async function routeAtOnce(
  tx: Tx,
  setting: Setting,
  referral: ReferralState,
  actId: string,
  at: Instant,
): Promise<ReferralState> {
  const routed = await takeSteps(tx, setting, referral, at);
  await tx.$executeRaw`UPDATE acts SET version = ${routed.version} WHERE id = ${actId}::uuid`;
  return routed;
}

/** The answer that this act got the first time; null when it is new. Openings are not stored, so they are not found. */
async function firstOutcome(tx: Tx, { kind, actId }: Act): Promise<number | null> {
  if (kind === 'open') return null;
  const [row] = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM acts WHERE id = ${actId}::uuid`;
  return row?.version ?? null;
}

/**
 * An act can arrive before the record that the lead was sent. An assister who acts through the lead's link, or a server
 * that returns the mail, has it. So the sending is recorded first, if there was an attempt. An act of a coordinator
 * proves nothing, also when a re-route names the assignment.
 */
async function withSending(
  tx: Tx,
  setting: Setting,
  referral: ReferralState,
  { assignmentId, actor }: Act,
  now: Instant,
): Promise<ReferralState> {
  const { assignment, phase, referralId } = referral;
  if (phase !== 'sending' || assignment === null || assignmentId !== assignment.id) return referral;
  if (actor === 'coordinator') return referral;
  const at = notBefore(referral, now);
  const arrived = await tx.$executeRaw`
    UPDATE messages SET state = 'sent', in_doubt = false, sent_at = ${at}::timestamptz
    WHERE id = ${messageIdOf(`referral-${referralId}/hop-${assignment.hop}/lead`)}::uuid AND state = 'pending'
      AND in_doubt`;
  if (arrived === 0) return referral;
  const fact = { kind: 'lead-sent', assignmentId, times: sentTimes(setting.policy, at) } as const;
  const [sent = referral] = await append(tx, setting, [
    { before: referral, events: decide(referral, fact, at) },
  ]);
  return sent;
}

async function contextFor(
  tx: Tx,
  policy: ProgramPolicy,
  state: ReferralState,
  act: Act,
  at: Instant,
): Promise<ActContext> {
  const { assignment } = state;
  if (act.kind === 'amend' && act.need !== null && assignment !== null) {
    const { assisterType, countyFips } = act.need;
    const [row] = await tx.$queryRaw<{ fits: boolean }[]>`
      SELECT o.type = ${assisterType} AND ${countyFips} = ANY (o.counties) AS fits
      FROM organizations o WHERE o.id = ${assignment.organizationId}::uuid`;
    return { ...NO_CONTEXT, fits: row?.fits ?? false };
  }
  return act.kind === 'resume' ? { ...NO_CONTEXT, resumed: resumedClock(policy, state, at) } : NO_CONTEXT;
}

/** The act holds the lead in its new form. It takes effect together with its event. */
async function amendLead(tx: Tx, referralId: string, actId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE leads SET body = acts.payload -> 'lead', consumer_phone = acts.payload #>> '{keys,phone}',
      consumer_email = acts.payload #>> '{keys,email}', consumer_name = acts.payload #>> '{keys,name}'
    FROM acts WHERE acts.id = ${actId}::uuid AND leads.id = ${referralId}::uuid`;
  await tx.$executeRaw`
    UPDATE referrals SET language = acts.payload #>> '{lead,consumer,preferredLanguage}',
      assister_type_rule = acts.payload ->> 'assisterTypeRule'
    FROM acts WHERE acts.id = ${actId}::uuid AND referrals.id = ${referralId}::uuid`;
}
