import type {
  OrganizationChanges,
  OrganizationFields,
  OrganizationRecord,
  OrganizationStore,
} from '../../../../src/api/organization/ports';
import type { SuspensionEffect } from '../../../../src/api/organization/ports';
import { DomainError } from '../../../../src/domain/errors';
import type { Instant } from '../../../../src/domain/time';

export class FakeOrganizations implements OrganizationStore {
  readonly records = new Map<string, OrganizationRecord>();
  /** Suspensions and their ends, as they were asked for. */
  readonly suspensions: { id: string; effect: SuspensionEffect; reason: string | null }[] = [];

  /** By which each change, suspension or end of one can be found again. */
  readonly commandIds: (string | null | undefined)[] = [];

  async find(id: string) {
    return this.records.get(id) ?? null;
  }

  async list() {
    return [...this.records.values()];
  }

  async create(id: string, fields: OrganizationFields, at: Instant) {
    const record = {
      ...fields,
      ...{ id, contactVerified: true, held: 0, version: 1, createdAt: at, updatedAt: at },
      ...{ suspendedBy: null, suspensions: [] },
    };
    this.records.set(id, record);
    return record;
  }

  async change(
    id: string,
    changes: OrganizationChanges,
    expectedVersion: number | null,
    at: Instant,
    commandId?: string | null,
  ) {
    this.commandIds.push(commandId);
    const current = this.records.get(id);
    if (current === undefined) return null;
    if (expectedVersion !== null && expectedVersion !== current.version) {
      throw new DomainError('version-conflict', `The current version is ${current.version}.`);
    }
    const given = Object.fromEntries(
      Object.entries<unknown>(changes).filter(([, value]) => value !== undefined),
    );
    const changed = { ...current, ...given, version: current.version + 1, updatedAt: at };
    this.records.set(id, changed);
    return changed;
  }

  async suspendOrResume(
    id: string,
    effect: SuspensionEffect,
    reason: string | null,
    _at: Instant,
    commandId?: string | null,
  ) {
    this.commandIds.push(commandId);
    const current = this.records.get(id);
    if (current === undefined) return null;
    this.suspensions.push({ id, effect, reason });
    const status = effect.does === 'suspend' ? ('suspended' as const) : ('active' as const);
    const changed = { ...current, status, version: current.version + 1 };
    this.records.set(id, changed);
    return changed;
  }

  async events() {
    return [];
  }
}
