/** Kinds of content that no person reads as text. A kind that does not exist is a damaged `text`. */
const NO_TEXT = /^(application|audio|font|image|message|model|multipart|video)\/|^text\/(calendar|rfc822)/;

/** Is the part one that a person reads in the mail itself, rather than a file that comes with it? */
export function isText({
  type,
  isAttached,
}: {
  readonly type: string;
  readonly isAttached: boolean;
}): boolean {
  return !NO_TEXT.test(type) && !isAttached;
}
