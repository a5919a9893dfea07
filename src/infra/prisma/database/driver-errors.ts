/** What went wrong below Prisma: the driver adapter's kind of error, and PostgreSQL's own code if there is one. */
export function driverCause(error: Error): { kind: string; originalCode: string } {
  const cause =
    childOf(childOf(childOf(error, 'meta'), 'driverAdapterError'), 'cause') ?? childOf(error, 'cause');
  return { kind: textOf(cause, 'kind'), originalCode: textOf(cause, 'originalCode') };
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

export function textOf(value: unknown, key: string): string {
  const text = childOf(value, key);
  return typeof text === 'string' ? text : '';
}
