import { etag, json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { idParams } from '../http/fields';
import { leadPatchOf } from './lead-patch';
import { referralViewOf } from './referral-view';
import { commandIdOf } from '../http/act-id';
import { amendLead } from './amend-lead';
import type { ReferralReader } from './ports';
import { answers } from '../http/answers';
import { REFERRALS } from '../http/paths';
import { noSuchReferral } from './referrals';

type Deps = Parameters<typeof amendLead>[0] & { readonly referrals: Pick<ReferralReader, 'find'> };

export function amendReferralRoute(deps: Deps): Route {
  return defineRoute({
    method: 'patch',
    path: `${REFERRALS}/{id}`,
    operationId: 'amendReferral',
    tag: 'Referrals',
    summary: 'Change the lead of a referral',
    description: [
      'Any part of the lead but `externalId` and `consent`. Only what is sent is changed: in `consumer`, `address`,',
      '`account` and `application` field by field, everything else as a whole; null or empty text removes a field that',
      'may be absent. Another ZIP code without a county has the county decided by that ZIP code; another phone number',
      'leaves the old extension out. The lead as it then is must',
      'fit as a whole, as when it is sent with POST.',
      'The organization is told once and its page shows the latest. When it serves the new county or type no longer,',
      'the referral goes to another one, or, once the consumer was contacted, the single point of contact is asked.',
      'What changes nothing is answered 200 and leaves no event. `If-Match` with the version is honored.',
    ].join(' '),
    scope: 'referrals:write',
    params: idParams,
    body: leadPatchOf(deps.policy),
    example: () => ({ guidance: 'Asked to be called in the morning', account: { active: true } }),
    ifMatch: true,
    answers: answers(
      200,
      'The referral after the change',
      referralViewOf(deps.policy),
      'not-found',
      'county-required',
      'county-unknown',
      'zip-unknown',
      'zip-county-mismatch',
      'date-in-future',
      'date-too-early',
      'referral-closed',
    ),
    async handle({ params: { id: referralId }, body: patch, ifMatch, now, client, idempotency }) {
      const commandId = commandIdOf(client, idempotency, `${referralId} amend`, patch);
      await amendLead(deps, { referralId, patch, ifMatch, commandId, now });
      const referral = await deps.referrals.find(referralId);
      if (referral === null) throw noSuchReferral();
      return json(200, referral, etag(referral.version));
    },
  });
}
