// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'

/** How the daemon says that the bucket of attachments stands. */
export const BucketAnswer = Type.Object({ state: Type.Enum(['none', 'ours', 'unmarked', 'former', 'foreign', 'unreachable']) })

/** Of each state of a bucket, what it means and what to do about it; nothing is to be done about what is well. */
export const bucketWords: Readonly<Record<Static<typeof BucketAnswer>['state'], readonly [what: string, fix?: string]>> = {
  none: ['there is none: media.s3 is not set'],
  ours: ['it is this store\'s'],
  unmarked: ['it has no mark of this gateway, though there was one: nothing in it is changed, and uploads and whatever is not found there are answered UNAVAILABLE',
    'Set media.s3 to the bucket that the attachments lie in. If it is this one, or they are lost: drawbridge media adopt --reason TEXT'],
  former: ['it is this gateway\'s, but not this store\'s, which came out of a backup or is a copy: nothing in it is changed, and uploads and whatever is not found there are answered UNAVAILABLE',
    'Give a copy a bucket of its own. If no other copy of the store will run again: drawbridge media adopt --reason TEXT'],
  foreign: ['it has the mark of another gateway, which would delete what this one puts there',
    'Set media.s3 to a bucket of this gateway\'s own. If the other one is gone for good, delete the object .drawbridge in it, and then: drawbridge media adopt --reason TEXT'],
  unreachable: ['it does not answer, or not as a bucket: attachments are answered UNAVAILABLE, and what was sent waits', 'See that the service of media.s3 runs, and that its key may read and write.'],
}
