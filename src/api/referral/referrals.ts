import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { findCounty, type AreaTable } from '../../domain/service-area';
import { etag, json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import type { ReferralReader } from './ports';
import { currentDecision } from './decision-view';
import { eventList } from './event-view';
import { idParams, pageByNumber } from '../http/fields';
import { referralQuery } from './referral-query';
import { referralListOf, referralViewOf } from './referral-view';
import { answers } from '../http/answers';
import { REFERRALS } from '../http/paths';

export interface ReferralReadDeps {
  readonly referrals: ReferralReader;
  readonly areas: AreaTable;
  readonly policy: ProgramPolicy;
}

/** Everything that can be read of referrals. All of it comes from PostgreSQL. */
export function referralReadRoutes({ referrals, areas, policy }: ReferralReadDeps): Route[] {
  const common = { method: 'get', tag: 'Referrals', scope: 'referrals:read' } as const;

  const one = defineRoute({
    ...common,
    path: `${REFERRALS}/{id}`,
    operationId: 'getReferral',
    summary: 'One referral',
    description: 'As it stands now. Nothing in it says who the consumer is.',
    params: idParams,
    answers: answers(200, 'The referral', referralViewOf(policy), 'not-found'),
    async handle({ params }) {
      const referral = await referrals.find(params.id);
      if (referral === null) throw noSuchReferral();
      return json(200, referral, etag(referral.version));
    },
  });

  const list = defineRoute({
    ...common,
    path: REFERRALS,
    operationId: 'listReferrals',
    summary: 'Referrals, newest first',
    description: 'Those that fit every filter that is given.',
    query: referralQuery,
    answers: answers(200, 'One page of referrals', referralListOf(policy), 'county-unknown'),
    async handle({ query }) {
      const { county, cursor, limit, ...filter } = query;
      const countyFips = county === undefined ? undefined : countyCode(areas, county);
      const rows = await referrals.list({ ...filter, countyFips }, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows, limit, (referral) => referral.id),
      );
    },
  });

  const events = defineRoute({
    ...common,
    path: `${REFERRALS}/{id}/events`,
    operationId: 'listReferralEvents',
    summary: 'The numbered history of a referral, oldest first',
    description: 'Everything that was decided about it, by whom and when.',
    params: idParams,
    query: z.strictObject(pageByNumber),
    answers: answers(200, 'One page of events', eventList, 'not-found'),
    async handle({ params, query: { cursor, limit } }) {
      const afterSeq = Number(cursor ?? 0);
      const rows = await referrals.events(params.id, { afterSeq, limit: limit + 1 });
      // Every referral has at least the event of its arrival.
      if (rows.length === 0 && (await referrals.find(params.id)) === null) throw noSuchReferral();
      return json(
        200,
        listAnswer(rows, limit, (event) => String(event.seq)),
      );
    },
  });

  const decision = defineRoute({
    ...common,
    path: `${REFERRALS}/{id}/decision`,
    operationId: 'getReferralDecision',
    summary: 'Why this organization, and why not each other',
    description: 'The latest routing decision; 404 while the referral has not been routed.',
    params: idParams,
    answers: answers(200, 'The current decision and its predecessors', currentDecision, 'not-found'),
    async handle({ params }) {
      const [current, ...history] = await referrals.decisions(params.id);
      if (current === undefined) {
        throw (await referrals.find(params.id)) === null
          ? noSuchReferral()
          : new DomainError('not-found', 'The referral has not been routed yet.');
      }
      return json(200, { ...current, history });
    },
  });

  return [list, one, events, decision];
}

export function noSuchReferral(): DomainError {
  return new DomainError('not-found', 'There is no such referral.');
}

/** Throws DomainError `county-unknown`. */
export function countyCode(areas: AreaTable, nameOrCode: string): string {
  const county = findCounty(nameOrCode, areas);
  if (county !== undefined) return county.fips;
  throw new DomainError('county-unknown', `The ${areas.term.one} is not known.`, {
    errors: [{ path: 'county', message: `is not a ${areas.term.one} of ${areas.state}` }],
  });
}
