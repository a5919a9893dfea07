import type { ReferralView } from '../../../src/api/referral/referral-view';
import { today } from '../../integration/support/samples';
import { refuse } from '../../support/smtp';
import { tomorrow } from './acts';
import { bothCancelled, statusOf, onReferral, SENT } from './referral-windows';
import type { Cell } from './cells';
import type { Scene, SentLead } from './scene';
import type { Prepared, Window } from './window';

/** What the service does to referrals by itself, and what becomes of their mails: transactions of the worker. */

const LEAD = ['lead sent'];
/** Longer ago than the minutes over which reminders and alerts of one instant are spread. */
const past = (): string => new Date(Date.now() - 600_000).toISOString();

/** A time that the sending has set is put into the past: in the log, and in the read model that is made of it. */
async function bringTime({ db }: Scene, { id, assignmentId }: SentLead, where: string[]): Promise<void> {
  const at = past();
  await db.query(
    `UPDATE referral_events SET data = jsonb_set(data, $2, to_jsonb($3::text)) WHERE referral_id = $1 AND type = 'sent'`,
    [id, where, at],
  );
  const [clocks, milestone, time] = where;
  if (clocks === 'clocks') {
    const column = time === 'remindAt' ? 'remind_at' : 'due_at';
    await db.query(`UPDATE milestones SET ${column} = $3 WHERE assignment_id = $1 AND name = $2`, [
      assignmentId,
      milestone,
      at,
    ]);
  }
  if (clocks === 'acceptBy')
    await db.query('UPDATE assignments SET accept_by = $2 WHERE id = $1', [assignmentId, at]);
}

/** What the policy was when the referral came, put otherwise. */
async function bringTerm(
  { db }: Scene,
  { id }: SentLead,
  term: string,
  value: number | string,
): Promise<void> {
  await db.query(
    `UPDATE referral_events SET data = jsonb_set(data, ARRAY['carriedPolicy', $2], $3::jsonb)
     WHERE referral_id = $1 AND type = 'received'`,
    [id, term, JSON.stringify(value)],
  );
}

interface Timed {
  readonly name: string;
  readonly event: string;
  readonly where: string[];
  readonly log: readonly string[];
  readonly mails: readonly string[];
}

function timed({ name, event, where, log, mails }: Timed): Window {
  return onReferral(
    { name, of: 'worker', then: { log: [...SENT, ...log], mails }, next: 'withdraw' },
    async (scene, lead) => ({
      event,
      bringDue: async () => {
        await bringTime(scene, lead, where);
        await scene.due('referral', lead.id);
      },
    }),
  );
}

const alertUnopened = async (scene: Scene, lead: SentLead): Promise<void> => {
  await bringTime(scene, lead, ['unopenedAlertAt']);
  await scene.due('referral', lead.id);
};

/** A lead that comes now; where its transaction stands is told by the organization, because its id is not known yet. */
function arriving(
  {
    name,
    log,
    mails,
  }: { readonly name: string; readonly log: readonly string[]; readonly mails: readonly string[] },
  pointAt: (scene: Scene, cell: Cell) => string,
): Window {
  return {
    ...{ name, of: 'worker', then: { log, mails } },
    async prepare(scene, cell): Promise<Prepared> {
      let id = '';
      return {
        point: pointAt(scene, cell),
        bringDue: async () => {
          id = (await scene.does<ReferralView>('POST', '/referrals', cell.lead())).body.id;
        },
        follower: async () => `referral-${id}`,
        see: () => scene.seeReferral(id),
        next: () => statusOf(scene, `/referrals/${id}/withdraw`, { reason: 'other' }),
      };
    },
  };
}

export const STEPS: readonly Window[] = [
  arriving({ name: 'route', log: SENT, mails: LEAD }, (_scene, { first }) => `assigned/${first.id}`),
  onReferral(
    {
      ...{ name: 'leave to a person', of: 'worker', next: 'withdraw' },
      then: {
        log: [...SENT, ...bothCancelled, 'declined', 'unassigned', 'escalated'],
        mails: ['escalation sent', 'lead sent'],
      },
    },
    async (scene, lead) => {
      await bringTerm(scene, lead, 'maxHops', 1);
      const bringDue = () => scene.does('POST', `/referrals/${lead.id}/decline`, { reason: 'at-capacity' });
      return { event: 'unassigned', bringDue };
    },
  ),
  timed({
    ...{ name: 'remind', event: 'milestone-due-soon', where: ['clocks', 'contact', 'remindAt'] },
    ...{ log: ['milestone-due-soon'], mails: ['contact-reminder made', 'lead sent'] },
  }),
  timed({
    ...{ name: 'breach', event: 'milestone-breached', where: ['clocks', 'contact', 'dueAt'] },
    ...{ log: ['milestone-breached', 'escalated'], mails: ['escalation sent', 'lead sent'] },
  }),
  timed({
    ...{ name: 'expire acceptance', event: 'timed-out', where: ['acceptBy'] },
    log: [...bothCancelled, 'timed-out', 'assigned', 'sent'],
    mails: ['lead sent', 'lead sent', 'reassigned sent'],
  }),
  timed({
    ...{ name: 'alert of an unopened lead', event: 'escalated', where: ['unopenedAlertAt'] },
    ...{ log: ['escalated'], mails: ['escalation sent', 'lead sent'] },
  }),
  onReferral(
    {
      ...{ name: 'release a place', of: 'worker', next: 'withdraw' },
      then: {
        log: [...SENT, 'milestone-breached', 'escalated', 'capacity-released'],
        mails: ['escalation sent', 'lead sent'],
      },
    },
    async (scene, lead) => {
      await bringTime(scene, lead, ['clocks', 'appointment', 'dueAt']);
      await scene.due('referral', lead.id);
      await scene.untilLast(lead.id, 'escalated');
      const bringDue = async () => {
        await bringTerm(scene, lead, 'capacityReleaseDays', 0);
        await scene.due('referral', lead.id);
      };
      return { event: 'capacity-released', bringDue };
    },
  ),
  onReferral(
    {
      ...{ name: 'close an interim resolution', of: 'worker', next: 'reopen' },
      then: {
        log: [
          ...[...SENT, 'contact-made', 'milestone-met', 'appointment-agreed', 'resolution-recorded'],
          'interim-resolution-closed',
        ],
        mails: LEAD,
      },
    },
    async (scene, lead) => {
      const path = `/referrals/${lead.id}`;
      await scene.does('POST', `${path}/contact`, { madeOn: today() });
      await scene.does('POST', `${path}/appointment`, { at: tomorrow() });
      await scene.does('POST', `${path}/resolution`, { resolution: 'contact-made-appointment-scheduled' });
      const bringDue = async () => {
        // Counted from the appointment, which is tomorrow.
        await bringTerm(scene, lead, 'interimClosesAfterDays', -2);
        await scene.due('referral', lead.id);
      };
      return { event: 'interim-resolution-closed', bringDue };
    },
  ),
  onReferral(
    {
      ...{ name: 'end a pause', of: 'worker', next: 'withdraw' },
      then: { log: [...SENT, 'contact-made', 'milestone-met', 'clock-paused', 'clock-resumed'], mails: LEAD },
    },
    async (scene, lead) => {
      const path = `/referrals/${lead.id}`;
      await scene.does('POST', `${path}/contact`, { madeOn: today() });
      await scene.does('POST', `${path}/pause`, { reason: 'other' });
      const bringDue = async () => {
        // No day of pause is left, and business closed before today began.
        await bringTerm(scene, lead, 'pauseMaxDays', 0);
        await bringTerm(scene, lead, 'closes', '00:00');
        await scene.due('referral', lead.id);
      };
      return { event: 'clock-resumed', bringDue };
    },
  ),
  arriving({ name: 'lead sent', log: SENT, mails: LEAD }, (_scene, { first }) => `sent/${first.id}`),
  arriving(
    {
      name: 'lead refused',
      log: ['received', 'assigned', 'delivery-refused', 'escalated', 'assigned', 'sent'],
      mails: ['escalation sent', 'lead refused', 'lead sent'],
    },
    ({ site }, { first }) => {
      // Once more for an attempt whose record was undone.
      site.smtp.behaveFor(first.email, refuse(550), refuse(550), refuse(550));
      return `mail/lead/${first.id}/refused`;
    },
  ),
  arriving({ name: 'lead deferred', log: SENT, mails: LEAD }, ({ site }, { first }) => {
    site.smtp.behaveFor(first.email, refuse(450));
    return `mail/lead/${first.id}/deferred`;
  }),
  onReferral(
    {
      ...{ name: 'escalation mailed', of: 'worker', next: 'withdraw' },
      then: { log: [...SENT, 'escalated'], mails: ['escalation sent', 'lead sent'] },
    },
    async (scene, lead) => ({
      event: 'escalated',
      point: `mail/escalation/${lead.id}/sent`,
      bringDue: () => alertUnopened(scene, lead),
    }),
  ),
];
