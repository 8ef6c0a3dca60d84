// SPDX-License-Identifier: AGPL-3.0-only
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import type { ContentForCore, CoreChannel } from '../../src/vault/core-channel.ts'

/** Content under a key that was agreed on before: what the channel does for each message, and nothing of what it does once an epoch. */
export interface AgreedContent {
  readonly channel: CoreChannel
  /** As the core does it. */
  say(facts: CoreFacts, json: Uint8Array): string
}

const HEADER = { alg: 'dir', enc: 'A256GCM', typ: 'drawbridge.content+json;v=1', kid: 'epoch' } as const

/** Both directions under one key of its own. */
export const createAgreedContent = (): AgreedContent => {
  const key = randomBytes(32)
  const seal = (facts: CoreFacts, json: Uint8Array): string => {
    const header = Buffer.from(JSON.stringify({ ...HEADER, ...facts })).toString('base64url')
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header, 'latin1'))
    const sealed = Buffer.concat([cipher.update(json), cipher.final()])
    return `${header}..${nonce.toString('base64url')}.${sealed.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`
  }
  return {
    say: seal,
    channel: {
      sealForCore: (facts, json): ContentForCore => ({ content: seal(facts, json), epoch: 'epoch' }),
      openFromCore: async (content) => {
        const [header = '', , nonce = '', sealed = '', tag = ''] = content.split('.')
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
          .setAAD(Buffer.from(header, 'latin1')).setAuthTag(Buffer.from(tag, 'base64url'))
        const json = new Uint8Array(decipher.update(Buffer.from(sealed, 'base64url')))
        decipher.final()
        return { facts: JSON.parse(Buffer.from(header, 'base64url').toString()) as CoreFacts, json }
      },
    },
  }
}
