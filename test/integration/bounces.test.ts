import { deliveryReport } from '../unit/support/mime';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isEscalation } from './support/mails';
import { contradictions, statuses } from './support/records';
import { sampleOrganization } from './support/samples';

jest.setTimeout(240_000);

const BOUNCES = 100;
/** As many as a mail provider's hook keeps on their way. */
const AT_ONCE = 10;

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

async function handIn({ id, recipient }: { id: string; recipient: string }): Promise<number> {
  const raw = deliveryReport({ originalMessageId: `<${id}@leads.example.org>`, recipient });
  const response = await fetch(`${site.service.url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.service.apiKey}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(raw),
  });
  return response.status;
}

test('a hundred bounces of one address are one escalation that counts, and one mail; so is the gap they leave', async () => {
  const { crm, db, smtp } = site;
  const organization = await crm.createOrganization(sampleOrganization('St. Louis', { capacity: BOUNCES }));
  for (let n = 0; n < BOUNCES; n += 1) await crm.startReferral(site.lead('St. Louis'));
  await eventually(
    'all of them sent',
    () => statuses(db),
    ({ sent }) => sent === BOUNCES,
    120_000,
  );
  const { rows } = await db.query<{ id: string; recipient: string }>(
    "SELECT id, recipient FROM messages WHERE kind = 'lead'",
  );
  expect(rows).toHaveLength(BOUNCES);
  for (let from = 0; from < BOUNCES; from += AT_ONCE) {
    const statusCodes = await Promise.all(rows.slice(from, from + AT_ONCE).map(handIn));
    expect(new Set(statusCodes)).toEqual(new Set([200]));
  }
  const counted = await eventually(
    'both causes to have counted all',
    () => crm.openEscalations(),
    (open) => open.length === 2 && open.every(({ occurrences }) => occurrences >= BOUNCES),
    60_000,
  );
  expect(counted.map(({ reason, subject, occurrences }) => ({ reason, subject, occurrences }))).toEqual(
    expect.arrayContaining([
      { reason: 'delivery-failed', subject: `organization:${organization.id}`, occurrences: BOUNCES },
      { reason: 'no-eligible-organization', subject: 'gap:27137/navigator', occurrences: BOUNCES },
    ]),
  );
  // Every mail has its row before it is sent: what is still to come would be seen.
  const mails = await eventually(
    'no mail left to send',
    async () =>
      (
        await db.query<{ kind: string; state: string }>(
          `SELECT kind, state FROM messages WHERE kind <> 'lead'`,
        )
      ).rows,
    (messages) => messages.every(({ state }) => state === 'sent'),
  );
  expect(mails).toEqual([
    { kind: 'escalation', state: 'sent' },
    { kind: 'escalation', state: 'sent' },
  ]);
  expect(smtp.mails.filter(isEscalation)).toHaveLength(2);
  expect(await contradictions(db)).toEqual([]);
});
