import type { Answer } from './client';
import type { Copy } from './mail-server';
import type { World } from './world';

const FORMS = { contact: 4, appointment: 4, resolution: 4, decline: 2, pause: 1, resume: 1 } as const;
type FormName = keyof typeof FORMS;
const PRESSES_AGAIN = 0.2;
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

interface Session {
  readonly path: string;
  readonly cookie: string;
}

/** Somebody at an organization reads the newest lead, opens its page, and fills in some forms. */
export async function answerLead(world: World): Promise<void> {
  const { random, unread } = world;
  const mail = unread.splice(random.chance(0.7) ? -1 : 0, 1)[0];
  const link = mail === undefined ? null : linkIn(mail);
  if (mail === undefined || link === null) return;
  const session = await open(world, link);
  if (session === null) return;
  if (session.path.startsWith('/assignments/')) world.tally.add('acknowledged opening');
  for (let forms = random.between(1, 4); forms > 0; forms -= 1) {
    if (!(await fillIn(world, session))) return;
  }
}

function linkIn({ parsed }: Copy): string | null {
  return /https?:\/\/[^/\s]+(\/l\/[\w-]+)/.exec(parsed.text ?? '')?.[1] ?? null;
}

/** Null when the link does not hold any more. */
async function open({ client }: World, link: string): Promise<Session | null> {
  await client.send({ method: 'GET', path: link });
  const { status, location, cookie } = await client.send({ method: 'POST', path: link });
  return status === 303 && location !== null && cookie !== null ? { path: location, cookie } : null;
}

/** False when there is nothing more to do on this page. */
async function fillIn(world: World, session: Session): Promise<boolean> {
  const { client, random, tally, ledger } = world;
  const { path, cookie } = session;
  const page = await client.send({ method: 'GET', path, headers: { cookie } });
  const forms = page.status === 200 ? formsIn(page.text) : new Map<FormName, Form>();
  const offered = [...forms.keys()];
  const name = random.pickAny(offered.flatMap((form) => Array.from({ length: FORMS[form] }, () => form)));
  const form = name === null ? undefined : forms.get(name);
  if (name === null || form === undefined) return false;
  const body = new URLSearchParams({ ...form.hidden, ...valuesOf(world, name) }).toString();
  const request = { method: 'POST', path: form.action, headers: { cookie, ...FORM_TYPE }, body } as const;
  const pressed = await client.send(request);
  const actId = recordedIn(pressed);
  tally.add(
    actId === null ? `refused ${name} by a form ${pressed.status}` : `acknowledged ${name} by a form`,
  );
  if (actId === null) return pressed.status === 422;
  ledger.acknowledge('act by a form', actId);
  if (random.chance(PRESSES_AGAIN)) await client.send(request);
  return true;
}

function recordedIn({ status, location }: Answer): string | null {
  return status === 303 ? (/[?&]recorded=([0-9a-f-]+)/.exec(location ?? '')?.[1] ?? null) : null;
}

interface Form {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

function formsIn(html: string): Map<FormName, Form> {
  const forms = new Map<FormName, Form>();
  for (const [markup] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
    const name = (Object.keys(FORMS) as FormName[]).find((known) => markup.includes(`id="${known}-form"`));
    const action = /action="([^"]*)"/.exec(markup)?.[1];
    if (name === undefined || action === undefined) continue;
    const inputs = [...markup.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]);
    forms.set(name, { action, hidden: Object.fromEntries(inputs) as Record<string, string> });
  }
  return forms;
}

function valuesOf({ random }: World, name: FormName): Readonly<Record<string, string>> {
  const now = new Date();
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(now);
  const [year = '', month = '', date = ''] = local.split('-');
  const today = { year, month, day: date };
  switch (name) {
    case 'contact':
      return { ...today, outcome: random.pick(['reached', 'reached', 'not-reached']) };
    case 'appointment':
      return random.chance(0.5)
        ? { ...today, time: '00:01', outcome: 'held' }
        : { ...today, year: String(Number(year) + 1), day: '15', time: '14:30', outcome: 'agreed' };
    case 'resolution':
      return { resolution: random.pick(['enrolled-qhp', 'no-longer-needs-assistance', 'eligible-ma']) };
    case 'decline':
      return { reason: random.pick(['at-capacity', 'wrong-area', 'language']) };
    case 'pause':
      return { reason: 'consumer-unavailable' };
    case 'resume':
      return { outcome: 'ready' };
    default:
      return name satisfies never;
  }
}
