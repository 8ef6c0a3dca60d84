// SPDX-License-Identifier: AGPL-3.0-only
// Promise: says whether a request is signed as AWS Signature Version 4 wants it: over the path as it was sent, the query and the headers that it names.
import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const FORM = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/** Whether it was signed with this key. */
export const isSigned = ({ method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, keyId: string, secret: string): boolean => {
  const [, id, day, region, names, signature] = FORM.exec(headers.authorization ?? '') ?? []
  const time = headers['x-amz-date']
  if (id !== keyId || day === undefined || region === undefined || names === undefined || typeof time !== 'string' || !time.startsWith(day)) return false
  const [path, query = ''] = url.split('?')
  const parameters = query.split('&').filter((one) => one !== '').map((one) => (one.includes('=') ? one : `${one}=`)).toSorted()
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, path, parameters.join('&'), lines.join(''), names, headers['x-amz-content-sha256']].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [region, 's3', 'aws4_request'].reduce((before, part) => hmac(before, part), hmac(`AWS4${secret}`, day))
  return hmac(key, toSign).toString('hex') === signature
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
