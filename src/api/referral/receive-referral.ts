import { etag, json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { exampleLead } from './example-lead';
import { leadBodyOf } from './lead-body';
import { referralViewOf } from './referral-view';
import { receiveLead } from './receive-lead';
import { answers } from '../http/answers';
import { REFERRALS } from '../http/paths';

type Deps = Parameters<typeof receiveLead>[0];

export function receiveReferralRoute(deps: Deps): Route {
  return defineRoute({
    method: 'post',
    path: REFERRALS,
    operationId: 'startReferral',
    tag: 'Referrals',
    summary: 'Start a referral',
    description:
      'Stores the lead and starts its workflow. The referral is safe once this answers 201, also while other parts of the service are down.',
    scope: 'referrals:write',
    body: leadBodyOf(deps.policy),
    example: (today) => exampleLead(deps.policy, today),
    answers: answers(
      201,
      'The new referral',
      referralViewOf(deps.policy),
      'consent-required',
      'county-required',
      'county-unknown',
      'zip-unknown',
      'zip-county-mismatch',
      'date-in-future',
      'date-too-early',
      'duplicate-external-id',
    ),
    async handle({ body, now, idempotency }) {
      const locationOf = (id: string) => `${REFERRALS}/${id}`;
      const answer = await receiveLead(deps, {
        body,
        now,
        claim: idempotency?.claim ?? null,
        answer: (referral) =>
          json(201, referral, { location: locationOf(referral.id), ...etag(referral.version) }),
        locationOf,
      });
      return { ...answer, kept: true };
    },
  });
}
