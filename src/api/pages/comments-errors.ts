import { isUnkeepable } from '../../domain/pasted-text';
import { COMMENTS_MAX_LENGTH, type FieldError } from './forms';

const HOLDS = { text: 'The text holds', comments: 'The comments hold' } as const;

/** What is wrong with comments that were typed, trimmed: nothing, or one error. `called`: their name on the page. */
export function commentsErrors(typed: string, called: keyof typeof HOLDS): FieldError[] {
  const field = 'comments';
  if (typed.length > COMMENTS_MAX_LENGTH) {
    return [{ field, message: `Shorten the ${called} to 2,000 characters.` }];
  }
  return isUnkeepable(typed)
    ? [{ field, message: `${HOLDS[called]} characters that cannot be stored.` }]
    : [];
}
