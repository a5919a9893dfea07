import type { z } from 'zod';
import type { Act } from '../../workflows/referral/messages';
import { etag, json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import type { StoredAct } from '../ports';
import { appointmentBody, contactBody, declineBody, resolutionBody } from '../schemas/act-bodies';
import { idParams } from '../schemas/fields';
import { referralView } from '../schemas/referral-view';
import { actIdFor, recordAct } from '../use-cases/record-act';
import { answers, BODY_PROBLEMS, KEY_PROBLEMS } from './answers';
import { REFERRALS } from './paths';
import { noSuchReferral } from './referrals';
import type { ProblemCode } from '../problems';

export type ActDeps = Parameters<typeof recordAct>[0];

type Recordable = Exclude<Act, { kind: 'open' }>;
type ActBase = Pick<Recordable, 'actId' | 'actor' | 'assignmentId'>;

interface ActRoute<Body extends z.ZodType<StoredAct['payload']>> {
  readonly name: Recordable['kind'];
  readonly summary: string;
  readonly body: Body;
  readonly problems: readonly ProblemCode[];
  toAct(base: ActBase, body: z.output<Body>): Recordable;
}

/** What an assister does by link, done by a coordinator for them: one route for each act. */
export function actRoutes(deps: ActDeps): Route[] {
  return [
    actRoute(deps, {
      name: 'contact',
      summary: 'Record a contact with the consumer, or an attempt',
      body: contactBody,
      problems: ['date-in-future'],
      toAct: (base, { made, madeOn }) => ({ kind: 'contact', ...base, made, on: madeOn }),
    }),
    actRoute(deps, {
      name: 'appointment',
      summary: 'Record an appointment, agreed or held',
      body: appointmentBody,
      problems: ['contact-required', 'appointment-in-past', 'appointment-not-yet-held'],
      toAct: (base, { at, held }) => ({ kind: 'appointment', ...base, at, held }),
    }),
    actRoute(deps, {
      name: 'resolution',
      summary: 'Record how the referral ended',
      body: resolutionBody,
      problems: ['resolution-needs-contact'],
      toAct: (base, { resolution }) => ({ kind: 'resolution', ...base, resolution }),
    }),
    actRoute(deps, {
      name: 'decline',
      summary: 'Decline the referral; it is routed again without this organization',
      body: declineBody,
      problems: [],
      toAct: (base, { reason }) => ({ kind: 'decline', ...base, reason }),
    }),
  ];
}

function actRoute<Body extends z.ZodType<StoredAct['payload']>>(deps: ActDeps, route: ActRoute<Body>): Route {
  return defineRoute({
    method: 'post',
    path: `${REFERRALS}/{id}/${route.name}`,
    tag: 'Acts',
    summary: route.summary,
    scope: 'referrals:write',
    params: idParams,
    body: route.body,
    answers: answers(
      200,
      'The referral after the act',
      referralView,
      'not-found',
      ...BODY_PROBLEMS,
      ...KEY_PROBLEMS,
      'referral-not-assigned',
      'referral-closed',
      'already-recorded',
      ...route.problems,
    ),
    async handle({ params: { id: referralId }, body, client, now, idempotency }) {
      if ((await deps.referrals.find(referralId)) === null) throw noSuchReferral();
      const seed = idempotency && `${client.id} ${idempotency.claim.key} ${referralId} ${route.name}`;
      const actId = actIdFor(seed, body);
      const act = route.toAct({ actId, actor: 'coordinator', assignmentId: null }, body);
      await recordAct(deps, { referralId, act, payload: body, now });
      const referral = await deps.referrals.find(referralId);
      if (referral === null) throw noSuchReferral();
      return json(200, referral, etag(referral.version));
    },
  });
}
