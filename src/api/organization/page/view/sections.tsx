import type { JSX } from 'preact';
import { languageName } from '../../../../domain/language/names';
import { capitalized, countyName, listedWords } from '../../../../domain/terms';
import {
  ASSISTER_TYPE_WORDS,
  CAPACITY_WORDS,
  MILESTONE_WORDS,
  requestKindWords,
} from '../../../../domain/words';
import { formatDate, formatInstant } from '../../../../domain/wording';
import type { RequestState } from '../../../../domain/vocabulary';
import type { OpenReferral } from '../ports';
import { Fact, Facts } from '../../../pages/components/facts';
import { MilestoneTag } from '../../../pages/components/milestone-tag';
import type { DaysView, OrganizationView, RequestItemView } from './view-models';

interface SectionProps {
  readonly view: OrganizationView;
}

export function OnRecord({ view }: SectionProps): JSX.Element {
  return (
    <section aria-labelledby="on-record">
      <h2 id="on-record">What we have on record</h2>
      <Facts>
        <Fact label="Referrals to you">{sendingWords(view)}</Fact>
        <Fact label="Address for referrals">
          <span class="al-breakable">{view.contactEmail}</span>
          {!view.contactVerified && ' (our mail was refused: please give us another address)'}
        </Fact>
        <Fact label="Type of assister">{ASSISTER_TYPE_WORDS[view.type]}</Fact>
        <Fact label={capitalized(view.program.terms.county.many)}>{view.counties.join(', ')}</Fact>
        <Fact label="Languages">{view.languages.map(languageName).join(', ')}</Fact>
        <Fact
          label={CAPACITY_WORDS[view.capacityMeans]}
        >{`${view.capacity}, ${view.held} ${view.capacityMeans === 'open-places' ? 'in use' : 'open now'}`}</Fact>
        {view.absences.length > 0 && (
          <Fact label="Away">
            {view.absences.map((days) => (
              <div>{daysWords(days)}</div>
            ))}
          </Fact>
        )}
        {view.suspensions.length > 0 && (
          <Fact label="No referrals">
            {view.suspensions.map((days) => (
              <div>{`${daysWords(days)}${days.byExchange ? ' (by us)' : ''}`}</div>
            ))}
          </Fact>
        )}
      </Facts>
    </section>
  );
}

function sendingWords({ suspendedBy }: OrganizationView): string {
  if (suspendedBy === null) return 'We send them';
  return suspendedBy === 'exchange' ? 'We stopped them until further notice' : 'Stopped, as you asked';
}

function daysWords({ from, until }: DaysView): string {
  return until === null ? `From ${formatDate(from)}` : `${formatDate(from)} to ${formatDate(until)}`;
}

export function Requests({ view }: SectionProps): JSX.Element | null {
  if (view.requests.length === 0) return null;
  const words = requestKindWords(view.program.terms.county);
  return (
    <section aria-labelledby="requests">
      <h2 id="requests">What you asked for</h2>
      <ul class="usa-list">
        {view.requests.map((request) => (
          <li>
            <strong>{words[request.kind]}</strong>, {formatInstant(request.askedAt, view.zone)}:{' '}
            {requestWords(request, view)}
            {request.note !== null && <p class="al-breakable">Our note: {request.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const STATE_WORDS: Record<Exclude<RequestState, 'open'>, string> = {
  'awaiting-confirmation': 'waits for the new address to confirm, and for the old one or us to agree',
  approved: 'done, or starts on its day',
  refused: 'not possible',
  expired: 'not confirmed in time',
};

function requestWords({ state, dueAt }: RequestItemView, { zone }: OrganizationView): string {
  return state === 'open' ? `we answer by ${formatInstant(dueAt, zone)}` : STATE_WORDS[state];
}

export function Referrals({ view }: SectionProps): JSX.Element {
  const { referrals, referralCount } = view;
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">Referrals that are with you</h2>
      {referralCount === 0 && <p>None at the moment.</p>}
      {referralCount > 0 && <p>To open one, use the link in its own mail.</p>}
      {referrals.map((referral) => (
        <ReferralFacts referral={referral} view={view} />
      ))}
      {referralCount > referrals.length && <p>{`And ${referralCount - referrals.length} more.`}</p>}
    </section>
  );
}

function ReferralFacts({ referral, view }: SectionProps & { readonly referral: OpenReferral }): JSX.Element {
  const { county, assistance } = view.program.terms;
  return (
    <Facts>
      <Fact label="Reference">
        <span class="al-breakable">{referral.reference}</span>
      </Fact>
      <Fact label={capitalized(county.one)}>{countyName(referral.county, county)}</Fact>
      <Fact label="Kind of help">{listedWords(assistance, referral.assistance) || 'Not stated'}</Fact>
      {referral.milestones.map(({ name, dueAt, state }) => (
        <Fact label={`${MILESTONE_WORDS[name]} by`}>
          {formatInstant(dueAt, view.zone)} <MilestoneTag state={state} />
        </Fact>
      ))}
    </Facts>
  );
}
