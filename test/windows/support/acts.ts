import { dateFields, today } from '../../integration/support/samples';
import { deliveryReport } from '../../unit/support/mime';
import { bothCancelled, statusOf, formReply, onReferral, SENT } from './referral-windows';
import type { Scene, SentLead } from './scene';
import type { Reply, Window } from './window';

/** What people do to referrals, by a page or by the API: each is one transaction of the API. */

const DAY_MS = 86_400_000;
export const tomorrow = (): string => new Date(Date.now() + DAY_MS).toISOString();
const anHourAgo = (): string => new Date(Date.now() - DAY_MS / 24).toISOString();

const CONTACT = ['contact-made', 'milestone-met'];
const ENDED = ['milestone-cancelled', 'milestone-met', 'resolution-recorded'];
const ONCE_MORE = ['assigned', 'sent'];
const LEAD = ['lead sent'];
const ELSEWHERE = ['lead sent', 'lead sent', 'reassigned sent'];

const contact = (scene: Scene, { id }: SentLead) =>
  scene.does('POST', `/referrals/${id}/contact`, { madeOn: today() });
const noLongerNeeded = (scene: Scene, { id }: SentLead) =>
  scene.does('POST', `/referrals/${id}/resolution`, { resolution: 'no-longer-needs-assistance' });

interface ByApi {
  readonly name: string;
  readonly event: string;
  readonly path: string;
  readonly body?: object | (() => object);
  readonly before?: (scene: Scene, lead: SentLead) => Promise<unknown>;
  /** What follows on the sending. */
  readonly log: readonly string[];
  readonly mails?: readonly string[];
  readonly next?: 'withdraw' | 'reopen';
}

function byApi({ name, event, path, body, before, log, mails = LEAD, next = 'withdraw' }: ByApi): Window {
  return onReferral({ name, then: { log: [...SENT, ...log], mails }, next }, async (scene, lead) => {
    await before?.(scene, lead);
    const said = typeof body === 'function' ? body() : body;
    return { event, ask: scene.keyed('POST', `/referrals/${lead.id}/${path}`, said) };
  });
}

interface ByForm {
  readonly name: string;
  readonly event: string;
  readonly form: string;
  readonly values: () => Readonly<Record<string, string>>;
  readonly before?: (scene: Scene, lead: SentLead) => Promise<unknown>;
  readonly log: readonly string[];
  readonly mails?: readonly string[];
}

/** The page was opened before: that is in the log as well. */
function byForm({ name, event, form, values, before, log, mails = LEAD }: ByForm): Window {
  const then = { log: [...SENT, 'opened', ...log], mails };
  return onReferral({ name, then, next: 'withdraw' }, async (scene, lead) => {
    await before?.(scene, lead);
    const { assister, page } = await lead.open();
    const filledIn = values();
    return { event, ask: async () => formReply(await assister.submit(page, form, filledIn)) };
  });
}

/** As if the policy had asked for it when the lead was sent. */
async function awaitAcceptance({ db }: Scene, { id, assignmentId }: SentLead): Promise<void> {
  const until = new Date(Date.now() + DAY_MS).toISOString();
  await db.query(
    `UPDATE referral_events SET data = jsonb_set(data, '{acceptBy}', to_jsonb($2::text))
     WHERE referral_id = $1 AND type = 'sent'`,
    [id, until],
  );
  await db.query('UPDATE assignments SET accept_by = $2 WHERE id = $1', [assignmentId, until]);
}

export const ACTS: readonly Window[] = [
  onReferral(
    { name: 'open', then: { log: [...SENT, 'opened'], mails: LEAD }, next: 'withdraw', silent: true },
    async (_scene, lead) => ({
      event: 'opened',
      ask: async () => formReply((await lead.open()).page),
    }),
  ),
  byForm({
    ...{ name: 'accept', event: 'accepted', form: 'accept', log: ['accepted'] },
    values: () => ({ outcome: 'accepted' }),
    before: awaitAcceptance,
  }),
  byForm({
    ...{ name: 'contact attempt', event: 'contact-attempted', form: 'contact', log: ['contact-attempted'] },
    values: () => ({ outcome: 'not-reached', ...dateFields() }),
  }),
  byForm({
    ...{ name: 'contact made', event: 'contact-made', form: 'contact', log: CONTACT },
    values: () => ({ outcome: 'reached', ...dateFields() }),
  }),
  byApi({
    ...{ name: 'appointment agreed', event: 'appointment-agreed', path: 'appointment', before: contact },
    body: () => ({ at: tomorrow() }),
    log: [...CONTACT, 'appointment-agreed'],
  }),
  byApi({
    ...{ name: 'appointment held', event: 'appointment-held', path: 'appointment', before: contact },
    body: () => ({ at: anHourAgo(), held: true }),
    log: [...CONTACT, 'appointment-held', 'milestone-met'],
  }),
  byApi({
    ...{ name: 'resolution interim', event: 'resolution-recorded', path: 'resolution' },
    async before(scene, lead) {
      await contact(scene, lead);
      await scene.does('POST', `/referrals/${lead.id}/appointment`, { at: tomorrow() });
    },
    body: { resolution: 'contact-made-appointment-scheduled' },
    log: [...CONTACT, 'appointment-agreed', 'resolution-recorded'],
  }),
  byApi({
    ...{ name: 'resolution final', event: 'resolution-recorded', path: 'resolution', next: 'reopen' },
    body: { resolution: 'no-longer-needs-assistance' },
    log: ENDED,
  }),
  byApi({
    ...{ name: 'resolution corrected', event: 'resolution-corrected', path: 'resolution', next: 'reopen' },
    before: noLongerNeeded,
    body: { resolution: 'referred-to-other-assister' },
    log: [...ENDED, 'resolution-corrected'],
  }),
  byForm({
    ...{ name: 'decline', event: 'declined', form: 'decline' },
    values: () => ({ reason: 'at-capacity' }),
    log: [...bothCancelled, 'declined', ...ONCE_MORE],
    mails: ['lead sent', 'lead sent'],
  }),
  byApi({
    ...{ name: 'pause', event: 'clock-paused', path: 'pause', log: ['clock-paused'] },
    body: { reason: 'consumer-unavailable' },
  }),
  byApi({
    ...{ name: 'resume', event: 'clock-resumed', path: 'resume', log: ['clock-paused', 'clock-resumed'] },
    before: (scene, { id }) =>
      scene.does('POST', `/referrals/${id}/pause`, { reason: 'consumer-unavailable' }),
  }),
  byApi({
    ...{ name: 'withdraw', event: 'withdrawn', path: 'withdraw', next: 'reopen' },
    body: { reason: 'no-longer-needed' },
    log: [...bothCancelled, 'withdrawn'],
    mails: ['lead sent', 'withdrawn sent'],
  }),
  onReferral(
    {
      name: 'amend',
      then: { log: [...SENT, 'amended'], mails: ['amended sent', 'lead sent'] },
      next: 'withdraw',
    },
    async (scene, { id }) => ({
      event: 'amended',
      ask: scene.keyed('PATCH', `/referrals/${id}`, { reason: 'Wants help with something else' }),
    }),
  ),
  byApi({
    ...{ name: 'reassign', event: 'handed-on', path: 'reassign', body: { reason: 'It asked for that' } },
    log: [...bothCancelled, 'handed-on', ...ONCE_MORE],
    mails: ELSEWHERE,
  }),
  byApi({
    ...{
      name: 'reopen',
      event: 'reopened',
      path: 'reopen',
      body: { reason: 'It was a mistake' },
      before: noLongerNeeded,
    },
    log: [...ENDED, 'reopened', ...ONCE_MORE],
    mails: ['lead sent', 'lead sent'],
  }),
  onReferral(
    {
      name: 'bounce',
      then: {
        log: [...SENT, ...bothCancelled, 'delivery-refused', 'escalated', ...ONCE_MORE],
        mails: ['escalation sent', 'lead sent', 'lead sent'],
      },
      ...{ next: 'withdraw', silent: true },
    },
    async ({ site }, { messageId }, cell) => {
      const raw = deliveryReport({ originalMessageId: messageId, recipient: cell.first.email });
      return { event: 'delivery-refused', ask: () => handIn(site.service, raw) };
    },
  ),
  {
    name: 'lead received',
    of: 'api',
    then: { log: SENT, mails: LEAD },
    async prepare(scene, cell) {
      const lead = cell.lead();
      const ask = scene.keyed('POST', '/referrals', lead);
      const id = async (): Promise<string> => {
        const { rows } = await scene.db.query<{ id: string }>('SELECT id FROM leads WHERE external_id = $1', [
          lead.externalId,
        ]);
        return rows[0]?.id ?? '';
      };
      return {
        ...{ point: `lead/${lead.externalId}`, ask },
        follower: async () => `referral-${await id()}`,
        see: async () => scene.seeReferral(await id()),
        next: async () => statusOf(scene, `/referrals/${await id()}/withdraw`, { reason: 'other' }),
        acknowledges: ({ body }) => ({ referralId: (body as { id: string }).id, type: 'received' }),
      };
    },
  },
];

async function handIn(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  raw: Buffer,
): Promise<Reply> {
  const response = await fetch(`${url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(raw),
  });
  return { status: response.status, body: await response.json(), replayed: false };
}
