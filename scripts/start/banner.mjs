import { leadOfToday } from './lead-of-today.mjs';

/**
 * The addresses, and a request that starts a referral, ready to paste.
 *
 * @param {ReturnType<typeof import('./settings.mjs').readPorts>} ports
 * @param {string} publicUrl
 * @param {string} apiKey
 * @param {import('./program.mjs').ProgramPolicy} policy Says what is a good lead here.
 */
export function banner(ports, publicUrl, apiKey, policy) {
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
  -d ${quoted(JSON.stringify(leadOfToday(policy), null, 2))}

Ctrl-C stops everything; the data stay.
`;
}

/** @param {string} value As one word of a shell: a city may be called Coeur d'Alene. */
const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;
