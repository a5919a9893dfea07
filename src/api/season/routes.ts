import { z } from 'zod';
import { dueAt } from '../../domain/season/periods';
import { nextInSeason, periodState } from '../../domain/season/progress';
import type { Instant, Zone } from '../../domain/time';
import { SEASON_STATES } from '../../domain/vocabulary';
import { workflowIdOf } from '../../workflows/ids';
import { etag, json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import { idParams, pageById } from '../http/fields';
import {
  seasonBody,
  seasonEventList,
  seasonList,
  seasonPatch,
  seasonStepBody,
  seasonView,
  type SeasonView,
} from './schema';
import type { PeriodRecord, SeasonRecord, SeasonStep } from './ports';
import { exampleSeason } from './example-season';
import { amendSeason, createSeason, findSeason, moveSeason, type SeasonDeps } from './save-season';
import { answers } from '../http/answers';
import { SEASONS } from '../http/paths';

const STEP_SUMMARIES: Record<SeasonStep, string> = {
  pause: 'Hold a season: nothing is sent until it is resumed',
  resume: 'Go on with a paused season; what became due meanwhile is sent at once',
  end: 'End a season for good: no more reports go out, those that are out go on, and its summary is mailed',
};

/** Open-enrollment periods with their report periods. */
export function seasonRoutes(deps: SeasonDeps): Route[] {
  const tag = 'Seasons';
  const { zone } = deps.policy.calendar;

  const list = defineRoute({
    method: 'get',
    path: SEASONS,
    tag,
    operationId: 'listSeasons',
    summary: 'Seasons, newest first',
    description: 'Those that fit every filter that is given.',
    scope: 'seasons:read',
    query: z.strictObject({ state: z.enum(SEASON_STATES).optional(), ...pageById }),
    answers: answers(200, 'One page of seasons', seasonList),
    async handle({ query: { state, cursor, limit }, now }) {
      const rows = await deps.seasons.list({ state }, lookAhead({ cursor, limit }));
      const views = rows.map((row) => toView(row, zone, now));
      return json(
        200,
        listAnswer(views, limit, ({ id }) => id),
      );
    },
  });

  const one = defineRoute({
    method: 'get',
    path: `${SEASONS}/{id}`,
    tag,
    operationId: 'getSeason',
    summary: 'One season: its periods, their reports, and what comes next',
    description: 'Every instant is computed already; its entity tag is its version.',
    scope: 'seasons:read',
    params: idParams,
    answers: answers(200, 'The season', seasonView, 'not-found'),
    async handle({ params, now }) {
      const found = await findSeason(deps, params.id);
      return json(200, toView(found, zone, now), etag(found.version));
    },
  });

  const create = defineRoute({
    method: 'post',
    path: SEASONS,
    tag,
    operationId: 'startSeason',
    summary: 'Start a season, from its dates or from the rule',
    description:
      'Each error names its period. One that is started late sends what is due at once and skips nothing. By the rule the first period has the length given here, the following ones that of the policy.',
    scope: 'seasons:write',
    body: seasonBody,
    example: exampleSeason,
    answers: answers(201, 'The season', seasonView, 'seasons-overlap'),
    async handle({ body, client, now }) {
      const created = await createSeason(deps, body, { actor: client.id, at: now });
      const headers = { location: `${SEASONS}/${created.id}`, ...etag(created.version) };
      return json(201, toView(created, zone, now), headers);
    },
  });

  const amend = defineRoute({
    method: 'patch',
    path: `${SEASONS}/{id}`,
    tag,
    operationId: 'changeSeason',
    summary: 'Change its name, or periods whose sending is still to come',
    description:
      'Periods are sent as a whole list; those whose reports are out, or whose sending has come, stand in it unchanged. `If-Match` with the version is honored.',
    scope: 'seasons:write',
    params: idParams,
    body: seasonPatch,
    example: () => ({ name: 'Open enrollment' }),
    ifMatch: true,
    answers: answers(
      200,
      'The season as it is now',
      seasonView,
      'not-found',
      'period-begun',
      'seasons-overlap',
      'season-ended',
    ),
    async handle({ params, body, client, ifMatch, now }) {
      const change = { seasonId: params.id, actor: client.id, at: now };
      const amended = await amendSeason(deps, body, change, ifMatch);
      return json(200, toView(amended, zone, now), etag(amended.version));
    },
  });

  const moving = (step: SeasonStep) =>
    defineRoute({
      method: 'post',
      path: `${SEASONS}/{id}/${step}`,
      tag,
      operationId: `${step}Season`,
      summary: STEP_SUMMARIES[step],
      description: 'The reason is kept in the season’s history.',
      scope: 'seasons:write',
      params: idParams,
      body: seasonStepBody,
      example: () => ({ reason: 'The dates are being looked at again' }),
      answers: answers(
        200,
        'The season as it is now',
        seasonView,
        'not-found',
        'season-ended',
        ...STEP_PROBLEMS[step],
      ),
      async handle({ params, body, client, now }) {
        const change = { seasonId: params.id, actor: client.id, at: now };
        const moved = await moveSeason(deps, step, body.reason, change);
        return json(200, toView(moved, zone, now), etag(moved.version));
      },
    });

  const events = defineRoute({
    method: 'get',
    path: `${SEASONS}/{id}/events`,
    tag,
    operationId: 'listSeasonEvents',
    summary: 'What was done to it, newest first: by whom, when, and why',
    description: 'Amendments with what was before and after.',
    scope: 'seasons:read',
    params: idParams,
    query: z.strictObject(pageById),
    answers: answers(200, 'One page of the history', seasonEventList, 'not-found'),
    async handle({ params, query: { cursor, limit } }) {
      await findSeason(deps, params.id);
      const rows = await deps.seasons.events(params.id, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows, limit, ({ id }) => id),
      );
    },
  });

  return [list, one, create, amend, moving('pause'), moving('resume'), moving('end'), events];
}

const STEP_PROBLEMS = {
  pause: ['season-not-running'],
  resume: ['season-not-paused'],
  end: [],
} as const satisfies Record<SeasonStep, readonly string[]>;

function toView(record: SeasonRecord, zone: Zone, now: Instant): SeasonView {
  const { periods, ...rest } = record;
  return {
    ...rest,
    workflowId: workflowIdOf({ kind: 'season', subjectId: record.id }),
    next: nextInSeason(record, zone, now),
    periods: periods.map((period) => toPeriodView(period, zone)),
  };
}

function toPeriodView(period: PeriodRecord, zone: Zone): SeasonView['periods'][number] {
  return {
    ...period,
    dueAt: dueAt(zone, period.dueOn),
    state: periodState(period),
    reports: { ...period.reports },
  };
}
