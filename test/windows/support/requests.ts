import { linkIn } from '../../integration/support/assister';
import { eventually } from '../../support/eventually';
import { isMailTo } from '../../integration/support/mails';
import { today } from '../../integration/support/samples';
import type { RequestView } from '../../../src/api/organization/request-schema';
import type { Cell } from './cells';
import { bothCancelled, statusOf, formReply, onReferral, SENT } from './referral-windows';
import { LONG_MS, type Scene } from './scene';
import type { Prepared, Seen, Window } from './window';

/** What organizations ask of the exchange, and what becomes of it; and everything of one given to others. */

const past = (): string => new Date(Date.now() - LONG_MS).toISOString();

type Ask = Readonly<Record<string, unknown>> & { readonly kind: string };
const QUESTION: Ask = { kind: 'question', comments: 'May we bring an interpreter?' };

interface About {
  readonly name: string;
  readonly of: Window['of'];
  readonly then: Seen;
  /** Where it stands, after the organization. */
  readonly at: string;
}

type Doing = Pick<Prepared, 'ask' | 'bringDue'>;

/** Something that happens to a request of the cell's first organization: the only one that it makes. */
function onRequest(
  { name, of, then, at }: About,
  bring: (scene: Scene, cell: Cell) => Promise<Doing>,
): Window {
  return {
    ...{ name, of, then },
    async prepare(scene, cell) {
      const { id: organizationId } = cell.first;
      const requests = async (): Promise<readonly { id: string; state: string; applied: boolean }[]> => {
        const { rows } = await scene.db.query<{ id: string; state: string; applied: boolean }>(
          `SELECT id, state, applied_at IS NOT NULL AS applied FROM organization_requests WHERE organization_id = $1`,
          [organizationId],
        );
        return rows;
      };
      const does = await bring(scene, cell);
      return {
        ...{ point: `request/${organizationId}/${at}`, ...does },
        follower: async () => `request-${(await requests())[0]?.id ?? ''}`,
        async see() {
          const found = await requests();
          const mails = await Promise.all(found.map(({ id }) => mailsOf(scene, id)));
          return {
            log: found.map(({ state, applied }) => (applied ? `${state}, applied` : state)),
            mails: mails.flat(),
          };
        },
        next: () =>
          statusOf(scene, '/requests', {
            ...{ organizationId, source: 'phone', kind: 'absence' },
            from: today(),
            until: today(),
          }),
      };
    },
  };
}

/** Its own, and those of what it has put on the desk of the single point of contact. */
async function mailsOf(scene: Scene, requestId: string): Promise<string[]> {
  const { rows } = await scene.db.query<{ kind: string; state: string }>(
    `SELECT m.kind, m.state FROM messages m WHERE m.workflow_id = $1 ORDER BY m.kind, m.state`,
    [`request-${requestId}`],
  );
  return rows.map(({ kind, state }) => `${kind} ${state}`);
}

async function asked(scene: Scene, cell: Cell, ask: Ask): Promise<RequestView> {
  const body = { organizationId: cell.first.id, source: 'phone', ...ask };
  return (await scene.does<RequestView>('POST', '/requests', body)).body;
}

const newAddress = (cell: Cell): string => `new-${cell.first.email}`;
const contactChange = (cell: Cell): Ask => ({ kind: 'contact-change', contactEmail: newAddress(cell) });

async function confirmationMail({ site }: Scene, cell: Cell) {
  return site.smtp.waitForMail(isMailTo(newAddress(cell), 'contact-confirmation'), LONG_MS);
}

/** Sets a time of a request, and lets its workflow look. */
async function bringDue(scene: Scene, { id }: RequestView, change: string, at: string): Promise<void> {
  await scene.db.query(`UPDATE organization_requests SET ${change} WHERE id = $1`, [id, at]);
  await scene.due('request', id);
}

const inADay = (): string => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

export const REQUESTS: readonly Window[] = [
  onRequest(
    { name: 'request created', of: 'api', at: 'asked', then: { log: ['open'], mails: ['escalation sent'] } },
    async (scene, cell) => ({
      ask: scene.keyed('POST', '/requests', { organizationId: cell.first.id, source: 'phone', ...QUESTION }),
    }),
  ),
  onRequest(
    {
      ...{ name: 'request answered', of: 'api', at: 'approved' },
      then: { log: ['approved'], mails: ['escalation sent', 'request-answered sent'] },
    },
    async (scene, cell) => {
      const { id } = await asked(scene, cell, QUESTION);
      return { ask: scene.keyed('POST', `/requests/${id}/approve`, { note: 'Yes, please do.' }) };
    },
  ),
  onRequest(
    {
      ...{ name: 'request confirmed', of: 'api', at: 'approved' },
      then: {
        log: ['approved, applied'],
        mails: [
          'contact-agreement sent',
          'contact-changed sent',
          'contact-changed sent',
          'contact-changed sent',
          'contact-confirmation sent',
        ],
      },
    },
    async (scene, cell) => {
      const { id } = await asked(scene, cell, contactChange(cell));
      await scene.does('POST', `/requests/${id}/approve`, {});
      const mail = await confirmationMail(scene, cell);
      const reader = scene.site.assister();
      const page = await reader.open(linkIn(mail));
      return { ask: async () => formReply(await reader.submit(page, 'confirmation', { outcome: 'yes' })) };
    },
  ),
  onRequest(
    {
      name: 'request late',
      of: 'worker',
      at: 'late',
      then: { log: ['open'], mails: ['escalation sent', 'escalation sent'] },
    },
    async (scene, cell) => {
      const request = await asked(scene, cell, QUESTION);
      return { bringDue: () => bringDue(scene, request, 'due_at = $2', past()) };
    },
  ),
  onRequest(
    {
      ...{ name: 'request expired', of: 'worker', at: 'expired' },
      then: {
        log: ['expired'],
        mails: ['contact-agreement sent', 'contact-confirmation sent', 'request-answered sent'],
      },
    },
    async (scene, cell) => {
      const request = await asked(scene, cell, contactChange(cell));
      await confirmationMail(scene, cell);
      return { bringDue: () => bringDue(scene, request, 'confirm_by = $2', past()) };
    },
  ),
  onRequest(
    {
      ...{ name: 'request takes effect', of: 'worker', at: 'applied' },
      then: { log: ['approved, applied'], mails: ['request-answered sent'] },
    },
    async (scene, cell) => {
      const request = await asked(scene, cell, { kind: 'capacity', capacity: 7, from: inADay() });
      const change = `payload = jsonb_set(payload, '{from}', to_jsonb($2::text))`;
      return { bringDue: () => bringDue(scene, request, change, today()) };
    },
  ),
  ...(['re-route begun', 're-routed'] as const).map((name) =>
    onReferral(
      {
        ...{ name, of: name === 're-routed' ? 'worker' : 'api', next: 'withdraw', silent: true },
        then: {
          log: [...SENT, ...bothCancelled, 'handed-on', 'assigned', 'sent'],
          mails: ['lead sent', 'lead sent', 'reassigned sent'],
        },
      },
      async (scene, _lead, cell) => {
        const ask = scene.keyed('POST', `/organizations/${cell.first.id}/reroute`, { reason: 'It closes' });
        const event = 'handed-on';
        return name === 're-routed'
          ? { event, bringDue: ask }
          : { event, ask, point: `reroute/${cell.first.id}` };
      },
    ),
  ),
];

/** Until what was done before is followed: a request's mails are part of what is looked at. */
export async function untilFollowed({ db }: Scene): Promise<void> {
  await eventually(
    'everything prepared to be followed',
    async () =>
      (
        await db.query<{ left: number }>(
          `SELECT (SELECT count(*) FROM followers WHERE behind_since IS NOT NULL)::int
            + (SELECT count(*) FROM messages WHERE state = 'pending')::int AS left`,
        )
      ).rows[0]?.left ?? -1,
    (left) => left === 0,
    LONG_MS,
  );
}
