import type { Route } from '../http/route';
import { appointmentBody, contactBody, declineBody, pauseBody, resolutionBody } from './act-bodies';
import { actRoute, bareActRoute, type ActDeps } from './act-route';

/** The refusals of an act when there is no assignment, or not any more. */
const NOT_POSSIBLE = ['referral-not-assigned', 'referral-closed', 'already-recorded'] as const;

/** What an assister does by link, entered by a coordinator for them. Each act has one route. */
export function actRoutes(deps: ActDeps): Route[] {
  return [
    bareActRoute(deps, {
      name: 'accept',
      summary: 'Accept the referral, where the policy asks for it',
      problems: NOT_POSSIBLE,
      toAct: (base) => ({ kind: 'accept', ...base }),
    }),
    actRoute(deps, {
      name: 'contact',
      summary: 'Record a contact with the consumer, or an attempt',
      body: contactBody,
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'date-in-future', 'date-too-early'],
      toAct: (base, { made, madeOn }) => ({ kind: 'contact', ...base, made, on: madeOn }),
    }),
    actRoute(deps, {
      name: 'appointment',
      summary: 'Record an appointment, agreed or held',
      body: appointmentBody,
      problems: [
        ...NOT_POSSIBLE,
        'acceptance-required',
        'contact-required',
        'appointment-in-past',
        'appointment-not-yet-held',
        'appointment-too-far',
        'date-too-early',
      ],
      toAct: (base, { at, held }) => ({ kind: 'appointment', ...base, at, held }),
    }),
    actRoute(deps, {
      name: 'pause',
      summary: 'Pause the appointment’s clock while the wait is on the consumer',
      description:
        'All pauses of an assignment together last for the days of the policy at most. Then the clock goes on by itself.',
      body: pauseBody,
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'clock-not-running', 'pause-used-up'],
      toAct: (base, { reason }) => ({ kind: 'pause', ...base, reason }),
    }),
    bareActRoute(deps, {
      name: 'resume',
      summary: 'Let the appointment’s clock go on',
      description:
        'The deadline moves by the days that the clock stood still, as a new version with its own proof; the old one stays in `pastDeadlines`.',
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'clock-not-paused'],
      toAct: (base) => ({ kind: 'resume', ...base }),
    }),
    actRoute(deps, {
      name: 'resolution',
      summary: 'Record how the referral ended, or correct it',
      description:
        'On a referral that is resolved already this corrects the resolution; it stays closed. `unable-to-contact` needs attempts on several days and no contact, `contact-made-appointment-scheduled` an appointment.',
      body: resolutionBody,
      problems: [
        ...NOT_POSSIBLE,
        'acceptance-required',
        'resolution-needs-contact',
        'resolution-excludes-contact',
        'appointment-required',
        'more-attempts-needed',
      ],
      toAct: (base, { resolution }) => ({ kind: 'resolution', ...base, resolution }),
    }),
    actRoute(deps, {
      name: 'decline',
      summary: 'Decline the referral; it is routed again without this organization',
      body: declineBody,
      problems: NOT_POSSIBLE,
      toAct: (base, { reason }) => ({ kind: 'decline', ...base, reason }),
    }),
  ];
}
