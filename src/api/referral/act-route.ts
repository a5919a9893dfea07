import type { z } from 'zod';
import type { ProgramPolicy } from '../../domain/policy';
import type { Instant, LocalDate } from '../../domain/time';
import type { Act } from '../../domain/referral/commands';
import type { Actor } from '../../domain/referral/events';
import type { RecordedAct, ReferralActs } from '../../domain/referral/ports';
import { etag, json, type Answer } from '../http/answer';
import { defineRoute, type Route, type RouteContext } from '../http/route';
import type { ReferralReader } from './ports';
import type { ProblemCode } from '../http/problems';
import { idParams } from '../http/fields';
import { referralViewOf, type ReferralView } from './referral-view';
import { actIdFor } from '../http/act-id';
import { answers } from '../http/answers';
import { REFERRALS } from '../http/paths';
import { noSuchReferral } from './referrals';

export interface ActDeps {
  readonly acts: ReferralActs;
  readonly referrals: Pick<ReferralReader, 'find'>;
  readonly policy: ProgramPolicy;
}

type Recordable = Exclude<Act, { kind: 'open' }>;
export type ActBase = Pick<Recordable, 'actId' | 'actor' | 'assignmentId'>;

interface ActDescription {
  readonly operationId: string;
  readonly name: Recordable['kind'];
  readonly summary: string;
  readonly description: string;
  readonly problems: readonly ProblemCode[];
  /** For whom the API's caller acts. By default it is a coordinator. */
  readonly actor?: Actor;
}

interface BareActRoute extends ActDescription {
  toAct(base: ActBase): Recordable;
}

interface ActRoute<Body extends z.ZodType> extends ActDescription {
  readonly body: Body;
  readonly example: (today: LocalDate) => z.input<Body>;
  /** What is stored of the request when that is not the body as it is: free text goes into `comments`. */
  payload?(body: z.output<Body>): RecordedAct['payload'];
  toAct(base: ActBase, body: z.output<Body>): Recordable;
  /** Called before an act is stored, but not for one that is recorded already. Throws DomainError. */
  check?(body: z.output<Body>, referral: ReferralView, now: Instant): Promise<void>;
}

/** An act on a referral. It is taken or refused. The answer is the referral after it. */
export function actRoute<Body extends z.ZodType<RecordedAct['payload']>>(
  deps: ActDeps,
  route: ActRoute<Body>,
): Route {
  return defineRoute({
    ...common(deps.policy, route),
    body: route.body,
    example: route.example,
    handle: (context) =>
      perform(deps, route, context, {
        payload: route.payload?.(context.body) ?? context.body,
        toAct: (base) => route.toAct(base, context.body),
        check: async (referral) => route.check?.(context.body, referral, context.now),
      }),
  });
}

/** Like actRoute, for an act without a body. */
export function bareActRoute(deps: ActDeps, route: BareActRoute): Route {
  return defineRoute({
    ...common(deps.policy, route),
    handle: (context) =>
      perform(deps, route, context, {
        payload: {},
        toAct: (base) => route.toAct(base),
        check: async () => undefined,
      }),
  });
}

function common(
  policy: ProgramPolicy,
  { name, operationId, summary, description, problems }: ActDescription,
) {
  return {
    method: 'post',
    path: `${REFERRALS}/{id}/${name}`,
    operationId,
    tag: 'Acts',
    summary,
    description,
    scope: 'referrals:write',
    params: idParams,
    answers: answers(200, 'The referral after the act', referralViewOf(policy), 'not-found', ...problems),
  } as const;
}

interface Asked {
  readonly payload: RecordedAct['payload'];
  toAct(base: ActBase): Recordable;
  check(referral: ReferralView): Promise<void>;
}

async function perform(
  deps: ActDeps,
  { name, actor = 'coordinator' }: ActDescription,
  {
    params: { id: referralId },
    client,
    now,
    idempotency,
  }: Pick<RouteContext<{ id: string }, unknown, unknown>, 'params' | 'client' | 'now' | 'idempotency'>,
  { payload, toAct, check }: Asked,
): Promise<Answer> {
  const before = await deps.referrals.find(referralId);
  if (before === null) throw noSuchReferral();
  const seed = idempotency && `${client.id} ${idempotency.claim.key} ${referralId} ${name}`;
  const act = toAct({ actId: actIdFor(seed, payload), actor, assignmentId: null });
  await deps.acts.record({ referralId, act, payload, now, check: () => check(before) });
  const referral = await deps.referrals.find(referralId);
  if (referral === null) throw noSuchReferral();
  return json(200, referral, etag(referral.version));
}
