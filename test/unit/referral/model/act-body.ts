import type { Act } from '../../../../src/domain/referral/commands';
import type { Instant, LocalDate } from '../../../../src/domain/time';
import type { Resolution } from '../../../../src/domain/terms';
import type { ActCommand } from './commands';
import type { County, Organization } from './world';

type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

const RESOLUTIONS: Record<'unneeded' | 'unreached' | 'eligible' | 'interim', Resolution> = {
  unneeded: 'no-longer-needs-assistance',
  unreached: 'unable-to-contact',
  eligible: 'eligible-ma',
  interim: 'contact-made-appointment-scheduled',
};

/** What the service is sent for a command, in the names and times of where it runs. */
export function actBody(
  command: ActCommand,
  here: {
    readonly today: LocalDate;
    readonly dayBefore: LocalDate;
    readonly inHours: (hours: number) => Instant;
    readonly county: (county: County) => string;
    readonly organization: (name: Organization) => string;
  },
): Bare<Act> {
  switch (command.do) {
    case 'contact':
    case 'attempt':
      return { kind: 'contact', made: command.do === 'contact', on: here.today };
    case 'agree':
      return { kind: 'appointment', at: here.inHours(command.inHours), held: false };
    case 'hold':
      return { kind: 'appointment', at: here.inHours(0), held: true };
    case 'unneeded':
    case 'unreached':
    case 'eligible':
    case 'interim':
      return { kind: 'resolution', resolution: RESOLUTIONS[command.do] };
    case 'decline':
      return { kind: 'decline', reason: 'at-capacity' };
    case 'exchange':
      return { kind: 'decline', reason: 'exchange-must-resolve' };
    case 'pause':
      return { kind: 'pause', reason: 'consumer-unavailable' };
    case 'withdraw':
      return { kind: 'withdraw', reason: 'no-longer-needed' };
    case 'amend':
      return { kind: 'amend', parts: ['account'], need: null, expectedVersion: null };
    case 'move': {
      const countyFips = here.county(command.to);
      const need = { assisterType: 'navigator', countyFips, countyName: 'Sample' } as const;
      return { kind: 'amend', parts: ['address'], need, expectedVersion: null };
    }
    case 'reassign':
      return { kind: 'reassign', directedTo: null };
    case 'direct':
      return { kind: 'reassign', directedTo: here.organization(command.to) };
    case 'bounce':
      return { kind: 'bounce', smtpCode: 550 };
    case 'saysReached':
      return { kind: 'report', contactMade: true, contactOn: here.today, resolution: null };
    case 'saysEarlier':
      return { kind: 'report', contactMade: true, contactOn: here.dayBefore, resolution: null };
    case 'saysNobody':
      return { kind: 'report', contactMade: false, contactOn: null, resolution: null };
    case 'saysUnreached':
      return { kind: 'report', contactMade: false, contactOn: null, resolution: RESOLUTIONS.unreached };
    case 'saysInterim':
      return { kind: 'report', contactMade: true, contactOn: here.today, resolution: RESOLUTIONS.interim };
    case 'saysEligible':
      return { kind: 'report', contactMade: true, contactOn: here.today, resolution: RESOLUTIONS.eligible };
    default:
      return { kind: command.do };
  }
}
