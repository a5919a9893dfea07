import { deliveryReport, mime } from '../unit/support/mime';
import { change, COUNTIES, day, headersOf, read, textOf, type World } from './world';

/** One that takes leads in one county or in all. */
export async function addOrganization(world: World, type: 'navigator' | 'broker'): Promise<void> {
  const { random, ledger } = world;
  const mark = world.mark();
  const counties = random.chance(0.5) ? COUNTIES.map(({ county }) => county) : [random.pick(COUNTIES).county];
  ledger.ask('organization', mark);
  const { status, body } = await change(world, 'organization', 'POST', '/organizations', {
    ...{ name: mark, type, counties, languages: ['en', 'so'] },
    ...{ contactEmail: `${mark}@organization.example.org`, capacity: random.between(6, 14) },
  });
  if (status !== 201) return;
  ledger.acknowledge('organization', mark);
  world.organizations.push(textOf(body['id']));
}

const WORK = {
  change: 3,
  repair: 6,
  suspend: 2,
  resume: 3,
  reroute: 2,
  ask: 5,
  answer: 6,
  bounce: 2,
  reply: 2,
  add: 1,
} as const;

/** The single point of contact, and the mail provider's hook. */
export async function workAtExchange(world: World): Promise<void> {
  const { random, organizations } = world;
  const id = random.pickAny(organizations);
  if (id === null) return;
  const work = random.weighted(WORK);
  switch (work) {
    case 'change':
      return changeOrganization(world, id, { capacity: random.between(5, 16) });
    case 'repair':
      return repair(world);
    case 'suspend':
    case 'resume':
      return suspendOrResume(world, id, work);
    case 'reroute':
      return reroute(world, id);
    case 'ask':
      return ask(world, id);
    case 'answer':
      return answer(world);
    case 'bounce':
    case 'reply':
      return handIn(world, work);
    case 'add':
      if (organizations.length < 14)
        await addOrganization(world, random.chance(0.7) ? 'navigator' : 'broker');
      return;
    default:
      return work satisfies never;
  }
}

async function changeOrganization(world: World, id: string, fields: object): Promise<void> {
  const mark = world.mark();
  world.ledger.ask('organization change', mark);
  const { status } = await change(world, 'organization change', 'PATCH', `/organizations/${id}`, {
    ...fields,
    name: mark,
  });
  if (status === 200) world.ledger.acknowledge('organization change', mark);
}

/** Whoever has an address that was refused gets another one. */
async function repair(world: World): Promise<void> {
  const { items } = await read(world, '/organizations?limit=200');
  const list: unknown[] = Array.isArray(items) ? items : [];
  const broken = list
    .map((item) => item as Readonly<Record<string, unknown>>)
    .filter((item) => item['contactVerified'] === false);
  for (const item of broken) {
    const contactEmail = `${world.mark()}@organization.example.org`;
    await changeOrganization(world, textOf(item['id']), { contactEmail });
  }
}

async function suspendOrResume(world: World, id: string, what: 'suspend' | 'resume'): Promise<void> {
  const mark = world.mark();
  world.ledger.ask('organization change', mark);
  const { status } = await change(world, what, 'POST', `/organizations/${id}/${what}`, { reason: mark });
  if (status === 200) world.ledger.acknowledge('organization change', mark);
}

async function reroute(world: World, id: string): Promise<void> {
  await suspendOrResume(world, id, 'suspend');
  const { status, body } = await change(world, 'reroute', 'POST', `/organizations/${id}/reroute`, {
    reason: 'Does not answer',
  });
  if (status === 202) world.ledger.acknowledge('reroute', textOf(body['id']));
  await suspendOrResume(world, id, 'resume');
}

async function ask(world: World, organizationId: string): Promise<void> {
  const { random, ledger } = world;
  const mark = world.mark();
  const about = { organizationId, source: 'phone', comments: mark };
  const kinds = [
    { kind: 'capacity', capacity: random.between(5, 16) },
    { kind: 'languages', languages: ['en', 'es'] },
    { kind: 'counties', counties: COUNTIES.map(({ county }) => county) },
    { kind: 'absence', from: day(20), until: day(25) },
    { kind: 'contact-change', contactEmail: `${mark}@organization.example.org` },
    { kind: 'question' },
  ] as const;
  ledger.ask('request', mark);
  const { status } = await change(world, 'request', 'POST', '/requests', { ...about, ...random.pick(kinds) });
  if (status === 201) ledger.acknowledge('request', mark);
}

async function answer(world: World): Promise<void> {
  const { random, ledger } = world;
  const { items } = await read(world, '/requests?state=open&limit=200');
  const list: unknown[] = Array.isArray(items) ? items : [];
  const request = random.pickAny(list) as Readonly<Record<string, unknown>> | null;
  if (request === null) return;
  const mark = world.mark();
  const how = random.pick(['approve', 'refuse']);
  ledger.ask('answer', mark);
  const { status } = await change(world, how, 'POST', `/requests/${textOf(request['id'])}/${how}`, {
    note: mark,
  });
  if (status === 200) ledger.acknowledge('answer', mark);
}

/** A mail of ours comes back, or an organization answers one. */
async function handIn(world: World, what: 'bounce' | 'reply'): Promise<void> {
  const { random, client, ledger, tally } = world;
  const mail = random.pickAny(world.leadMails.slice(-40));
  if (mail === null) return;
  const mark = world.mark();
  const originalMessageId = `<${mail.messageId}@leads.example.org>`;
  const raw =
    what === 'bounce'
      ? deliveryReport({
          originalMessageId,
          note: mark,
          ...(mail.to[0] === undefined ? {} : { recipient: mail.to[0] }),
        })
      : mime(
          ...[`From: ${mail.to[0] ?? 'somebody@organization.example.org'}`, 'Subject: Re: New referral'],
          ...[`In-Reply-To: ${originalMessageId}`, 'Content-Type: text/plain', '', `What about ${mark}?`],
        );
  if (what === 'reply') ledger.ask('request', mark);
  const { status, text } = await client.send({
    ...{ method: 'POST', path: '/api/v1/inbound-mail', body: new Uint8Array(raw) },
    headers: { ...headersOf(world), 'content-type': 'message/rfc822' },
  });
  tally.add(status === 200 ? `acknowledged ${what}` : `refused ${what} ${status}`);
  if (status !== 200) return;
  const id = /"id":"([^"]+)"/.exec(text)?.[1];
  if (id !== undefined) ledger.acknowledge('mail that came in', id);
  if (what === 'reply' && text.includes('"kind":"reply"')) ledger.acknowledge('request', mark);
}
