import { createHash } from 'node:crypto';

/** Digests that look like those of pushed images and belong to none: nothing in the sandbox pulls them. */
export const placeholderDigests = (images: readonly string[]): Record<string, string> =>
  Object.fromEntries(images.map((image) => [image, `sha256:${createHash('sha256').update(image).digest('hex')}`]));
