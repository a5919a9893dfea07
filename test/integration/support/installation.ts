import { Client as TemporalClient, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { provided } from '../../support/environment';
import { freshDatabase } from '../../support/postgres';
import { startTemporal, type TestPostgres, type TestTemporal } from '../../support/servers.mjs';
import { startSmtp, type TestSmtp } from '../../support/smtp';
import { MINNESOTA, type Exchange } from './exchanges';
import { ApiClient } from './api-client';
import { Assister } from './assister';
import { personalValues, sampleLead, type County, type LeadBody } from './samples';
import { startService, type PolicyChanges, type Service } from './service';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy';

/** Everything that one test file runs against, all of it real: servers, the service, and who uses it. */
export interface Installation {
  readonly db: Pool;
  readonly databaseUrl: string;
  readonly temporal: TestTemporal;
  readonly temporalClient: TemporalClient;
  /** The service's only way to Temporal. */
  readonly wayToTemporal: TcpProxy;
  readonly smtp: TestSmtp;
  readonly service: Service;
  readonly exchange: Exchange;
  readonly crm: ApiClient;
  assister(): Assister;
  /** A new sample lead whose personal values must not be found in any log. */
  lead(county: County, options?: { readonly broker?: boolean }): LeadBody;
  /** What was logged although it must never be: personal values, tokens, keys. */
  leakedIntoLogs(): string[];
  stop(): Promise<void>;
}

/**
 * @param postgres A server of the file's own; else a database on the suite's shared one.
 * @param policy What the policy says otherwise than the demonstration's.
 * @param environment Set on top of all that the service is given.
 * @param exchange Whose policy it is.
 */
export async function install(
  postgres?: TestPostgres,
  policy?: PolicyChanges,
  environment: Readonly<Record<string, string>> = {},
  exchange = MINNESOTA,
): Promise<Installation> {
  const [database, temporal, smtp] = await Promise.all([
    freshDatabase(postgres?.url()),
    startTemporal(provided('TEST_TEMPORAL_CLI')),
    startSmtp(),
  ]);
  const wayToTemporal = await startTcpProxy(temporal.address);
  const { address } = wayToTemporal;
  const service = await startService({
    databaseUrl: database.url,
    smtpUrl: smtp.url,
    temporalAddress: address,
    policyFile: exchange.policyFile,
    environment,
    ...(policy === undefined ? {} : { policy }),
  });
  const db = new Pool({ connectionString: database.url, max: 4 });
  // A connection that breaks while nobody uses it: some tests stop the server.
  db.on('error', () => undefined);
  const connection = Connection.lazy({ address: temporal.address });
  const leads: LeadBody[] = [];
  const assisters: Assister[] = [];

  return {
    ...{ db, databaseUrl: database.url, temporal, wayToTemporal, smtp, service, exchange },
    temporalClient: new TemporalClient({ connection }),
    crm: new ApiClient(service.url, service.apiKey),
    assister: () => {
      const assister = new Assister();
      assisters.push(assister);
      return assister;
    },
    lead: (county, options) => {
      const lead = sampleLead(county, options);
      leads.push(lead);
      return lead;
    },
    leakedIntoLogs: () =>
      service.printedOf([
        ...leads.flatMap(personalValues),
        ...assisters.flatMap(({ secrets }) => [...secrets]),
      ]),
    stop: async () => {
      await service.stop();
      await Promise.all([connection.close(), db.end(), smtp.stop(), wayToTemporal.close()]);
      await Promise.all([temporal.remove(), database.drop()]);
    },
  };
}
