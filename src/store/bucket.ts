// SPDX-License-Identifier: AGPL-3.0-only

/** What a store knows of the bucket that its attachments lie in. */
export interface BucketRow {
  /**
   * Drawn at random each time that this store takes a bucket as its own, and written into the mark there: two copies of one store cannot both have it.
   * {@link FORMER_GENERATION} after a restore: nobody knows whether the store that the backup was made of still has the bucket.
   */
  readonly generation: number
  /** Whether the mark was seen in the bucket: where it is absent then, it is lost, or it is another bucket. */
  readonly isMarked: boolean
}

/** Of a store that came out of a backup: no mark has it. */
export const FORMER_GENERATION = 0
/** Generations are below this: with a bit more they are whole numbers that both databases count exactly. */
export const GENERATIONS = 2 ** 48 - 1

/** Name of the counter that holds it. */
export const BUCKET = 'bucket'
/** What that counter says after a restore. */
export const FORMER_BUCKET = 1

/** The counter's number. */
export const fromBucket = ({ generation, isMarked }: BucketRow): number => 2 * generation + (isMarked ? 1 : 0)

/** The row that a counter's number stands for. */
export const toBucket = (value: number | undefined): BucketRow | undefined =>
  (value === undefined ? undefined : { generation: Math.floor(value / 2), isMarked: value % 2 === 1 })

/** Reads about the bucket. */
export interface BucketReaders {
  /** undefined where this store never had one. */
  bucket(): Promise<BucketRow | undefined>
}

/** `moved` unless the store knows `from`, or nothing where that is undefined. */
export interface BucketWrite { readonly put: 'bucket'; readonly row: BucketRow; readonly from: BucketRow | undefined }
