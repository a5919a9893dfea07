import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../../src/domain/errors';
import { instant, localDateIn, millis, type Instant } from '../../../src/domain/time';
import { awaitsAcceptance, isUnsettled } from '../../../src/workflows/referral/state';
import type { ActCommand, Command } from '../../unit/referral/model/commands';
import { actBody } from '../../unit/referral/model/act-body';
import { Model } from '../../unit/referral/model/model';
import type { ModelPolicy, ModelTimes } from '../../unit/referral/model/model-clock';
import { World, type County, type Organization } from '../../unit/referral/model/world';
import type { OrganizationRow } from './database';
import type { PostedReferral } from './posted-referral';
import type { Service } from './service';

const HOUR = 3_600_000;
/** An act takes a moment; nothing of the model happens that close to something else. */
const MOMENT = 0.05;
const PATIENCE_MS = 15_000;

/**
 * One random life of a referral on a real worker, next to the model. Mails are taken at once. Deadlines are those that
 * were recorded (their own tests say that they are right); what comes of them is for the model to say.
 */
export class ModelRun {
  private readonly modelWorld = new World();
  private readonly model: Model;
  private readonly counties: Readonly<Record<County, string>>;
  private readonly rows: Readonly<Record<Organization, OrganizationRow>>;
  private delivered = 0;

  private constructor(
    private readonly service: Service,
    private readonly referral: PostedReferral,
    scene: {
      counties: Record<County, string>;
      rows: Record<Organization, OrganizationRow>;
    },
    policy: ModelPolicy,
    private readonly epoch: number,
  ) {
    this.counties = scene.counties;
    this.rows = scene.rows;
    const zone = service.world.policy.calendar.zone;
    const dayOf = (hour: number): string => localDateIn(zone, this.at(hour));
    this.model = new Model(this.modelWorld, policy, { dayOf, prefersHelper: true });
  }

  static async begin(service: Service, policy: ModelPolicy): Promise<ModelRun> {
    const { world } = service;
    const counties = { 1: world.newCounty(), 2: world.newCounty() };
    // Chosen in this order, however many they get.
    const add = (name: Organization, serves: County[], held: number): OrganizationRow =>
      world.addOrganization({
        name,
        counties: serves.map((county) => counties[county]),
        held,
        capacity: 1000,
      });
    const rows = {
      A: add('A', [1], 0),
      B: add('B', [1, 2], 100),
      C: add('C', [1], 200),
      D: add('D', [2], 300),
    };
    const epoch = await service.env.currentTimeMs();
    const run = new ModelRun(service, await service.post(counties[1]), { counties, rows }, policy, epoch);
    await run.catchUp();
    return run;
  }

  /** So that what is left of this life has no part in the next one. A run that is terminated would stop the clock. */
  async end(): Promise<void> {
    for (const row of Object.values(this.rows)) row.active = false;
    if (this.model.phase !== 'closed') {
      const withdraw = { kind: 'withdraw', reason: 'other' } as const;
      await this.referral.act(withdraw, { actor: 'crm', assignmentId: null });
    }
    await this.service.env.sleep('2 minutes');
    await this.referral.handle.result();
  }

  get label(): string {
    return this.model.label;
  }

  /** False when the command makes no sense here: it was not given. */
  async step(command: Command): Promise<boolean> {
    if (!this.isPossible(command)) return false;
    await this.setClock();
    await this.perform(command);
    await this.catchUp();
    await this.agree();
    return true;
  }

  private isPossible(command: Command): boolean {
    switch (command.do) {
      case 'deliver':
      case 'refuse':
      case 'repeat':
        return false;
      case 'open':
      case 'bounce':
        // An ended workflow answers nobody but coordinators.
        return this.model.phase !== 'closed';
      default:
        return true;
    }
  }

  private async perform(command: Command): Promise<void> {
    switch (command.do) {
      case 'wait':
        await this.wait(command.hours);
        return;
      case 'toggle': {
        const row = this.rows[command.organization];
        const becomes = !this.modelWorld.available.delete(command.organization);
        if (becomes) this.modelWorld.available.add(command.organization);
        row.active = becomes;
        row.contactVerified = true;
        return;
      }
      case 'routeNow':
        if (this.model.phase === 'waiting') await this.service.routeNow(this.referral);
        this.model.routeNow();
        return;
      case 'deliver':
      case 'refuse':
      case 'repeat':
        return;
      default: {
        const said = await this.act(command);
        const trusted = command.do === 'bounce' ? this.model.held?.organization : undefined;
        const expected = this.model.act(command);
        same(said, expected, command.do);
        // The address that bounced is not trusted any more.
        if (trusted !== undefined && !this.rows[trusted].contactVerified) {
          this.modelWorld.available.delete(trusted);
        }
        if (command.do === 'resume' && expected === 'ok') await this.takeResumed();
      }
    }
  }

  private async wait(hours: number): Promise<void> {
    await this.service.env.sleep(hours * HOUR);
    for (let n = 0; n < hours; n += 1) {
      this.model.wait(1);
      await this.catchUp();
    }
    await this.setClock();
    this.model.tick();
  }

  /** Mails are taken at once: what is to be sent was sent, at the times that were recorded. */
  private async catchUp(): Promise<void> {
    while (this.model.phase === 'sending') {
      this.delivered += 1;
      const sent = await this.referral.recorded('sent', this.delivered);
      const hours = ({ remindAt, dueAt }: { remindAt: Instant; dueAt: Instant }) => ({
        remind: this.hour(remindAt),
        due: this.hour(dueAt),
      });
      const times: ModelTimes = {
        contact: hours(sent.clocks.contact),
        appointment: hours(sent.clocks.appointment),
        acceptBy: sent.acceptBy === null ? null : this.hour(sent.acceptBy),
        unopenedAt: sent.unopenedAlertAt === null ? null : this.hour(sent.unopenedAlertAt),
      };
      this.model.deliver(true, times);
    }
  }

  private async takeResumed(): Promise<void> {
    const clock = this.referral.events('clock-resumed').at(-1)?.clock;
    const modelled = this.model.held?.appointment;
    if (clock === undefined || !modelled) throw new Error('resumed, and nothing recorded');
    modelled.due = this.hour(clock.dueAt);
    modelled.remind = this.hour(clock.remindAt);
  }

  private async setClock(): Promise<void> {
    this.model.now = ((await this.service.env.currentTimeMs()) - this.epoch) / HOUR;
  }

  private async act(command: ActCommand): Promise<string> {
    const current = this.model.held === null ? null : this.referral.events('assigned').at(-1)?.assignmentId;
    const assignmentId =
      command.by === 'coordinator' ? null : command.by === 'stale' ? randomUUID() : (current ?? randomUUID());
    const actor = command.by === 'coordinator' ? 'coordinator' : 'assister';
    try {
      await this.referral.act(this.actOf(command), { assignmentId, actor });
      return 'ok';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  private actOf(command: ActCommand): ReturnType<typeof actBody> {
    const { now } = this.model;
    const { zone } = this.service.world.policy.calendar;
    return actBody(command, {
      today: localDateIn(zone, this.at(now)),
      dayBefore: localDateIn(zone, this.at(now - 24)),
      inHours: (hours) => this.at(now + hours),
      county: (county) => this.counties[county],
      organization: (name) => this.rows[name].id,
    });
  }

  /** What follows in the background may take a moment; it must come to agree. */
  private async agree(): Promise<void> {
    for (const until = Date.now() + PATIENCE_MS; ; await delay(20)) {
      try {
        await this.compare();
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }

  private async compare(): Promise<void> {
    const { model, referral } = this;
    const state = await referral.state();
    const { assignment } = state;
    same(state.phase, model.phase, 'phase');
    same(referral.row.status, state.status, 'status on record');
    same(assignment?.organizationName ?? null, model.held?.organization ?? null, 'organization');
    same(assignment?.holdsCapacity ?? false, model.held?.place ?? false, 'place');
    same(
      assignment !== null && state.phase === 'open' && awaitsAcceptance(assignment),
      model.isOffered && model.phase === 'open',
      'offered',
    );
    same(state.needsPerson !== null, model.needsPerson, 'needs a person');
    same(state.attempts, model.attempts, 'attempts');
    same(state.contactMadeOn, model.contactedOn, 'contacted');
    same(state.appointment?.held ?? false, model.appointmentHeld, 'held');
    for (const name of ['contact', 'appointment'] as const) {
      const clock = assignment?.clocks?.[name];
      const expected = model.held?.[name] ?? null;
      same(clock?.state ?? null, expected?.state ?? null, `${name}’s clock`);
      if (clock !== undefined && expected !== null && expected.state !== 'paused') {
        same(Math.abs(this.hour(clock.dueAt) - expected.due) < MOMENT, true, `${name} due`);
      }
      if (state.phase === 'closed' && clock !== undefined)
        same(isUnsettled(clock), false, 'overdue after closing');
    }
    const held = [...this.service.world.db.assignments.values()].filter(
      ({ referralId, holdsCapacity }) => referralId === referral.id && holdsCapacity,
    );
    same(held.length, model.held?.place === true ? 1 : 0, 'places held on record');
    const numbers = referral.row.events.map(({ seq }) => seq);
    same(
      numbers.every((seq, index) => seq === index + 1),
      true,
      'numbers without gaps',
    );
  }

  private hour(time: Instant): number {
    return (millis(time) - this.epoch) / HOUR;
  }

  private at(hour: number): Instant {
    return instant(Math.floor(this.epoch + hour * HOUR));
  }
}

function same(said: unknown, expected: unknown, what: string): void {
  if (said !== expected) throw new Error(`${what}: ${String(said)}, and the model says ${String(expected)}`);
}
