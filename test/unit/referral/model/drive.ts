import { isUnsettled, type RunningClock } from '../../../../src/domain/referral/state';
import { millis, instant, type LocalDate } from '../../../../src/domain/time';
import type { Command, CommandName } from './commands';
import { Core, type Rules } from './core';
import { Model } from './model';
import type { ModelPolicy } from './model-clock';
import { World } from './world';

export const POLICIES: readonly ModelPolicy[] = [
  { acceptanceHours: null, reRoutesMissedContact: false },
  { acceptanceHours: 3, reRoutesMissedContact: false },
  { acceptanceHours: null, reRoutesMissedContact: true },
];

/** `state / command`, as often as it was tried. */
export type Reached = Map<string, number>;

/** Drives the core and the model by the same commands, and compares them after each. Throws where they differ. */
export function drive(
  rules: Rules,
  policy: ModelPolicy,
  commands: readonly Command[],
  reached: Reached = new Map(),
): void {
  const worlds = [new World(), new World()] as const;
  const core = new Core(rules, worlds[0], policy);
  const model = new Model(worlds[1], policy);
  for (const command of commands) {
    const cell = `${model.label} / ${command.do}`;
    reached.set(cell, (reached.get(cell) ?? 0) + 1);
    const [said, expected] = step(core, model, worlds, command);
    // What an act finds due already comes at once: nobody waits for an hour to pass.
    model.tick();
    agree(said, expected, command.do);
    compare(core, model);
  }
}

function step(
  core: Core,
  model: Model,
  worlds: readonly World[],
  command: Command,
): readonly [said: string, expected: string] {
  switch (command.do) {
    case 'deliver':
    case 'refuse':
      core.deliver(command.do === 'deliver');
      model.deliver(command.do === 'deliver');
      return ['ok', 'ok'];
    case 'routeNow':
      core.routeNow();
      model.routeNow();
      return ['ok', 'ok'];
    case 'repeat':
      // It was taken once; taken again it says so again and changes nothing.
      return [core.repeat(), 'ok'];
    case 'wait':
      core.wait(command.hours);
      model.wait(command.hours);
      return ['ok', 'ok'];
    case 'toggle':
      for (const { available } of worlds) {
        if (!available.delete(command.organization)) available.add(command.organization);
      }
      return ['ok', 'ok'];
    default:
      return [core.act(command), model.act(command)];
  }
}

function compare({ state, log }: Core, model: Model): void {
  agree(state.phase, model.phase, 'phase');
  agree(state.assignment?.organizationId ?? null, model.held?.organization ?? null, 'organization');
  agree(state.assignment?.holdsCapacity ?? false, model.held?.place ?? false, 'place');
  agree(state.needsPerson !== null, model.needsPerson, 'needs a person');
  agree(state.attempts, model.attempts, 'attempts');
  agree(dayNumber(state.contactMadeOn), model.contactedOn, 'contacted');
  agree(hour(state.appointment?.at ?? null), model.appointmentAt, 'appointment');
  agree(state.appointment?.held ?? false, model.appointmentHeld, 'held');
  agree((state.assignment?.openedAt ?? null) !== null, model.held?.opened ?? false, 'opened');
  agree(hour(state.assignment?.unopenedAlertAt ?? null), model.held?.unopenedAt ?? null, 'unopened alert');
  for (const name of ['contact', 'appointment'] as const) {
    const clock = state.assignment?.clocks?.[name] ?? null;
    const expected = model.held?.[name] ?? null;
    agree(clock?.state ?? null, expected?.state ?? null, `${name}’s clock`);
    // What a paused clock will be due at is not known yet.
    if (expected?.state !== 'paused') agree(hour(clock?.dueAt ?? null), expected?.due ?? null, `${name} due`);
    if (state.phase === 'closed' && clock !== null) agree(isUnsettled(clock), false, 'overdue after closing');
  }
  agree(
    openAssignments(log),
    state.phase === 'sending' || state.phase === 'open' ? 1 : 0,
    'assignments at once',
  );
}

/** How many organizations think that the referral is theirs, by the history. */
function openAssignments(log: Core['log']): number {
  const open = new Set<string | null>();
  for (const event of log) {
    if (event.type === 'assigned') open.add(event.assignmentId);
    const over =
      ['declined', 'delivery-refused', 'timed-out', 'handed-on', 'withdrawn'].includes(event.type) ||
      event.type === 'interim-resolution-closed' ||
      (event.type === 'resolution-recorded' && !event.interim);
    if (over) open.delete(event.assignmentId);
  }
  return open.size;
}

const EPOCH = millis(instant('2028-02-02T00:00:00Z'));

function hour(time: RunningClock['dueAt'] | null): number | null {
  return time === null ? null : (millis(time) - EPOCH) / 3_600_000;
}

/** As the model counts its days. */
function dayNumber(date: LocalDate | null): string | null {
  if (date === null) return null;
  return String(Math.floor((Date.parse(date) - EPOCH) / 86_400_000)).padStart(6, '0');
}

function agree(said: unknown, expected: unknown, what: string): void {
  if (said !== expected) throw new Error(`${what}: ${String(said)}, and the model says ${String(expected)}`);
}

/** The table as text: a row a state, a column a command; `.` where nothing was tried. */
export function table(reached: Reached, states: readonly string[], commands: readonly CommandName[]): string {
  const cell = (state: string, name: CommandName): string => {
    const count = reached.get(`${state} / ${name}`) ?? 0;
    return (count === 0 ? '.' : String(count)).padStart(name.length);
  };
  const wide = Math.max(...states.map((state) => state.length));
  return [
    `${' '.repeat(wide)} ${commands.join(' ')}`,
    ...states.map((state) => `${state.padEnd(wide)} ${commands.map((name) => cell(state, name)).join(' ')}`),
  ].join('\n');
}
