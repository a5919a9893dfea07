import type { Instant } from '../../../domain/time';
import type { LinkPurpose } from '../../../domain/vocabulary';
import type { LinkProblem } from '../view-models';

/** A page of the target's own. `gone`: what the link was for is over, and the page says why. */
export interface LinkPage {
  readonly html: string;
  readonly gone?: true;
}

/** What is behind the links of one purpose. */
export interface LinkTarget {
  /** The page that the link shows: nothing personal, and a button. Changes nothing. */
  summary(subjectId: string, now: Instant): Promise<LinkPage | LinkProblem>;
  /** The button was pressed. Says where its page is, at an address without the token. */
  open(subjectId: string, now: Instant): Promise<{ readonly path: string } | LinkPage | LinkProblem>;
}

/** One for each purpose. A new purpose does not compile until it has one. */
export type LinkTargets = Readonly<Record<LinkPurpose, LinkTarget>>;
