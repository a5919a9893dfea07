import { join } from 'node:path';
import { UserError } from '../lib/fail.mjs';
import { dataDir } from '../lib/paths.mjs';
import { withoutTemporal } from '../lib/temporal-server.mjs';

/** @typedef {{ variable: string, port: number, what: string }} PortSetting */

const PORTS = /** @type {const} */ ({
  api: { variable: 'PORT', port: 3000, what: 'the API' },
  temporal: { variable: 'TEMPORAL_PORT', port: 7233, what: 'Temporal' },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', port: 8233, what: 'the Temporal UI' },
  smtp: { variable: 'SMTP_PORT', port: 1025, what: 'the mail inbox (SMTP)' },
  inbox: { variable: 'INBOX_PORT', port: 1080, what: "the mail inbox's page" },
  postgres: { variable: 'POSTGRES_PORT', port: 54320, what: 'PostgreSQL' },
});

export const DATABASE = 'assister_leads';

/** @returns {Record<keyof typeof PORTS, PortSetting>} The ports, as moved by the environment. */
export function readPorts() {
  const entries = Object.entries(PORTS).map(([name, setting]) => {
    const given = process.env[setting.variable];
    const port = given ? Number(given) : setting.port;
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new UserError(`${setting.variable} must be a port number, not "${given}".`);
    }
    return [name, { ...setting, port }];
  });
  return Object.fromEntries(entries);
}

/** Where everything is, and what the worker and the API are told. */
export const paths = {
  postgres: () => join(dataDir(), 'postgres'),
  temporal: () => join(dataDir(), 'temporal.db'),
  mail: () => join(dataDir(), 'mail'),
  secrets: () => join(dataDir(), 'secrets.json'),
  apiKeys: () => join(dataDir(), 'api-keys.json'),
  run: () => join(dataDir(), 'run', 'parts.json'),
};

/**
 * The environment of the worker, the API and the commands beside them. What belongs to the embedded parts is set
 * whatever the caller's environment says; the rest can be chosen by the caller.
 *
 * @param {ReturnType<typeof readPorts>} ports
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {import('./program.mjs').Program} program
 * @returns {NodeJS.ProcessEnv}
 */
export function serviceEnvironment(ports, secrets, program) {
  const chosen = {
    PUBLIC_URL: `http://localhost:${ports.api.port}`,
    TASK_QUEUE: 'assister-leads',
    MAIL_FROM: 'Preferred Assister Leads <leads@example.org>',
    SPOC_EMAIL: program.spocEmail,
    LINK_KEYS: secrets.linkKeys,
    LOG_LEVEL: 'info',
    // The key is for this machine's user; nobody else is to reach the demonstration.
    HOST: '127.0.0.1',
  };
  const given = Object.fromEntries(
    Object.entries(withoutTemporal(process.env)).filter(([, value]) => value !== undefined && value !== ''),
  );
  return {
    ...chosen,
    ...given,
    // The caller's choice, too, but as an absolute path.
    PROGRAM_FILE: program.file,
    PORT: String(ports.api.port),
    DATABASE_URL: databaseUrl(ports, secrets, DATABASE),
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal.port}`,
    TEMPORAL_NAMESPACE: 'default',
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp.port}`,
    API_KEYS_FILE: paths.apiKeys(),
  };
}

/**
 * @param {ReturnType<typeof readPorts>} ports
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {string} database
 */
export const databaseUrl = (ports, secrets, database) =>
  `postgresql://postgres:${secrets.postgresPassword}@127.0.0.1:${ports.postgres.port}/${database}`;
