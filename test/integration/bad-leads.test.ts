import { loadProgram } from '../../src/infra/program-file';
import { policyFile } from './support/programs';
import { exampleLead } from '../../src/api/referral/example-lead';
import { BAD_LEADS } from '../support/bad-leads';
import { install, type Installation } from './support/installation';
import { today } from './support/samples';

const TABLES = ['leads', 'referrals', 'referral_events', 'idempotency_records'] as const;

let site: Installation;
beforeAll(async () => {
  site = await install();
  // Nothing but requests may move the tables.
  await site.service.worker.end('SIGTERM');
});
afterAll(async () => {
  await site.stop();
});

async function rowCounts(): Promise<Record<string, number>> {
  const counts = TABLES.map(async (table) => {
    const { rows } = await site.db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return [table, rows[0]?.count ?? -1] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function post(body: unknown, key: string) {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${site.service.url}/api/v1/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${site.service.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: isRaw ? (body as BodyInit) : JSON.stringify(body),
  });
  const problem = (await response.json()) as { type?: string; errors?: { path: string }[] };
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    type: problem.type,
    firstPath: problem.errors?.[0]?.path ?? null,
  };
}

test('the lead that the table is made from is taken and leaves one row in each table', async () => {
  const { status } = await post(
    { ...exampleLead(loadProgram(policyFile), today()), externalId: 'CRM-0000001' },
    'good',
  );
  expect(status).toBe(201);
  expect(await rowCounts()).toEqual({ leads: 1, referrals: 1, referral_events: 1, idempotency_records: 1 });
});

test.each(BAD_LEADS)('%s: refused, and nothing is stored', async (_name, body, status, type, firstPath) => {
  const before = await rowCounts();
  expect(await post(body(today()), 'bad')).toEqual({
    ...{ status, firstPath },
    contentType: 'application/problem+json; charset=utf-8',
    type: `/problems/${type}`,
  });
  expect(await rowCounts()).toEqual(before);
});

test('nothing of it all is in a log', () => {
  const { consumer, address, reason, guidance } = exampleLead(loadProgram(policyFile), today());
  const personal = [consumer.phone, consumer.email, consumer.bestTimeToContact, address.line1];
  expect(site.service.printedOf([...personal, reason, guidance])).toEqual([]);
});
