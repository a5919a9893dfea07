import { z } from 'zod';
import { coverage, coverageLanguages, LANGUAGE_DAYS, type CoverageData } from '../../domain/routing/coverage';
import { plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import type { AreaTable } from '../../domain/service-area';
import { DAY_MS, localDateIn, plusMillis, type Instant } from '../../domain/time';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { coverageView, type CoverageView } from './coverage-schema';
import { date } from '../http/fields';
import { answers } from '../http/answers';
import { COVERAGE } from '../http/paths';

export interface CoverageDeps {
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly coverage: CoverageReader;
}

const WEEK = 7;

export function coverageRoute(deps: CoverageDeps): Route {
  const names = new Map(deps.areas.counties.map(({ fips, name }) => [fips, name]));
  return defineRoute({
    method: 'get',
    path: COVERAGE,
    operationId: 'getCoverage',
    tag: 'Organizations',
    summary: 'Where nobody can help: today, and a week later',
    description:
      'Counties without a navigator or a broker at all, or without one for a language. Suspension, absence on that ' +
      'day, an unverified contact point and a capacity of 0 count; places in use are taken as they are now.',
    scope: 'organizations:read',
    query: z.strictObject({
      on: date.optional().meta({ description: 'Default: today in the program’s zone' }),
    }),
    answers: answers(200, 'What is not covered', coverageView),
    async handle({ query, now }) {
      const on = query.on ?? localDateIn(deps.policy.calendar.zone, now);
      const nextWeekOn = plusDays(on, WEEK);
      const data = await deps.coverage.read(plusMillis(now, -LANGUAGE_DAYS * DAY_MS));
      const rows = coverage(data, [...names.keys()], on, nextWeekOn, deps.policy.routing.capacityMeans);
      return json(200, {
        on,
        nextWeekOn,
        languages: coverageLanguages(data),
        items: rows.map((row) => ({ county: names.get(row.countyFips) ?? row.countyFips, ...row })),
      } satisfies CoverageView);
    },
  });
}

/** Who could take leads where, and in which languages they are asked for, read at one moment. */
interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageData>;
}
