/**
 * The addresses, and a request that starts a referral, ready to paste.
 *
 * @param {ReturnType<typeof import('./settings.mjs').readPorts>} ports
 * @param {string} publicUrl
 * @param {string} apiKey
 */
export function banner(ports, publicUrl, apiKey) {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago', dateStyle: 'short' }).format(
    new Date(),
  );
  const lead = {
    externalId: `CRM-${Date.now().toString(36).toUpperCase()}`,
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: '+16515550123',
      email: 'consumer@example.org',
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: 'weekdays after 4 pm',
    },
    address: { line1: '12 Elm St', city: 'Duluth', zip: '55802', county: 'St. Louis' },
    account: { active: true },
    application: { active: true, submittedOn: today },
    determinations: ['qhp'],
    reason: 'Wants help comparing plans',
    guidance: 'Told that open enrollment ends on January 15',
    consent: { given: true, on: today },
    assistance: ['plan-selection'],
  };
  return `
Assister Leads is running.

  API            ${publicUrl}/api/v1        reference: ${publicUrl}/api/docs
  Temporal UI    http://localhost:${ports.temporalUi.port}
  Mail inbox     http://localhost:${ports.inbox.port}/
  PostgreSQL     127.0.0.1:${ports.postgres.port}        Temporal 127.0.0.1:${ports.temporal.port}        SMTP 127.0.0.1:${ports.smtp.port}

  API key of the demonstration: ${apiKey}

Start a referral (paste this in another terminal), then look in the inbox:

curl -sS -w '\\n' -X POST ${publicUrl}/api/v1/referrals \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(lead, null, 2)}'

Ctrl-C stops everything; the data stay.
`;
}
