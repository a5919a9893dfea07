import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { sampleOrganization, type County, type LeadBody } from './support/samples';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(() => site.stop());

/** Two organizations that serve the county; whoever has less goes first, unless the consumer is known. */
async function twoOrganizations(county: County): Promise<void> {
  await site.crm.createOrganization(sampleOrganization(county));
  await site.crm.createOrganization(sampleOrganization(county));
}

interface Placed {
  readonly id: string;
  readonly organizationId: string;
  readonly sameConsumerAs: string | null;
  readonly sameConsumer: { readonly referralId: string; readonly organizationId: string } | null;
  readonly excluded: readonly { readonly organizationId: string; readonly reasons: readonly string[] }[];
}

/** Posts a lead, waits for its sending, and tells where it went and why. */
async function place(lead: LeadBody): Promise<Placed> {
  const { id } = await site.crm.startReferral(lead);
  const referral = await eventually(
    'the sending',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );
  const { rows } = await site.db.query<{ same: string | null }>(
    'SELECT same_consumer_as AS same FROM referrals WHERE id = $1',
    [id],
  );
  const { explanation } = await site.crm.decision(id);
  const { sameConsumer, excluded } = explanation as unknown as Pick<Placed, 'sameConsumer' | 'excluded'>;
  return {
    ...{ id, sameConsumer, excluded, sameConsumerAs: rows[0]?.same ?? null },
    organizationId: referral.assignment?.organization.id ?? '',
  };
}

/** The same person again, in another lead. */
function again(lead: LeadBody, county: County, changes: Partial<LeadBody['consumer']> = {}): LeadBody {
  const other = site.lead(county);
  return { ...other, consumer: { ...lead.consumer, ...changes } };
}

async function resolve(id: string, daysAgo = 0): Promise<void> {
  const answer = await site.crm.post(`/referrals/${id}/resolution`, {
    resolution: 'no-longer-needs-assistance',
    comments: '',
  });
  expect(answer.status).toBe(200);
  await site.db.query(
    `WITH closed AS (UPDATE referrals SET updated_at = updated_at - make_interval(days => $2) WHERE id = $1)
     UPDATE assignments SET ended_at = ended_at - make_interval(days => $2) WHERE referral_id = $1`,
    [id, daysAgo],
  );
}

const known = ({ id, organizationId }: Placed) => ({ referralId: id, organizationId });

test('an open referral of the same person: the next one goes to the same organization, is linked, and says so', async () => {
  await twoOrganizations('Hennepin');
  const lead = site.lead('Hennepin');
  const first = await place(lead);
  const phoneInWords = (lead.consumer.phone ?? '').replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
  const byPhone = await place(
    again(lead, 'Hennepin', {
      phone: phoneInWords,
      email: 'another@example.org',
      firstName: ` ${lead.consumer.firstName?.toUpperCase() ?? ''}`,
    }),
  );
  expect(byPhone).toMatchObject({ organizationId: first.organizationId, sameConsumerAs: first.id });
  expect(byPhone.sameConsumer).toEqual(known(first));

  const { phone: _phone, ...consumer } = again(lead, 'Hennepin').consumer;
  const email = lead.consumer.email?.toUpperCase();
  const byMail = await place({ ...site.lead('Hennepin'), consumer: { ...consumer, email } });
  expect(byMail).toMatchObject({ organizationId: first.organizationId, sameConsumerAs: first.id });
});

test('a family that shares a telephone is not one consumer', async () => {
  await twoOrganizations('Ramsey');
  const lead = site.lead('Ramsey');
  const first = await place(lead);
  const second = await place(again(lead, 'Ramsey', { firstName: 'Sibling', email: 'sibling@example.org' }));
  expect(second).toMatchObject({ sameConsumerAs: null, sameConsumer: null });
  expect(second.organizationId).not.toBe(first.organizationId);
  const third = await place(again(lead, 'Ramsey', { phone: '+16515550188', email: 'namesake@example.org' }));
  expect(third).toMatchObject({ sameConsumerAs: null, sameConsumer: null });
});

test('an organization that may not take it does not get it, though it is linked and named', async () => {
  await twoOrganizations('Dakota');
  const lead = site.lead('Dakota');
  const first = await place(lead);
  await site.crm.changeOrganization(first.organizationId, { status: 'suspended' });
  const second = await place(again(lead, 'Dakota'));
  expect(second.organizationId).not.toBe(first.organizationId);
  expect(second).toMatchObject({ sameConsumerAs: first.id, sameConsumer: known(first) });
  const { organizationId } = first;
  expect(second.excluded).toMatchObject([{ organizationId, reasons: ['suspended'] }]);
});

test('a resolved one counts for 90 days, and not longer; a withdrawn one never', async () => {
  await twoOrganizations('Olmsted');
  const lead = site.lead('Olmsted');
  const first = await place(lead);
  await resolve(first.id, 89);
  const second = await place(again(lead, 'Olmsted'));
  expect(second).toMatchObject({ organizationId: first.organizationId, sameConsumerAs: first.id });
  expect(second.sameConsumer).toEqual(known(first));

  await resolve(second.id, 91);
  await site.db.query("UPDATE referrals SET updated_at = updated_at - interval '2 days' WHERE id = $1", [
    first.id,
  ]);
  const third = await place(again(lead, 'Olmsted'));
  expect(third).toMatchObject({ sameConsumerAs: null, sameConsumer: null });
  await site.db.query("UPDATE referrals SET status = 'withdrawn' WHERE id = $1", [third.id]);
  const fourth = await place(again(lead, 'Olmsted'));
  expect(fourth).toMatchObject({ sameConsumerAs: null, sameConsumer: null });
});

test('an open one goes before one that was resolved later', async () => {
  await twoOrganizations('Stearns');
  const lead = site.lead('Stearns');
  const open = await place(lead);
  const closed = await place(again(lead, 'Stearns'));
  await resolve(closed.id);
  expect(await place(again(lead, 'Stearns'))).toMatchObject({
    sameConsumerAs: open.id,
    sameConsumer: known(open),
  });
});

test('accents are no difference', async () => {
  await twoOrganizations('Itasca');
  const lead = site.lead('Itasca');
  const name = { firstName: 'José', lastName: 'Ñandú-O’Hara' };
  const first = await place({ ...lead, consumer: { ...lead.consumer, ...name } });
  const plain = { firstName: 'Jose', lastName: 'Nandu O Hara' };
  expect(await place(again(lead, 'Itasca', plain))).toMatchObject({ sameConsumerAs: first.id });
  const decomposed = { firstName: name.firstName.normalize('NFD'), lastName: name.lastName.normalize('NFD') };
  expect(await place(again(lead, 'Itasca', decomposed))).toMatchObject({
    organizationId: first.organizationId,
  });
  await place({
    ...site.lead('Itasca'),
    consumer: { ...site.lead('Itasca').consumer, firstName: '李', lastName: 'Ørsted Ẹ́ni' },
  });

  const names = async () =>
    (await site.db.query<{ consumer_name: string }>('SELECT consumer_name FROM leads ORDER BY id')).rows;
  expect((await names()).map(({ consumer_name }) => consumer_name)).toContain('josenanduohara');
});
