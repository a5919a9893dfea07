import type { JSX } from 'preact';
import { nameOf, type Lead } from '../../../../domain/referral/lead';
import { sixAnswers } from '../../../../domain/referral/six-answers';
import { languageName } from '../../../../domain/language/names';
import type { Program } from '../../../../domain/program';
import { countyName, termWords } from '../../../../domain/terms';
import { PREFERRED_CONTACT_WORDS } from '../../../../domain/words';
import { Fact, Facts } from '../../../pages/components/facts';
import { MailLink, PhoneLink } from '../../../pages/components/links';

interface ConsumerProps {
  readonly lead: Lead;
  readonly program: Program;
}

/** Whom to contact, and how. */
export function Consumer({ lead, program }: ConsumerProps): JSX.Element {
  const { consumer } = lead;
  return (
    <section aria-labelledby="consumer">
      <h2 id="consumer">How to reach the consumer</h2>
      <Facts>
        <Fact label="Name">{nameOf(consumer)}</Fact>
        <Fact label="Phone">
          {consumer.phone ? (
            <PhoneLink
              number={consumer.phone}
              country={program.country}
              extension={consumer.phoneExtension}
            />
          ) : (
            'None given'
          )}
        </Fact>
        <Fact label="Email">{consumer.email ? <MailLink address={consumer.email} /> : 'None given'}</Fact>
        <Fact label="Prefers">
          {consumer.preferredContact
            ? PREFERRED_CONTACT_WORDS[consumer.preferredContact]
            : 'No preference given'}
        </Fact>
        <Fact label="Language">{languageName(consumer.preferredLanguage)}</Fact>
        <Fact label="Best time to contact">{consumer.bestTimeToContact ?? 'Any time'}</Fact>
        <Fact label="Address">
          <Address address={lead.address} program={program} />
        </Fact>
      </Facts>
    </section>
  );
}

function Address({
  address,
  program: { state, terms },
}: {
  readonly address: Lead['address'];
  readonly program: Program;
}): JSX.Element {
  const lines = [
    ...[address.line1, address.line2].filter((line) => line !== undefined && line !== ''),
    `${address.city ? `${address.city}, ` : ''}${state} ${address.zip}`,
    countyName(address.county, terms.county),
  ];
  return (
    <address class="al-address">
      {lines.map((line) => (
        <span>{line}</span>
      ))}
    </address>
  );
}

/** What kind of help, and the six answers of the referral. */
export function Answers({ lead, program: { terms } }: ConsumerProps): JSX.Element {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">What help is needed</h2>
      {lead.assistance.length > 0 && (
        <ul class="usa-list">
          {lead.assistance.map((kind) => (
            <li>{termWords(terms.assistance, kind)}</li>
          ))}
        </ul>
      )}
      <dl class="al-answers">
        {sixAnswers(lead, terms).map(({ question, answer }) => (
          <div>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
