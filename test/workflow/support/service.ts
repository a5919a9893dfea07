import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../../../src/domain/time';
import type { AssisterType } from '../../../src/domain/vocabulary';
import { createReferralTurns } from '../../../src/infra/temporal/referral-turns';
import { createReferralWorkflows } from '../../../src/infra/temporal/referral-workflows';
import { createWaitlist } from '../../../src/infra/temporal/waitlist';
import { referralTerms } from '../../../src/workflows/referral/terms';
import { goTo, runWorker, serverNow } from './time-skipping';
import { startTimeSkipping } from '../../support/temporal';
import '../../support/quiet';
import { PostedReferral } from './posted-referral';
import { mnsure, World } from './world';
import type { ProgramPolicy } from '../../../src/domain/policy';

const TASK_QUEUE = 'workflow-tests';

/** A time-skipping server with a real worker whose activities stand on a world in memory. */
export class Service {
  /** Not the environment's own: awaiting a result with that one lets the clock run away. */
  readonly client: Client;
  readonly workflows: ReturnType<typeof createReferralWorkflows>;
  readonly waitlist: ReturnType<typeof createWaitlist>;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly world: World,
    private readonly close: { server?: () => Promise<void>; worker?: () => Promise<void> } = {},
  ) {
    this.client = new Client({ connection: env.connection, namespace: env.namespace ?? 'default' });
    this.workflows = createReferralWorkflows(this.client, {
      taskQueue: TASK_QUEUE,
      snapshots: world.snapshots,
      startWithinMs: 40_000,
      actWithinMs: 40_000,
    });
    this.waitlist = createWaitlist(this.client, TASK_QUEUE);
  }

  static async start({
    maxCachedWorkflows = 50,
    policy = mnsure,
  }: { maxCachedWorkflows?: number; policy?: ProgramPolicy } = {}): Promise<Service> {
    const env = await startTimeSkipping();
    const service = new Service(env, new World(policy));
    const { world, waitlist } = service;
    service.close.worker = await runWorker(env, {
      ...{ taskQueue: TASK_QUEUE, maxCachedWorkflows },
      activities: world.activities({ turns: createReferralTurns(service.client), waitlist }),
    });
    return service;
  }

  async stop(): Promise<void> {
    this.world.db.letGo();
    this.world.postOffice.close();
    await this.close.worker?.();
    await this.env.teardown();
  }

  now(): Promise<Instant> {
    return serverNow(this.env);
  }

  /**
   * Moves the server's clock forward, firing every timer on the way. The server starts at today's date: the tests live
   * in 2034, a year far ahead whose November 1 is a Wednesday, as in the program's fifth season.
   */
  async goTo(at: string): Promise<void> {
    await goTo(this.env, at);
  }

  /** The waiting list's turn for this referral. */
  routeNow({ id }: PostedReferral): Promise<boolean> {
    return createReferralTurns(this.client).routeNow(id);
  }

  /** A lead arrives now: its row, then its workflow, as the API does it. */
  async post(
    county: string,
    about: { type?: AssisterType; language?: string; sameConsumerAs?: string } = {},
  ): Promise<PostedReferral> {
    const { world } = this;
    const { id, assisterType } = world.addReferral(county, await this.now(), about);
    await this.workflows.start({
      referralId: id,
      assisterType,
      countyFips: county,
      countyName: world.countyName(county),
      terms: referralTerms(world.policy),
    });
    return new PostedReferral(id, this);
  }
}
