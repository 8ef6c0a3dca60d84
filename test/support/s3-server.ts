// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a server that speaks S3, checks every signature, and keeps one bucket in a folder of its own.
import { readdir, utimes } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
// @ts-expect-error -- it has no types
import untyped from '@20minutes/s3rver'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { isSigned } from './s3-signature.ts'
import type { Teardown } from './scope.ts'

/** Of @20minutes/s3rver, which has no types, what is used here. */
type S3rver = new (options: {
  readonly address: string; readonly port: number; readonly silent: boolean; readonly directory: string; readonly allowMismatchedSignatures: boolean; readonly configureBuckets: readonly { readonly name: string }[]
}) => { run(): Promise<{ readonly port: number }>; close(): Promise<void>; readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[] }

interface Context { readonly req: IncomingMessage; status: number; body: string; set(header: string, value: string): void }

/** Where it is and who may speak to it. */
export interface S3Server {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secret: string
  /** Names of the objects that lie in the bucket, besides its mark. */
  names(): Promise<readonly string[]>
  /** Has its answers say that it is so much later; years from now if never said, so that only the reader's own clock tells what is old. */
  tellAhead(ms: number): void
  /** Has an object lie there for so long. */
  age(name: string, ms: number): Promise<void>
}

const BUCKET = 'attachments'
const OBJECT = /^([^.].*)\._S3rver_object$/
/** It knows this one key. */
const KEY = 'S3RVER'
const YEARS_MS = 4_000 * 86_400_000

/**
 * A running one; stopped with the test. Its own check of signatures takes the slash at the end of a listed bucket's path for none, so another one stands
 * before it.
 */
export const startS3 = async (t: Teardown): Promise<S3Server> => {
  const temp = await createTempFolder('drawbridge-s3-')
  t.teardown(() => temp.remove())
  const S3rver = untyped as S3rver
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: temp.path, allowMismatchedSignatures: true, configureBuckets: [{ name: BUCKET }] })
  let aheadMs = YEARS_MS
  server.middleware.unshift(async (context, next) => {
    context.set('date', new Date(Date.now() + aheadMs).toUTCString())
    if (isSigned(context.req, KEY, KEY)) return next()
    context.status = 403
    context.body = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
  })
  const { port } = await server.run()
  t.teardown(() => server.close())
  return {
    endpoint: `http://127.0.0.1:${String(port)}`, bucket: BUCKET, region: 'us-east-1', accessKeyId: KEY, secret: KEY,
    names: async () => (await readdir(`${temp.path}/${BUCKET}`)).flatMap((file) => OBJECT.exec(file)?.[1] ?? []),
    tellAhead: (ms) => { aheadMs = ms },
    age: (name, ms) => utimes(`${temp.path}/${BUCKET}/${name}._S3rver_object`, new Date(), new Date(Date.now() - ms)),
  }
}
