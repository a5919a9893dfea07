import { Prisma } from '../generated/client';

/**
 * The statement in a row of `report_rows` or `report_statements` as one JSON value, a RowStatement. This is safe
 * because PostgreSQL writes a date inside JSON as a LocalDate, and only the service writes the columns.
 */
export function statementJson(alias: 'w' | 's'): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`json_build_object('contactMade', ${column('contact_made')}, 'contactOn', ${column('contact_on')},
    'resolution', ${column('resolution')}, 'comments', ${column('comments')})`;
}

/** The assignment `a` of a row ended, but not by a resolution. So nothing is asked for. */
export const IS_OVER = Prisma.sql`(a.ended_at IS NOT NULL AND a.end_reason <> 'resolved')`;

/** The consumer of a row, as the lead `l` names them now. */
export const CONSUMER_NAME = Prisma.sql`concat_ws(' ', l.body #>> '{consumer,firstName}', l.body #>> '{consumer,lastName}')`;
