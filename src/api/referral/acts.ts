import type { z } from 'zod';
import { codesOf, neverReached, type ProgramTerms, type Term } from '../../domain/terms';
import { plusDays } from '../../domain/local-time';
import type { Route } from '../http/route';
import { appointmentBody, contactBody, declineBody, pauseBody, resolutionBodyOf } from './act-bodies';
import { actRoute, bareActRoute, type ActDeps } from './act-route';

/** The refusals of an act when there is no assignment, or not any more. */
const NOT_POSSIBLE = ['referral-not-assigned', 'referral-closed', 'already-recorded'] as const;

/** What an assister does by link, entered by a coordinator for them. Each act has one route. */
export function actRoutes(deps: ActDeps): Route[] {
  const { terms } = deps.policy;
  return [
    bareActRoute(deps, {
      name: 'accept',
      operationId: 'acceptReferral',
      summary: 'Accept the referral, where the policy asks for it',
      description: 'From then on the organization sees who the consumer is. There is nothing to send.',
      problems: NOT_POSSIBLE,
      toAct: (base) => ({ kind: 'accept', ...base }),
    }),
    actRoute(deps, {
      name: 'contact',
      operationId: 'recordContact',
      summary: 'Record a contact with the consumer, or an attempt',
      description:
        'A contact meets the contact deadline by its day; an attempt is listed and leaves the clock running.',
      body: contactBody,
      example: (today) => ({ madeOn: today, comments: 'By phone' }),
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'date-in-future', 'date-too-early'],
      toAct: (base, { made, madeOn }) => ({ kind: 'contact', ...base, made, on: madeOn }),
    }),
    actRoute(deps, {
      name: 'appointment',
      operationId: 'recordAppointment',
      summary: 'Record an appointment, agreed or held',
      description:
        'One to come replaces the one that was agreed before; one that was held meets the deadline.',
      body: appointmentBody,
      example: (today) => ({ at: `${plusDays(today, 3)}T16:30:00Z` }),
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
      operationId: 'pauseReferral',
      summary: 'Pause the appointment’s clock while the wait is on the consumer',
      description:
        'Nothing is due and nobody is reminded until the clock goes on: see resume. All pauses of an assignment together last for the days of the policy at most. Then the clock goes on by itself.',
      body: pauseBody,
      example: () => ({ reason: 'consumer-asked-to-wait' }) satisfies z.input<typeof pauseBody>,
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'clock-not-running', 'pause-used-up'],
      toAct: (base, { reason }) => ({ kind: 'pause', ...base, reason }),
    }),
    bareActRoute(deps, {
      name: 'resume',
      operationId: 'resumeReferral',
      summary: 'Let the appointment’s clock go on',
      description:
        'The deadline moves by the days that the clock stood still, as a new version with its own proof; the old one stays in `pastDeadlines`.',
      problems: [...NOT_POSSIBLE, 'acceptance-required', 'clock-not-paused'],
      toAct: (base) => ({ kind: 'resume', ...base }),
    }),
    actRoute(deps, {
      name: 'resolution',
      operationId: 'resolveReferral',
      summary: 'Record how the referral ended, or correct it',
      description: `On a referral that is resolved already this corrects the resolution; it stays closed.${resolutionNeeds(terms)}`,
      body: resolutionBodyOf(deps.policy),
      example: () => ({ resolution: exampleResolution(terms), comments: 'Has coverage by now' }),
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
      operationId: 'declineReferral',
      summary: 'Decline the referral; it is routed again without this organization',
      description:
        'For the organization that has it. After the policy’s number of organizations a person decides.',
      body: declineBody,
      example: () =>
        ({ reason: 'at-capacity', comments: 'Full until next week' }) satisfies z.input<typeof declineBody>,
      problems: NOT_POSSIBLE,
      toAct: (base, { reason }) => ({ kind: 'decline', ...base, reason }),
    }),
  ];
}

/** What some resolutions need, as the end of a description: a sentence after a space, or nothing. */
function resolutionNeeds({ resolutions }: ProgramTerms): string {
  const named = (terms: readonly Term[]) => terms.map(({ code }) => `\`${code}\``).join(' or ');
  const needs = [
    [named(neverReached(resolutions)), 'attempts on several days and no contact'],
    [named(resolutions.filter(({ interim }) => interim)), 'an appointment'],
  ].filter(([codes]) => codes !== '');
  const said = needs.map(([codes, what], n) => (n === 0 ? `${codes} needs ${what}` : `${codes} ${what}`));
  return said.length === 0 ? '' : ` ${said.join(', ')}.`;
}

/** One that is possible at any time, when there is one. */
function exampleResolution({ resolutions }: ProgramTerms): string {
  return resolutions.find(({ contact }) => contact === 'optional')?.code ?? codesOf(resolutions)[0];
}
