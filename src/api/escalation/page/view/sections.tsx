import type { JSX } from 'preact';
import { ESCALATIONS } from '../../../../domain/escalation/table';
import { countyName, type CountyTerm } from '../../../../domain/terms';
import { MILESTONE_WORDS, REFERRAL_STATUS_WORDS, requestKindWords } from '../../../../domain/words';
import type { Zone } from '../../../../domain/time';
import { MILESTONE_NAMES } from '../../../../domain/vocabulary';
import { formatInstant } from '../../../../domain/wording';
import type { ConcernedReferral } from '../ports';
import { Fact, Facts } from '../../../pages/components/facts';
import { MilestoneTag } from '../../../pages/components/milestone-tag';
import type { EscalationView } from './view-models';
import { againstWords, askPairs, changeWords, toldWords } from './words';

interface SectionProps {
  readonly view: EscalationView;
}

/** What an organization asks for. */
export function RequestFacts({ view: { request, zone, program } }: SectionProps): JSX.Element | null {
  if (request === null) return null;
  const { county } = program.terms;
  return (
    <section aria-labelledby="request">
      <h2 id="request">The request</h2>
      <Facts>
        <Fact label="Asks for">{requestKindWords(county)[request.kind]}</Fact>
        {askPairs(request.ask, county).map(
          ([label, value]) => value !== null && <Fact label={label}>{value}</Fact>,
        )}
        {request.comments !== null && (
          <Fact label={request.kind === 'question' ? 'Their question' : 'Their words'}>
            <span class="al-breakable">{request.comments}</span>
          </Fact>
        )}
        <Fact label="Came">{formatInstant(request.createdAt, zone)}</Fact>
        {request.note === null ? (
          <Fact label="Answer by">{formatInstant(request.dueAt, zone)}</Fact>
        ) : (
          <Fact label="The answer">
            <span class="al-breakable">{request.note}</span>
          </Fact>
        )}
      </Facts>
    </section>
  );
}

/** How each organization gave the referral back, in its own words where it had some. */
export function Told({ view: { told, zone } }: SectionProps): JSX.Element | null {
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="told">
      <h2 id="told">Who could not take it</h2>
      <ul class="al-list">
        {told.map((each) => (
          <li>
            <strong>{each.organizationName}</strong>
            <span>{`${toldWords(each)} (${formatInstant(each.at, zone)})`}</span>
            {each.comments !== null && <span class="al-breakable">“{each.comments}”</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the consumer needs now, beside what it was. */
export function Changes({ view: { changes, program } }: SectionProps): JSX.Element | null {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">What changed</h2>
      <Facts>
        {changes
          .map((change) => changeWords(change, program.terms.county))
          .map(([label, value]) => (
            <Fact label={label}>{value}</Fact>
          ))}
      </Facts>
    </section>
  );
}

/** Named by reference. Who the consumers are is nobody's business here. */
export function Referrals({ view }: SectionProps): JSX.Element | null {
  const { referrals, referralCount, zone, program } = view;
  if (referrals.length === 0) return null;
  const more = referralCount - referrals.length;
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">{referralCount === 1 ? 'The referral' : `The ${referralCount} referrals`}</h2>
      <p>Search for its name in the Temporal UI to see everything about a referral.</p>
      <ul class="al-list">
        {referrals.map((referral) => (
          <Referral referral={referral} zone={zone} term={program.terms.county} />
        ))}
      </ul>
      {more > 0 && <p>{`And ${more} more.`}</p>}
    </section>
  );
}

interface ReferralProps {
  readonly referral: ConcernedReferral;
  readonly zone: Zone;
  readonly term: CountyTerm;
}

function Referral({ referral, zone, term }: ReferralProps): JSX.Element {
  const { id, status, county, organizationName } = referral;
  return (
    <li>
      <strong class="al-breakable">{`referral-${id}`}</strong>
      <span>{`${REFERRAL_STATUS_WORDS[status]}; ${countyName(county, term)}; with ${organizationName ?? 'no organization'}`}</span>
      {MILESTONE_NAMES.map((name) => {
        const milestone = referral[name];
        return (
          milestone && (
            <span>
              <MilestoneTag state={milestone.state} />
              {`${MILESTONE_WORDS[name]}: due ${formatInstant(milestone.dueAt, zone)}`}
            </span>
          )
        );
      })}
    </li>
  );
}

/** Why none of those who serve the county takes it now. */
export function Choices({ view }: SectionProps): JSX.Element | null {
  const { kind, choices, county, assisterType, program } = view;
  const term = program.terms.county;
  if (ESCALATIONS[kind].about !== 'gap') return null;
  const ofType = choices.filter(({ type }) => type === assisterType);
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">Why nobody takes it</h2>
      {ofType.length === 0 ? (
        <p>{`No ${assisterType ?? 'organization'} serves ${county === null ? `this ${term.one}` : countyName(county, term)}.`}</p>
      ) : (
        <ul class="al-list">
          {ofType.map((choice) => (
            <li>
              <strong>{choice.name}</strong>
              <span>{`${choice.held} of ${choice.capacity} places in use`}</span>
              <span>{againstWords(choice) || 'Could take one now; the waiting list is at work'}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function History({ view: { history, zone } }: SectionProps): JSX.Element {
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol class="al-history">
        {history.map(({ at, text, comments }) => (
          <li>
            <span class="al-history__at">
              <time datetime={at}>{formatInstant(at, zone)}</time>
            </span>
            <span class="al-breakable">{text}</span>
            {comments && <span class="al-history__comments">“{comments}”</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
