// SPDX-License-Identifier: AGPL-3.0-only
// The provider's own part of its server: who logs in, and two routes, "who am I" and "sign for me". In life its accounts and its API; Drawbridge knows nothing of it.
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { GatewayError } from '@drawbridge-im/drawbridge/link'
import type { Home, HomeUser, PartyId } from '@drawbridge-im/drawbridge/link'
import { userByToken } from './users.ts'

/** A request that the server does not take, in words for who sent it. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, words: string) {
    super(words)
    this.status = status
  }
}

/** What the server does for who has logged in; its calls throw {@link Refused}. */
export interface Routes {
  /** What goes back to the user. */
  answer(request: IncomingMessage): Promise<object>
  /** Whose device asks for a connection. */
  attending(request: IncomingMessage): HomeUser
}

/** Of a public key and a version. */
const MAX_BODY_BYTES = 1_024

/** The routes over the accounts in `folder`; `home` signs for them. */
export const createRoutes = (folder: string, party: PartyId, home: Home): Routes => {
  const loggedIn = ({ headers }: IncomingMessage): HomeUser => {
    const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
    const user = userByToken(folder, party, token)
    if (user === undefined) throw new Refused(401, 'log in: the token is not one of a user')
    return user
  }
  return {
    answer: async (request) => {
      const user = loggedIn(request)
      if (request.method === 'GET' && request.url === '/me') return user
      if (request.method === 'POST' && request.url === '/signature') return sign(home, user, await bodyOf(request))
      throw new Refused(404, 'there are GET /me and POST /signature')
    },
    attending: (request) => {
      if (request.url !== '/device') throw new Refused(404, 'a device connects to /device')
      return loggedIn(request)
    },
  }
}

/** User id and address come from the login; of the body only the device's own public key and the version of its list count. */
const sign = async (home: Home, { userId, address }: HomeUser, body: string): Promise<object> => {
  const claim = { userId, address, custody: 'DEVICE', ...deviceIn(body) } as const
  try {
    const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
    return { token, identityStatement }
  } catch (error) {
    if (error instanceof GatewayError) throw new Refused(400, error.message)
    throw error
  }
}

/** Every type is checked here: a `Buffer` is made of whatever has a length, as long as it says. */
const deviceIn = (body: string): { readonly identityKey: Uint8Array; readonly deviceListVersion: number } => {
  const { identityKey, deviceListVersion } = objectIn(body)
  if (typeof identityKey !== 'string' || typeof deviceListVersion !== 'number') throw new Refused(400, 'identityKey must be base64 and deviceListVersion a number')
  return { identityKey: Buffer.from(identityKey, 'base64'), deviceListVersion }
}

const objectIn = (body: string): Readonly<Record<string, unknown>> => {
  try {
    return { ...JSON.parse(body) as object }
  } catch {
    throw new Refused(400, 'the body must be JSON')
  }
}

/** How large it is, is known before anything of it is read. */
const bodyOf = async (request: IncomingMessage): Promise<string> => {
  if (!(Number(request.headers['content-length']) <= MAX_BODY_BYTES)) throw new Refused(413, `the body must say its length, of at most ${String(MAX_BODY_BYTES)} bytes`)
  return text(request).catch(() => { throw new Refused(400, 'the body ended early') })
}
