import type { LocalDate, LocalTime } from '../../domain/time';
import { date } from '../http/fields';
import type { FormValues } from './forms';

/** The three fields of a date. Null unless that day exists. */
export function readDate({ month, day, year }: FormValues): LocalDate | null {
  const two = (value: string | undefined) => (value ?? '').trim().padStart(2, '0');
  return date.safeParse(`${(year ?? '').trim()}-${two(month)}-${two(day)}`).data ?? null;
}

/** `14:30`, as a browser's own time field sends it, or `2:30 PM`, as a person types it without one. */
export function readTime(typed: string | undefined): LocalTime | null {
  const match = /^(\d{1,2}):(\d{2})\s*(?:([ap])\.?m\.?)?$/i.exec((typed ?? '').trim());
  if (match === null) return null;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const onDial = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return `${String(onDial).padStart(2, '0')}:${match[2]}` as LocalTime;
}
