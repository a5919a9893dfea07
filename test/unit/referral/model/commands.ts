import fc from 'fast-check';
import type { County, Organization } from './world';
import { ORGANIZATIONS } from './world';

/** Through the link of the assignment that is open now, through an old one, or by a coordinator. */
export type By = 'link' | 'stale' | 'coordinator';

/** What an organization does for a consumer, or a coordinator for it. */
export type HelpCommand =
  | { readonly do: 'contact' | 'attempt' | 'hold' | 'pause' | 'resume'; readonly by: By }
  | { readonly do: 'agree'; readonly by: By; readonly inHours: number }
  | { readonly do: 'unneeded' | 'unreached' | 'eligible' | 'interim'; readonly by: By };

/** What an assignment's report says of its consumer. */
export const SAYINGS = [
  ...(['saysReached', 'saysEarlier', 'saysNobody', 'saysUnreached', 'saysInterim', 'saysEligible'] as const),
] as const;
export interface ReportCommand {
  readonly do: (typeof SAYINGS)[number];
  readonly by: 'link' | 'stale';
}

export type ActCommand =
  | HelpCommand
  | ReportCommand
  | { readonly do: 'open' | 'accept' | 'decline' | 'exchange'; readonly by: By }
  | { readonly do: 'withdraw' | 'amend' | 'reopen' | 'reassign'; readonly by: 'coordinator' }
  | { readonly do: 'move'; readonly by: 'coordinator'; readonly to: County }
  | { readonly do: 'direct'; readonly by: 'coordinator'; readonly to: Organization }
  | { readonly do: 'bounce'; readonly by: 'link' | 'stale' };

export type Command =
  | ActCommand
  | { readonly do: 'deliver' | 'refuse' | 'routeNow' | 'repeat' }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'toggle'; readonly organization: Organization };

export type CommandName = Command['do'];

const by = fc.constantFrom<By>('link', 'link', 'link', 'coordinator', 'stale');
const plain = <Name extends string, Who>(name: Name, who: fc.Arbitrary<Who>) =>
  fc.record({ do: fc.constant(name), by: who });
const assigned = fc.constantFrom('link' as const, 'link' as const, 'stale' as const);
const coordinator = fc.constant('coordinator' as const);

/** Weighted so that most sequences get somewhere before they end. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('routeNow' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(1, 3, 5, 26, 60, 200, 400, 800),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('toggle' as const),
      organization: fc.constantFrom(...ORGANIZATIONS),
    }),
  },
  { weight: 4, arbitrary: plain('open', by) },
  { weight: 5, arbitrary: plain('accept', by) },
  { weight: 7, arbitrary: plain('contact', by) },
  { weight: 5, arbitrary: plain('attempt', by) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('agree' as const),
      by,
      inHours: fc.constantFrom(-2, 30, 100, 500),
    }),
  },
  ...(['hold', 'pause', 'resume', 'interim', 'decline'] as const).map((name) => ({
    weight: 4,
    arbitrary: plain(name, by),
  })),
  ...(['unneeded', 'unreached', 'eligible', 'exchange'] as const).map((name) => ({
    weight: 2,
    arbitrary: plain(name, by),
  })),
  { weight: 1, arbitrary: plain('withdraw', coordinator) },
  { weight: 3, arbitrary: plain('reopen', coordinator) },
  { weight: 2, arbitrary: plain('amend', coordinator) },
  { weight: 2, arbitrary: plain('reassign', coordinator) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      by: coordinator,
      to: fc.constantFrom<County>(1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('direct' as const),
      by: coordinator,
      to: fc.constantFrom(...ORGANIZATIONS),
    }),
  },
  { weight: 2, arbitrary: plain('bounce', assigned) },
  ...SAYINGS.map((name) => ({ weight: 2, arbitrary: plain(name, assigned) })),
);

export const COMMANDS: readonly CommandName[] = [
  ...([
    'open',
    'accept',
    'contact',
    'attempt',
    'agree',
    'hold',
    'unneeded',
    'unreached',
    'eligible',
  ] as const),
  ...([
    'interim',
    'decline',
    'exchange',
    'pause',
    'resume',
    'withdraw',
    'amend',
    'move',
    'reassign',
  ] as const),
  ...(['direct', 'reopen', 'bounce', 'deliver', 'refuse', 'routeNow', 'repeat', 'wait', 'toggle'] as const),
  ...SAYINGS,
];
