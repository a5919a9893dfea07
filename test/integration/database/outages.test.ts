import { v7 as newId } from 'uuid';
import { createIdempotencyStore } from '../../../src/infra/prisma/http/idempotency-store';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createReferralReader } from '../../../src/infra/prisma/referral/reader';
import { createPrisma, type PrismaHandle } from '../../../src/infra/prisma/database/client';
import { loadProgram } from '../../../src/infra/program-file';
import { freshDatabase } from '../../support/postgres';
import { startPostgres, type TestPostgres } from '../../support/servers.mjs';
import { NOW, received, sampleOrganization, ZONE } from '../support/database';

/* Whoever calls while PostgreSQL is away hears "try again", and afterwards it works again by itself. */

let server: TestPostgres;
let handle: PrismaHandle;
beforeAll(async () => {
  server = await startPostgres();
  const { url } = await freshDatabase(server.url());
  handle = createPrisma(url, { max: 4 });
});
afterAll(async () => {
  await handle.close();
  await server.remove();
});

const { calendar } = loadProgram('config/mnsure.json');

function calls(): Promise<unknown>[] {
  const { prisma } = handle;
  const claim = { clientId: 'crm', key: newId(), lockedUntil: NOW };
  const answer = { status: 201, headers: {}, body: '' };
  return [
    createReferralReader(prisma, calendar).find(newId()),
    createLeadStore(prisma).receive(received(newId()), null),
    createLeadStore(prisma).receive(received(newId()), { claim, answer: () => answer }),
    createOrganizationStore(prisma, ZONE).create(newId(), sampleOrganization, NOW),
    createOrganizationStore(prisma, ZONE).change(newId(), { capacity: 1 }, null, NOW),
    createIdempotencyStore(prisma).claim(claim, 'hash', NOW),
  ];
}

test.each(['stop', 'kill'] as const)('after a %s of the server', async (end) => {
  await createReferralReader(handle.prisma, calendar).find(newId());
  await server[end]();
  const outcomes = await Promise.allSettled(calls());
  expect(outcomes).toEqual(
    outcomes.map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'unavailable' }) })),
  );
  expect(outcomes).toHaveLength(6);

  await server.start();
  const store = createLeadStore(handle.prisma);
  expect(await store.receive(received(`CRM-AFTER-${end}`), null)).toMatchObject({ outcome: 'stored' });
});
