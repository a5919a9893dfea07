import type {
  OrganizationChanges,
  OrganizationFields,
  OrganizationRecord,
  OrganizationStore,
} from '../../../../src/api/ports';
import { DomainError } from '../../../../src/domain/errors';
import type { Instant } from '../../../../src/domain/time';

export class FakeOrganizations implements OrganizationStore {
  readonly records = new Map<string, OrganizationRecord>();

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
    };
    this.records.set(id, record);
    return record;
  }

  async change(id: string, changes: OrganizationChanges, expectedVersion: number | null, at: Instant) {
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
}
