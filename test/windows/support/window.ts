import type { Cell } from './cells';
import type { Scene } from './scene';

/**
 * One kind of transaction of the service. Whatever dies while it stands at its commit, and whether it commits or not, in
 * the end there is the same to be seen: it happened once, with all that follows from it.
 */
export interface Window {
  readonly name: string;
  /** Whose transaction it is. */
  readonly of: 'api' | 'worker';
  /** Brings the subject to right before it. */
  prepare(scene: Scene, cell: Cell): Promise<Prepared>;
  /** What is to be seen when all is quiet again. */
  readonly then: Seen;
}

export interface Prepared {
  /** What the transaction changes, as `hold.ts` names it. */
  readonly point: string;
  /** An act: what a person or a program asks, over and over in the same words until it is answered. */
  readonly ask?: () => Promise<Reply>;
  /** A step: brings it due. */
  readonly bringDue?: () => Promise<unknown>;
  /** Whose workflow sends the mails that are looked at. */
  follower(): Promise<string>;
  see(): Promise<Seen>;
  /** Something else that somebody does then. */
  next(): Promise<number>;
  /** Of an act of a referral: what was acknowledged with an answer that is not a failure. */
  acknowledges?(reply: Reply): {
    readonly referralId: string;
    readonly type: string;
    readonly version?: number;
  };
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly replayed: boolean;
}

/** Of a referral: the types of its log. Of anything else: where it stands. And every mail, with how it ended. */
export interface Seen {
  readonly log: readonly string[];
  readonly mails: readonly string[];
}
