import type { NoticeView } from './view-models';

/** After an act: what is on record now, such as `consumer reached on Tuesday, November 24, 2026`. */
export function recordedNotice(what: string): NoticeView {
  return { kind: 'success', heading: `Recorded: ${what}`, text: null };
}

/** The act could not be taken in time (503); the form still holds what was typed. */
export const BUSY_NOTICE: NoticeView = {
  kind: 'error',
  heading: 'This is not recorded yet',
  text: 'The service is busy. What you typed is still in the form below. Please wait a minute and press the button again.',
};

/** Somebody recorded something between this page and the act (409); the page shows the state of now. */
export const CHANGED_NOTICE: NoticeView = {
  kind: 'warning',
  heading: 'Somebody else was faster',
  text: 'Your entry was not recorded because this referral has changed. The page now shows the latest. Please check it before you go on.',
};

/** As CHANGED_NOTICE, when it was ended: there is nothing to go on with. */
export const ENDED_NOTICE: NoticeView = {
  kind: 'warning',
  heading: 'Somebody else was faster',
  text: 'Your entry was not recorded because the referral has ended. Below you read why.',
};
