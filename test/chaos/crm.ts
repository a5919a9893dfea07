import { change, COUNTIES, day, numberOf, read, textOf, type World } from './world';

/** The exchange's CRM: sends leads. */
export async function sendLead(world: World): Promise<void> {
  const { random, ledger } = world;
  const mark = world.mark();
  const { county, zip } = random.pick(COUNTIES);
  const broker = random.chance(0.25);
  // Now and then somebody who was here before.
  const person = random.chance(0.1) ? 'again' : mark;
  ledger.ask('lead', mark);
  const { status, body } = await change(world, 'lead', 'POST', '/referrals', {
    externalId: mark,
    consumer: {
      ...{ firstName: `Sample ${person}`, lastName: 'Consumer', email: `${person}@example.org` },
      ...{ preferredContact: 'email', preferredLanguage: random.pick(['en', 'so', 'es']) },
    },
    address: { line1: '1 Elm Street', city: 'Sample', zip, county },
    account: { active: true },
    application: { active: true, submittedOn: day() },
    determinations: broker ? ['qhp'] : ['medical-assistance'],
    reason: 'Wants help',
    guidance: 'Was told what to bring',
    consent: { given: true, on: day() },
    assistance: ['plan-selection'],
  });
  if (status >= 300) return;
  const id = textOf(body['id']);
  ledger.acknowledge('lead', mark);
  ledger.acknowledgeEvent({ referralId: id, type: 'received' });
  world.referrals.push(id);
}

const ACTS = {
  contact: 5,
  attempt: 4,
  agreed: 3,
  held: 3,
  resolution: 4,
  decline: 3,
  withdraw: 2,
  reassign: 3,
  reopen: 2,
  pause: 2,
  resume: 2,
  amend: 4,
} as const;
type ActName = keyof typeof ACTS;

/** A coordinator, or the CRM, does something with a referral; most of the recent ones, as people do. */
export async function actOnReferral(world: World): Promise<void> {
  const { random, referrals, ledger } = world;
  const recent = random.chance(0.7) ? referrals.slice(-12) : referrals;
  const id = random.pickAny(recent);
  if (id === null) return;
  const { status: standing } = await read(world, `/referrals/${id}`);
  const act = chooseAct(world, textOf(standing));
  const mark = world.mark();
  const { method, path, body, kept } = requestOf(world, act, mark);
  if (kept !== null) ledger.ask(kept, mark);
  const answer = await change(world, act, method, `/referrals/${id}${path}`, body);
  if (answer.status !== 200) return;
  if (kept !== null) ledger.acknowledge(kept, mark);
  else
    ledger.acknowledgeEvent({
      referralId: id,
      type: 'clock-resumed',
      version: numberOf(answer.body['version']),
    });
}

/** Mostly something that can be done; the rest is to be refused. */
function chooseAct({ random }: World, standing: string): ActName {
  if (random.chance(0.15)) return random.weighted(ACTS);
  switch (standing) {
    case 'received':
    case 'unassigned':
      return random.weighted({ withdraw: 1, reassign: 2, amend: 4 });
    case 'sent':
      return random.weighted({
        contact: 5,
        attempt: 4,
        decline: 3,
        withdraw: 1,
        reassign: 2,
        amend: 3,
        resolution: 1,
      });
    case 'contacted':
      return random.weighted({
        agreed: 4,
        held: 3,
        pause: 3,
        resume: 3,
        resolution: 4,
        amend: 2,
        reassign: 1,
      });
    case 'appointment-scheduled':
      return random.weighted({ held: 4, resolution: 5, pause: 1, withdraw: 1, amend: 1 });
    case 'resolved':
    case 'withdrawn':
      return random.weighted({ reopen: 2, resolution: 1 });
    default:
      return random.weighted(ACTS);
  }
}

interface Asked {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
  /** Where its mark is kept; null for one without words. */
  readonly kept: 'act' | 'amendment' | null;
}

function requestOf({ random, organizations }: World, act: ActName, mark: string): Asked {
  const post = (path: string, body: object): Asked => ({
    ...{ method: 'POST', path: `/${path}`, kept: 'act' },
    body: { ...body, ...(path === 'reassign' || path === 'reopen' ? { reason: mark } : { comments: mark }) },
  });
  switch (act) {
    case 'contact':
      return post('contact', { madeOn: day(), made: true });
    case 'attempt':
      return post('contact', { madeOn: day(), made: false });
    case 'agreed':
      return post('appointment', { at: new Date(Date.now() + 3 * 86_400_000).toISOString(), held: false });
    case 'held':
      return post('appointment', { at: new Date(Date.now() - 60_000).toISOString(), held: true });
    case 'resolution':
      return post('resolution', {
        resolution: random.pick([
          'enrolled-qhp',
          'eligible-ma',
          'no-longer-needs-assistance',
          'contact-made-appointment-scheduled',
        ]),
      });
    case 'decline':
      return post('decline', {
        reason: random.pick(['at-capacity', 'language', 'conflict', 'exchange-must-resolve']),
      });
    case 'withdraw':
      return post('withdraw', { reason: random.pick(['no-longer-needed', 'duplicate']) });
    case 'reassign': {
      const organizationId = random.chance(0.4) ? random.pickAny(organizations) : null;
      return post('reassign', organizationId === null ? {} : { organizationId });
    }
    case 'reopen':
      return post('reopen', {});
    case 'pause':
      return post('pause', { reason: 'waiting-for-documents' });
    case 'resume':
      return { method: 'POST', path: '/resume', kept: null };
    case 'amend':
      return {
        method: 'PATCH',
        path: '',
        body: amendment(random.chance(0.3) ? random.pick(COUNTIES) : null, mark),
        kept: 'amendment',
      };
    default:
      return act satisfies never;
  }
}

/** Another county may need another organization. */
function amendment(place: (typeof COUNTIES)[number] | null, mark: string): object {
  return {
    guidance: `Was told ${mark}`,
    ...(place === null ? {} : { address: { zip: place.zip, county: place.county } }),
  };
}
