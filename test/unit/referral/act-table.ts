import type { Act } from '../../../src/domain/referral/commands';
import { instant } from '../../../src/domain/time';
import { act, day, report, states } from './states';

export const ACTS = {
  open: act({ kind: 'open' }),
  accept: act({ kind: 'accept' }),
  contact: act({ kind: 'contact', made: true, on: day('2028-02-03') }),
  attempt: act({ kind: 'contact', made: false, on: day('2028-02-03') }),
  agree: act({ kind: 'appointment', at: instant('2028-02-10T20:00:00Z'), held: false }),
  hold: act({ kind: 'appointment', at: instant('2028-02-03T20:00:00Z'), held: true }),
  unreached: act({ kind: 'resolution', resolution: 'unable-to-contact' }),
  enrolled: act({ kind: 'resolution', resolution: 'enrolled-qhp' }),
  eligible: act({ kind: 'resolution', resolution: 'eligible-ma' }),
  interim: act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' }),
  decline: act({ kind: 'decline', reason: 'at-capacity' }),
  pause: act({ kind: 'pause', reason: 'waiting-for-documents' }),
  resume: act({ kind: 'resume' }),
  withdraw: act({ kind: 'withdraw', reason: 'no-longer-needed' }),
  amend: act({ kind: 'amend', parts: ['account'], need: null, expectedVersion: null }),
  move: act({
    ...{ kind: 'amend', parts: ['address'], expectedVersion: null },
    need: { assisterType: 'navigator', countyFips: '27053', countyName: 'Hennepin' },
  }),
  /** To where its organization cannot go; the test looks that up. */
  moveAway: act({
    ...{ kind: 'amend', parts: ['address'], expectedVersion: null },
    need: { assisterType: 'navigator', countyFips: '27053', countyName: 'Hennepin' },
  }),
  reassign: act({ kind: 'reassign', directedTo: null }),
  direct: act({ kind: 'reassign', directedTo: 'organization-9' }),
  directHere: act({ kind: 'reassign', directedTo: 'organization-1' }),
  reopen: act({ kind: 'reopen' }),
  bounce: act({ kind: 'bounce', smtpCode: 550 }),
  reportReached: report({ contactOn: day('2028-02-03'), resolution: null }),
  reportEarlier: report({ contactOn: day('2028-02-02'), resolution: 'eligible-ma' }),
  reportInterim: report({
    ...{ contactOn: day('2028-02-03'), resolution: 'contact-made-appointment-scheduled' },
  }),
  reportUnreached: report({ contactOn: null, resolution: 'unable-to-contact' }),
} as const satisfies Record<string, Act>;

export type State = keyof typeof states;
export type ActName = keyof typeof ACTS;
type Row = Record<State, string>;

/**
 * Every state × every act: its events, or `!` and the refusal's code, with the states it holds for. Nothing between the
 * quotes: it is taken, and changes nothing.
 */
function row(cells: Record<string, string>): Row {
  const entries = Object.entries(cells).flatMap(([result, names]) =>
    names.split(' ').map((name) => [name, result] as const),
  );
  const table = Object.fromEntries(entries);
  const missing = Object.keys(states).filter((name) => !(name in table));
  if (missing.length > 0 || entries.length !== Object.keys(states).length) {
    throw new Error(`each state once, please: ${missing.join(' ')}`);
  }
  return table as Row;
}

/** By the assignment's own link, or, where no assignment is needed, by whoever may send it. */
export const BY_LINK: Record<ActName, Row> = {
  open: row({
    '!assignment-over': 'routing leftOver waiting stuck closed withdrawn',
    opened: 'sending open contacted agreed held interim offered tried paused breached',
  }),
  accept: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!already-recorded': 'open contacted agreed held interim tried paused breached',
    '!referral-closed': 'closed withdrawn',
    accepted: 'offered',
  }),
  contact: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    'contact-made milestone-met:contact': 'open tried breached',
    '!already-recorded': 'contacted agreed held interim paused',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  attempt: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    'contact-attempted': 'open tried breached',
    '!already-recorded': 'contacted agreed held interim paused',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  agree: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!contact-required': 'open tried breached',
    'appointment-agreed': 'contacted agreed interim paused',
    '!already-recorded': 'held',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  hold: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!contact-required': 'open tried breached',
    'appointment-held milestone-met:appointment': 'contacted agreed interim paused',
    '!already-recorded': 'held',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  unreached: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!more-attempts-needed': 'open breached',
    '!resolution-excludes-contact': 'contacted agreed held interim paused',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
    'milestone-cancelled:contact milestone-met:appointment resolution-recorded': 'tried',
  }),
  enrolled: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!resolution-needs-contact': 'open tried breached',
    'milestone-met:appointment resolution-recorded': 'contacted agreed interim paused',
    'resolution-recorded': 'held',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  eligible: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!resolution-needs-contact': 'open tried breached',
    'milestone-met:appointment resolution-recorded': 'contacted agreed interim paused',
    'resolution-recorded': 'held',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  interim: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!resolution-needs-contact': 'open tried breached',
    '!appointment-required': 'contacted paused',
    'resolution-recorded': 'agreed held',
    '!already-recorded': 'interim',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  decline: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    'milestone-cancelled:contact milestone-cancelled:appointment declined': 'open offered tried breached',
    'milestone-cancelled:appointment declined': 'contacted agreed interim paused',
    declined: 'held',
    '!referral-closed': 'closed withdrawn',
  }),
  pause: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    'clock-paused:appointment': 'open contacted agreed interim tried',
    '!clock-not-running': 'held paused breached',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
  }),
  resume: row({
    '!assignment-over': 'routing leftOver waiting stuck sending',
    '!clock-not-paused': 'open contacted agreed held interim tried breached',
    '!referral-closed': 'closed withdrawn',
    '!acceptance-required': 'offered',
    'clock-resumed:appointment': 'paused',
  }),
  withdraw: row({
    withdrawn: 'routing leftOver waiting stuck sending held',
    'milestone-cancelled:contact milestone-cancelled:appointment withdrawn': 'open offered tried breached',
    'milestone-cancelled:appointment withdrawn': 'contacted agreed interim paused',
    '!referral-closed': 'closed withdrawn',
  }),
  amend: row({
    amended:
      'routing leftOver waiting stuck sending open contacted agreed held interim offered tried paused breached',
    '!referral-closed': 'closed withdrawn',
  }),
  move: row({
    amended:
      'routing leftOver waiting stuck sending open contacted agreed held interim offered tried paused breached',
    '!referral-closed': 'closed withdrawn',
  }),
  moveAway: row({
    amended: 'routing leftOver waiting stuck',
    'amended handed-on': 'sending',
    'amended milestone-cancelled:contact milestone-cancelled:appointment handed-on':
      'open offered tried breached',
    'amended escalated': 'contacted agreed held interim paused',
    '!referral-closed': 'closed withdrawn',
  }),
  reassign: row({
    '!assignment-over': 'routing leftOver waiting stuck',
    'handed-on': 'sending held',
    'milestone-cancelled:contact milestone-cancelled:appointment handed-on': 'open offered tried breached',
    'milestone-cancelled:appointment handed-on': 'contacted agreed interim paused',
    '!referral-closed': 'closed withdrawn',
  }),
  direct: row({
    '!assignment-over': 'routing leftOver waiting stuck',
    'handed-on': 'sending held',
    'milestone-cancelled:contact milestone-cancelled:appointment handed-on': 'open offered tried breached',
    'milestone-cancelled:appointment handed-on': 'contacted agreed interim paused',
    '!referral-closed': 'closed withdrawn',
  }),
  directHere: row({
    '!assignment-over': 'routing leftOver waiting stuck',
    '!already-recorded': 'sending open contacted agreed held interim offered tried paused breached',
    '!referral-closed': 'closed withdrawn',
  }),
  reopen: row({
    '!referral-not-closed':
      'routing leftOver waiting stuck sending open contacted agreed held interim offered tried paused breached',
    '!referral-closed': 'closed withdrawn',
  }),
  bounce: row({
    '': 'routing leftOver waiting stuck sending contacted agreed held interim closed tried paused withdrawn',
    'milestone-cancelled:contact milestone-cancelled:appointment delivery-refused escalated':
      'open offered breached',
  }),
  reportReached: row({
    '!assignment-over': 'routing leftOver waiting stuck sending withdrawn',
    'contact-made milestone-met:contact': 'open tried breached',
    '': 'contacted agreed held interim closed paused',
    '!acceptance-required': 'offered',
  }),
  reportEarlier: row({
    '!assignment-over': 'routing leftOver waiting stuck sending withdrawn',
    'contact-made milestone-met:contact milestone-met:appointment resolution-recorded': 'open tried breached',
    'contact-corrected milestone-met:contact milestone-met:appointment resolution-recorded':
      'contacted agreed interim paused',
    'contact-corrected milestone-met:contact resolution-recorded': 'held',
    'contact-corrected milestone-met:contact resolution-corrected': 'closed',
    '!acceptance-required': 'offered',
  }),
  reportInterim: row({
    '!assignment-over': 'routing leftOver waiting stuck sending withdrawn',
    '!appointment-required': 'open tried breached contacted paused',
    'resolution-recorded': 'agreed held',
    '': 'interim',
    '!referral-closed': 'closed',
    '!acceptance-required': 'offered',
  }),
  reportUnreached: row({
    '!assignment-over': 'routing leftOver waiting stuck sending withdrawn',
    'milestone-cancelled:contact milestone-met:appointment resolution-recorded': 'open tried breached',
    'contact-corrected milestone-cancelled:contact milestone-met:appointment resolution-recorded':
      'contacted agreed interim paused',
    'contact-corrected milestone-cancelled:contact resolution-recorded': 'held',
    'contact-corrected milestone-cancelled:contact resolution-corrected': 'closed',
    '!acceptance-required': 'offered',
  }),
};

const UNASSIGNED = {
  routing: '!referral-not-assigned',
  leftOver: '!referral-not-assigned',
  stuck: '!referral-not-assigned',
  waiting: '!referral-not-assigned',
  sending: '!referral-not-assigned',
} as const;
const HANDED_ON = {
  routing: 'handed-on',
  leftOver: 'handed-on',
  waiting: 'handed-on',
  stuck: 'handed-on',
} as const;
const UNCONCERNED = { open: '', offered: '', breached: '' } as const;

/** Where a coordinator's answer differs: who names no assignment is told that there is none, or needs none. */
export const BY_COORDINATOR: Partial<Record<ActName, Partial<Row>>> = {
  ...Object.fromEntries(
    (
      [
        ...([
          'accept',
          'contact',
          'attempt',
          'agree',
          'hold',
          'interim',
          'decline',
          'pause',
          'resume',
        ] as const),
      ] as const
    ).map((name) => [name, UNASSIGNED]),
  ),
  unreached: { ...UNASSIGNED, closed: '!resolution-excludes-contact' },
  enrolled: { ...UNASSIGNED, closed: '!already-recorded' },
  eligible: { ...UNASSIGNED, closed: 'resolution-corrected' },
  reassign: HANDED_ON,
  direct: HANDED_ON,
  directHere: HANDED_ON,
  reopen: { closed: 'reopened', withdrawn: 'reopened' },
  bounce: UNCONCERNED,
};
